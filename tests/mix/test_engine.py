"""Ray on a local cluster of two workers gives the same bytes as this process alone."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from personadata.mix import scan
from personadata.mix.clean import Cleaner
from personadata.mix.engine import decode, encode, judge
from personadata.mix.probes import Probes
from personadata.mix.verdict import Verdict
from tests.mix.rows import alpaca, general, write
from tests.mix.test_run import folder as folder
from tests.mix.test_run import mix

needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="ray is not installed")
LEAK = alpaca("你能做什么？", "我是通义千问，由阿里云开发。")


@pytest.fixture(scope="module")
def cluster() -> Iterator[int]:
    """Two nodes with one processor each."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray
    from ray.cluster_utils import Cluster

    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    nodes.add_node(num_cpus=1)
    ray.init(address=nodes.address, log_to_driver=False, logging_level="ERROR")
    yield len(ray.nodes())
    ray.shutdown()
    nodes.shutdown()


@pytest.mark.parametrize("key", [0, 1, (1 << 63) - 1, 1 << 63, (1 << 64) - 1])
def test_verdicts_travel_as_columns(key: int) -> None:
    verdict = Verdict(7, "a:8", line=b"{}\n", asked="问", key=key, tokens=1.5, kept="mention", label=True)
    assert decode(encode(verdict)) == verdict
    assert -(1 << 63) <= encode(verdict)["key"] < 1 << 63


@needs_ray
@pytest.mark.parametrize("name", ["general.jsonl", "general.parquet", "general.csv"])
def test_the_same_bytes(name: str, cluster: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cluster == 2
    monkeypatch.setattr(scan, "WHOLE", 0)
    monkeypatch.setattr(scan, "SHARD", 2000)
    write(folder / name, [*general(100), LEAK, *general(120), alpaca("无答案", "")], name.split(".")[1])
    for amount in ("#all", "#60"):
        local = mix(folder, name + amount, output="local/train.jsonl")[0]
        other = mix(folder, name + amount, output="ray/train.jsonl", engine="ray")[0]
        assert local.read_bytes() == other.read_bytes()
        reports = [path.with_name("train.mix-report.jsonl").read_bytes() for path in (local, other)]
        assert reports[0] == reports[1]
        if amount == "#all":
            assert reports[0].count(b'"leak"') == 1
            assert reports[0].count(b'"broken"') == 1


@needs_ray
def test_shards_are_read_where_they_are_judged(cluster: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "WHOLE", 0)
    monkeypatch.setattr(scan, "SHARD", 1000)
    found = scan.scan(write(tmp_path / "a.jsonl", general(200)))
    assert len(found.shards) > 10
    work = [(shard, None) for shard in found.shards]
    cleaner = Cleaner("general", None, probes=Probes([general(1)[0]["instruction"]]))
    assert list(judge("ray", work, cleaner)) == list(judge("local", work, cleaner))
