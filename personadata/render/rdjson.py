"""The Reviewdog Diagnostic Format: one ``DiagnosticResult``, columns in bytes of UTF-8."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lint.translate import Lang
from personadata.render.json import dump
from personadata.render.path import relative
from personadata.render.said import said
from personadata.render.units import UTF8, Columns

if TYPE_CHECKING:
    from personadata.lint.finding import Finding, Fix
    from personadata.lint.report import Report
    from personadata.source import Source

_SEVERITY: Final = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, *, color: bool = False, lang: Lang = "en") -> Iterator[str]:
    """The result, one diagnostic a line."""
    columns = Columns(UTF8)
    opening = '{"source": {"name": "personadata"}, "diagnostics": ['
    for finding in report.findings:
        yield f"{opening}\n  {dump(_diagnostic(finding, report, columns, lang))}"
        opening = ","
    yield f"{opening}]}}\n" if opening != "," else "\n]}\n"


def _diagnostic(finding: Finding, report: Report, columns: Columns, lang: Lang) -> dict[str, object]:
    anchor = report.anchor(finding.code)
    location: dict[str, object] = {"path": relative(anchor.name), "range": {"start": {"line": anchor.row}}}
    if finding.spot:
        source = finding.spot.source
        location = {"path": relative(source.name), "range": _range(source, *finding.spot.offsets(), columns)}
    suggestions = _suggestions(finding.fix, finding, columns) if finding.fix else []
    return {
        "message": "\n".join(said(finding, lang)),
        "location": location,
        "severity": _SEVERITY[finding.severity],
        "code": {"value": finding.code},
        **({"suggestions": suggestions} if suggestions else {}),
    }


def _suggestions(fix: Fix, finding: Finding, columns: Columns) -> list[dict[str, object]]:
    """One suggestion for the whole of *fix*: reviewers choose among several, and half a fix would do harm.

    None when it also touches other lines than the finding's: a suggestion is shown in place of what it replaces.
    """
    edits = sorted(fix.edits, key=lambda edit: edit.start)
    if not edits or finding.spot is None or any(edit.source is not finding.spot.source for edit in edits):
        return []
    source, start, end = edits[0].source, edits[0].start, max(edit.end for edit in edits)
    rows = {source.position(start)[0], source.position(end)[0], finding.spot.position[0]}
    if len(rows) > 1:
        return []
    text, at = "", start
    for edit in edits:
        text += source.text[at : edit.start] + edit.text
        at = edit.end
    return [{"range": _range(source, start, end, columns), "text": text}]


def _range(source: Source, start: int, end: int, columns: Columns) -> dict[str, object]:
    first, last = columns.position(source, start), columns.position(source, end)
    return {
        "start": {"line": first[0], "column": first[1]},
        "end": {"line": last[0], "column": last[1]},
    }
