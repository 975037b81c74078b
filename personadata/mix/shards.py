"""Files as shards: stretches that can be read each by itself, on this machine or another."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, Literal, cast

from personadata.errors import UserError

Layout = Literal["whole", "lines", "array", "csv", "parquet"]
BROKEN: Final = (OSError, EOFError, zlib.error)
"""What reading raises of a file that is gone, cut off or not packed by gzip."""
SUFFIXES: Final = (".json", ".jsonl", ".csv", ".tsv", ".parquet")


@dataclass(frozen=True, slots=True)
class Shard:
    """Rows ``first`` to ``first + rows`` (from 0) of a file, between bytes ``start`` and ``stop`` where that is known.

    ``line`` is the number of lines before it.  For parquet ``start`` is the number of the row group; ``encoding`` and
    ``separator`` are those of CSV.
    """

    path: str
    layout: Layout
    first: int = 0
    rows: int = 0
    start: int = 0
    stop: int = -1
    line: int = 0
    encoding: str = "utf-8"
    separator: str = ","


@dataclass(slots=True)
class File:
    """A data file that has been looked through once: its hash, its number of rows, its shards."""

    path: Path
    sha256: str
    size: int
    rows: int = 0
    shards: list[Shard] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    """Where a record could not be read, and why; these are not among the rows."""


def unreadable(path: Path | str, error: Exception) -> UserError:
    """The error of a file that cannot be read on."""
    said = str(getattr(error, "strerror", None) or error) or type(error).__name__
    packed = str(path).lower().endswith(".gz")
    return UserError(
        f"{path}: cannot read: {said}",
        help="see that it is whole and really packed by gzip, or get it again" if packed else "see that it is whole",
    )


def kind_of(path: Path) -> str:
    """The suffix that says what *path* holds, without ``.gz``."""
    return Path(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


@contextmanager
def opened(path: Path | str) -> Iterator[BinaryIO]:
    """The bytes of *path*, unpacked when its name ends in ``.gz``."""
    if str(path).lower().endswith(".gz"):
        with gzip.open(path, "rb") as unpacked:
            yield cast("BinaryIO", unpacked)
    else:
        with Path(path).open("rb") as stream:
            yield stream
