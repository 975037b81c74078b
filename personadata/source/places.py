"""Where a value stands in sound JSON, found at the speed of ``json`` without reading more than the way to it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Final

from personadata.lazy import regex
from personadata.sample import Key
from personadata.source.scan import Span

_SPACE: Final = regex(r"[ \t\r\n]*")
_COMMA: Final = regex(r"[ \t\r\n]*,?[ \t\r\n]*")
_COLON: Final = regex(r"[ \t\r\n]*:[ \t\r\n]*")
_DECODER: Final = json.JSONDecoder()


@dataclass(slots=True)
class Members:
    """The members of the object or array that begins at ``start`` of ``text``, as far as they have been asked for.

    Remembered, so that many places in one long list cost no more than the list.
    """

    text: str
    start: int
    at: int = 0
    spans: dict[Key, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.at = _end(_SPACE, self.text, self.start + 1)

    def find(self, key: Key) -> Span | None:
        """The member under *key*."""
        text = self.text
        if text[self.start] != ("{" if isinstance(key, str) else "["):
            return None
        while key not in self.spans and text[self.at] not in "}]":
            start, stop = 0, 0
            name: Key = len(self.spans)
            at = self.at
            if isinstance(key, str):
                start = at
                name, stop = _DECODER.raw_decode(text, at)
                at = _end(_COLON, text, stop)
            _, end = _DECODER.raw_decode(text, at)
            self.spans[name] = Span(at, end, start, stop)
            self.at = _end(_COMMA, text, end)
        return self.spans.get(key)


# those on the way to the value asked for last, by where they begin
_last: dict[int, Members] = {}


def find(text: str, start: int, end: int, path: tuple[Key, ...]) -> tuple[int, Span]:
    """How much of *path* leads somewhere inside the sound value at ``text[start:end]``, and where that stands."""
    span, depth = Span(start, end), 0
    way: dict[int, Members] = {}
    for key in path:
        known = _last.get(span.start)
        way[span.start] = members = known if known and known.text is text else Members(text, span.start)
        member = members.find(key)
        if member is None:
            break
        span, depth = member, depth + 1
    _last.clear()
    _last.update(way)
    return depth, span


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
