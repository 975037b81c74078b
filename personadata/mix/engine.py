"""Where shards are judged: in this process, or by Ray on as many machines as it has."""

from __future__ import annotations

import logging
import os
from collections.abc import Container, Iterable, Iterator
from typing import Any, Literal

from personadata.errors import UserError
from personadata.mix.clean import Cleaner, judge_shard
from personadata.mix.shards import Shard
from personadata.mix.verdict import Verdict

Name = Literal["local", "ray"]
Work = Iterable[tuple[Shard, Container[int] | None]]


def judge(engine: Name, work: Work, cleaner: Cleaner) -> Iterator[Verdict]:
    """The verdicts on all shards of *work*, in order, whatever the *engine*."""
    return _ray(work, cleaner) if engine == "ray" else _local(work, cleaner)


def _local(work: Work, cleaner: Cleaner) -> Iterator[Verdict]:
    for shard, wanted in work:
        yield from judge_shard(shard, wanted, cleaner)


def _ray(work: Work, cleaner: Cleaner) -> Iterator[Verdict]:
    """Shards go to workers, which read them for themselves: all machines must see the files under the same path.

    A cluster that is there already is used (``RAY_ADDRESS``, or a ``ray.init`` of the caller's), else one is started
    on this machine.
    """
    # Ray reports its use to its makers unless told not to
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.data
    except ImportError:
        raise UserError(
            "--engine ray needs Ray, which is not installed", help="pip install 'personadata[ray]'"
        ) from None
    if not ray.is_initialized():
        ray.init(log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False

    shards = list(work)

    def judged(row: dict[str, Any]) -> list[dict[str, Any]]:
        shard, wanted = shards[int(row["item"])]
        return [encode(verdict) for verdict in judge_shard(shard, wanted, cleaner)]

    data = ray.data.from_items(list(range(len(shards))), override_num_blocks=max(1, len(shards)))
    for row in data.flat_map(judged).iter_rows():
        yield decode(row)


def encode(verdict: Verdict) -> dict[str, Any]:
    """*verdict* as a row of columns; the key is signed there, as Arrow's integers are by default."""
    return {**verdict._asdict(), "key": verdict.key - (1 << 63)}


def decode(row: dict[str, Any]) -> Verdict:
    """The verdict in *row*."""
    return Verdict(**{**row, "key": row["key"] + (1 << 63)})
