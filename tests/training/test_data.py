"""General data: hub ids pass, paths have to exist, and rows are counted where that is possible."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.training.data import DataPart, general_parts, persona_part, total


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [{"instruction": f"q{n}", "input": "", "output": "a"} for n in range(3)]
    for name in ("general.json", "with#hash.json", "5#5"):
        (tmp_path / name).write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "general.csv").write_text("query,response\nq,a\n", encoding="utf-8")
    (tmp_path / "owner" / "local").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("spec", "argument", "rows"),
    [
        ("general.json", "{}/general.json", 3),
        ("./general.json#2", "{}/general.json#2", 2),
        ("owner/../general.json#9", "{}/general.json#9", 9),
        ("with#hash.json", "{}/with#hash.json", 3),
        ("with#hash.json#2", "{}/with#hash.json#2", 2),
        ("general.csv", "{}/general.csv", None),
        ("general.csv#1", "{}/general.csv#1", 1),
        ("owner/local", "{}/owner/local", None),
        ("owner/local#7", "{}/owner/local#7", 7),
        ("AI-ModelScope/alpaca-gpt4-data-zh#500", "AI-ModelScope/alpaca-gpt4-data-zh#500", 500),
        ("AI-ModelScope/alpaca-gpt4-data-zh", "AI-ModelScope/alpaca-gpt4-data-zh", None),
        ("hf::tatsu-lab/alpaca:default#10", "hf::tatsu-lab/alpaca:default#10", 10),
    ],
)
def test_what_general_data_becomes(folder: Path, spec: str, argument: str, rows: int | None) -> None:
    (part,) = general_parts([spec], folder)
    assert part.argument == argument.format(folder)
    assert part.rows == rows
    assert bool(part.sha256) == (part.path is not None and part.path.is_file())


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("missing.json", "there is no {}/missing.json"),
        ("data/missing.jsonl#5", "there is no {}/data/missing.jsonl"),
        ("./owner/none", "there is no {}/owner/none"),
        ("/owner/none", "there is no /owner/none"),
        ("alpaca", "there is no {}/alpaca"),
        ("a/b/c", "there is no {}/a/b/c"),
        ("general.json#0", "'0' is not a number of rows from 1"),
        ("general.json#many", "'many' is not a number of rows from 1"),
        ("AI-ModelScope/alpaca-gpt4-data-zh#", "'' is not a number of rows from 1"),
        ("~nobody-of-that-name/x.json", "there is no such user"),
    ],
)
def test_what_cannot_be_general_data(folder: Path, spec: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        general_parts([spec], folder)
    assert message.format(folder) in caught.value.message


def test_a_format_that_only_ms_swift_reads_is_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "general.jsonl"
    path.write_text('{"messages": [{"role": "tool", "content": "x"}]}\n', encoding="utf-8")
    (part,) = general_parts([str(path)], tmp_path)
    assert part.rows is None
    assert part.sha256


def test_only_files_are_trained_on(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="<stdin>: is not a file"):
        persona_part(Path("<stdin>"), 1)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").touch()
    with pytest.raises(UserError, match="holds no rows to train on"):
        persona_part(tmp_path / "x.json", 0)


@pytest.mark.parametrize(("rows", "expected"), [([], 0), ([3, 4], 7), ([3, None], None), ([None, 0], None)])
def test_total(rows: list[int | None], expected: int | None) -> None:
    assert total([DataPart("x", count) for count in rows]) == expected
