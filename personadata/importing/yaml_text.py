"""Values as YAML that people go on editing, and foreign text made fit for comments and block texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from personadata.persona.starter import quote
from personadata.persona.text import LANGUAGES

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value] | None"

# everything that some reader takes for the end of a line: a comment must not end where it is not meant to
_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"  # emoji and several scripts need them


def plain(text: str) -> str:
    """*text* with ``\\n`` as its only line end and without control, invisible and broken characters."""
    text = _ENDS.sub("\n", text)
    if not text.replace("\n", "").isprintable():
        text = "".join(map(_visible, text))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def one_line(text: str, limit: int = 200) -> str:
    """*text* in one line of at most *limit* characters, ending in ``…`` when it was cut."""
    text = " ".join(plain(text).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def dump(key: str, value: Value) -> list[str]:
    """The lines of ``key: value``; read back by :func:`~personadata.yaml_marks.parse_yaml` they are the value."""
    return _pair(key, value)


def _visible(char: str) -> str:
    if char == "\n" or char in _JOINERS or char.isprintable():
        return char
    return " " if char.isspace() else ""


def _pair(key: str, value: Value) -> list[str]:
    lines = _lines(value)
    if value is None or isinstance(value, str) or (len(lines) == 1 and lines[0][0] in "{["):
        return [f"{_scalar(key)}: {lines[0]}", *map(_indent, lines[1:])]
    return [f"{_scalar(key)}:", *map(_indent, lines)]


def _indent(line: str) -> str:
    return f"  {line}" if line else ""


def _scalar(text: str) -> str:
    # YAML takes these two for line ends, JSON does not
    return quote(text).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _lines(value: Value) -> list[str]:
    if value is None:
        return ["null"]
    if isinstance(value, str):
        return _block(value) if "\n" in value else [_scalar(value)]
    if isinstance(value, Mapping):
        if not value or (value.keys() <= set(LANGUAGES) and all(_short(item) for item in value.values())):
            return ["{" + ", ".join(f"{key}: {_scalar(str(item))}" for key, item in value.items()) + "}"]
        return [line for key, item in value.items() for line in _pair(key, item)]
    if all(_short(item) for item in value) and sum(len(str(item)) for item in value) < 80:
        return ["[" + ", ".join(_scalar(str(item)) for item in value) + "]"]
    found: list[str] = []
    for item in value:
        first, *rest = _lines(item)
        found += [f"- {first}", *map(_indent, rest)]
    return found


def _short(value: Value) -> bool:
    return isinstance(value, str) and "\n" not in value


def _block(text: str) -> list[str]:
    """A text of several lines as it stands, unless YAML would not give it back so."""
    if plain(text) != text or text[0] == " ":
        return [_scalar(text)]
    return ["|-", *text.split("\n")]
