"""What would mend damage, as text to put in place of what stands there; the records read stay the same."""

from __future__ import annotations

import json
import re
from typing import Final, NamedTuple

from personadata.lazy import regex

_MEANT: Final = frozenset(("python-literal", "not-a-number", "full-width"))
_DELETED: Final = frozenset(("trailing-comma", "extra-comma", "comment", "stray-bracket", "inner-mark", "text-before"))
_UNIT: Final = regex(r"\\u[0-9a-fA-F]{4}|\\[\"\\/bfnrt']|.", re.DOTALL)


class Repair(NamedTuple):
    """``text`` in place of the characters *start* to *end*."""

    start: int
    end: int
    text: str


def repair(kind: str, text: str, start: int, end: int, detail: str) -> Repair | None:
    """What mends the fault *kind* at ``text[start:end]``, None when only its author can say."""
    if kind in _DELETED:
        return Repair(start, end, "")
    if kind in _MEANT:
        return Repair(start, end, detail.partition(" ")[2])
    if kind == "foreign-space":
        return Repair(start, end, " ")
    if kind == "bare-key":
        return Repair(start, end, f'"{detail}"')
    if kind == "missing-comma":
        place = _behind(text, start)
        return Repair(place, place, ",")
    return None


def string(inside: str) -> str:
    """The JSON string for *inside*, what stands between the quotes of a damaged one; all that is sound stays."""
    return f'"{_UNIT.sub(lambda unit: _unit(unit[0]), inside)}"'


def _unit(unit: str) -> str:
    if unit == "\\'":
        return "'"
    if unit in ('"', "\\") or unit < " ":
        return json.dumps(unit)[1:-1]
    return unit


def _behind(text: str, at: int) -> int:
    """Right behind the value before *at*, or *at* itself when a comment may stand between."""
    end = at
    while end and text[end - 1] in " \t\r\n":
        end -= 1
    line = text[text.rfind("\n", 0, end) + 1 : end]
    return at if "//" in line or "#" in line or line.endswith("*/") else end
