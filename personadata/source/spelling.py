"""The inside of a JSON string: which characters of the file spell which characters of the text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from personadata.lazy import regex

# what one character of the decoded text is written as; a pair of surrogate escapes is one character in Python.
# In damaged strings \' is an apostrophe, and a backslash that begins no escape stands for itself.
_UNIT: Final = regex(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[0-9a-fA-F]{4}"
    r"|\\[\"\\/bfnrt']"
    r"|.",
    re.DOTALL,
)


@dataclass(slots=True)
class Walk:
    """A way through the string inside ``text[start:end]``: character ``index`` of what it spells is at ``at``.

    Remembered, so that many places in one long string cost no more than the string.
    """

    text: str
    start: int
    end: int
    index: int = 0
    at: int = 0
    plain: bool = True

    def to(self, index: int) -> int:
        """Where character *index* begins, or the end."""
        if index < self.index:
            self.index, self.at = 0, self.start
        for unit in islice(_UNIT.finditer(self.text, self.at, self.end), index - self.index):
            self.index, self.at = self.index + 1, unit.end()
        return self.at


_last = Walk("", 0, 0)


def decode(inside: str) -> str:
    """The text that *inside*, what stands between the quotes, spells; never fails, see ``_UNIT``."""
    if "\\" not in inside:
        return inside
    return _UNIT.sub(lambda unit: _character(unit[0]), inside)


def locate(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The offsets in *text* that spell characters *first* to *last* of the string inside ``text[start:end]``.

    An empty range gives an empty range.  Characters past the end are the end.
    """
    global _last
    if _last.text is not text or (_last.start, _last.end) != (start, end):
        _last = Walk(text, start, end, at=start, plain=text.find("\\", start, end) < 0)
    if _last.plain:
        return min(start + first, end), min(start + last, end)
    begin = _last.to(first)
    return begin, max(begin, _last.to(last))


def _character(unit: str) -> str:
    if len(unit) == 1:
        return unit
    if unit == "\\'":
        return "'"
    decoded: str = json.loads(f'"{unit}"')
    return decoded
