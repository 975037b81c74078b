"""Where every key and value of a TOML text stands; ``tomllib`` tells the values and not the places."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from personadata.yaml_marks import MAX_DEPTH, Place

if TYPE_CHECKING:
    from personadata.yaml_marks import Document

Path = tuple[str | int, ...]

_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE: Final = re.compile(r"[ \t]*")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_STRING: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
# a number, a truth value, a date: up to what ends it
_PLAIN: Final = re.compile(r"[^,\]}\r\n#]+")


class Marker:
    """Goes once over a *text* that ``tomllib`` has accepted and notes the places of its parts in *document*.

    Raises :class:`RecursionError` for what nests deeper than :data:`MAX_DEPTH`.
    """

    def __init__(self, text: str, document: Document) -> None:
        self._text, self._document = text, document
        self._at = 0
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        # an array of tables grows by one with every header
        self._tables: dict[Path, int] = {}

    def mark(self) -> None:
        """Note every place."""
        document = self._document
        document.values[()] = self._place(0)
        table: Path = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)

    def _header(self) -> Path:
        start = self._at
        many = self._text.startswith("[[", start)
        self._at += 2 if many else 1
        path = self._key((), start)
        self._at += 2 if many else 1
        if many:
            number = self._tables[path] = self._tables.get(path, -1) + 1
            path = (*path, number)
            self._document.values[path] = self._place(start)
        return path

    def _pair(self, table: Path) -> None:
        path = self._key(table, self._at)
        self._at += 1  # =
        self._skip(_SPACE)
        self._value(path)

    def _key(self, path: Path, whole: int) -> Path:
        """Read a dotted key below *path*; tables that it opens stand where the *whole* key begins."""
        while True:
            self._skip(_SPACE)
            start = self._at
            found = _STRING.match(self._text, start) or _BARE.match(self._text, start)
            assert found is not None  # noqa: S101
            self._at = found.end()
            if path in self._tables:
                path = (*path, self._tables[path])
            path = self._deeper(path, _decoded(found[0]))
            self._document.keys.setdefault(path, self._place(start))
            self._document.values.setdefault(path, self._place(whole))
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return path
            self._at += 1

    def _value(self, path: Path) -> None:
        self._document.values[path] = self._place(self._at)
        opening = self._text[self._at]
        if opening in "\"'":
            self._skip(_STRING)
        elif opening in "[{":
            self._at += 1
            number = 0
            while self._inside():
                if opening == "[":
                    self._value(self._deeper(path, number))
                    number += 1
                else:
                    self._pair(path)
            self._at += 1
        else:
            self._skip(_PLAIN)

    def _deeper(self, path: Path, step: str | int) -> Path:
        if len(path) >= MAX_DEPTH:
            raise RecursionError
        return (*path, step)

    def _inside(self) -> bool:
        """Step over what stands between two members; whether another member follows."""
        self._skip(_BLANK)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BLANK)
        return self._text[self._at] not in "]}"

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        assert found is not None  # noqa: S101
        self._at = found.end()

    def _place(self, offset: int) -> Place:
        row = bisect_right(self._lines, offset)
        return Place(row, offset - self._lines[row - 1] + 1)


def _decoded(key: str) -> str:
    if key[0] == "'":
        return key[1:-1]
    if key[0] != '"' or "\\" not in key:
        return key.strip('"')
    from personadata.config.toml import tomllib  # which imports this module

    return str(tomllib.loads(f"key = {key}")["key"])
