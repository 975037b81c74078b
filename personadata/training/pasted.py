"""Pasted text → the command lines in it, and what a shell would stumble over in them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

_BLANKS: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_INVISIBLE: Final = re.compile("[\u200b-\u200d\u2060\ufeff]")
_DASHES: Final = re.compile(
    "(?<!\\S)(?=-?[\u2010-\u2015\u2212\ufe63\uff0d])[-\u2010-\u2015\u2212\ufe63\uff0d]+(?=[A-Za-z])"
)
_QUOTES: Final = {**dict.fromkeys("‘’＇", "'"), **dict.fromkeys("“”＂", '"')}
_PROMPT: Final = re.compile(r"^\s*(?:(?:\$|>|%|PS [^>\n]*>)\s+|!\s*|`(?!`))")
_GOES_ON: Final = re.compile(r"\s*[\\^`](?P<blank>[ \t]*)(?P<comment>#.*)?$")
_FLAG: Final = re.compile(r"\s*--\w")
_ASSIGNED: Final = re.compile(
    r"\s*(?P<how>export\s+|set\s+|\$env:)?(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s&;|'\"]*)\s*;?\s*"
)
_WINDOWS: Final = re.compile(r"(?<!\S)['\"]?[A-Za-z]:\\")
TYPOGRAPHY: Final = (
    "are typographic characters, which a web page makes of ' \" - and blanks: a shell does not take them"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A command line; ``slips`` are what a shell stumbles over in it, each with why; ``environment`` was set before it."""

    text: str
    slips: tuple[tuple[str, str], ...] = ()
    environment: dict[str, str] = field(default_factory=dict)


def command_lines(text: str) -> Iterator[Line]:
    """The lines of *text* put together as they are meant, with the variables filled in that it sets itself."""
    known: dict[str, str] = {}
    exported: dict[str, str] = {}
    for joined, slips in _joined(text):
        found = _ASSIGNED.fullmatch(joined)
        if found:
            with suppress(ValueError):
                known[found["name"]] = " ".join(shlex.split(found["value"]))
                exported |= {found["name"]: known[found["name"]]} if found["how"] else {}
            continue
        yield Line(_filled(joined, known), slips, dict(exported))


def _joined(text: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    parts: list[str] = []
    slips: dict[str, str] = {}
    lines = text.splitlines()
    for number, raw in enumerate(lines):
        if raw.lstrip().startswith("```"):
            yield from _flush(parts, slips)
            continue
        line, odd = _straight(_PROMPT.sub("", raw, count=1) if not parts else raw)
        if odd:
            slips[" ".join(odd)] = TYPOGRAPHY
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if line.lstrip().startswith("#"):
            if parts:
                slips[line.strip()[:40]] = "a comment among the lines of a command ends it: take this line out"
            if not (parts and after.strip()):
                yield from _flush(parts, slips)
            continue
        end = _GOES_ON.search(line)
        if end:
            if end["comment"]:
                slips[end["comment"]] = (
                    "nothing may stand behind the mark that goes on to the next line, no comment either"
                )
            elif end["blank"]:
                slips["a blank behind \\"] = "ends the command there: the mark has to be the last character of its line"
            line = line[: end.start()]
        parts.append(line)
        if end:
            continue
        if _FLAG.match(_straight(after)[0]) and re.search(r"\bswift\b", parts[0]):
            slips["line ends"] = "without \\ at the end of each line a shell takes the first line only"
            continue
        yield from _flush(parts, slips)
    yield from _flush(parts, slips)


def _flush(parts: list[str], slips: dict[str, str]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    if parts:
        yield " ".join(parts), tuple(slips.items())
    parts.clear()
    slips.clear()


def _straight(line: str) -> tuple[str, list[str]]:
    """*line* with typographic dashes, blanks and quotes set straight outside quotes, and those that it had."""
    odd: dict[str, None] = {}
    found: list[str] = []
    opened = closes = ""
    at, plain = 0, _INVISIBLE.sub("", line)
    while at < len(plain):
        char, was = plain[at], plain[at]
        dashes = None if opened else _DASHES.match(plain, at)
        if dashes:
            was, char = dashes[0], "--"
        elif opened and char in closes:
            char, opened = opened, ""
        elif not opened and (char in "'\"" or char in _QUOTES):
            opened = _QUOTES.get(char, char)
            closes = opened if char == opened else opened + "".join(key for key, to in _QUOTES.items() if to == opened)
            char = opened
        elif not opened and _BLANKS.match(char):
            char = " "
        found.append(char)
        if char != was:
            odd[was if was.strip() else f"U+{ord(was):04X}"] = None
        at += len(was)
    return "".join(found), list(odd)


def _filled(line: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        line = re.sub(rf"\$(?:\{{{name}\}}|env:{name}\b|{name}\b)|%{name}%", lambda _, value=value: value, line)  # type: ignore[misc]
    return line.replace("\\", "\\\\") if _WINDOWS.search(line) else line
