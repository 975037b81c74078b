"""Texts with how often each holds the characters of each of 32 bins: what the filters compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heapify, heapreplace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

BINS: Final = 32
_CODES: Final = 0x110000
_AT_ONCE: Final = 2_000_000  # characters taken apart at a time
Ints = NDArray[np.int64]


class Table:
    """Distinct *texts* sorted by length, their ``lengths``, and ``counts``: one row of 32 numbers a text.

    Whatever bin a character is in, two texts share at most the sum of the smaller counts.  Bins weigh about the same,
    as that tells the most apart.
    """

    def __init__(self, texts: Sequence[str], bins: NDArray[np.uint8]) -> None:
        self.texts = texts
        self.bins = bins
        self.lengths: Ints = np.fromiter(map(len, texts), np.int64, len(texts))
        top = int(self.lengths[-1]) if len(texts) else 0
        self.counts: NDArray[Any] = np.zeros((len(texts), BINS), _dtype(top))
        for start, end, codes in characters(texts, self.lengths):
            cells = np.repeat(np.arange(end - start, dtype=np.int64) * BINS, self.lengths[start:end])
            cells += bins[codes]
            self.counts[start:end] = np.bincount(cells, minlength=(end - start) * BINS).reshape(-1, BINS)

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, rows: Ints) -> Table:
        """A table of some of the texts, in the same order."""
        part = object.__new__(Table)
        part.texts = [self.texts[row] for row in rows.tolist()]
        part.bins, part.lengths, part.counts = self.bins, self.lengths[rows], self.counts[rows]
        return part


def characters(texts: Sequence[str], lengths: Ints) -> Iterator[tuple[int, int, NDArray[np.uint32]]]:
    """The code points of *texts*, a block at a time: the block's first row, the row behind it, all its characters."""
    ends = np.cumsum(lengths)
    start, done = 0, 0
    while start < len(texts):
        end = max(start + 1, int(np.searchsorted(ends, done + _AT_ONCE, "right")))
        text = "".join(texts[start:end])
        yield start, end, np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        start, done = end, int(ends[end - 1])


def frequencies(texts: Sequence[str]) -> Ints:
    """How often each code point stands in *texts*."""
    found = np.zeros(_CODES, np.int64)
    for _, _, codes in characters(texts, np.fromiter(map(len, texts), np.int64, len(texts))):
        found += np.bincount(codes, minlength=_CODES)
    return found


def bins_for(frequency: Ints) -> NDArray[np.uint8]:
    """A bin for each code point: the frequent ones dealt out so that the bins weigh about the same."""
    bins = (np.arange(_CODES) * 40503 % 65521 % BINS).astype(np.uint8)
    weights = [(0, number) for number in range(BINS)]
    heapify(weights)
    common = np.argsort(-frequency, kind="stable")[: min(2000, int((frequency > 0).sum()))]
    for code in common.tolist():
        weight, lightest = weights[0]
        heapreplace(weights, (weight + int(frequency[code]), lightest))
        bins[code] = lightest
    return bins


def _dtype(largest: int) -> type[np.unsignedinteger[Any]]:
    return np.uint8 if largest < 1 << 8 else np.uint16 if largest < 1 << 16 else np.uint32
