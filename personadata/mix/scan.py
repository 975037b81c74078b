"""One look through a file: what it holds, how much of it, and where it can be taken up again."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

from personadata.errors import UserError
from personadata.files import LFS_POINTER, sha256_of
from personadata.mix.parquet import scan_parquet
from personadata.mix.reading import read_array, source_of
from personadata.mix.shards import BROKEN, SUFFIXES, File, Shard, kind_of, opened, unreadable
from personadata.mix.tables import scan_table

WHOLE: Final = 16 << 20
"""Bytes: JSON up to this size is read as lint reads it, which understands damage and other encodings."""
SHARD: Final = 8 << 20  # bytes of lines that are read in one go
# the damage that costs a record
_LOSING: Final = frozenset(
    (
        "unclosed",
        "truncated",
        "unexpected",
        "no-key",
        "refused",
        "no-colon",
        "too-deep",
        "huge-number",
        "not-json",
        "nul",
    )
)


def scan(path: Path, tick: Callable[[int], None] = lambda read: None) -> File:
    """Look through *path*: one pass over its bytes, in memory that does not grow with it.

    *tick* is told how many bytes have been read.  Raises :class:`UserError`.
    """
    kind = kind_of(path)
    if kind not in SUFFIXES:
        raise UserError(f"{path}: not a data file", help=f"one of {', '.join(SUFFIXES)}, or these with .gz")
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UserError(f"{path}: not a file with data", help="give a regular file")
        with path.open("rb") as stream:
            if stream.read(len(LFS_POINTER)) == LFS_POINTER:
                raise UserError(f"{path}: a Git LFS pointer instead of the data", help="fetch the data: git lfs pull")
        if kind == ".parquet":
            return scan_parquet(File(path, sha256_of(path, tick), size))
        if kind in (".csv", ".tsv"):
            return scan_table(File(path, sha256_of(path, tick), size))
        with opened(path) as stream:
            head = stream.read(WHOLE + 1)
        if len(head) <= WHOLE:
            return _scan_whole(File(path, sha256_of(path, tick), size))
        array = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"["
        del head
        return _scan_array(path, size, tick) if array else _scan_lines(path, size, tick)
    except FileNotFoundError:
        raise UserError(f"{path}: no such file or folder") from None
    except BROKEN as error:
        raise unreadable(path, error) from None


def _scan_whole(found: File) -> File:
    source = source_of(str(found.path))
    found.rows = len(source.records)
    found.shards = [Shard(str(found.path), "whole", rows=found.rows)]
    if source.broken:
        places = [item for item in source.damage if item.kind in _LOSING] or source.damage
        for item in places[: source.broken]:
            found.lost.append((f"{found.path}:{source.position(item.start)[0]}", item.message))
        found.lost += [(str(found.path), "a record that cannot be read")] * (source.broken - len(found.lost))
    return found


def _scan_array(path: Path, size: int, tick: Callable[[int], None]) -> File:
    found = File(path, sha256_of(path, tick), size)
    found.rows = sum(1 for _ in read_array(str(path)))
    found.shards = [Shard(str(path), "array", rows=found.rows)]
    return found


def _scan_lines(path: Path, size: int, tick: Callable[[int], None]) -> File:
    packed = path.suffix.lower() == ".gz"
    digest, found = sha256(), File(path, "", size)
    start = at = first = lines = line = 0
    with opened(path) as stream:
        for text in stream:
            if not packed:
                digest.update(text)
            at += len(text)
            lines += 1
            if not text.isspace():
                found.rows += 1
            if not packed and at - start >= SHARD:
                found.shards.append(Shard(str(path), "lines", first, found.rows - first, start, at, line))
                start, first, line = at, found.rows, lines
                tick(at)
    if found.rows > first:
        stop = -1 if packed else at
        found.shards.append(Shard(str(path), "lines", first, found.rows - first, start, stop, line))
    found.sha256 = sha256_of(path, tick) if packed else digest.hexdigest()
    return found


def find_data(path: Path) -> list[Path]:
    """The data files in *path*, itself when it is a file; hidden ones, schemas and maps are passed over."""
    if not path.is_dir():
        return [path]
    from personadata.dataset import NOT_DATA, NOT_DATA_SUFFIXES

    found = []
    for root, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(root, name)
            for name in sorted(names)
            if not name.startswith(".")
            and kind_of(Path(name)) in SUFFIXES
            and name not in NOT_DATA
            and not name.lower().endswith(NOT_DATA_SUFFIXES)
        ]
    if not found:
        raise UserError(f"{path}: no data files in this folder", help=f"one of {', '.join(SUFFIXES)}, or with .gz")
    return found
