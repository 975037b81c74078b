"""Pairs that share two rare characters: what makes a million texts take minutes rather than hours.

Write each text as its characters in a fixed order, the rarest first.  Two texts that share so many characters as the
threshold asks share two of the first few already (the prefix filter of Chaudhuri, Ganti and Kaushik, *A Primitive
Operator for Similarity Joins in Data Cleaning*, ICDE 2006, with a prefix one longer for the second).  What too many
texts begin with is not followed up: they are hard, all of them, and left to be compared with each other.  So are
texts in ASCII, whose letters are never rare, and long ones, which begin with too much.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from personadata.near_duplicates.bounds import SLACK
from personadata.near_duplicates.partners import NONE, Partners
from personadata.near_duplicates.table import Ints, Table, characters

_LONG: Final = 90
_ASCII: Final = 128
_BITS: Final = 21  # of a code point
_OFTEN: Final = 63  # further occurrences of a character in one text count as this one
_TOKEN: Final = _BITS + 6
_AT_ONCE: Final = 2_000_000
# seconds for a pair that is looked up, and for one that is compared with all of its length; only their ratio matters
_LOOKUP, _COMPARE = 100e-9, 1.3e-9
_CUTS: Final = (0, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000)


def join(partners: Partners, frequency: Ints) -> Ints:
    """Add the pairs within a table that share two rare characters; the rows that are hard, in ascending order."""
    table, threshold = partners.left, partners.threshold
    lengths = table.lengths
    letters = np.fromiter((not text.isascii() for text in table.texts), np.bool_, len(table))
    least = _needed(lengths, _shortest(lengths, threshold), threshold)
    hard = ~letters | (least < 2)
    # a text up to the limit may belong to a longer one, so both are hard; beyond it none is looked up
    hard[lengths >= _shortest(np.array([_LONG + 1]), threshold)[0]] = True
    text, key, first = _postings(table, np.flatnonzero(letters & (lengths <= _LONG)), frequency, threshold, hard)
    order = np.argsort(key, kind="stable")  # texts stay in order, hence by length, under a key
    key, text, first = key[order], text[order], first[order]
    group = np.cumsum(np.concatenate(([False], key[1:] != key[:-1])))[: len(key)]
    # a text looks up the shorter ones before it that have the key, as far as their length allows
    lowest = np.searchsorted(lengths, _shortest(lengths, threshold))
    indexed = text[first].astype(np.int64)
    place = (group[first] << 32) + indexed
    start = np.searchsorted(place, (group << 32) + lowest[text])
    count = np.searchsorted(place, (group << 32) + text) - start
    window = float(np.mean(np.arange(len(table)) - lowest)) / len(table)
    followed = _choose(np.bincount(group, weights=count), group, text, hard, window)
    chosen = np.flatnonzero(followed & (count > 0))
    chosen = chosen[np.argsort(text[chosen], kind="stable")]
    _follow(partners, indexed, start[chosen], count[chosen], text[chosen].astype(np.int64))
    return np.flatnonzero(hard)


def _follow(partners: Partners, indexed: Ints, start: Ints, count: Ints, text: Ints) -> None:
    """Add the pairs of each *text* with the *count* rows from *start* on in *indexed*; *text* is ascending."""
    width = len(partners.right)
    ends = np.cumsum(count)
    done = 0
    while done < len(text):
        stop = int(np.searchsorted(ends, (ends[done - 1] if done else 0) + _AT_ONCE, "right"))
        stop = int(np.searchsorted(text, text[min(max(stop, done + 1), len(text)) - 1], "right"))
        some = count[done:stop]
        step = np.arange(int(some.sum())) - np.repeat(np.cumsum(some) - some, some)
        i, j = indexed[np.repeat(start[done:stop], some) + step], np.repeat(text[done:stop], some)
        keep = partners.wanted(i, j)
        pairs = np.unique(i[keep] * width + j[keep])  # two texts may share several keys
        partners.add(*np.divmod(pairs, width))
        done = stop


def _postings(
    table: Table, rows: Ints, frequency: Ints, threshold: float, hard: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], Ints, NDArray[np.bool_]]:
    """The keys of the texts *rows*: the row, the key, and whether shorter texts than it have it too.

    A key is two tokens that a text begins with; a token is a character and how often it came before.  A text of *a*
    characters has to share T/200·(a + b) with one of *b*: the more the longer that one is, so what it is looked up by
    is less than what it looks up.  Texts with two ASCII tokens become *hard*.
    """
    order = np.lexsort((frequency, np.arange(len(frequency)) < _ASCII))
    rank = np.empty(len(frequency), np.uint64)
    rank[order] = np.arange(len(frequency), dtype=np.uint64)
    often = (len(frequency) - _ASCII) << 6
    found = [(np.empty(0, np.int32), NONE, np.empty(0, np.bool_))]
    for start, end, codes in characters([table.texts[row] for row in rows.tolist()], table.lengths[rows]):
        lengths = table.lengths[rows[start:end]]
        keys = np.repeat(np.arange(end - start, dtype=np.uint64) << np.uint64(_BITS), lengths) | rank[codes]
        keys.sort()
        place = np.arange(len(keys)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        looked_up = lengths - _needed(lengths, lengths, threshold) + 2
        looks_up = lengths - _needed(lengths, _shortest(lengths, threshold), threshold) + 2
        kept = place < np.repeat(looks_up, lengths)
        keys, place = keys[kept], place[kept]
        index = np.arange(len(keys))
        new = np.concatenate(([True], keys[1:] != keys[:-1]))
        before = np.minimum(index - np.maximum.accumulate(np.where(new, index, 0)), _OFTEN)
        row = (keys >> np.uint64(_BITS)).astype(np.int64)
        token = ((keys & np.uint64((1 << _BITS) - 1)).astype(np.int64) << 6) + before
        # every token with each one before it in its text
        second = np.repeat(index, place)
        one = np.repeat(index - place, place) + np.arange(len(second)) - np.repeat(np.cumsum(place) - place, place)
        plain = token[one] >= often
        hard[rows[start:end][row[second[plain]]]] = True
        one, second = one[~plain], second[~plain]
        key = (token[one] << _TOKEN) | token[second]
        found.append((rows[start:end][row[second]].astype(np.int32), key, place[second] < looked_up[row[second]]))
    text, key, first = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return text, key, first


def _choose(
    cost: NDArray[Any], group: Ints, text: NDArray[np.int32], hard: NDArray[np.bool_], window: float
) -> NDArray[np.bool_]:
    """Which postings to follow up so that all costs least; the texts of the others become *hard*.

    *window* is the share of all texts that a text is compared with.
    """
    dearest = np.sort(cost)[::-1]
    best: tuple[float, NDArray[np.bool_]] | None = None
    for cut in sorted({0.0, *(float(dearest[rank]) for rank in _CUTS if rank < len(dearest))}):
        followed: NDArray[np.bool_] = (cost <= cut)[group]
        left = hard.copy()
        left[text[~followed]] = True
        estimate = _LOOKUP * float(cost[cost <= cut].sum()) + _COMPARE * window * float(left.sum()) ** 2
        if best is None or estimate < best[0]:
            best = estimate, followed
    assert best is not None  # noqa: S101
    hard[text[~best[1]]] = True
    return best[1]


def _shortest(lengths: Ints, threshold: float) -> Ints:
    """The shortest texts that can score *threshold* with those of *lengths* characters."""
    return np.ceil(lengths * (threshold / (200 - threshold)) - SLACK * lengths).astype(np.int64)


def _needed(lengths: Ints, others: Ints, threshold: float) -> Ints:
    """How many characters texts of these lengths must share to score *threshold*."""
    total = lengths + others
    return np.ceil(total * (threshold / 200) - SLACK * (total + 1)).astype(np.int64)
