"""For programs: one JSON array, with the field names of ruff's ``--output-format json``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from personadata.lint.finding import Finding, Fix
    from personadata.lint.report import Report
    from personadata.source import Source, Spot


def render(report: Report, *, color: bool = False) -> Iterator[str]:
    """The array; nothing else, whatever was found."""
    opening = "["
    for finding in report.findings:
        yield f"{opening}\n  {json.dumps(entry(finding), ensure_ascii=False)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def entry(finding: Finding) -> dict[str, object]:
    """*finding* as an object; ``filename``, ``location`` and ``end_location`` are null when it is about the whole."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": str(finding.message),
        **_place(finding.spot),
        "help": finding.help,
        "related": [{**_place(related.spot), "message": str(related.message)} for related in finding.related],
        "fix": finding.fix and _fix(finding.fix),
        "fingerprint": finding.fingerprint,
    }


def _place(spot: Spot | None) -> dict[str, object]:
    if spot is None:
        return {"filename": None, "location": None, "end_location": None}
    start, end = spot.offsets()
    return {
        "filename": spot.source.name,
        "location": _location(spot.source, start),
        "end_location": _location(spot.source, end),
    }


def _location(source: Source, offset: int) -> dict[str, int]:
    row, column = source.position(offset)
    return {"row": row, "column": column}


def _fix(fix: Fix) -> dict[str, object]:
    return {
        "applicability": "safe" if fix.safe else "unsafe",
        "message": fix.message,
        "edits": [
            {
                "filename": edit.source.name,
                "content": edit.text,
                "location": _location(edit.source, edit.start),
                "end_location": _location(edit.source, edit.end),
            }
            for edit in fix.edits
        ],
    }
