"""SARIF 2.1.0, which code scanning of GitHub, GitLab and Azure and many editors read."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from personadata import __version__
from personadata.lint.translate import Lang, translate
from personadata.render.json import dump
from personadata.render.path import uri
from personadata.render.said import said
from personadata.render.units import UTF16, Columns

if TYPE_CHECKING:
    from personadata.lint.finding import Finding, Fix
    from personadata.lint.report import Report
    from personadata.lint.rule import Rule
    from personadata.source import Source, Spot

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL: Final = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, *, color: bool = False, lang: Lang = "en") -> Iterator[str]:
    """One log with one run: the rules that found something, then a result a line.

    Columns are UTF-16 code units: SARIF's default, and what readers that never look at ``columnKind`` assume.
    """
    columns = Columns(UTF16)
    rules = _rules(report)
    driver = {
        "name": "personadata",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_descriptor(code, name, rule, lang) for code, (name, rule) in rules.items()],
    }
    head = {"columnKind": "utf16CodeUnits", "tool": {"driver": driver}}
    yield f'{{"version": "2.1.0", "$schema": "{SCHEMA}", "runs": [{dump(head)[:-1]}, "results": ['
    index = {code: number for number, code in enumerate(rules)}
    for number, finding in enumerate(report.findings):
        result = _result(finding, index[finding.code], report, columns, lang)
        yield f"{',' if number else ''}\n  {dump(result)}"
    yield "\n]}]}\n" if report.findings else "]}]}\n"


def _rules(report: Report) -> dict[str, tuple[str, Rule | type[Rule] | None]]:
    """Name and rule by code, of every code that has findings."""
    known: dict[str, Any] = {rule.code: rule for rule in report.rules}
    if not known:
        from personadata.lint.rules import RULES

        known = {rule.code: rule for rule in RULES}
    return {finding.code: (finding.name, known.get(finding.code)) for finding in report.findings}


def _descriptor(code: str, name: str, rule: Rule | type[Rule] | None, lang: Lang) -> dict[str, object]:
    if rule is None:
        return {"id": code, "name": name}
    kind = rule if isinstance(rule, type) else type(rule)
    summary, _, rest = (inspect.getdoc(kind) or name).partition("\n\n")
    help = "\n\n".join(" ".join(part.split()) for part in (rest or summary).split("\n\n")).replace("``", "`")
    return {
        "id": code,
        "name": name,
        "shortDescription": {"text": translate(" ".join(summary.split()), lang)},
        "fullDescription": {"text": help},
        "help": {"text": help, "markdown": help},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
    }


def _result(finding: Finding, index: int, report: Report, columns: Columns, lang: Lang) -> dict[str, object]:
    anchor = report.anchor(finding.code)
    place = (
        _physical(finding.spot, columns)
        if finding.spot
        else {"artifactLocation": {"uri": uri(anchor.name)}, "region": {"startLine": anchor.row}}
    )
    origin = report.origins.of(finding)
    properties = {
        **({"origin": origin} if origin else {}),
        **({"table": [list(row) for row in finding.table]} if finding.table else {}),
    }
    related = [
        {"id": number, "physicalLocation": _physical(other.spot, columns), "message": _message(translate(other.message, lang))}
        for number, other in enumerate(finding.related, start=1)
    ]  # fmt: skip
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVEL[finding.severity],
        "message": _message("\n".join(said(finding, lang, related=False))),
        "locations": [{"physicalLocation": place}],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"personadata/v1": finding.fingerprint},
        **({"fixes": [_fix(finding.fix, columns, lang)]} if finding.fix and finding.fix.edits else {}),
        **({"properties": properties} if properties else {}),
    }


def _message(text: str) -> dict[str, str]:
    # braces hold places for arguments, and two of them mean one (section 3.11.5)
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _physical(spot: Spot, columns: Columns) -> dict[str, object]:
    return {
        "artifactLocation": {"uri": uri(spot.source.name)},
        "region": _region(spot.source, *spot.offsets(), columns),
    }


def _region(source: Source, start: int, end: int, columns: Columns) -> dict[str, int]:
    (row, column), (end_row, end_column) = (columns.position(source, offset) for offset in (start, end))
    return {"startLine": row, "startColumn": column, "endLine": end_row, "endColumn": end_column}


def _fix(fix: Fix, columns: Columns, lang: Lang) -> dict[str, object]:
    changes: dict[str, list[dict[str, object]]] = {}
    for edit in fix.edits:
        replacement = {
            "deletedRegion": _region(edit.source, edit.start, edit.end, columns),
            "insertedContent": {"text": edit.text},
        }
        changes.setdefault(uri(edit.source.name), []).append(replacement)
    return {
        "description": _message(translate(fix.message, lang)),
        "artifactChanges": [
            {"artifactLocation": {"uri": name}, "replacements": replacements} for name, replacements in changes.items()
        ],
    }
