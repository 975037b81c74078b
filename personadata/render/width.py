"""Text in the columns of a terminal, where a Chinese character takes two and an accent none."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# what would move the cursor, colour the screen, turn the text around or hide in it: data is shown, never obeyed
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_JOINER: Final = "\u200d"
_AS_EMOJI: Final = "\ufe0f"
_SKIN_TONES: Final = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def printable(text: str) -> str:
    """*text* on one line, as many characters as before: tabs as spaces, controls as ``·``."""
    return _UNSAFE.sub("·", text).replace("\t", " ")


def columns(text: str) -> int:
    """How many columns of a terminal *text* takes."""
    return len(text) if text.isascii() else sum(widths(text))


def widths(text: str) -> list[int]:
    """How many columns each character of *text* takes, in its place: 👩‍💻 is three characters and takes two in all."""
    if text.isascii():
        return [1] * len(text)
    found: list[int] = []
    joined = narrow = picture = False  # before this one: a joiner, one column, a picture or sign
    for character in text:
        width = _width(character)
        drawn = not character.isascii() and unicodedata.category(character) == "So"
        if (joined and picture and drawn) or (picture and character in _SKIN_TONES):
            width, narrow, picture = 0, False, True  # one picture with what comes before
        elif character == _AS_EMOJI:
            width, narrow = int(narrow), False  # what is before is shown as a picture, which is wide
        elif width:
            narrow, picture = width == 1, drawn
        joined = character == _JOINER
        found.append(width)
    return found


def window(
    line: str, start: int, end: int, width: int, *, before: bool = False, after: bool = False
) -> tuple[str, int, int]:
    """The part of *line* around characters *start* to *end* that fits into *width* columns, and where they are in it.

    What is left out is shown as ``…``, also where the line goes on *before* or *after*.
    """
    each = widths(line)
    first, last = 0, len(line)
    if sum(each) > width:
        first, room = start, width // 3
        while first > 0 and (room := room - each[first - 1]) >= 0:
            first -= 1
        last, room = first, width - 2
        while last < len(line) and (room := room - each[last]) >= 0:
            last += 1
    head, tail = "…" * (before or first > 0), "…" * (after or last < len(line))
    shift = first - len(head)
    return f"{head}{line[first:last]}{tail}", start - shift, min(end, last) - shift


def _width(character: str) -> int:
    if character.isascii():
        return len(character)
    if "\u1160" <= character <= "\u11ff" or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0  # the later letters of a Korean syllable, accents, joiners
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
