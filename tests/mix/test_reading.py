"""Every layout gives the same records, whole or in shards, and broken lines are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.mix import reading, scan, shards
from tests.mix.rows import general, write

NAMES = ("a.jsonl", "a.jsonl.gz", "a.json", "a.json.gz", "a.csv", "a.csv.gz", "a.parquet")


def values(found: shards.File, wanted: frozenset[int] | None = None) -> list[object]:
    return [record.value for shard in found.shards for record in reading.read(shard, wanted)]


@pytest.mark.parametrize("whole", [1 << 24, 0], ids=["small", "streamed"])
@pytest.mark.parametrize("name", NAMES)
def test_every_layout(name: str, whole: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "WHOLE", whole)
    monkeypatch.setattr(scan, "SHARD", 500)
    monkeypatch.setattr(reading, "_CHUNK", 100)
    rows = general(50)
    path = write(tmp_path / name, rows, name.split(".")[1])
    found = scan.scan(path)
    assert found.rows == 50
    assert sum(shard.rows for shard in found.shards) == 50
    assert values(found) == rows
    numbers = frozenset((0, 3, 17, 18, 49))
    assert values(found, numbers) == [rows[number] for number in sorted(numbers)]
    again = [record.number for shard in found.shards for record in reading.read(shard, numbers)]
    assert again == sorted(numbers)
    if name == "a.jsonl" and not whole:
        assert len(found.shards) > 5


@pytest.mark.parametrize("whole", [1 << 24, 0], ids=["small", "streamed"])
def test_broken_lines_are_named(whole: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "WHOLE", whole)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\n\n{"a": \n{"a": 3}\n')
    found = scan.scan(path)
    records = [record for shard in found.shards for record in reading.read(shard)]
    assert [record.value for record in records if not record.fault] == [{"a": 1}, {"a": 3}]
    places = [place for place, _ in found.lost] + [record.place for record in records if record.fault]
    assert places == [f"{path}:3"]


def test_a_broken_large_array_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "WHOLE", 0)
    path = tmp_path / "a.json"
    path.write_text('[{"a": 1}, {"a": ', encoding="utf-8")
    with pytest.raises(UserError, match="record 2 of this array is broken"):
        scan.scan(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [("a.txt", "not a data file"), ("gone.jsonl", "no such file"), ("a.parquet", "not a parquet file")],
)
def test_files_that_cannot_be_read(name: str, message: str, tmp_path: Path) -> None:
    if name != "gone.jsonl":
        (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match=message):
        scan.scan(tmp_path / name)


def test_folders_hold_data_and_other_things(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.csv", "c.parquet", "train.mix.json", "dataset_info.json", ".hidden.json", "README.md"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    assert [path.name for path in scan.find_data(tmp_path)] == ["a.csv", "b.jsonl", "c.parquet"]
