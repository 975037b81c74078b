"""Text in the columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# what would move the cursor, colour the screen or turn the text around: data is shown, never obeyed
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)


def printable(text: str) -> str:
    """*text* on one line, as many characters as before: tabs as spaces, controls as ``·``."""
    return _UNSAFE.sub("·", text).replace("\t", " ")


def columns(text: str) -> int:
    """How many columns of a terminal *text* takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def window(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """The part of *line* around characters *start* to *end* that fits into *width* columns, and where they are in it.

    What is left out is shown as ``…``.
    """
    if columns(line) <= width:
        return line, start, end
    first = start
    room = width // 3
    while first > 0 and (room := room - _columns(line[first - 1])) >= 0:
        first -= 1
    last, room = first, width - 2
    while last < len(line) and (room := room - _columns(line[last])) >= 0:
        last += 1
    head, tail = "…" * (first > 0), "…" * (last < len(line))
    shift = first - len(head)
    return f"{head}{line[first:last]}{tail}", start - shift, min(end, last) - shift


def _columns(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
