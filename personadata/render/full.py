"""For people at a terminal: every finding with the line it is about and a mark under the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lint.message import say
from personadata.lint.translate import Lang, translate
from personadata.render.frame import Paint, frame
from personadata.render.table import table
from personadata.render.width import printable

if TYPE_CHECKING:
    from personadata.lint.finding import Finding
    from personadata.lint.report import Report
    from personadata.source import Spot

MOST: Final = 20  # findings of one rule shown in a file: with more, they have one cause
_SEVERITY: Final = {"error": say("error"), "warning": say("warning"), "info": say("note")}
_COLORS: Final = {"error": "31", "warning": "33", "info": "36", "bold": "1", "place": "36"}


def render(report: Report, *, color: bool = False, lang: Lang = "en") -> Iterator[str]:
    """One block a finding, then how many are left out, why origins are missing, and a summary line."""
    paint = _paint if color else _plain
    shown: Counter[tuple[str, int]] = Counter()
    for finding in report.findings:
        place = finding.code, id(finding.spot.source) if finding.spot else 0
        shown[place] += 1
        if shown[place] <= MOST:
            yield "\n".join(_block(finding, report.origins.of(finding), paint, lang)) + "\n\n"
    for code, name, _, _ in report.statistics():
        left = sum(max(0, number - MOST) for (other, _), number in shown.items() if other == code)
        if left:
            more = say("{code} {name}: {n:,} more, shown by --output-format concise", code=code, name=name, n=left)
            yield printable(translate(more, lang)) + "\n"
    for problem in report.origins.problems:
        yield printable(translate(problem, lang)) + "\n"
    yield report.summarize(lang) + "\n"


def _block(finding: Finding, origin: str, paint: Paint, lang: Lang) -> Iterator[str]:
    spot = finding.spot
    framed = [related.spot for related in finding.related[:1]] if spot else []
    rows = [str(place.position[0]) for place in (spot, *framed) if place]
    gutter = " " * max(map(len, rows), default=1)
    place = place_of(spot) if spot else translate(say("data set"), lang)
    label = f"{translate(_SEVERITY[finding.severity], lang)} {finding.code}"
    message = printable(translate(finding.message, lang))
    yield f"{paint(place, 'bold')}: {paint(label, finding.severity)} {message}"
    if spot:
        yield from frame(spot, gutter, paint, finding.severity)
    for line in table(finding.table, lang):
        yield f"{gutter} {paint('|', 'place')} {line}"
    for related in finding.related:
        yield f"{gutter} = {labelled(related.message, place_of(related.spot), lang)}"
        if related.spot in framed:
            yield from frame(related.spot, gutter, paint, "place", "-")
    if origin:
        yield f"{gutter} = {labelled(say('from'), printable(origin), lang)}"
    if finding.help:
        yield f"{gutter} = {labelled(say('help'), printable(translate(finding.help, lang)), lang)}"


def place_of(spot: Spot) -> str:
    """``data/a.json:2:40``, in characters, as editors at a terminal understand it."""
    row, column = spot.position
    return f"{printable(spot.source.name)}:{row}:{column}"


def labelled(label: str, text: str, lang: Lang) -> str:
    """``help: do this``."""
    return f"{printable(translate(label, lang))}{translate(say(': '), lang)}{text}"


def _plain(text: str, style: str) -> str:
    return text


def _paint(text: str, style: str) -> str:
    return f"\x1b[{_COLORS[style]}m{text}\x1b[0m"
