"""Columns in the units of other formats: UTF-16 code units as editors count, bytes of UTF-8 as compilers do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from personadata.source import Source

UTF16: Final = "utf-16-le"
UTF8: Final = "utf-8"


class Columns:
    """Columns, from 1, in code units of ``encoding``: :data:`UTF16` or :data:`UTF8`.

    Counts on from the place asked for last, so that many places in one very long row cost no more than the row.
    """

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.size = 2 if encoding == UTF16 else 1
        self._last: dict[int, tuple[int, int, int]] = {}

    def position(self, source: Source, offset: int) -> tuple[int, int]:
        """Row and column of the character at *offset*."""
        row, column = source.position(offset)
        if source.text.isascii():
            return row, column
        start = offset - column + 1
        known, at, units = self._last.get(id(source), (0, 0, 0))
        if known != row or abs(offset - at) > offset - start:
            at, units = start, 0
        step = self._count(source.text[min(at, offset) : max(at, offset)])
        units += step if offset >= at else -step
        self._last[id(source)] = row, offset, units
        return row, units + 1

    def _count(self, text: str) -> int:
        return len(text.encode(self.encoding, "surrogatepass")) // self.size
