"""Data files: their text, their records, and where every character of them stands."""

from __future__ import annotations

import re
import stat
import sys
from bisect import bisect_right
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from personadata.errors import UserError
from personadata.sample import Key
from personadata.source import spelling
from personadata.source.damage import Damage, damage
from personadata.source.decode import decode, is_binary
from personadata.source.faults import Lost
from personadata.source.other import BINARY, signature
from personadata.source.places import find
from personadata.source.records import Text
from personadata.source.scan import Scan, Span

STDIN = "<stdin>"
_LOST: Final = "\ufffd".encode()


class Source:
    """One data file: its text, its records in order, and its damage.

    ``name`` is what people see; ``suffix`` (``.json``, ``.jsonl`` or empty) which layout the name promises.  Offsets
    count characters of ``text``, which has no byte order mark; rows and columns count from 1, columns in characters.
    ``codec`` is the encoding that the text was read from, empty when it cannot be written as it was.
    """

    def __init__(self, name: str, raw: bytes, suffix: str | None = None) -> None:
        self.name = name
        self.suffix = Path(name).suffix.lower() if suffix is None else suffix
        self._other = signature(raw) or (BINARY if is_binary(raw) else None)
        self.text, self._misread, self.codec, self._mark = decode(b"" if self._other else raw)
        if self._other:
            self.codec = ""
        self._kept = b"" if self.codec else raw
        self._line_ends: list[int] | None = None
        self._read: tuple[list[Record], list[Damage], int] | None = None

    @classmethod
    def open(cls, path: Path) -> Source:
        """The source at *path*; raises :class:`UserError` when it cannot be read, or is a device, which may never end."""
        try:
            mode = path.stat().st_mode
            if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
                raise UserError(f"{path}: is a device, not a file", help="for standard input, write -")
            return cls(str(path), path.read_bytes())
        except FileNotFoundError:
            if path.is_symlink():
                raise UserError(f"{path}: a link to {path.readlink()}, which does not exist") from None
            raise UserError(f"{path}: no such file or folder") from None
        except OSError as error:
            raise UserError(f"{path}: cannot read: {error.strerror or error}") from None

    @classmethod
    def stdin(cls) -> Source:
        """What standard input holds; either layout will do."""
        return cls(STDIN, sys.stdin.buffer.read(), suffix="")

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    def edited(self, edits: Iterable[tuple[int, int, str]], encode: bool = False) -> Source:
        """This source with *edits* made: start, end and the text to stand there; none may overlap another.

        All else keeps its bytes; with *encode* the whole becomes UTF-8 without a byte order mark.  Raises
        :class:`ValueError` when the text cannot be written in the file's own encoding.
        """
        parts: list[str] = []
        at = 0
        for start, end, text in sorted(edits):
            if start < at:
                raise ValueError(f"two edits at {start}")
            parts += (self.text[at:start], text)
            at = end
        whole = "".join((*parts, self.text[at:]))
        raw = whole.encode("utf-8") if encode else self._mark + whole.encode(self.codec)
        return Source(self.name, raw, self.suffix)

    @property
    def raw(self) -> bytes:
        """The bytes of the file."""
        return self._mark + self.text.encode(self.codec) if self.codec else self._kept

    @property
    def holed(self) -> bool:
        """Whether every U+FFFD of the text stands for bytes of the file that are no text."""
        return not self.codec and any(item.kind == "not-utf-8" for item in self._misread) and _LOST not in self.raw

    @property
    def records(self) -> list[Record]:
        """Every record that could be read, in order."""
        return self._load()[0]

    @property
    def damage(self) -> list[Damage]:
        """What is wrong with the file's JSON, in order of place."""
        return self._load()[1]

    @property
    def broken(self) -> int:
        """The number of records that could not be read."""
        return self._load()[2]

    def position(self, offset: int) -> tuple[int, int]:
        """Row and column of the character at *offset*, both from 1."""
        row = bisect_right(self._ends(), offset - 1)
        return row + 1, offset - (self._ends()[row - 1] + 1 if row else 0) + 1

    def offset(self, row: int) -> int:
        """Where line *row* (from 1) begins; the end of the text for a line that is not there."""
        ends = self._ends()
        return 0 if row < 2 else ends[row - 2] + 1 if row - 2 < len(ends) else len(self.text)

    def line(self, row: int) -> str:
        """The text of line *row* (from 1) without its line end."""
        ends = self._ends()
        start = ends[row - 2] + 1 if row > 1 else 0
        end = ends[row - 1] if row <= len(ends) else len(self.text)
        return self.text[start:end].removesuffix("\r")

    def _ends(self) -> list[int]:
        if self._line_ends is None:
            self._line_ends = [found.start() for found in re.finditer("\n", self.text)]
        return self._line_ends

    def _load(self) -> tuple[list[Record], list[Damage], int]:
        if self._read is None and self._other:
            self._read = [], [damage(self._other.kind, 0, 0, self._other.name)], 1
        if self._read is None:
            reader = Text(self.text, self.suffix)
            records = [Record(self, index, *piece) for index, piece in enumerate(reader.pieces())]
            found = sorted([*self._misread, *reader.damage], key=lambda item: item.start)
            self._read = records, found, reader.broken
        return self._read


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One value of a source: the ``index``-th that could be read, at ``text[start:end]``."""

    source: Source
    index: int
    value: object
    start: int
    end: int
    damaged: bool = False

    def at(self, path: tuple[Key, ...] = (), start: int | None = None, end: int | None = None) -> Spot:
        """The value at *path*, or characters *start* to *end* of the text there."""
        return Spot(self.source, self, path, start, end)

    def key(self, path: tuple[Key, ...]) -> Spot:
        """The key that the value at *path* stands under."""
        return Spot(self.source, self, path, on_key=True)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a data file: characters of a text in a record, a whole value, a key, or raw characters.

    ``start`` and ``end`` count characters of the decoded text at ``path``; both None mean the whole value.  Without a
    record they are offsets in the source's text.  Rows and columns are worked out only when asked for.
    """

    source: Source
    record: Record | None = None
    path: tuple[Key, ...] = ()
    start: int | None = None
    end: int | None = None
    on_key: bool = False

    def offsets(self) -> tuple[int, int]:
        """Start and end in the source's text.

        A path that leads nowhere means the nearest value around it.
        """
        if self.record is None:
            return self.start or 0, self.end or self.start or 0
        if not self.path and self.start is None:
            return self.record.start, self.record.end
        path, span = _nearest(self.record, self.path)
        if self.on_key and span.key_end:
            return span.key_start, span.key_end
        if self.start is None or path != self.path or not isinstance(value_at(self.record.value, path), str):
            return span.start, span.end
        last = self.start if self.end is None else self.end
        return spelling.locate(self.source.text, span.start + 1, span.end - 1, self.start, last)

    @property
    def position(self) -> tuple[int, int]:
        """Row and column of the first character."""
        return self.source.position(self.offsets()[0])

    @property
    def end_position(self) -> tuple[int, int]:
        """Row and column behind the last character."""
        return self.source.position(self.offsets()[1])

    @property
    def content(self) -> object:
        """What stands here, decoded: the value at the path, or the raw characters' whole line without a record."""
        if self.record is None:
            return self.source.line(self.source.position(self.start or 0)[0]).strip()
        return value_at(self.record.value, self.path)


def value_at(value: object, path: tuple[Key, ...]) -> object:
    """What *path* leads to inside *value*, or None."""
    for key in path:
        if isinstance(value, dict) and isinstance(key, str):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and -len(value) <= key < len(value):
            value = value[key]
        else:
            return None
    return value


def _nearest(record: Record, path: tuple[Key, ...]) -> tuple[tuple[Key, ...], Span]:
    """The longest part of *path* that leads somewhere in *record*'s text, and where that stands."""
    if not record.damaged:
        depth, span = find(record.source.text, record.start, record.end, path)
        return path[:depth], span
    spans = _spans(record)
    whole = Span(record.start, record.end)
    return next(
        ((path[:depth], spans[path[:depth]]) for depth in range(len(path), -1, -1) if path[:depth] in spans),
        ((), whole),
    )


@lru_cache(maxsize=1)  # a record may have many findings
def _spans(record: Record) -> dict[tuple[Key, ...], Span]:
    """Where every value of the damaged *record* stands."""
    scan = Scan(record.source.text, record.start)
    with suppress(Lost):
        scan.read()
    return scan.spans
