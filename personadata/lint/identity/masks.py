"""A text with one sign for each model and vendor that it names, so that patterns about them need no list of names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from personadata.lazy import regex
from personadata.lint.identity.models import Others, named, named_anyhow

# letters, as names consist of, of a script that no data is in
NAME: Final = "\ua000"
VENDOR: Final = "\ua001"
BOTH: Final = "\ua002"  # a vendor whose model goes by the same name
# what stands behind a name and is a part of it: -4, 3.5 Turbo, -72b-chat, but not a year
_VERSION: Final = regex(
    r"(?:[-\s]?[A-Za-z]?\d[A-Za-z0-9]*(?:\.[A-Za-z0-9]+)*(?:-[A-Za-z0-9]+)?(?![A-Za-z0-9年月日岁歲个個]))?"
    r"(?:[-\s](?:turbo|plus|pro|max|mini|chat|coder|large|small|medium|nano|instruct|flash|ultra|lite|sonnet|opus|haiku)(?![A-Za-z0-9]))*",
    re.IGNORECASE,
)
_SIGNS: Final = str.maketrans(dict.fromkeys((NAME, VENDOR, BOTH), " "))


@dataclass(frozen=True, slots=True)
class Masked:
    """``text`` with a sign for each mention and its version; ``whos``: place in it → the mention, without its version."""

    text: str
    whos: Mapping[int, str]
    _places: list[int]
    _gaps: list[int]

    def at(self, place: int) -> int:
        """The place in the original text of *place* in the masked one."""
        return place + self._gaps[bisect_right(self._places, place)]


def mask(text: str, others: Others, *, anyhow: bool = False) -> Masked:
    """*text* with a sign for each of *others*: of two mentions that overlap for the longer one, else for the first.

    ``anyhow``: also where a name that is an everyday word is written as such.
    """
    text = text.translate(_SIGNS)
    names, vendors = named_anyhow(others) if anyhow else named(others)
    spans: dict[tuple[int, int], str] = {found.span(): NAME for found in names.finditer(text)}
    for found in vendors.finditer(text):
        spans[found.span()] = BOTH if found.span() in spans else VENDOR
    parts: list[str] = []
    whos: dict[int, str] = {}
    places: list[int] = []
    gaps = [0]
    last = length = 0
    for (start, end), sign in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start < last:
            continue
        length += start - last
        whos[length] = text[start:end]
        version = _VERSION.match(text, end) if sign != VENDOR else None
        end = version.end() if version else end
        parts += text[last:start], sign
        length += 1
        places.append(length)
        gaps.append(end - length)
        last = end
    return Masked("".join((*parts, text[last:])), whos, places, gaps)
