"""Workflow commands of GitHub Actions, which become annotations on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lint.translate import Lang
from personadata.render.path import relative
from personadata.render.said import said
from personadata.render.units import UTF16, Columns
from personadata.render.width import printable

if TYPE_CHECKING:
    from personadata.lint.finding import Finding
    from personadata.lint.report import Report

_COMMAND: Final = {"error": "error", "warning": "warning", "info": "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(report: Report, *, color: bool = False, lang: Lang = "en") -> Iterator[str]:
    """A command a finding.  The runner's unit of a column is nowhere written down; it is C#, which counts UTF-16."""
    columns = Columns(UTF16)
    for finding in report.findings:
        properties = {**_place(finding, report, columns), "title": f"{finding.code} {finding.name}"}
        shown = ",".join(f"{key}={printable(str(value)).translate(_PROPERTY)}" for key, value in properties.items())
        text = "\n".join(said(finding, lang)).translate(_DATA)
        yield f"::{_COMMAND[finding.severity]} {shown}::{text}\n"


def _place(finding: Finding, report: Report, columns: Columns) -> dict[str, str | int]:
    """The runner drops columns when the lines differ (``ValidateLinesAndColumns``), so they are not given then."""
    if finding.spot is None:
        anchor = report.anchor(finding.code)
        return {"file": relative(anchor.name), "line": anchor.row}
    source = finding.spot.source
    (row, column), (end_row, end_column) = (columns.position(source, offset) for offset in finding.spot.offsets())
    place: dict[str, str | int] = {"file": relative(source.name), "line": row, "endLine": end_row}
    return {**place, "col": column, "endColumn": end_column} if row == end_row else place
