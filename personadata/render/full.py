"""For people at a terminal: every finding with the line it is about and a mark under the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from personadata.render.width import columns, printable, window

if TYPE_CHECKING:
    from personadata.lint.finding import Finding
    from personadata.lint.report import Report
    from personadata.source import Spot

Paint = Callable[[str, str], str]
WIDTH: Final = 100
_COLORS: Final = {"error": "31", "warning": "33", "info": "36", "bold": "1", "place": "36"}


def render(report: Report, *, color: bool = False) -> Iterator[str]:
    """One block a finding, then a summary line."""
    paint = _paint if color else _plain
    for finding in report.findings:
        yield "\n".join(_block(finding, paint)) + "\n\n"
    yield report.summary + "\n"


def _block(finding: Finding, paint: Paint) -> Iterator[str]:
    spot = finding.spot
    place = _place(spot) if spot else "data set"
    yield f"{paint(place, 'bold')}: {paint(f'{finding.severity} {finding.code}', finding.severity)} " + printable(
        finding.message
    )
    gutter = " " * (len(str(spot.position[0])) if spot else 1)
    if spot:
        yield from _frame(spot, gutter, paint, finding.severity)
    for related in finding.related:
        yield f"{gutter} = {printable(related.message)}: {_place(related.spot)}"
    if finding.help:
        yield f"{gutter} = help: {printable(finding.help)}"


def _frame(spot: Spot, gutter: str, paint: Paint, severity: str) -> Iterator[str]:
    row, column = spot.position
    end_row, end_column = spot.end_position
    whole = printable(spot.source.line(row))
    end = end_column - 1 if end_row == row else len(whole)
    line, start, end = window(whole, column - 1, max(end, column), WIDTH)
    marks = "^" * max(1, columns(line[start:end]))
    yield f"{gutter} {paint('|', 'place')}"
    yield f"{paint(f'{row} |', 'place')} {line}"
    yield f"{gutter} {paint('|', 'place')} {' ' * columns(line[:start])}{paint(marks, severity)}"


def _place(spot: Spot) -> str:
    row, column = spot.position
    return f"{printable(spot.source.name)}:{row}:{column}"


def _plain(text: str, style: str) -> str:
    return text


def _paint(text: str, style: str) -> str:
    return f"\x1b[{_COLORS[style]}m{text}\x1b[0m"
