"""The inside of a JSON string: which characters of the file spell which characters of the text."""

from __future__ import annotations

import json
import re
from typing import Final

# what one character of the decoded text is written as; a pair of surrogate escapes is one character in Python.
# In damaged strings \' is an apostrophe, and a backslash that begins no escape stands for itself.
_UNIT: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[0-9a-fA-F]{4}"
    r"|\\[\"\\/bfnrt']"
    r"|.",
    re.DOTALL,
)


def decode(inside: str) -> str:
    """The text that *inside*, what stands between the quotes, spells; never fails, see ``_UNIT``."""
    if "\\" not in inside:
        return inside
    return _UNIT.sub(lambda unit: _character(unit[0]), inside)


def locate(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The offsets in *text* that spell characters *first* to *last* of the string inside ``text[start:end]``.

    An empty range gives an empty range.  Characters past the end are the end.
    """
    if "\\" not in text[start:end]:
        return min(start + first, end), min(start + last, end)
    begin = stop = end
    for index, unit in enumerate(_UNIT.finditer(text, start, end)):
        if index == first:
            begin = unit.start()
        if index == last:
            stop = unit.start()
            break
    return begin, max(begin, stop)


def _character(unit: str) -> str:
    if len(unit) == 1:
        return unit
    if unit == "\\'":
        return "'"
    decoded: str = json.loads(f'"{unit}"')
    return decoded
