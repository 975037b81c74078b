"""Findings on generated data name the template behind the row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personadata.dataset import MAP_SUFFIX, Dataset
from personadata.formats import FORMATS, dump
from personadata.lint.finding import Finding
from personadata.lint.origin import ARRAYS
from personadata.lint.report import Report
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.lint.select import choose_rules
from personadata.render import render
from personadata.sample import Sample, Turn
from personadata.source import Source, Spot

ROWS = [
    ("你好", "你好！"),
    ("你是谁？", "我是{{NAME}}。"),
    ("在吗", "在。", "你叫{{NAME}}吗？", "对。"),
]
LINES = [["t.txt:1", "t.txt:2"], ["t.txt:3", "t.txt:4"], ["t.txt:5", "t.txt:6"]]


def write(folder: Path, format: str = "alpaca", lines: list[list[str]] | None = None) -> Path:
    samples = [
        Sample(tuple(Turn("assistant" if index % 2 else "user", text) for index, text in enumerate(row)))
        for row in ROWS
    ]
    path = folder / ("a.json" if FORMATS[format].array else "a.jsonl")
    path.write_text(dump(samples, format), encoding="utf-8")
    head = {"format": format, "seed": 0}
    entries = [{"row": row, "templates": places} for row, places in enumerate(LINES if lines is None else lines, 1)]
    written = "".join(json.dumps(line) + "\n" for line in (head, *entries))
    path.with_name(f"a{MAP_SUFFIX}").write_text(written, encoding="utf-8")
    return path


def report_of(path: Path, *select: str) -> Report:
    dataset = Dataset([Source.open(path)])
    return Report(run_rules(choose_rules(RULES, select=select or ["ID102"]), dataset), dataset)


@pytest.mark.parametrize("format", FORMATS)
def test_the_line_of_the_turn(format: str, tmp_path: Path) -> None:
    report = report_of(write(tmp_path, format))
    assert [report.origins.of(finding) for finding in report.findings] == ["t.txt:4", "t.txt:5"]
    out = "".join(render(report, "full"))
    assert "  = from: t.txt:4\n  = help: " in out
    assert [entry["origin"] for entry in json.loads("".join(render(report, "json")))] == ["t.txt:4", "t.txt:5"]
    results = json.loads("".join(render(report, "sarif")))["runs"][0]["results"]
    assert results[0]["properties"] == {"origin": "t.txt:4"}


def test_a_turn_that_no_template_wrote(tmp_path: Path) -> None:
    source = Source.open(write(tmp_path))
    report = Report([], Dataset([source]))
    early = source.records[2].at(("history", 0, 0))
    assert report.origins.of(Finding("X", "x", "y", spot=early)) == ""


def test_a_whole_row_and_the_whole_set(tmp_path: Path) -> None:
    source = Source.open(write(tmp_path))
    report = Report([], Dataset([source]))
    assert report.origins.of(Finding("X", "x", "y", spot=source.records[1].at())) == "t.txt:3, t.txt:4"
    assert report.origins.of(Finding("X", "x", "y", spot=Spot(source, start=3, end=4))) == ""
    assert report.origins.of(Finding("X", "x", "y")) == ""


def test_a_question_in_two_fields(tmp_path: Path) -> None:
    path = write(tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = json.dumps({"instruction": "你是", "input": "{{NAME}}吗？", "output": "是。"}) + ","
    path.write_text("\n".join(lines), encoding="utf-8")
    report = report_of(path)
    assert report.findings[0].spot is not None
    assert report.findings[0].spot.path == ("input",)
    assert report.origins.of(report.findings[0]) == "t.txt:3"


def test_broken_rows_do_not_shift_the_others(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text(
        path.read_text(encoding="utf-8").replace('{"instruction": "你好"', '{"instruction" "你好"'), encoding="utf-8"
    )
    report = report_of(path)
    assert [report.origins.of(finding) for finding in report.findings] == ["t.txt:4", "t.txt:5"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: "\n".join(text.splitlines()[:-1]), "is about 2 rows and the data has 3"),
        (lambda text: "[]", "is no provenance map"),
        (lambda text: "{" * 2000, "is no provenance map"),
        (lambda text: text.replace('["t.txt:1", "t.txt:2"]', "7"), "is no provenance map"),
    ],
)
def test_a_map_that_does_not_fit_is_said_once(spoil: object, said: str, tmp_path: Path) -> None:
    path = write(tmp_path)
    beside = path.with_name(f"a{MAP_SUFFIX}")
    assert callable(spoil)
    beside.write_text(spoil(beside.read_text(encoding="utf-8")), encoding="utf-8")
    report = report_of(path)
    out = "".join(render(report, "full"))
    assert out.count(said) == 1
    assert "= from" not in out


def test_without_a_map_or_a_finding_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path)
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: pytest.fail("the map was read"))
    assert "no findings" in "".join(render(report_of(path, "DU101"), "full"))


def test_data_from_standard_input_has_no_map() -> None:
    source = Source("<stdin>", '{"instruction": "你是谁？", "output": "我是{{NAME}}。"}'.encode(), suffix="")
    dataset = Dataset([source])
    report = Report(run_rules(choose_rules(RULES, select=["ID102"]), dataset), dataset)
    assert "= from" not in "".join(render(report, "full"))


def test_the_formats_that_are_arrays_are_known() -> None:
    assert set(ARRAYS) == {name for name, shape in FORMATS.items() if shape.array}
