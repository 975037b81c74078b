"""Near duplicates: all pairs of texts whose ``rapidfuzz.fuzz.ratio`` reaches a threshold, none missed.

Texts are compared in their :func:`normalise`d form.  The search is complete: every filter before the final score is
a bound that a pair at the threshold cannot fail (a count of shared characters or bigrams, a shared rare character).
A few hundred texts are compared without numpy, whose import would take longer than the work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from personadata.near_duplicates import few
from personadata.near_duplicates.text import normalise

__all__ = ["MOST", "THRESHOLD", "Pair", "normalise", "pairs_between", "pairs_within"]

THRESHOLD: Final = 90.0
MOST: Final = 4
_FEW: Final = 1500 * 1500  # comparisons that are cheaper than importing numpy (0.13 s)


class Pair(NamedTuple):
    """The texts number ``first`` and ``second``, and how alike they are: 0 to 100."""

    first: int
    second: int
    score: float


def pairs_within(texts: Sequence[str], threshold: float = THRESHOLD, most: int = MOST) -> Iterator[Pair]:
    """The pairs among *texts* with a score of *threshold* (50 to 100) or more, ``first`` before ``second``.

    Texts that are equal once normalised are each paired with the first of them, which alone stands for them in other
    pairs; texts without a letter or sign are in none.  A pair is left out only when both its texts have *most* other
    partners, so that data of one mould gives few pairs a text rather than all, and no text with a near duplicate is
    without one.  The order of the pairs is the same in every run.
    """
    _check(threshold, most)
    groups = _groups(normalise(texts))
    for rows in groups.values():
        for row in rows[1:]:
            yield Pair(rows[0], row, 100.0)
    plain = sorted(groups, key=_by_length)
    first = [groups[text][0] for text in plain]
    if len(plain) ** 2 <= _FEW:
        found = few.within(plain, threshold, most)
    else:
        from personadata.near_duplicates.many import within

        found = within(plain, threshold, most)
    for one, other, score in found:
        yield Pair(min(first[one], first[other]), max(first[one], first[other]), score)


def pairs_between(
    texts: Sequence[str], references: Sequence[str], threshold: float = THRESHOLD, most: int = MOST
) -> Iterator[Pair]:
    """The pairs of a text (``first``) and a reference (``second``) with a score of *threshold* (50 to 100) or more.

    Of texts that are equal once normalised all are paired with what the first of them is paired with; of such
    references the first stands for all.  A pair is left out only when both its sides have *most* other partners.
    """
    _check(threshold, most)
    left, right = _groups(normalise(texts)), _groups(normalise(references))
    ours, theirs = sorted(left, key=_by_length), sorted(right, key=_by_length)
    if len(ours) * len(theirs) <= _FEW:
        found = few.between(ours, theirs, threshold, most)
    else:
        from personadata.near_duplicates.many import between

        found = between(ours, theirs, threshold, most)
    for one, other, score in found:
        for row in left[ours[one]]:
            yield Pair(row, right[theirs[other]][0], score)


def _check(threshold: float, most: int) -> None:
    if not 50 <= threshold <= 100 or most < 1:
        raise ValueError(f"threshold {threshold} is not within 50 to 100, or most {most} is below 1")


def _groups(texts: Sequence[str]) -> dict[str, list[int]]:
    """The rows of each distinct text, but for the empty one."""
    groups: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        if text:
            groups.setdefault(text, []).append(row)
    return groups


def _by_length(text: str) -> tuple[int, str]:
    return len(text), text
