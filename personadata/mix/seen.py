"""Which rows were there before: a hash table of row numbers, 4 to 12 bytes a row where a dict takes a hundred."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from personadata.mix.spool import Spool


class Seen:
    """Rows of a spool by their keys; open addressing, at most half full."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._slots = array("I", bytes(4 << 10))  # row number + 1, 0 where nothing is
        self._count = 0

    def find(self, key: int) -> int | None:
        """The number of the row that has *key*."""
        found = self._slots[self._slot(key)]
        return found - 1 if found else None

    def add(self, number: int) -> None:
        """Take row *number*, whose key no row before it has."""
        if 2 * self._count >= len(self._slots):
            old = self._slots
            self._slots = array("I", bytes(8 * len(old)))
            for one in old:
                if one:
                    self._slots[self._slot(self._spool.keys[one - 1])] = one
        self._slots[self._slot(self._spool.keys[number])] = number + 1
        self._count += 1

    def _slot(self, key: int) -> int:
        """Where *key* stands or belongs."""
        slots, keys = self._slots, self._spool.keys
        mask = len(slots) - 1
        at = key & mask
        while slots[at] and keys[slots[at] - 1] != key:
            at = (at + 1) & mask
        return at
