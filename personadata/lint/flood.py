"""Findings that one cause made all over a file, such as the program that wrote it, told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from personadata.lazy import regex
from personadata.lint.finding import Edit, Finding, Fix, Related
from personadata.lint.message import MORE, Message, constant, say, with_more
from personadata.source.way import MANY, SHARE

_NUMBER: Final = regex(r"\d+")


def gathered(findings: Iterable[Finding], *, words: bool = True) -> Iterator[Finding]:
    """*findings*, all of the same rule, as one where at least a quarter of a file's records have them for the same reason.

    The reason is the message without its numbers; with *words* false, without any of its values.
    """
    alike: dict[tuple[int, str], list[Finding]] = {}
    for finding in findings:
        source = id(finding.spot.source) if finding.spot else 0
        alike.setdefault((source, _reason(finding.message, words)), []).append(finding)
    for group in alike.values():
        yield from [together(group)] if _common(group) else group


def together(findings: Sequence[Finding]) -> Finding:
    """One finding for all *findings*, at the first of them, with their number and their fixes."""
    first, second = findings[0], findings[1]
    more = sum(_more(finding.message) + 1 for finding in findings) - 1
    related = [Related(second.spot, say("the next one"))] if second.spot else []
    return replace(
        first,
        message=with_more(_what(first.message), more),
        related=(*first.related, *related),
        fix=_all([finding.fix for finding in findings]),
    )


def _common(group: Sequence[Finding]) -> bool:
    spot = group[0].spot
    if len(group) < MANY or spot is None:
        return False
    return len({id(one.spot.record) for one in group if one.spot}) >= SHARE * len(spot.source.records)


def _all(fixes: Sequence[Fix | None]) -> Fix | None:
    """All *fixes* as one, but for those that touch another: these are left for when the others are made."""
    known = [fix for fix in fixes if fix]
    if len(known) < len(fixes) or any(fix.encode for fix in known):
        return None
    edits: list[Edit] = []
    for fix in known:
        if not edits or all(edit.start >= edits[-1].end for edit in fix.edits):
            edits += fix.edits
    return Fix(known[0].message, tuple(edits), safe=all(fix.safe for fix in known))


def _reason(message: str, words: bool) -> str:
    what = _what(message)
    return _NUMBER.sub("", constant(what)) if words or not isinstance(what, Message) else what.pattern


def _what(message: str) -> str:
    what = message.values["what"] if isinstance(message, Message) and message.pattern == MORE else message
    return what if isinstance(what, str) else message


def _more(message: str) -> int:
    more = message.values["n"] if isinstance(message, Message) and message.pattern == MORE else 0
    return more if isinstance(more, int) else 0
