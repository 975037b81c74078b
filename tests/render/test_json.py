"""What programs read."""

from __future__ import annotations

import json
from typing import Any

from personadata.dataset import Dataset
from personadata.lint.finding import Edit, Finding, Fix
from personadata.lint.report import Report
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.lint.select import choose_rules
from personadata.render import FORMATS, render
from personadata.render.json import entry
from personadata.source import Source


def read(text: str, *select: str) -> Any:
    dataset = Dataset([Source("a.json", text.encode())])
    report = Report(run_rules(choose_rules(RULES, select=select), dataset), dataset)
    return json.loads("".join(render(report, "json")))


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


def test_nothing_found_is_an_empty_array() -> None:
    assert read('[{"instruction": "问", "output": "答"}]', "ID102") == []


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


def test_every_format_can_be_imported() -> None:
    dataset = Dataset([Source("a.json", b"[]")])
    for format in FORMATS:
        assert "".join(render(Report([], dataset), format)).endswith("\n")
