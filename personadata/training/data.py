"""What a run trains on: persona files of ours, and general data from files or a hub."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.files import sha256_of
from personadata.training.place import absolute

_HUB = re.compile(r"(?:(?:hf|ms)::)?[\w.-]+/[\w.-]+(?::[^#]+)?", re.IGNORECASE | re.ASCII)
_FILE = re.compile(r"\.(jsonl?|csv|tsv|txt|parquet|arrow|gz|zip)$", re.IGNORECASE)
HUB_HELP = "a file or folder that exists, or a hub id such as AI-ModelScope/alpaca-gpt4-data-zh#500"


@dataclass(frozen=True, slots=True)
class DataPart:
    """One entry of ``--dataset``.

    ``argument`` is the entry itself: an absolute path or a hub id, with ``#N`` when N rows are taken.  ``rows`` is
    how many rows it gives, None when only ms-swift will know; ``sha256`` is of the file's bytes, empty for a folder
    and for what lies on a hub.
    """

    argument: str
    rows: int | None
    path: Path | None = None
    sha256: str = ""


def persona_part(path: Path, rows: int) -> DataPart:
    """The data file *path* whose *rows* rows have been counted; raises :class:`UserError` when there are none."""
    if not path.is_file():
        raise UserError(
            f"{path}: is not a file, and ms-swift reads nothing else", help="write the data to a file first"
        )
    if rows == 0:
        raise UserError(f"{path}: holds no rows to train on")
    return _file(path, rows)


def general_parts(specs: Iterable[str], base: Path) -> list[DataPart]:
    """General data as ``PATH``, ``PATH#N``, ``OWNER/NAME`` or ``OWNER/NAME:SUBSET#N``; paths stand relative to *base*.

    ms-swift takes a path that does not exist for the id of a data set on a hub and looks for it there for a minute:
    what can only be a path raises a :class:`UserError` here when there is nothing.
    """
    return [_general(spec, base) for spec in specs]


def _general(spec: str, base: Path) -> DataPart:
    whole = absolute(spec, base)
    name, mark, number = (spec, "", "") if whole.exists() else spec.rpartition("#")
    if not mark:
        name = spec
    elif not number.isdecimal() or int(number) == 0:
        raise UserError(f"general data {spec!r}: {number!r} is not a number of rows from 1")
    rows = int(number) if mark else None
    path = absolute(name, base)
    if path.is_file():
        part = _file(path, rows or _count(path))
        return DataPart(f"{part.argument}{mark}{number}", part.rows, path, part.sha256)
    if path.is_dir():
        return DataPart(f"{path}{mark}{number}", rows, path)
    if name.startswith((".", "/", "~")) or _FILE.search(name) or not _HUB.fullmatch(name):
        raise UserError(f"general data {spec!r}: there is no {path}", help=HUB_HELP)
    return DataPart(spec, rows)


def _file(path: Path, rows: int | None) -> DataPart:
    full = absolute(path)
    return DataPart(str(full), rows, full, sha256_of(full))


def _count(path: Path) -> int | None:
    if path.suffix.lower() not in (".json", ".jsonl"):
        return None
    dataset = Dataset.open([path])
    # ms-swift reads more formats than we do
    return None if dataset.lost else len(dataset)


def total(parts: Sequence[DataPart]) -> int | None:
    """How many rows *parts* give together, None when that is not known before the run."""
    return None if any(part.rows is None for part in parts) else sum(part.rows or 0 for part in parts)
