"""What CI servers read: GitHub, GitLab, JUnit, reviewdog."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest

from personadata.dataset import Dataset
from personadata.lint.finding import Edit, Finding, Fix
from personadata.lint.report import Report
from personadata.render import render
from personadata.source import Source, Spot
from tests.render.reports import AWKWARD, awkward, report_of, shown


def test_github() -> None:
    lines = "".join(render(awkward(), "github")).split("\n")
    assert lines == [
        "::error file=data/a 1.json,line=1,endLine=1,col=47,endColumn=55,title=ID102 unfilled-placeholder"
        "::100 %25 错: a, b {{NAME}}·[31m·%0Afirst·here: b.jsonl:1:2%0Ahelp: do: this",
        # columns are dropped by the runner when the rows differ
        "::warning file=data/a 1.json,line=1,endLine=3,title=JS202 truncated-file::it ends",
        "::notice file=b.jsonl,line=1,endLine=1,col=9,endColumn=9,title=XX999 unknown-rule::a note",
        "::error file=personadata.toml,line=7,title=RA101 too-few-samples"
        "::2 samples%0Akind      rows%0A身份         2%0Ageneral  1,000",
        "",
    ]


def test_github_escapes_what_would_end_a_property() -> None:
    out = shown('{"a": 1,}', "github", "JS101", name="a,b:c%d.json")
    assert out.startswith("::error file=a%2Cb%3Ac%25d.json,line=1,")


def test_gitlab() -> None:
    found = json.loads("".join(render(awkward(), "gitlab")))
    assert [set(issue) for issue in found] == [{"description", "check_name", "fingerprint", "severity", "location"}] * 4
    assert [issue["severity"] for issue in found] == ["major", "minor", "info", "major"]
    assert found[0]["location"] == {"path": "data/a 1.json", "lines": {"begin": 1}}
    assert found[3]["location"] == {"path": "personadata.toml", "lines": {"begin": 7}}
    assert found[0]["description"].endswith("\nhelp: do: this")
    assert json.loads(shown("[]", "gitlab", "ID102")) == []


def test_gitlab_tells_copies_apart_the_same_way_every_time() -> None:
    report = report_of('{"instruction": "问", "output": "{{NAME}}"}\n' * 3, "ID102", name="a.jsonl")
    assert len({finding.fingerprint for finding in report.findings}) == 1
    found = [issue["fingerprint"] for issue in json.loads("".join(render(report, "gitlab")))]
    assert len(set(found)) == 3
    assert found == [issue["fingerprint"] for issue in json.loads("".join(render(report, "gitlab")))]
    assert found[0] == report.findings[0].fingerprint


def test_junit() -> None:
    root = ElementTree.fromstring("".join(render(awkward(), "junit")))  # noqa: S314
    assert root.attrib == {"name": "personadata", "tests": "4", "failures": "3", "errors": "0"}
    suites = list(root)
    assert [suite.get("name") for suite in suites] == ["data/a 1.json", "b.jsonl", "data set"]
    first = suites[0][0]
    assert first.attrib == {
        "name": "ID102 unfilled-placeholder", "classname": "data/a 1.json", "file": "data/a 1.json", "line": "1", "column": "46",
    }  # fmt: skip
    assert first[0].attrib == {"message": "100 % 错: a, b {{NAME}}·[31m·", "type": "error"}
    assert (first[0].text or "").startswith("data/a 1.json:1:46: 100 % 错")
    assert [case[0].tag for suite in suites for case in suite] == ["failure", "failure", "system-out", "failure"]


def test_junit_when_nothing_is_found() -> None:
    root = ElementTree.fromstring(shown("[]", "junit", "ID102"))  # noqa: S314
    assert root.get("failures") == "0"
    assert [case.get("name") for case in root.iter("testcase")] == ["lint"]


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800", "<", "&", "]]>", '"', "\n"]
)
def test_junit_is_xml_whatever_the_data_holds(character: str) -> None:
    source = Source(f"a{character}.json", b"{}")
    finding = Finding("XX1", "x", f"a{character}b", spot=Spot(source, start=0, end=1), help=f"{character}!")
    out = "".join(render(Report([finding], Dataset([source])), "junit"))
    failure = next(ElementTree.fromstring(out).iter("failure"))  # noqa: S314
    assert re.fullmatch(r"a.{1,3}b", failure.get("message", ""))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", out)


def rdjson(report: Report) -> Any:
    return json.loads("".join(render(report, "rdjson")))


def test_rdjson() -> None:
    found = rdjson(awkward())
    assert found["source"] == {"name": "personadata"}
    first, second, third, whole = found["diagnostics"]
    # 😀 is four bytes of UTF-8, 你是谁？ twelve, 我是 six; the whole of the row's text before the place is AWKWARD's
    column = len(AWKWARD[: AWKWARD.index("{{")].encode()) + 1
    assert first["location"] == {
        "path": "data/a 1.json",
        "range": {"start": {"line": 1, "column": column}, "end": {"line": 1, "column": column + 8}},
    }
    assert (first["severity"], second["severity"], third["severity"]) == ("ERROR", "WARNING", "INFO")
    assert first["code"] == {"value": "ID102"}
    assert "first·here: b.jsonl:1:2" in first["message"]
    assert "suggestions" not in first  # half of this fix is in another row
    assert whole["location"] == {"path": "personadata.toml", "range": {"start": {"line": 7}}}
    assert rdjson(report_of("[]", "ID102"))["diagnostics"] == []


def test_rdjson_suggests_a_fix_as_one() -> None:
    text = "说\"好\"和'坏'"
    source = Source("a.json", text.encode())
    fix = Fix("x", (Edit(source, 6, 7, "”"), Edit(source, 1, 2, "“"), Edit(source, 3, 4, "")))
    finding = Finding("XX1", "x", "y", spot=Spot(source, start=1, end=2), fix=fix)
    (found,) = rdjson(Report([finding], Dataset([source])))["diagnostics"]
    assert found["suggestions"] == [
        {"range": {"start": {"line": 1, "column": 4}, "end": {"line": 1, "column": 16}}, "text": "“好和'”"}
    ]
