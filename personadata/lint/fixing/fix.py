"""Findings → edited files: whole fixes, in order, none over another, again until nothing is left to mend."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from personadata.source import Source

if TYPE_CHECKING:
    from personadata.lint.finding import Edit, Finding, Fix

ROUNDS: Final = 10  # a fix may bring to light what another one mends, such as a row read only now


@dataclass(slots=True)
class Mended:
    """What fixing came to: the ``sources`` as they are now, findings mended by code, and those that remain."""

    sources: list[Source]
    remaining: list[Finding]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many findings were mended."""
        return sum(self.counts.values())


def mend(sources: Sequence[Source], check: Callable[[Sequence[Source]], list[Finding]], *, unsafe: bool) -> Mended:
    """*sources* with the fixes of what *check* finds in them, in memory: nothing is written.

    ``check`` gives the findings that count, those of a file not to be touched left out.  Unsafe fixes only with
    ``unsafe``.  A fix that leaves its finding where it was is tried once a round and never makes an endless loop.  A
    file with broken records is left alone when safe fixes would change what can be read of it.
    """
    done = Mended(list(sources), check(sources))
    refused: set[int] = set()
    for _ in range(ROUNDS):
        chosen = choose([finding for finding in done.remaining if not _touches(finding, refused)], unsafe=unsafe)
        if not chosen:
            break
        edits: dict[int, set[tuple[int, int, str]]] = {}
        for finding in chosen:
            for edit in fix_of(finding).edits:
                edits.setdefault(id(edit.source), set()).add((edit.start, edit.end, edit.text))
        encode = {id(finding.spot.source) for finding in chosen if finding.spot and fix_of(finding).encode}
        edited = [
            source.edited(edits.get(id(source), ()), id(source) in encode)
            if id(source) in edits or id(source) in encode
            else source
            for source in done.sources
        ]
        changed = [] if unsafe else [old for old, new in zip(done.sources, edited, strict=True) if _reads_on(old, new)]
        if changed:
            refused.update(map(id, changed))
            continue
        for finding in chosen:
            done.counts[finding.code] = done.counts.get(finding.code, 0) + 1
        done.sources, done.remaining = edited, check(edited)
    return done


def _touches(finding: Finding, sources: set[int]) -> bool:
    """Whether the fix of *finding* edits one of *sources*, given by their ids."""
    spots = [finding.spot.source] if finding.spot else []
    edits = finding.fix.edits if finding.fix else ()
    return any(id(source) in sources for source in (*spots, *(edit.source for edit in edits)))


def _reads_on(old: Source, new: Source) -> bool:
    """Whether *new*, which is *old* after safe fixes, reads otherwise behind a record that cannot be read.

    Where that one ends is a guess, by what stands around it.
    """
    return old is not new and old.broken > 0 and _values(old) != _values(new)


def _values(source: Source) -> list[str]:
    return [repr(record.value) for record in source.records]  # in which one NaN is as good as another


def choose(findings: Sequence[Finding], *, unsafe: bool = False) -> list[Finding]:
    """Those of *findings* whose fixes can be made together: first come, first served, no two touch the same characters."""
    taken: dict[int, list[tuple[int, int]]] = {}
    made: set[tuple[int, int, int, str]] = set()
    chosen: list[Finding] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe) or not all(edit.source.codec for edit in fix.edits):
            continue  # without a codec the file's other bytes would not come back as they were
        keys = {(id(edit.source), edit.start, edit.end, edit.text): edit for edit in fix.edits}
        new = [edit for key, edit in keys.items() if key not in made]
        if _overlap(new) or any(_clash(edit, taken.get(id(edit.source), [])) for edit in new):
            continue
        for edit in new:
            insort(taken.setdefault(id(edit.source), []), (edit.start, edit.end))
        made.update(keys)
        chosen.append(finding)
    return chosen


def fix_of(finding: Finding) -> Fix:
    """The fix of *finding*, which has one."""
    assert finding.fix is not None  # noqa: S101
    return finding.fix


def _overlap(edits: Sequence[Edit]) -> bool:
    """Whether two of the *edits* of one fix touch the same characters, so that it cannot be made."""
    spans = sorted((id(edit.source), edit.start, edit.end) for edit in edits)
    return any(one[0] == two[0] and two[1] < one[2] for one, two in pairwise(spans))


def _clash(edit: Edit, taken: list[tuple[int, int]]) -> bool:
    """Whether *edit* touches characters of *taken*, sorted spans that do not touch each other."""
    index = bisect_left(taken, (edit.start, edit.end))
    same = index < len(taken) and taken[index] == (edit.start, edit.end)
    into_next = index < len(taken) and taken[index][0] < edit.end
    into_last = index > 0 and edit.start < taken[index - 1][1]
    return same or into_next or into_last
