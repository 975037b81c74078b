"""Edits of a data file: other words in a text, a row less, another layout; all else keeps its bytes."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.finding import Edit

if TYPE_CHECKING:
    from personadata.source import Record, Source, Spot

# what may stand between records without being lost in another layout
_BETWEEN: Final = regex(r"[\s,\[\]]*")
_BEFORE: Final = regex(r'(?:\s*\{\s*"[^"\\]*"\s*:)?[\s,\[]*')
_AFTER: Final = regex(r"[\s,\]]*(?:\}\s*)?")
_STRING_OR_BREAK: Final = regex(r'("(?:[^"\\]|\\.)*")|(?<![ \t])[ \t]*[\r\n][ \t\r\n]*', re.DOTALL)


def reword(spot: Spot, text: str) -> Edit | None:
    """*text* instead of the characters at *spot*, spelled as the file spells; None where they stand in damaged JSON."""
    if spot.record is None or spot.record.damaged or spot.start is None:
        return None
    start, end = spot.offsets()
    ascii = spot.source.text.isascii() or any("\ud800" <= character <= "\udfff" for character in text)
    spelled = json.dumps(text, ensure_ascii=ascii)[1:-1]
    return Edit(spot.source, start, end, spelled)


def delete_record(record: Record) -> Edit | None:
    """The edit that takes *record* out together with its line or its comma; None when its neighbours are damaged."""
    source = record.source
    text, records = source.text, source.records
    after = records[record.index + 1] if record.index + 1 < len(records) else None
    before = records[record.index - 1] if record.index else None
    if after is not None and _BETWEEN.fullmatch(text, record.end, after.start):
        return Edit(source, record.start, after.start, "")
    if before is not None and _BETWEEN.fullmatch(text, before.end, record.start):
        return Edit(source, before.end, record.end, "")
    if before is None and after is None:
        line_end = text.find("\n", record.end) + 1
        alone = line_end and not text[: record.start].strip() and not text[record.end :].strip()
        return Edit(source, record.start, line_end if alone else record.end, "")
    return None


def to_array(source: Source) -> tuple[Edit, ...]:
    """The edits that make *source* one JSON array; none at all when more than records stands in it."""
    return _separate(source, "[\n", ",\n", "\n]\n") or ()


def to_lines(source: Source) -> tuple[Edit, ...]:
    """The edits that make *source* one record a line; none at all when more than records stands in it."""
    edits = _separate(source, "", "\n", "\n")
    # an array in a line of its own would be read as what stands inside
    if edits is None or any(isinstance(record.value, list) for record in source.records):
        return ()
    text = source.text
    for record in source.records:
        edits += tuple(
            Edit(source, found.start(), found.end(), " " if _needs_space(text, found) else "")
            for found in _STRING_OR_BREAK.finditer(text, record.start, record.end)
            if found[1] is None
        )
    return edits


def _needs_space(text: str, found: re.Match[str]) -> bool:
    return text[found.start() - 1] in ",:"


def _separate(source: Source, opening: str, between: str, closing: str) -> tuple[Edit, ...] | None:
    """The edits to what stands around records; None when it cannot be told that nothing would be lost."""
    records, text = source.records, source.text
    if source.broken or not records or any(record.damaged for record in records):
        return None
    ends = "\r\n" if "\r\n" in text else "\n"
    gaps = [(0, records[0].start, opening)]
    gaps += [(one.end, other.start, between) for one, other in pairwise(records)]
    gaps += [(records[-1].end, len(text), closing)]
    known = [_BEFORE, *[_BETWEEN] * (len(records) - 1), _AFTER]
    if not all(pattern.fullmatch(text, start, end) for pattern, (start, end, _) in zip(known, gaps, strict=True)):
        return None
    wanted = [(start, end, new.replace("\n", ends)) for start, end, new in gaps]
    return tuple(Edit(source, start, end, new) for start, end, new in wanted if not _will_do(text[start:end], new))


def _will_do(old: str, new: str) -> bool:
    """Whether *old* separates as *new* does, in its own spacing."""
    return old.strip() == new.strip() and (new.strip() != "" or old.replace("\r", "") == new.replace("\r", ""))
