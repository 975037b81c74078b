"""A source of rows: its files or hub data set, looked through once, and the rows drawn from it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from personadata.errors import UserError
from personadata.mix.clean import Cleaner, judge_all
from personadata.mix.engine import Name, judge
from personadata.mix.licence import licence_of
from personadata.mix.order import order
from personadata.mix.reading import Record, read
from personadata.mix.scan import find_data, scan
from personadata.mix.shards import File, Shard
from personadata.mix.verdict import Verdict

if TYPE_CHECKING:
    from personadata.mix.hub import Hub
    from personadata.mix.progress import Progress
    from personadata.mix.spec import Spec

_PEEK: Final = 200  # rows that a mean is taken of
_LARGE: Final = 64 << 20  # bytes of files that are not read once more for that


class Source:
    """What *spec* names: ``rows`` records that can be drawn by number, over all its files in order."""

    def __init__(self, spec: Spec, progress: Progress) -> None:
        self.spec = spec
        self.files: list[File] = []
        self.hub: Hub | None = None
        if spec.path is None:
            from personadata.mix.hub import Hub

            progress.say(f"loading {spec.text}", 0, 0)
            self.hub = Hub(spec)
        else:
            for path in find_data(spec.path):
                self.files.append(scan(path, partial(self._count, path, progress)))
        self.rows = self.hub.rows if self.hub else sum(file.rows for file in self.files)

    def _count(self, path: Path, progress: Progress, done: int) -> None:
        progress.say(f"counting {path}", done, path.stat().st_size)

    @property
    def lost(self) -> list[tuple[str, str]]:
        """Where a record could not be read at all, and why."""
        return [one for file in self.files for one in file.lost]

    @property
    def name(self) -> str:
        """The source as given."""
        return self.spec.text

    def drawn(self, seed: int) -> Sequence[int]:
        """The numbers of all records in the order of the draw."""
        return order(self.rows, "draw", seed, self.spec.channel, Path(self.name).name)

    def verdicts(self, wanted: Container[int] | None, cleaner: Cleaner, engine: Name) -> Iterator[Verdict]:
        """The verdicts on the records with the numbers *wanted*, in order."""
        if self.hub:
            yield from judge_all(self.hub.read(wanted), cleaner)
            return
        first = 0
        for file in self.files:
            parts = ((shard, _part(shard, first, wanted)) for shard in file.shards)
            work = ((shard, part) for shard, part in parts if part is not _NONE)
            for verdict in judge(engine, work, cleaner):
                yield verdict._replace(number=verdict.number + first)
            first += file.rows

    def place(self, number: int) -> str:
        """``FILE#N`` for record *number* (from 0), N counting the records of its file from 1."""
        for file in self.files:
            if number < file.rows:
                return f"{file.path}#{number + 1}"
            number -= file.rows
        return f"{self.name}#{number + 1}"

    def peek(self, seed: int) -> Iterator[Record]:
        """Some records to take a mean of: the first of the draw, or of the file where looking for them would take long."""
        if self.hub:
            return self.hub.read(frozenset(self.drawn(seed)[:_PEEK]))
        if sum(file.size for file in self.files) > _LARGE:
            return islice((record for file in self.files for shard in file.shards for record in read(shard)), _PEEK)
        return self._records(frozenset(self.drawn(seed)[:_PEEK]))

    def _records(self, wanted: Container[int]) -> Iterator[Record]:
        first = 0
        for file in self.files:
            for shard in file.shards:
                part = _part(shard, first, wanted)
                if part is not _NONE:
                    yield from read(shard, part)
            first += file.rows

    def describe(self) -> dict[str, Any]:
        """What the manifest says of where the rows come from."""
        if self.hub:
            where = {"hub": self.spec.kind, "id": self.spec.hub, "subset": self.spec.subset or None}
            return {**where, "fingerprint": self.hub.fingerprint, "licence": self.hub.licence or licence_of(self.spec)}
        files = [
            {"path": str(file.path), "bytes": file.size, "sha256": file.sha256, "rows": file.rows}
            for file in self.files
        ]
        return {"files": files, "licence": licence_of(self.spec)}


def refuse_shared(persona: Iterable[Path], sources: Iterable[Source]) -> None:
    """Raise :class:`UserError` for a file that is persona data and general data, or of one channel twice."""
    data = {path.resolve() for path in persona}
    seen: dict[tuple[str, Path], str] = {}
    for source in sources:
        for file in source.files:
            path = file.path.resolve()
            if path in data:
                raise UserError(f"{source.name}: {file.path} is the persona data", help="give a source without it")
            other = seen.setdefault((source.spec.channel, path), source.name)
            if other != source.name:
                raise UserError(f"{source.name}: {file.path} is in {other} already", help="give it once")


_NONE: Final[frozenset[int]] = frozenset()


def _part(shard: Shard, first: int, wanted: Container[int] | None) -> Container[int] | None:
    """The numbers within the shard's file that are *wanted* of the shard; :data:`_NONE` when there are none."""
    if wanted is None:
        return None
    start = shard.first
    found = frozenset(number for number in range(start, start + shard.rows) if number + first in wanted)
    return found or _NONE
