"""Lines at the top of a file that are no records: what stands in front of one, and records encoded once too often."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from personadata.lazy import regex

# what may follow a value that is alone in its line
ALONE: Final = regex(r"[ \t\r]*(?:[,，;][ \t\r]*)?(?:\n|\Z)")
# a number, a name, an assignment or a tag in front of a record or of an array of records
LABEL: Final = regex(r"""(?:[^\n"'“{}\[\]<>]{0,60}?[:=|). \t]|<[\w:-]{1,30}>[ \t]*)(?=(?:\[\s*)?\{\s*["'“\\])""")
CONFLICT: Final = regex(r"(?:<{7}|={7}|>{7}|\|{7})(?:[ \r\n]|\Z)")
# how a record begins all of whose quotes are escaped
ESCAPED: Final = ('{\\"', "{&quot;", "{&#34;", "{&#x27;", "{&#39;")
# a record encoded as a whole once more, with nothing but its quotes escaped, as a cell of a CSV table, and for HTML
_DECODERS: Final[tuple[Callable[[str], str], ...]] = (
    lambda line: str(json.loads(f'"{line}"')),
    lambda line: line.replace('\\"', '"') if line.startswith('{\\"') else "",
    lambda line: line[1:-1].replace('""', '"') if line.startswith('"{""') else "",
    lambda line: _unescape(line) if line.startswith("{&") else "",
)


def encoded(line: str) -> str:
    """The record that *line* holds when it was encoded once too often; empty when it holds none."""
    for decode in _DECODERS:
        try:
            inside = decode(line)
            if isinstance(json.loads(inside), dict):
                return inside
        except (ValueError, RecursionError):
            continue
    return ""


def _unescape(line: str) -> str:
    from html import unescape  # and its table of 2,200 entities

    return unescape(line)
