"""For programs that read line by line: one finding a line, with the fields of ``json``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.translate import Lang
from personadata.render.json import dump, entry

if TYPE_CHECKING:
    from personadata.lint.report import Report


def render(report: Report, *, color: bool = False, lang: Lang = "en") -> Iterator[str]:
    """A line for every finding, none when nothing was found."""
    for finding in report.findings:
        yield f"{dump(entry(finding, report.origins.of(finding), lang))}\n"
