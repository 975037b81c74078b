"""The files that a run is about: the whole of a data set, and which of it is shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from personadata.dataset import Found, find
from personadata.errors import UserError
from personadata.lint.globs import expand
from personadata.source import Source

if TYPE_CHECKING:
    from personadata.lint.finding import Finding
    from personadata.lint.settings import Settings

STDIN: Final = Path("-")
DEFAULT: Final = Path("data")


@dataclass(frozen=True, slots=True)
class Scope:
    """The files of the whole set, and which of them findings are shown for; None means all, and the set as a whole.

    ``mixes`` were passed over: they were made of other files of their folder.  ``stdin`` is the index of the source
    that was read from standard input, whatever it is called.
    """

    sources: tuple[Source, ...]
    shown: frozenset[int] | None = None
    mixes: tuple[Path, ...] = ()
    stdin: int | None = None

    def changed(self, sources: Sequence[Source]) -> Scope:
        """The same files with what *sources* say instead, in the same order."""
        shown = self.shown
        pairs = zip(self.sources, sources, strict=True)
        return replace(
            self,
            sources=tuple(sources),
            shown=None if shown is None else frozenset(id(new) for old, new in pairs if id(old) in shown),
        )

    def keep(self, path: Path) -> None:
        """Raise :class:`UserError` when *path*, about to be written, is one of the files: none is for a report."""
        real = os.path.realpath(path)
        if any(os.path.realpath(source.name) == real for source in self.sources):
            raise UserError(f"{path}: is one of the data files, and would be lost", help="write to another file")

    def shows(self, finding: Finding) -> bool:
        """Whether *finding* is in a file that is shown, or has to do with one."""
        if self.shown is None:
            return True
        spots = [finding.spot, *(related.spot for related in finding.related)]
        return any(spot is not None and id(spot.source) in self.shown for spot in spots)


def open_scope(settings: Settings, paths: Sequence[Path] = (), stdin: Path | None = None) -> Scope:
    """The data set that the settings name, shown where *paths* are; without one, *paths* are the set themselves.

    A path is a file, a folder, a pattern or ``-`` for standard input, which stands for the file *stdin* when that is
    given.  Files that are not in the set join it; when they are all of it, it is shown as a whole.  Raises :class:`UserError`.
    """
    whole = _named(settings)
    given = find(expand(paths)) if paths else Found([], []) if settings.data.value else _default()
    opened = {_real(path, stdin): path for path in whole.files} | {_real(path, stdin): path for path in given.files}
    sources = {real: _open(path, stdin) for real, path in opened.items()}
    shown = frozenset(id(sources[_real(path, stdin)]) for path in given.files)
    limited = whole.files and given.files and len(shown) < len(sources)
    mixes = dict.fromkeys((*given.mixes, *whole.mixes))
    left = tuple(mix for mix in mixes if _real(mix, stdin) not in sources)
    stdin_at = list(opened.values()).index(STDIN) if STDIN in opened.values() else None
    return Scope(tuple(sources.values()), shown if limited else None, left, stdin_at)


def _named(settings: Settings) -> Found:
    if not settings.data.value:
        return Found([], [])
    try:
        paths = expand(settings.data.value)
        for path in paths:
            if not os.path.lexists(path):
                raise UserError(f"{path}: no such file or folder")
        return find(paths)
    except UserError as error:
        raise UserError(f"{settings.data.where.of('data')}{error.message}", help=error.help) from None


def _default() -> Found:
    if not os.path.lexists(DEFAULT):
        raise UserError(
            f"{DEFAULT}: no such file or folder",
            help='name the data set: personadata lint PATHS, or data = ["…"] in personadata.toml',
        )
    return find([DEFAULT])


def _real(path: Path, stdin: Path | None) -> str:
    return os.path.realpath(stdin) if path == STDIN and stdin else "-" if path == STDIN else os.path.realpath(path)


def _open(path: Path, stdin: Path | None) -> Source:
    if path != STDIN:
        return Source.open(path)
    return Source(str(stdin), sys.stdin.buffer.read()) if stdin else Source.stdin()
