"""JUnit's XML, which most CI servers show: a suite a file, a test case a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from personadata.lint.message import say
from personadata.lint.translate import Lang, translate
from personadata.render.path import relative
from personadata.render.said import said

if TYPE_CHECKING:
    from personadata.lint.finding import Finding
    from personadata.lint.report import Report

# what XML 1.0 cannot hold even as a reference
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, *, color: bool = False, lang: Lang = "en") -> Iterator[str]:
    """The document; when nothing was found, one test case that passed.

    Errors and warnings are failures and keep their severity as the type; notes pass and say so in their output.
    """
    failures = sum(finding.severity != "info" for finding in report.findings)
    total = len(report.findings) or 1
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<testsuites name="personadata" tests="{total}" failures="{failures}" errors="0">\n'
    for name, findings in groupby(report.findings, key=_file):
        yield _suite(name or translate(say("data set"), lang), list(findings), lang)
    if not report.findings:
        yield _suite("personadata", [], lang)
    yield "</testsuites>\n"


def _suite(name: str, findings: list[Finding], lang: Lang) -> str:
    suite = Element("testsuite", {"name": _text(name), **_counts(findings)})
    for finding in findings:
        case = SubElement(suite, "testcase", {"name": f"{finding.code} {finding.name}", "classname": _text(name)})
        place = ""
        if finding.spot:
            row, column = finding.spot.position
            case.attrib |= {"file": _text(name), "line": str(row), "column": str(column)}
            place = f"{name}:{row}:{column}: "
        lines = list(said(finding, lang))
        if finding.severity == "info":
            SubElement(case, "system-out").text = _text(place + "\n".join(lines))
        else:
            failure = SubElement(case, "failure", {"message": _text(lines[0]), "type": finding.severity})
            failure.text = _text(place + "\n".join(lines))
    if not findings:
        SubElement(suite, "testcase", {"name": "lint", "classname": "personadata"})
    return tostring(suite, encoding="unicode") + "\n"


def _counts(findings: Iterable[Finding]) -> dict[str, str]:
    severities = [finding.severity for finding in findings]
    failures = sum(severity != "info" for severity in severities)
    return {"tests": str(len(severities) or 1), "failures": str(failures), "errors": "0"}


def _file(finding: Finding) -> str:
    return relative(finding.spot.source.name) if finding.spot else ""


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
