"""What programs read: json, jsonl and the counts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.lint.finding import Edit, Finding, Fix
from personadata.lint.report import Report
from personadata.render import FORMATS, PEOPLE, check_statistics, render, render_statistics
from personadata.render.json import entry
from personadata.source import Source
from tests.render.reports import awkward, report_of, shown


def read(text: str, *select: str, **options: Any) -> Any:
    return json.loads(shown(text, "json", *select, name="a.json", **options))


def test_a_finding_whole() -> None:
    (found,) = read('[\n{"instruction": "你是谁？", "output": "我是{{NAME}}。"}]', "ID102")
    assert len(found.pop("fingerprint")) == 32
    assert found == {
        "code": "ID102",
        "name": "unfilled-placeholder",
        "severity": "error",
        "message": "the placeholder “{{NAME}}” is not filled in",
        "filename": "a.json",
        "location": {"row": 2, "column": 38},
        "end_location": {"row": 2, "column": 46},
        "help": "put the name in its place; --model_name and --model_author fill no file of yours",
        "related": [],
        "origin": None,
        "table": [],
        "fix": None,
    }


def test_related_places_and_findings_about_the_whole() -> None:
    text = '[{"instruction": "问", "output": "答"},\n{"instruction": "问？", "output": "答"}]'
    copy, few = read(text, "DU101", "RA101")
    assert copy["location"] == {"row": 2, "column": 17}
    assert copy["related"] == [
        {
            "filename": "a.json",
            "location": {"row": 1, "column": 18},
            "end_location": {"row": 1, "column": 21},
            "message": "first here",
        }
    ]
    assert (few["filename"], few["location"], few["end_location"]) == (None, None, None)


def test_a_table_is_kept() -> None:
    assert json.loads("".join(render(awkward(), "json")))[3]["table"][1] == ["身份", "2"]


def test_nothing_found_is_an_empty_array_or_no_line() -> None:
    assert read('[{"instruction": "问", "output": "答"}]', "ID102") == []
    assert shown("[]", "jsonl", "ID102") == ""


def test_a_fix_is_shown_with_its_edits() -> None:
    source = Source("a.json", b'[{"a": 1},]')
    fix = Fix("delete the comma", (Edit(source, 9, 10, ""),), safe=True)
    assert entry(Finding("JS101", "trailing-comma", "a trailing comma", fix=fix))["fix"] == {
        "applicability": "safe",
        "message": "delete the comma",
        "edits": [
            {
                "filename": "a.json",
                "content": "",
                "location": {"row": 1, "column": 10},
                "end_location": {"row": 1, "column": 11},
            }
        ],
    }


def test_half_characters_are_no_obstacle() -> None:
    (found,) = read('[{"prompt": "x", "\\ud83d": 1}]', "SC103")
    assert "\ud83d" in found["message"]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_ends_its_last_line_and_holds_only_what_utf_8_can(format: str) -> None:
    for report in (awkward(), Report([], Dataset([Source("a.json", b"[]")]))):
        out = "".join(render(report, format))
        assert out.endswith("\n") or (format == "jsonl" and not out) or (format == "github" and not out)
        out.encode("utf-8")


def test_jsonl_is_json_by_the_line() -> None:
    report = awkward()
    out = "".join(render(report, "jsonl"))
    assert [json.loads(line) for line in out.splitlines()] == json.loads("".join(render(report, "json")))


def test_line_ends_of_other_readers_do_not_break_a_line() -> None:
    source = Source("a\u2028b.json", b"{}")
    out = "".join(render(Report([Finding("XX1", "x", "a\x85b\u2029c")], Dataset([source])), "jsonl"))
    assert len(out.splitlines()) == 1
    assert json.loads(out)["message"] == "a\x85b\u2029c"


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", ["auto", "zh", "en"])
def test_programs_read_english_unless_asked_otherwise(format: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    chinese = "尾随逗号" in shown('{"a": 1,}', format, "JS101", lang=lang)
    assert chinese is (lang == "zh" or (lang == "auto" and format in PEOPLE))


def test_statistics() -> None:
    text = '[{"instruction": "问", "output": ""},{"instruction": "问", "output": ""},]'
    report = report_of(text, "JS101", "SC201", "RA101")
    assert "".join(render_statistics(report, "full")) == (
        "2  SC201  empty-answer     2 with a fix\n"
        "1  JS101  trailing-comma   1 with a fix\n"
        "1  RA101  too-few-samples\n"
        "4 errors in 1 file (2 samples); --fix mends 1; --fix --unsafe-fixes mends 2 more\n"
    )
    assert "1 个可以自动修复" in "".join(render_statistics(report, "concise", lang="zh"))
    assert json.loads("".join(render_statistics(report, "json")))[:2] == [
        {"code": "SC201", "name": "empty-answer", "count": 2, "fixable_count": 2},
        {"code": "JS101", "name": "trailing-comma", "count": 1, "fixable_count": 1},
    ]
    assert json.loads("".join(render_statistics(report_of("[]", "SC201"), "json"))) == []
    lines = "".join(render_statistics(report, "jsonl")).splitlines()
    assert [json.loads(line)["code"] for line in lines] == ["SC201", "JS101", "RA101"]
    assert "".join(render_statistics(report_of("[]", "SC201"), "jsonl")) == ""


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_for_findings_holds_no_counts(format: str) -> None:
    if format in ("full", "concise", "json", "jsonl"):
        assert check_statistics(format, automatic=False) == format
        return
    assert check_statistics(format, automatic=True) == "full"
    with pytest.raises(UserError, match=f"--statistics counts, and {format} has no room for counts"):
        check_statistics(format, automatic=False)
