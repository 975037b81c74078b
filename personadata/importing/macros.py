"""The macros of character cards (curly braced syntaxes, CCv3) turned into plain words."""

from __future__ import annotations

import re
from typing import NamedTuple

from personadata.persona.wording import has_han

_MACRO = re.compile(r"\{\{(?!\{)((?:[^{}]|\{(?!\{)|\}(?!\}))*)\}\}")
_ANGLED = re.compile(r"<(user|char|bot)>", re.IGNORECASE)
_COMMA = re.compile(r"(?<!\\),")
_SENTENCE = re.compile(r"(?:^|[.!?。！？\n])[\s\"“'(（*]*$")
MAX_DEPTH = 10
"""How deep macros inside macros are followed; what is deeper loses its braces."""
_EMPTY = ("//", "comment", "hidden_key", "original", "trim", "noop", "blank", "none")


class Filled(NamedTuple):
    """A text without macros, and the names of those that nothing could be put for."""

    text: str
    unknown: tuple[str, ...] = ()


def fill(text: str, name: str) -> Filled:
    """*text* with every macro replaced: ``{{char}}`` by *name*, ``{{user}}`` by 用户 or "the user", ``{{random:…}}``
    and ``{{pick:…}}`` by their first alternative, ``{{roll:…}}`` by 1, comments and ``{{original}}`` by nothing.

    No double brace remains.
    """
    unknown: dict[str, None] = {}
    chinese = has_han(text)

    def user(before: str) -> str:
        return "用户" if chinese else "The user" if _SENTENCE.search(before[-8:]) else "the user"

    def put(match: re.Match[str]) -> str:
        word, colon, rest = match[1].strip().partition(":")
        key, rest = word.strip().lower(), rest.removeprefix(":").strip()
        if key in ("char", "bot"):
            return name
        if key == "user":
            return user(match.string[max(0, match.start() - 8) : match.start()])
        if key in ("random", "pick") and colon:
            return _first(rest)
        if key == "random" or key == "pick":
            return ""
        if key == "roll":
            return "1"
        if key == "reverse":
            return rest[::-1]
        if key == "newline":
            return "\n"
        if not key.startswith("//") and key not in _EMPTY:
            unknown.setdefault(word.strip()[:40] or "{{}}")
        return ""

    for _ in range(MAX_DEPTH):
        text, count = _MACRO.subn(put, text)
        if not count:
            break
    text = _ANGLED.sub(
        lambda m: user(m.string[max(0, m.start() - 8) : m.start()]) if m[1].lower() == "user" else name, text
    )
    while "{{" in text or "}}" in text:
        text = text.replace("{{", "").replace("}}", "")
    return Filled(text, tuple(unknown))


def _first(rest: str) -> str:
    """The first alternative of ``a,b`` or ``a::b`` that is not empty."""
    parts = rest.split("::") if "::" in rest else _COMMA.split(rest)
    return next((part.strip().replace("\\,", ",") for part in parts if part.strip()), "")
