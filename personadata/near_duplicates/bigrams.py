"""A second filter for long texts, whose letters are much the same everywhere: the pairs of letters they share."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from personadata.near_duplicates.bounds import SLACK
from personadata.near_duplicates.table import Ints, Table, characters

LONG: Final = 96
_CELLS: Final = 256
_AT_ONCE: Final = 1 << 14


def share_bigrams(left: Table, right: Table, i: Ints, j: Ints, threshold: float) -> NDArray[np.bool_]:
    """Which of the pairs may reach *threshold*: all that are short, and those that share bigrams enough.

    Texts of *a* and *b* characters have a + b − 2 bigrams.  Of the d = (1 − T/100)·(a + b) characters outside the
    common subsequence each spoils two bigrams of its own text and one of the other's, so that at least
    (a + b)/2 − 1 − 1.5·d are shared, and hashing them into cells only adds to what seems so.
    """
    keep = np.ones(len(i), np.bool_)
    long = np.flatnonzero(left.lengths[i] >= LONG)
    if len(long) < 64:  # scoring them is cheaper
        return keep
    ours, at = np.unique(i[long], return_inverse=True)
    theirs, to = np.unique(j[long], return_inverse=True)
    counts, others = _count(left, ours), _count(right, theirs)
    for start in range(0, len(long), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        shared = np.minimum(counts[at[part]], others[to[part]]).sum(1, dtype=np.int64)
        total = left.lengths[i[long[part]]] + right.lengths[j[long[part]]]
        spoilt = np.floor(total * (1 - threshold / 100) + SLACK * (total + 1))
        keep[long[part]] = shared >= total / 2 - 1 - 1.5 * spoilt - SLACK
    return keep


def _count(table: Table, rows: Ints) -> NDArray[Any]:
    """How many bigrams of each text fall into each of the cells."""
    lengths = table.lengths[rows]
    found = np.zeros((len(rows), _CELLS), np.uint16 if int(lengths.max()) < 1 << 16 else np.uint32)
    for start, end, codes in characters([table.texts[row] for row in rows.tolist()], lengths):
        wide = codes.astype(np.uint64)
        mixed = (wide[:-1] * np.uint64(0x9E3779B97F4A7C15)) ^ (wide[1:] * np.uint64(0xC2B2AE3D27D4EB4F))
        cells = ((mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(56)
        row = np.repeat(np.arange(end - start, dtype=np.int64), lengths[start:end])
        inside = row[:-1] == row[1:]
        where = row[:-1][inside] * _CELLS + cells[inside].astype(np.int64)
        found[start:end] = np.bincount(where, minlength=(end - start) * _CELLS).reshape(-1, _CELLS)
    return found
