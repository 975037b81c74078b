"""All that a finding says, for formats with room for one text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.message import say
from personadata.lint.translate import Lang, translate
from personadata.render.full import labelled, place_of
from personadata.render.table import table
from personadata.render.width import printable

if TYPE_CHECKING:
    from personadata.lint.finding import Finding


def said(finding: Finding, lang: Lang, *, related: bool = True) -> Iterator[str]:
    """Lines: the message, its table, on demand the *related* places, the help."""
    yield printable(translate(finding.message, lang))
    yield from table(finding.table, lang)
    if related:
        for other in finding.related:
            yield labelled(other.message, place_of(other.spot), lang)
    if finding.help:
        yield labelled(say("help"), printable(translate(finding.help, lang)), lang)
