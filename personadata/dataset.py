"""Sources → rows: every record paired with the sample it holds."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from personadata import formats
from personadata.errors import UserError
from personadata.sample import Sample
from personadata.source import Record, Source, Spot

if TYPE_CHECKING:
    from personadata.lint.suppression import Suppression
    from personadata.persona import Persona

SUFFIXES: Final = (".json", ".jsonl")
# data in a form that is not read
OTHER_SUFFIXES: Final = (".gz", ".zip", ".zst", ".parquet", ".arrow", ".csv", ".tsv", ".xlsx", ".ndjson", ".txt")
MAP_SUFFIX: Final = ".provenance.jsonl"
# JSON that lies beside data and is none
NOT_DATA: Final = ("dataset_info.json", "dataset_infos.json", "schema.json", "personadata-baseline.json")
MIX_SUFFIX: Final = ".mix.json"
NOT_DATA_SUFFIXES: Final = (MAP_SUFFIX, ".schema.json", MIX_SUFFIX, ".mix-report.jsonl")


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A record, the sample in it, and the name of the format it was read as."""

    record: Record
    sample: Sample
    format: str

    def at(self, turn: int | None = None, start: int | None = None, end: int | None = None) -> Spot:
        """The whole record, the whole text of *turn* (an index into ``sample.turns``), or characters of that text."""
        if turn is None:
            return self.record.at()
        spoken = self.sample.turns[turn]
        if start is None:
            return self.record.at(spoken.path)
        value = self.record.value
        assert isinstance(value, dict)  # noqa: S101
        return self.record.at(*formats.locate(value, spoken, start, len(spoken.text) if end is None else end))


@dataclass(frozen=True, slots=True, eq=False)
class Misfit:
    """A record that no sample can be read from, and why; no ``problems`` at all when no format claims it."""

    record: Record
    problems: tuple[formats.Problem, ...] = ()


class Dataset:
    """The rows of all ``sources`` in order: iterate over it as often as needed.

    ``persona`` is what the data is meant to teach, when that is known; ``misfits`` are the records that are no rows;
    ``suppressions`` are the findings about it that somebody has accepted.
    """

    def __init__(self, sources: Sequence[Source], persona: Persona | None = None) -> None:
        self.sources = tuple(sources)
        self.persona = persona
        self.suppressions: list[Suppression] = []
        self._read: tuple[list[Row], list[Misfit]] | None = None

    @classmethod
    def open(cls, paths: Iterable[Path], persona: Persona | None = None) -> Dataset:
        """The data set in files and folders *paths*, ``-`` for standard input; raises :class:`UserError`."""
        sources = [Source.stdin() if str(path) == "-" else Source.open(path) for path in find_files(paths)]
        return cls(sources, persona)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._load()[0])

    def __len__(self) -> int:
        return len(self._load()[0])

    @property
    def misfits(self) -> Sequence[Misfit]:
        """The records that JSON allows and no format reads, in order."""
        return self._load()[1]

    @property
    def lost(self) -> int:
        """The number of records that are there and are no rows: broken JSON and misfits."""
        return len(self.misfits) + sum(source.broken for source in self.sources)

    def _load(self) -> tuple[list[Row], list[Misfit]]:
        if self._read is None:
            rows: list[Row] = []
            misfits: list[Misfit] = []
            with uncollected():
                for record in (record for source in self.sources for record in source.records):
                    found = read(record)
                    if isinstance(found, Row):
                        rows.append(found)
                    else:
                        misfits.append(found)
            self._read = rows, misfits
        return self._read


def read(record: Record) -> Row | Misfit:
    """The row in *record*, or why there is none."""
    if not isinstance(record.value, dict):
        return Misfit(record)
    format = _format_of(tuple(record.value))
    if format is None:
        return Misfit(record)
    try:
        return Row(record, format.read(record.value), format.NAME)
    except formats.FormatError as error:
        return Misfit(record, tuple(error.problems))


@lru_cache(maxsize=256)
def _format_of(keys: tuple[str, ...]) -> formats.RecordFormat | None:
    """The format of records with these keys: a file has few sets of them, and many records."""
    return formats.detect(dict.fromkeys(keys))


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection inside: of millions of rows without cycles it would look at each again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Found(NamedTuple):
    """Data files, and the ``mixes`` that are none of them: ``mix`` made these of other files in their folder.

    Their rows would otherwise be read twice.
    """

    files: list[Path]
    mixes: list[Path]


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files that :func:`find` finds."""
    return find(paths).files


def find(paths: Iterable[Path]) -> Found:
    """The data files in *paths*, each once: files as given, folders looked through with :func:`search`.

    The provenance maps of ``expand`` are passed over.  Raises :class:`UserError` for a folder that holds no data, for
    a spec, and when no data file is left.
    """
    found: dict[str, Path] = {}
    mixes: dict[Path, None] = {}
    for path in paths:
        inside = [path]
        if os.path.isdir(path):  # noqa: PTH112 - which, unlike Path's, never raises
            inside, made = search(path)
            mixes |= dict.fromkeys(made)
        if not inside:
            packed = next(
                (file for file in sorted(path.rglob("*")) if file.name.lower().endswith(OTHER_SUFFIXES)), None
            )
            help = f"{packed} is not read: unpack it, or write its rows as .jsonl" if packed else ""
            raise UserError(f"{path}: no .json or .jsonl files in this folder", help=help)
        if path.suffix.lower() in (".yaml", ".yml"):
            raise UserError(
                f"{path}: not a data file", help=f"to check data against a spec: lint --persona {path} data"
            )
        for file in inside:
            if not file.name.endswith(MAP_SUFFIX):
                found.setdefault(os.path.realpath(file), file)
    if not found:
        raise UserError("no data files among the paths given")
    return Found(list(found.values()), list(mixes))


def search(folder: Path) -> Found:
    """The ``.json`` and ``.jsonl`` files in *folder*, those that ``mix`` made of others there apart.

    Hidden files and folders, schemas and what else lies beside data are passed over.
    """
    files = list(_walk(folder))
    if not any(file.with_name(f"{file.stem}{MIX_SUFFIX}").is_file() for file in files):
        return Found(files, [])
    from personadata.mix.manifest import made_of

    real = {file: os.path.realpath(file) for file in files}
    known = set(real.values())
    made = {
        os.path.realpath(output)
        for file in files
        for output, parts in made_of(file).items()
        if not known.isdisjoint(map(os.path.realpath, parts))
    }
    mixes = [file for file in files if real[file] in made]
    return Found([file for file in files if real[file] not in made], mixes)


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            data = name.lower().endswith(SUFFIXES) and not name.lower().endswith(NOT_DATA_SUFFIXES)
            if data and not name.startswith(".") and name not in NOT_DATA and _ends(Path(root, name)):
                yield Path(root, name)


def _ends(path: Path) -> bool:
    """Whether *path* can be read to an end: no pipe, socket or device; what cannot be looked at is for opening to report."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return True
    return stat.S_ISREG(mode)
