"""Every layout gives the same records, whole or in shards, and broken lines are named."""

from __future__ import annotations

import gzip
import os
import re
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


ROWS = [{"instruction": f"问题{number}，是什么？", "output": f"回答{number}"} for number in range(3)]
TABLE = "instruction,output\n" + "".join(f'"{row["instruction"]}",{row["output"]}\n' for row in ROWS)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("utf8.csv", TABLE.encode()),
        ("mark.csv", b"\xef\xbb\xbf" + TABLE.encode()),
        ("excel_in_chinese.csv", TABLE.encode("gb18030")),
        ("unicode_text.csv", TABLE.encode("utf-16")),
        ("semicolons.csv", TABLE.replace(",", ";").encode()),
        ("tabs.csv", TABLE.replace(",", "\t").encode()),
        ("tabs.tsv", TABLE.replace(",", "\t").encode()),
        ("blanks_in_the_heading.csv", TABLE.replace("instruction,output", " instruction , output ").encode()),
        ("crlf.csv", TABLE.replace("\n", "\r\n").encode()),
        ("more_cells_than_names.csv", TABLE.replace("\n", ",x\n").replace("output,x", "output").encode()),
    ],
)
def test_tables_as_spreadsheets_write_them(name: str, raw: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(raw)
    found = scan.scan(tmp_path / name)
    assert found.rows == 3
    assert values(found) == ROWS


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("open.csv", b'a,b\n1,2\n"3,4\n5,6\n', "open.csv:3: cannot read: a quote that does not close"),
        ("first.csv", b'a,b\n"3,4\n5,6\n', "first.csv:2: cannot read: a quote that does not close"),
        ("bytes.csv", b"a,b\n\xff\xff\xff,2\n", "neither UTF-8 nor GB 18030"),
        ("cut.jsonl.gz", gzip.compress(b'{"a": 1}\n' * 50, mtime=0)[:-9], "cannot read: Compressed file ended"),
        ("plain.jsonl.gz", b'{"a": 1}\n', "cannot read: Not a gzipped file"),
        ("torn.csv.gz", b"\x1f\x8b\x08" + bytes(6) + b"\xff" * 40, "cannot read: Error -3"),
        ("pointer.parquet", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "a Git LFS pointer"),
    ],
)
def test_damage_is_told_with_its_place(name: str, raw: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(UserError, match=re.escape(message)) as error:
        scan.scan(tmp_path / name)
    assert error.value.help


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    with pytest.raises(UserError, match="not a file with data"):
        scan.scan(tmp_path / "a.jsonl")


def test_parquet_that_is_torn_within(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", general(300), "parquet")
    raw = bytearray(path.read_bytes())
    raw[60:160] = bytes(100)
    path.write_bytes(raw)
    found = scan.scan(path)
    with pytest.raises(UserError, match=r"a\.parquet: cannot read: "):
        values(found)
