"""Every text against all texts of its length, by counts of characters: a tile of the table of pairs at a time."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, NamedTuple

import numpy as np

from personadata.near_duplicates.bounds import SLACK, longest
from personadata.near_duplicates.partners import NONE, Mask, Partners
from personadata.near_duplicates.table import BINS, Ints
from personadata.near_duplicates.tile import BYTE, CELLS, Merged, Tile

_ROWS: Final = 128
_PENDING: Final = 1 << 14
_AHEAD: Final = 8  # blocks in work at a time, whatever the machine, so that results are the same on all


class Passed(NamedTuple):
    """Pairs that passed, and the column to go on from."""

    i: Ints
    j: Ints
    at: int


def scan(partners: Partners, rows: Ints | None = None) -> None:
    """Find all pairs that are wanted, of the whole tables or, within one, among *rows* only (ascending)."""
    work = Scan(partners, rows)
    with ThreadPoolExecutor(min(_AHEAD, os.cpu_count() or 1)) as pool:
        queue: deque[tuple[int, int, Future[Passed]]] = deque()
        for lo, hi in work.blocks():
            at = int(work.starts[lo])
            queue.append((lo, hi, pool.submit(work.block, lo, hi, at, *work.open(lo, hi, at))))
            if len(queue) == _AHEAD:
                work.finish(*queue.popleft())
        while queue:
            work.finish(*queue.popleft())


class Scan:
    """The texts on either side, their counts, and where each one's partners may stand."""

    def __init__(self, partners: Partners, rows: Ints | None) -> None:
        self.partners = partners
        same = partners.left is partners.right
        self.left = left = partners.left if rows is None else partners.left.take(rows)
        self.right = right = left if same else partners.right
        self.rows = np.arange(len(left)) if rows is None else rows
        self.columns = self.rows if same else np.arange(len(right))
        self.ours = {width: Merged(left, width) for width in (8, 16, BINS)}
        self.theirs = self.ours if same else {width: Merged(right, width) for width in (8, 16, BINS)}
        reach = np.array([longest(length, partners.threshold) for length in left.lengths.tolist()], np.int64)
        self.ends = np.searchsorted(right.lengths, reach, "right")
        if same:
            self.starts = np.arange(len(left)) + 1
        else:
            far = np.array([longest(length, partners.threshold) for length in right.lengths.tolist()], np.int64)
            self.starts = np.searchsorted(far, left.lengths, "left")

    def blocks(self) -> list[tuple[int, int]]:
        """Runs of rows of about the same length."""
        lengths, found, lo = self.left.lengths, [], 0
        while lo < len(lengths):
            hi = min(lo + _ROWS, int(np.searchsorted(lengths, int(lengths[lo] * 1.03) + 1, "right")))
            found.append((lo, hi))
            lo = hi
        return found

    def finish(self, lo: int, hi: int, first: Future[Passed]) -> None:
        """Score what came of a block; a block of one mould goes on piece by piece, as its texts find partners."""
        passed = first.result()
        self.partners.add(passed.i, passed.j)
        while passed.at < self.ends[hi - 1]:
            passed = self.block(lo, hi, passed.at, *self.open(lo, hi, passed.at))
            self.partners.add(passed.i, passed.j)

    def open(self, lo: int, hi: int, at: int) -> tuple[Mask, Mask]:
        """Which of the rows *lo* to *hi*, and of the columns that they reach from *at* on, want partners now."""
        partners, end = self.partners, int(self.ends[hi - 1])
        return partners.ours[self.rows[lo:hi]] < partners.most, partners.theirs[self.columns[at:end]] < partners.most

    def block(self, lo: int, hi: int, at: int, open_rows: Mask, open_columns: Mask) -> Passed:
        """The pairs of the rows *lo* to *hi* with columns from *at* on, until there are many."""
        start = at
        end, step = int(self.ends[hi - 1]), max(256, CELLS // (hi - lo))
        widths: dict[int, int] = {}  # the further off in length, the fewer bins tell texts apart
        found: list[tuple[Ints, Ints]] = []
        tile = Tile()
        while at < end and sum(len(i) for i, _ in found) < _PENDING:
            stop = min(end, at + step)
            if open_rows.any() or open_columns[at - start : stop - start].any():
                passed = self._tile(tile, lo, hi, at, stop, widths)
                if not open_rows.all():
                    passed &= open_rows[:, None] | open_columns[at - start : stop - start]
                found.append(self._pairs(passed, lo, at))
            at = stop
        return Passed(
            np.concatenate([NONE, *(i for i, _ in found)]), np.concatenate([NONE, *(j for _, j in found)]), at
        )

    def _tile(self, tile: Tile, lo: int, hi: int, at: int, stop: int, widths: dict[int, int]) -> Mask:
        # how many of its characters the other text may lack
        last = int(self.left.lengths[hi - 1])
        total = last + self.right.lengths[at:stop]
        lack = np.maximum(np.floor(last - total * (self.partners.threshold / 200) + SLACK * (total + 1)), 0)
        near = int(lack[0] * 64 / last)
        width = widths.setdefault(near, 16)
        mine, yours = self.ours[width], self.theirs[width]
        narrow = mine.narrow(hi) and yours.narrow(stop) and lack[0] <= BYTE
        passed = tile.lacking(mine.part(lo, hi, narrow), yours.part(at, stop, narrow), self.left.lengths[lo:hi], lack)
        rate = np.count_nonzero(passed) / passed.size
        if rate > 0.00075 * width and width < BINS:  # a closer look costs as much as a thousand cells
            widths[near] = width * 2
        elif rate < 0.00002 * width and width > 8:
            widths[near] = width // 2
        return passed

    def _pairs(self, passed: Mask, lo: int, at: int) -> tuple[Ints, Ints]:
        i, j = np.divmod(np.flatnonzero(passed), passed.shape[1])
        inside = (self.starts[i + lo] <= j + at) & (j + at < self.ends[i + lo])
        return self.rows[i[inside] + lo], self.columns[j[inside] + at]
