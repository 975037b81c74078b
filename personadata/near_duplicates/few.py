"""Few texts: each against those of its length, by rapidfuzz alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from personadata.near_duplicates.bounds import longest

Found = Iterator[tuple[int, int, float]]


def within(texts: Sequence[str], threshold: float, most: int) -> Found:
    """Pairs among *texts*, which are distinct, not empty and sorted by length: ``(i, j, score)`` with i < j."""
    partners = [0] * len(texts)
    lengths = [len(text) for text in texts]
    for i, length in enumerate(lengths):
        end = bisect_right(lengths, longest(length, threshold))
        yield from _search(i, texts[i], texts, range(i + 1, end), partners, partners, threshold, most)


def between(texts: Sequence[str], references: Sequence[str], threshold: float, most: int) -> Found:
    """Pairs of *texts* and *references*, both distinct, not empty and sorted by length: ``(i, j, score)``."""
    ours, theirs = [0] * len(texts), [0] * len(references)
    lengths = [len(text) for text in references]
    reach = [longest(length, threshold) for length in lengths]
    for i, text in enumerate(texts):
        window = range(bisect_left(reach, len(text)), bisect_right(lengths, longest(len(text), threshold)))
        yield from _search(i, text, references, window, ours, theirs, threshold, most)


def _search(
    i: int,
    text: str,
    others: Sequence[str],
    window: range,
    ours: list[int],
    theirs: list[int],
    threshold: float,
    most: int,
) -> Found:
    from rapidfuzz import fuzz, process

    rows: Sequence[int] = window
    if ours[i] >= most:  # it needs no more partners: only those that do count now
        rows = [j for j in window if theirs[j] < most]
    if not rows:
        return
    choices = others[window.start : window.stop] if rows is window else [others[j] for j in rows]
    for _, score, at in process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=threshold, limit=None):
        j = rows[at]
        if ours[i] < most or theirs[j] < most:
            ours[i] += 1
            theirs[j] += 1
            yield i, j, score
