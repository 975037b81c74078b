"""For programs: one JSON array, with the field names of ruff's ``--output-format json``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.translate import Lang, translate

if TYPE_CHECKING:
    from personadata.lint.finding import Finding, Fix
    from personadata.lint.report import Report
    from personadata.source import Source, Spot


def render(report: Report, *, color: bool = False, lang: Lang = "en") -> Iterator[str]:
    """The array; nothing else, whatever was found."""
    opening = "["
    for finding in report.findings:
        yield f"{opening}\n  {dump(entry(finding, report.origins.of(finding), lang))}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def entry(finding: Finding, origin: str = "", lang: Lang = "en") -> dict[str, object]:
    """*finding* as an object; ``filename``, ``location`` and ``end_location`` are null when it is about the whole.

    ``origin`` is the template line behind a generated row, else null.
    """
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": str(translate(finding.message, lang)),
        **_place(finding.spot),
        "help": str(translate(finding.help, lang)),
        "related": [
            {**_place(related.spot), "message": str(translate(related.message, lang))} for related in finding.related
        ],
        "origin": origin or None,
        "table": [[str(translate(cell, lang)) for cell in row] for row in finding.table],
        "fix": finding.fix and _fix(finding.fix, lang),
        "fingerprint": finding.fingerprint,
    }


def dump(value: object) -> str:
    """*value* as JSON on one line that any reader takes for one and any encoding holds."""
    text = json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS)
    # half a character, which data may hold as an escape, stays one: \\ud83d
    return text.encode("utf-8", "backslashreplace").decode()


# legal inside a JSON string, yet some line readers break there
_LINE_ENDS = str.maketrans({end: f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"})


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


def _fix(fix: Fix, lang: Lang) -> dict[str, object]:
    return {
        "applicability": "safe" if fix.safe else "unsafe",
        "message": str(translate(fix.message, lang)),
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
