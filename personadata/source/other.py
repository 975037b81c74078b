"""Files that lie under the name of a data file and hold something else, or a table laid out in another way."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from io import StringIO
from itertools import islice
from typing import Final, NamedTuple

from personadata.lazy import regex
from personadata.lint.message import Message, say

_SIGNATURES: Final = {
    b"\x1f\x8b": ("packed", say("a gzip file")),
    b"PK\x03\x04": ("packed", say("a ZIP archive or an Excel workbook")),
    b"\x28\xb5\x2f\xfd": ("packed", say("a Zstandard file")),
    b"7z\xbc\xaf\x27\x1c": ("packed", say("a 7z archive")),
    b"Rar!\x1a\x07": ("packed", say("a RAR archive")),
    b"BZh": ("packed", say("a bzip2 file")),
    b"\xfd7zXZ\x00": ("packed", say("an XZ file")),
    b"PAR1": ("other-file", say("a Parquet file")),
    b"ARROW1": ("other-file", say("an Arrow file")),
    b"SQLite format 3\x00": ("other-file", say("an SQLite database")),
    b"\xd0\xcf\x11\xe0": ("other-file", say("an old Excel or Word file")),
    b"%PDF-": ("other-file", say("a PDF document")),
    b"\xff\xff\xff\xff": ("other-file", say("an Arrow file")),
    b"\x89PNG\r\n": ("other-file", say("a picture")),
    b"\xff\xd8\xff": ("other-file", say("a picture")),
    b"GIF8": ("other-file", say("a picture")),
    **{bytes((0x80, protocol)): ("other-file", say("a Python pickle")) for protocol in range(2, 6)},
}
_TAR: Final = ("packed", say("a tar archive"))
# a record, wherever it begins, or a line that begins an object or an array
_JSON: Final = regex(
    r"""[{｛]\s*["'“\\]{1,2}\w|^[ \t]*(?:[{｛][ \t]*(?:\w+[ \t]*:|$)|[\[［][ \t]*(?:["'“{\[｛［\]]|$))""", re.MULTILINE
)
_WEB: Final = regex(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MARKUP: Final = regex(r"<(?:\?xml\b|[A-Za-z][\w:.-]*[\s>/])")
_TABLE: Final = regex(r"\|.*\|[ \t\r]*\n[ \t]*\|[ \t:|-]+\|?[ \t\r]*(?:\n|\Z)")
_YAML: Final = regex(r"(?:---[ \t\r]*\n)?(?:#.*\n)*(?:-[ \t]+)?[\w-]+:(?:[ \t\r]+\S.*|[ \t\r]*)\n[ \t]*(?:-[ \t]+)?\S")
_HEAD: Final = 20_000  # characters that a table is told by
_LINES: Final = 50


class Other(NamedTuple):
    """What a file is instead of JSON: the ``kind`` of damage, and its name in words."""

    kind: str
    name: Message


BINARY: Final = Other("other-file", say("a binary file"))


def signature(raw: bytes) -> Other | None:
    """What *raw* is when it is no text at all, told by its first bytes."""
    if raw.startswith(b"ustar", 257):
        return Other(*_TAR)
    return next((Other(*found) for head, found in _SIGNATURES.items() if raw.startswith(head)), None)


def other_file(text: str) -> Other | None:
    """What *text* is when it is plainly something else than JSON, and no line of it begins a record."""
    begun = text[:_HEAD].lstrip()
    if begun[:1] in "{[｛［":
        return None
    if _WEB.match(begun):
        return Other("web-page", say("a web page (HTML)"))
    marked = _MARKUP.match(begun)
    if marked and marked[0].startswith("<?"):
        return Other("other-file", say("an XML file"))
    # models put tags around records, and their thoughts before them
    if _JSON.search(text):
        return None
    if marked:
        return Other("other-file", say("an XML file"))
    if _TABLE.match(begun):
        return Other("other-file", say("a Markdown table"))
    if name := _separated(begun):
        return Other("other-file", name)
    return Other("other-file", say("a YAML file")) if _YAML.match(begun) else None


def by_columns(value: object) -> bool:
    """Whether *value* is a table with its columns, or its numbered rows, as members of one object.

    As ``DataFrame.to_json`` (with any ``orient`` but ``records``) and ``Dataset.to_dict`` write it.
    """
    if not isinstance(value, Mapping) or len(value) < 2:
        return False
    members = list(value.values())
    if isinstance(value.get("columns"), list) and isinstance(value.get("data"), list):
        return all(isinstance(row, list) and len(row) == len(value["columns"]) for row in value["data"])
    if all(isinstance(member, list) for member in members):
        flat = not any(isinstance(cell, Mapping) for member in members for cell in member)
        return flat and len(members[0]) > 1 and len({len(member) for member in members}) == 1
    if all(isinstance(member, Mapping) for member in members):
        numbered = all(map(str.isdigit, value)) or all(map(str.isdigit, members[0]))
        return numbered and bool(members[0]) and all(member.keys() == members[0].keys() for member in members)
    return False


def _separated(text: str) -> Message | None:
    """Which kind of table *text* is whose lines have as many cells each."""
    for separator, name in (("\t", _TABS), (",", _COMMAS), (";", _COMMAS)):
        if separator not in text.partition("\n")[0]:
            continue
        try:
            rows = [row for row in islice(csv.reader(StringIO(text, newline=""), delimiter=separator), _LINES) if row]
        except csv.Error:
            continue
        # the last row may be cut
        rows = rows[:-1] if len(text) >= _HEAD else rows
        alike = sum(len(row) == len(rows[0]) for row in rows) if rows else 0
        if len(rows) > 1 and len(rows[0]) > 1 and alike > 0.8 * len(rows):
            return name
    return None


_COMMAS: Final = say("a CSV table")
_TABS: Final = say("a table with tabs (TSV)")
