"""One line a finding, ``path:row:column: severity CODE message``, as editors, grep and problem matchers read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.message import say
from personadata.lint.translate import Lang, translate
from personadata.render.full import place_of
from personadata.render.width import printable

if TYPE_CHECKING:
    from personadata.lint.report import Report


def render(report: Report, *, color: bool = False, lang: Lang = "en") -> Iterator[str]:
    """All findings, then a summary line.  The severity stays English in every language: programs look for it."""
    for finding in report.findings:
        place = place_of(finding.spot) if finding.spot else translate(say("data set"), lang)
        message = printable(translate(finding.message, lang))
        yield f"{place}: {finding.severity} {finding.code} {message}\n"
    yield report.summarize(lang) + "\n"
