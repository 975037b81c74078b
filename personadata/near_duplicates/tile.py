"""Counts of characters held against each other, some texts by some others at a time."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from personadata.near_duplicates.table import BINS, Ints, Table

CELLS: Final = 1 << 18  # pairs in a tile: what it needs stays in the processor's cache
BYTE: Final = 255


class Merged:
    """The counts of a table with its bins merged to *width*, a row a bin: bytes, and from row ``wide`` on more."""

    def __init__(self, table: Table, width: int) -> None:
        counts = table.counts
        if width < BINS:
            counts = counts.reshape(len(table), width, BINS // width).sum(2, dtype=np.int64)
        large = np.flatnonzero(counts.max(1, initial=0) > BYTE)
        self.wide = int(large[0]) if len(large) else len(table)
        self.bytes = np.ascontiguousarray(counts[: self.wide].T.astype(np.uint8))
        self.full = np.ascontiguousarray(counts.T.astype(np.uint32)) if self.wide < len(table) else None

    def narrow(self, end: int) -> bool:
        """Whether all counts before row *end* are bytes."""
        return end <= self.wide

    def part(self, start: int, end: int, narrow: bool) -> NDArray[Any]:
        """The counts of the rows *start* to *end*."""
        if narrow:
            return self.bytes[:, start:end]
        return self.bytes[:, start:end].astype(np.uint32) if self.full is None else self.full[:, start:end]


class Tile:
    """Room to compare some texts with some others: memory of its own, as fresh pages would take longer than the sums."""

    def __init__(self) -> None:
        self._room: dict[tuple[str, type], NDArray[Any]] = {}

    def lacking(self, a: NDArray[Any], b: NDArray[Any], lengths: Ints, most: NDArray[Any]) -> NDArray[np.bool_]:
        """Which texts (counts *a*, *lengths*) have at most so many characters that the others (counts *b*) lack.

        In bytes, sums may wrap around; what really is at most 255 is right all the same.
        """
        dtype = a.dtype.type
        shape = a.shape[1], b.shape[1]
        shared, smaller = self._take("shared", dtype, shape), self._take("smaller", dtype, shape)
        np.minimum(a[0][:, None], b[0], out=shared)
        for mine, yours in zip(a[1:], b[1:], strict=True):
            np.minimum(mine[:, None], yours, out=smaller)
            np.add(shared, smaller, out=shared)
        np.subtract(lengths.astype(dtype)[:, None], shared, out=shared)
        passed: NDArray[np.bool_] = self._take("passed", np.bool_, shape)
        np.less_equal(shared, most.astype(dtype), out=passed)
        return passed

    def _take(self, name: str, dtype: type, shape: tuple[int, int]) -> NDArray[Any]:
        cells = shape[0] * shape[1]
        room = self._room.get((name, dtype))
        if room is None or len(room) < cells:
            room = self._room[name, dtype] = np.empty(max(cells, CELLS), dtype)
        return room[:cells].reshape(shape)
