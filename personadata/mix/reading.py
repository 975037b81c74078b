"""Shards → records, each with its number, its place and its value, or why it cannot be read."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Container, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from personadata.errors import UserError
from personadata.mix.shards import BROKEN, Shard, kind_of, opened, unreadable
from personadata.mix.tables import read_table
from personadata.source import Source

_CHUNK: Final = 1 << 20
_LONGEST: Final = 64 << 20  # characters: no record is longer, so that a broken one does not take all memory
_GAP: Final = re.compile(r"[\s,]*")


class Record(NamedTuple):
    """Record ``number`` (from 0) of a file, at ``place``; ``fault`` says why there is no value."""

    number: int
    place: str
    value: object
    fault: str = ""


def read(shard: Shard, wanted: Container[int] | None = None) -> Iterator[Record]:
    """The records of *shard*, those with the numbers *wanted* only; raises :class:`UserError` when the file breaks off."""
    try:
        yield from _read(shard, wanted)
    except BROKEN as error:
        raise unreadable(shard.path, error) from None


def _read(shard: Shard, wanted: Container[int] | None) -> Iterator[Record]:
    if shard.layout == "parquet":
        from personadata.mix.parquet import read_parquet

        yield from read_parquet(shard, wanted)
    elif shard.layout == "lines":
        yield from _read_lines(shard, wanted)
    elif shard.layout == "whole":
        source = source_of(shard.path)
        for record in source.records:
            if wanted is None or record.index in wanted:
                place = f"{shard.path}:{source.position(record.start)[0]}"
                yield Record(record.index, place, record.value)
    else:
        values = read_table(shard) if shard.layout == "csv" else read_array(shard.path)
        for number, value in enumerate(values):
            if wanted is None or number in wanted:
                yield Record(number, f"{shard.path}#{number + 1}", value)


def source_of(path: str) -> Source:
    """The file *path*, read as lint reads it; the last one is kept for the second pass."""
    stat = Path(path).stat()
    return _source(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1)
def _source(path: str, changed: int, size: int) -> Source:
    with opened(path) as stream:
        return Source(path, stream.read(), kind_of(Path(path)))


def _read_lines(shard: Shard, wanted: Container[int] | None) -> Iterator[Record]:
    number, line, at = shard.first, shard.line, shard.start
    with opened(shard.path) as stream:
        stream.seek(shard.start)
        for text in stream:
            if 0 <= shard.stop <= at:
                return
            at += len(text)
            line += 1
            if text.isspace():
                continue
            if wanted is None or number in wanted:
                place = f"{shard.path}:{line}"
                try:
                    yield Record(number, place, json.loads(text.decode("utf-8-sig" if number == 0 else "utf-8")))
                except UnicodeDecodeError:
                    yield Record(number, place, None, "not UTF-8 text")
                except (ValueError, RecursionError) as error:
                    yield Record(number, place, None, f"not JSON: {error}")
            number += 1


def read_array(path: str) -> Iterator[object]:
    """The elements of the JSON array in *path*, one after the other; raises :class:`UserError` where it breaks."""
    decoder = json.JSONDecoder()
    with opened(path) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace") as stream:
        text, at, more = stream.read(_CHUNK), 0, True
        at = text.index("[") + 1
        count = 0
        while True:
            at = _GAP.match(text, at).end()  # type: ignore[union-attr]
            if at < len(text) and text[at] == "]":
                return
            try:
                value, end = decoder.raw_decode(text, at)
                if end == len(text) and more:  # a number may go on
                    raise ValueError
            except (ValueError, RecursionError):
                block = stream.read(max(_CHUNK, len(text) - at)) if len(text) - at < _LONGEST else ""
                more = bool(block)
                if not more:
                    raise UserError(
                        f"{path}: record {count + 1} of this array is broken, and the rest cannot be read",
                        help="mend it, or write the data as .jsonl, of which single lines may be broken",
                    ) from None
                text, at = text[at:] + block, 0
                continue
            yield value
            count += 1
            at = end
