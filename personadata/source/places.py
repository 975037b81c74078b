"""Where a value stands in sound JSON, found at the speed of ``json`` without reading more than the way to it."""

from __future__ import annotations

import json
import re
from typing import Final

from personadata.sample import Key
from personadata.source.scan import Span

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_COMMA: Final = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
_COLON: Final = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")
_DECODER: Final = json.JSONDecoder()


def find(text: str, start: int, end: int, path: tuple[Key, ...]) -> tuple[int, Span]:
    """How much of *path* leads somewhere inside the sound value at ``text[start:end]``, and where that stands."""
    span = Span(start, end)
    for depth, key in enumerate(path):
        member = _member(text, span.start, key)
        if member is None:
            return depth, span
        span = member
    return len(path), span


def _member(text: str, at: int, key: Key) -> Span | None:
    """The member under *key* of the object or array at *at*."""
    if text[at] != ("{" if isinstance(key, str) else "["):
        return None
    at, index = _end(_SPACE, text, at + 1), 0
    while text[at] not in "}]":
        start, stop = 0, 0
        name: Key = index
        if isinstance(key, str):
            start = at
            name, stop = _DECODER.raw_decode(text, at)
            at = _end(_COLON, text, stop)
        _, end = _DECODER.raw_decode(text, at)
        if name == key:
            return Span(at, end, start, stop)
        at = _end(_COMMA, text, end)
        index += 1
    return None


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
