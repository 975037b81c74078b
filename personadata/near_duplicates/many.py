"""Many texts: filters in numpy, scores by rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from personadata.near_duplicates.partners import Partners
from personadata.near_duplicates.prefix import join
from personadata.near_duplicates.scan import scan
from personadata.near_duplicates.table import Table, bins_for, frequencies

JOINED: Final = 20_000  # with fewer texts, comparing all is as quick


def within(texts: Sequence[str], threshold: float, most: int) -> Iterator[tuple[int, int, float]]:
    """Pairs among *texts*, which are distinct, not empty and sorted by length: ``(i, j, score)`` with i < j."""
    if len(texts) < 2:
        return iter(())
    frequency = frequencies(texts)
    table = Table(texts, bins_for(frequency))
    partners = Partners(table, table, threshold, most)
    if len(table) < JOINED:
        scan(partners)
    else:
        hard = join(partners, frequency)
        partners.remember()
        scan(partners, hard)
    return iter(partners)


def between(
    texts: Sequence[str], references: Sequence[str], threshold: float, most: int
) -> Iterator[tuple[int, int, float]]:
    """Pairs of *texts* and *references*, both distinct, not empty and sorted by length: ``(i, j, score)``."""
    if not (texts and references):
        return iter(())
    bins = bins_for(frequencies(references) + frequencies(texts))
    partners = Partners(Table(texts, bins), Table(references, bins), threshold, most)
    scan(partners)
    return iter(partners)
