"""Lines at the top of a file that are no records: what stands in front of one, and records encoded once too often."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Final

# what may follow a value that is alone in its line
ALONE: Final = re.compile(r"[ \t\r]*(?:[,，;][ \t\r]*)?(?:\n|\Z)")
# a number, a name or an assignment in front of a record or of an array of records
LABEL: Final = re.compile(r"""[^\n"'“{}\[\]<>]{0,60}?[:=|). \t](?=(?:\[\s*)?\{\s*["'“\\])""")
CONFLICT: Final = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:[ \r\n]|\Z)")
# a record encoded as a whole once more, with nothing but its quotes escaped, and as a cell of a CSV table
_DECODERS: Final[tuple[Callable[[str], str], ...]] = (
    lambda line: str(json.loads(f'"{line}"')),
    lambda line: line.replace('\\"', '"') if line.startswith('{\\"') else "",
    lambda line: line[1:-1].replace('""', '"') if line.startswith('"{""') else "",
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
