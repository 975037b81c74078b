"""A text with one sign for each model and vendor that it names, so that patterns about them need no list of names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from personadata.lint.identity.models import Others, named, named_anyhow

# letters, as names consist of, of a script that no data is in
NAME: Final = "\ua000"
VENDOR: Final = "\ua001"
BOTH: Final = "\ua002"  # a vendor whose model goes by the same name
_SIGNS: Final = str.maketrans(dict.fromkeys((NAME, VENDOR, BOTH), " "))


@dataclass(frozen=True, slots=True)
class Masked:
    """``text`` with a sign for each mention; ``whos``: place in it → the mention it stands for."""

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
        parts += text[last:start], sign
        length += 1
        places.append(length)
        gaps.append(end - length)
        last = end
    return Masked("".join((*parts, text[last:])), whos, places, gaps)
