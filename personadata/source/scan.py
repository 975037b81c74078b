"""One JSON value read as its author meant it: where each part stands, and what a strict reader would refuse.

``json`` is fast and says nothing of places; this reader is slow and does.  It is used for the records that ``json``
refuses, and for those that a finding points into, never for the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.sample import Key
from personadata.source.faults import Fault, Lost
from personadata.source.strings import LOOK_AHEAD, QUOTES, Strings

Path = tuple[Key, ...]
MAX_DEPTH: Final = 100
DIGITS: Final = 4300  # Python's own limit for the decimal digits of an int

_SPACE: Final = regex(r"[ \t\r\n]*")
_TRIVIA: Final = regex(r"(?:[ \t\r\n\u00a0\u3000\ufeff]+|//[^\n]*|#[^\n]*)")
_ALL: Final = regex(r".*", re.DOTALL)
_NUMBER: Final = regex(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.+-])", re.ASCII)
_WORD: Final = regex(r"[^\W\d]\w*")
_LITERALS: Final[dict[str, object]] = {"true": True, "false": False, "null": None}
_PYTHON: Final[dict[str, tuple[object, str]]] = {
    "True": (True, "true"),
    "TRUE": (True, "true"),
    "FALSE": (False, "false"),
    "NULL": (None, "null"),
    "False": (False, "false"),
    "None": (None, "null"),
    "undefined": (None, "null"),
    "NaN": (None, "null"),
    "nan": (None, "null"),
    "Infinity": (None, "null"),
    "inf": (None, "null"),
}
_FULL_WIDTH: Final = {"｛": "{", "｝": "}", "［": "[", "］": "]", "：": ":", "，": ",", "、": ",", "；": ",", ";": ","}


class Span(NamedTuple):
    """Where a value stands, and the key it stands under (both ends 0 when it has none)."""

    start: int
    end: int
    key_start: int = 0
    key_end: int = 0


@dataclass(slots=True)
class Scan(Strings):
    """A reader over ``text``; :meth:`read` fills ``faults`` and ``spans`` and leaves ``at`` behind the value."""

    spans: dict[Path, Span] = field(default_factory=dict)

    def read(self) -> object:
        """The value at ``at``; raises :class:`Lost` when it cannot be made out."""
        self.skip()
        return self._value(())

    def skip(self) -> None:
        """Move over white space, and over comments and foreign spaces, which are faults."""
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
        while found := _TRIVIA.match(self.text, self.at) or self._block():
            if found[0][0] in "/#":
                self.note("comment", found.start(), len(found[0].rstrip("\r")))
            elif not found[0].isascii():
                foreign = next(index for index, character in enumerate(found[0]) if not character.isascii())
                self.note("foreign-space", found.start() + foreign, 1, f"U+{ord(found[0][foreign]):04X}")
            self.at = found.end()

    def _block(self) -> re.Match[str] | None:
        """The comment between /* and */ at ``at``, if it is closed within reach."""
        if not self.text.startswith("/*", self.at):
            return None
        end = self.text.find("*/", self.at + 2, self.at + LOOK_AHEAD)
        return _ALL.match(self.text, self.at, end + 2) if end >= 0 else None

    # ---- values ----

    def _value(self, path: Path, key: tuple[int, int] = (0, 0)) -> object:
        if len(path) > MAX_DEPTH:
            raise Lost(Fault("too-deep", self.at, self.at + 1, say("more than {n} levels", n=MAX_DEPTH)))
        start = self.at
        head = self.text[start : start + 1]
        if head in ("{", "｛"):
            value: object = self._object(path)
        elif head in ("[", "［"):
            value = self._array(path)
        elif head in QUOTES and head:
            value = self.string()
        else:
            value = self._bare()
        self.spans[path] = Span(start, self.at, *key)
        return value

    def _object(self, path: Path) -> dict[str, object]:
        self._mark()
        found: dict[str, object] = {}
        while True:
            self.skip()
            head = self.peek()
            if head in ("}", "｝"):
                self._mark()
                return found
            if head in ("{", "]", "［", "｛", "］"):  # the next record, or the array's end: the brace was forgotten
                self.note("unclosed", self.at, 0, "}")
                return found
            begin = self.at
            name = self.key()
            key = (begin, self.at)
            if name in found:
                self.note("duplicate-key", begin, self.at - begin, name)
            self.skip()
            if self.peek() not in (":", "："):
                raise self.lost("no-colon", name)
            self._mark()
            self.skip()
            found[name] = self._value((*path, name), key)
            if self._between("}｝"):
                return found

    def _array(self, path: Path) -> list[object]:
        self._mark()
        found: list[object] = []
        while True:
            self.skip()
            if self.peek() in ("]", "］"):
                self._mark()
                return found
            if self.peek() in ("}", "｝"):
                self.note("unclosed", self.at, 0, "]")
                return found
            found.append(self._value((*path, len(found))))
            if self._between("]］"):
                return found

    def _between(self, closers: str) -> bool:
        """Past the comma after a member, or past the closing bracket: then True."""
        self.skip()
        head = self.peek()
        if head in closers:
            self._mark()
            return True
        if head in (",", "，", "、", "；", ";"):
            comma = self.at
            self._mark()
            self.skip()
            while self.peek() == ",":
                self.note("extra-comma", self.at, 1)
                self.at += 1
                self.skip()
            if self.peek() in closers:
                self.note("trailing-comma", comma, 1)
                self._mark()
                return True
            return False
        if head in QUOTES or head in "{[":
            if head == '"' or closers == "]］":
                self.note("missing-comma", self.at, 0)
                return False
            self.note("unclosed", self.at, 0, closers[0])
            return True
        if head in "]}］｝":
            self.note("unclosed", self.at, 0, closers[0])
            return True
        raise self.lost("unexpected")

    def _bare(self) -> object:
        number = _NUMBER.match(self.text, self.at)
        if number:
            if len(number[0]) > DIGITS:
                self.note("huge-number", self.at, len(number[0]), say("{n:,} digits", n=len(number[0])))
            self.at = number.end()
            return (
                float(number[0]) if len(number[0]) > DIGITS or not number[0].lstrip("-").isdigit() else int(number[0])
            )
        sign = 1 if self.peek() == "-" else 0
        word = _WORD.match(self.text, self.at + sign)
        if word and word[0] in _LITERALS and not sign:
            self.at = word.end()
            return _LITERALS[word[0]]
        if word and word[0] in _PYTHON:
            value, meant = _PYTHON[word[0]]
            kind = "not-a-number" if word[0].lower() in ("nan", "infinity", "inf") else "python-literal"
            self.note(kind, self.at, sign + len(word[0]), f"{'-' * sign}{word[0]} {meant}")
            self.at = word.end()
            return value
        raise self.lost("unexpected")

    def _mark(self) -> None:
        """Move over one punctuation mark, which should be an ASCII one."""
        meant = _FULL_WIDTH.get(self.text[self.at])
        if meant:
            self.note("full-width", self.at, 1, f"{self.text[self.at]} {meant}")
        self.at += 1
