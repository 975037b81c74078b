"""Pairs that passed the filters → pairs that score, and how many partners each text has by now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from personadata.near_duplicates.bigrams import share_bigrams
from personadata.near_duplicates.bounds import SLACK
from personadata.near_duplicates.table import Ints, Table

Mask = NDArray[np.bool_]
NONE: Final[Ints] = np.empty(0, np.int64)
_AT_ONCE: Final = 1 << 17


class Partners:
    """The pairs found so far between the tables *left* and *right*, which are one and the same within a list.

    Texts with *most* partners or more are ``full``; a pair of two full texts is passed over.
    """

    def __init__(self, left: Table, right: Table, threshold: float, most: int) -> None:
        self.left, self.right = left, right
        self.threshold, self.most = threshold, most
        self.ours: Ints = np.zeros(len(left), np.int64)
        self.theirs: Ints = self.ours if left is right else np.zeros(len(right), np.int64)
        self._found: list[tuple[Ints, Ints, NDArray[np.float32]]] = []
        self._known: Ints = NONE

    def __iter__(self) -> Iterator[tuple[int, int, float]]:
        for i, j, scores in self._found:
            yield from zip(i.tolist(), j.tolist(), map(float, scores), strict=True)

    def wanted(self, i: Ints, j: Ints) -> Mask:
        """Which of the pairs have a text that is not full."""
        wanted: Mask = (self.ours[i] < self.most) | (self.theirs[j] < self.most)
        return wanted

    def remember(self) -> None:
        """From now on pass over the pairs that were found up to here, should they come again."""
        self._known = np.sort(np.concatenate([NONE, *(self._key(i, j) for i, j, _ in self._found)]))

    def add(self, i: Ints, j: Ints) -> None:
        """Score the pairs, each given once, and keep those that reach the threshold.

        Rounds of a few pairs a text, so that one mould of n texts costs n scores and not n².
        """
        keep = share_characters(self.left, self.right, i, j, self.threshold)
        i, j = i[keep], j[keep]
        while len(i):
            keep = self.wanted(i, j)
            if len(self._known):
                key = self._key(i, j)
                at = np.minimum(np.searchsorted(self._known, key), len(self._known) - 1)
                keep &= self._known[at] != key
            i, j = i[keep], j[keep]
            now = (_turn(i) < self.most) | (_turn(j) < self.most)
            self._score(i[now], j[now])
            i, j = i[~now], j[~now]

    def _score(self, i: Ints, j: Ints) -> None:
        from rapidfuzz import fuzz, process

        keep = share_bigrams(self.left, self.right, i, j, self.threshold)
        i, j = i[keep], j[keep]
        for start in range(0, len(i), _AT_ONCE):
            some, others = i[start : start + _AT_ONCE], j[start : start + _AT_ONCE]
            scores = process.cpdist(
                [self.left.texts[row] for row in some.tolist()],
                [self.right.texts[row] for row in others.tolist()],
                scorer=fuzz.ratio,
                score_cutoff=self.threshold,
                dtype=np.float32,
                workers=-1 if len(some) > 1000 else 1,
            )
            good = scores > 0
            some, others = some[good], others[good]
            if len(some):
                self._found.append((some, others, scores[good]))
                np.add.at(self.ours, some, 1)
                np.add.at(self.theirs, others, 1)

    def _key(self, i: Ints, j: Ints) -> Ints:
        key: Ints = i * len(self.right) + j
        return key


def share_characters(left: Table, right: Table, i: Ints, j: Ints, threshold: float) -> Mask:
    """Which of the pairs share characters enough to reach *threshold*, going by the counts of all bins."""
    keep = np.empty(len(i), np.bool_)
    for start in range(0, len(i), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        shared = np.minimum(left.counts.take(i[part], 0), right.counts.take(j[part], 0)).sum(1, dtype=np.int64)
        total = left.lengths[i[part]] + right.lengths[j[part]]
        keep[part] = shared >= total * (threshold / 200) - SLACK * (total + 1)
    return keep


def _turn(rows: Ints) -> NDArray[Any]:
    """For each entry, how many entries before it name the same row."""
    order = np.argsort(rows, kind="stable")
    ranked = rows[order]
    turn = np.empty(len(rows), np.int64)
    turn[order] = np.arange(len(rows)) - np.searchsorted(ranked, ranked)
    return turn
