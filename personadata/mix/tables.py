"""CSV and TSV files, in the encodings and with the separators that spreadsheets write."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from personadata.errors import UserError
from personadata.mix.shards import File, Shard, kind_of, opened

_LONGEST: Final = 64 << 20  # characters of a cell, so that a quote that does not close does not take all memory
_BOMS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_SEPARATORS: Final = ",;\t|"
_LISTS: Final = ("messages", "conversations", "conversation", "history")


def scan_table(found: File) -> File:
    """*found* with its number of rows and one shard, which knows encoding and separator; raises :class:`UserError`.

    What is not UTF-8 is taken for GB 18030, as Excel writes it in Chinese; the separator is the one that stands most
    often in the heading.
    """
    with opened(found.path) as stream:
        head = stream.read(4)
    named = next((encoding for bom, encoding in _BOMS if head.startswith(bom)), None)
    for encoding in (named,) if named else ("utf-8", "gb18030"):
        shard = Shard(str(found.path), "csv", encoding=encoding)
        try:
            shard = Shard(str(found.path), "csv", encoding=encoding, separator=_separator(shard))
            found.rows = sum(1 for _ in read_table(shard))
        except UnicodeDecodeError:
            continue
        found.shards = [Shard(shard.path, "csv", rows=found.rows, encoding=encoding, separator=shard.separator)]
        return found
    raise UserError(f"{found.path}: neither UTF-8 nor GB 18030 text", help="save it as CSV in UTF-8")


def _separator(shard: Shard) -> str:
    if kind_of(Path(shard.path)) == ".tsv":
        return "\t"
    with opened(shard.path) as raw, io.TextIOWrapper(raw, encoding=shard.encoding, newline="") as stream:
        heading = stream.readline(_LONGEST)
    return max(_SEPARATORS, key=heading.count)


def read_table(shard: Shard) -> Iterator[dict[str, object]]:
    """The rows of a file with a heading, all values as texts; raises :class:`UserError`, :class:`UnicodeDecodeError`.

    A quote that does not close takes the rest of the file into its cell, which is refused at the end.
    """
    csv.field_size_limit(_LONGEST)
    with opened(shard.path) as raw, io.TextIOWrapper(raw, encoding=shard.encoding, newline="") as stream:
        taken: list[str] = []
        last: list[str] = []

        def lines() -> Iterator[str]:
            for line in stream:
                taken.append(line)
                yield line

        rows = csv.DictReader(lines(), delimiter=shard.separator)
        begun = 1
        try:
            if rows.fieldnames:  # which reads the heading
                taken.clear()
            for row in rows:
                begun, last[:] = rows.line_num - len(taken) + 1, taken
                taken.clear()
                # cells beyond the heading have no name, missing ones are None
                yield {key.strip(): value for key, value in row.items() if key is not None and value is not None}
            _require_end(last, shard.separator)
        except csv.Error as error:
            line = begun if last and not taken else rows.line_num
            raise UserError(
                f"{shard.path}:{line}: cannot read: {error}", help="mend this row, or take it out"
            ) from None


def _require_end(last: list[str], separator: str) -> None:
    """Raise :class:`csv.Error` when the row in the lines *last* has a quote that does not close."""
    try:
        list(csv.reader(last, delimiter=separator, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            raise csv.Error("a quote that does not close") from None


def unpacked(value: Mapping[Any, object]) -> Mapping[Any, object]:
    """*value* with the lists that its table could only hold as JSON in a text."""
    for name in _LISTS:
        text = value.get(name)
        if isinstance(text, str) and text.lstrip().startswith("["):
            with suppress(ValueError, RecursionError):
                value = {**value, name: json.loads(text)}
    return value
