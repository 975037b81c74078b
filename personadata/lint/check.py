"""Data files in, a report out, by given settings: what ``lint`` and the check before training have in common."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from personadata.dataset import Dataset, Found, find
from personadata.lint.baseline import Known, without
from personadata.lint.globs import expand, names
from personadata.lint.report import Anchor, Report
from personadata.lint.run import run_rules
from personadata.lint.suppression import Suppression
from personadata.source import Source, Spot
from personadata.source.file import STDIN as SPOKEN

if TYPE_CHECKING:
    from personadata.lint.finding import Finding
    from personadata.lint.settings import Settings
    from personadata.persona import Persona

STDIN: Final = Path("-")
DEFAULT: Final = Path("data")


@dataclass(frozen=True, slots=True)
class Scope:
    """The files of the whole set, and which of them findings are shown for; None means all, and the set as a whole.

    ``mixes`` were passed over: they were made of other files of their folder.
    """

    sources: tuple[Source, ...]
    shown: frozenset[int] | None = None
    mixes: tuple[Path, ...] = ()

    @property
    def has_stdin(self) -> bool:
        """Whether standard input is among them."""
        return any(source.name == SPOKEN for source in self.sources)

    def changed(self, sources: Sequence[Source]) -> Scope:
        """The same files with what *sources* say instead, in the same order."""
        shown = self.shown
        pairs = zip(self.sources, sources, strict=True)
        return Scope(
            tuple(sources),
            None if shown is None else frozenset(id(new) for old, new in pairs if id(old) in shown),
            self.mixes,
        )

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
    asked, named = expand(paths), expand(settings.data.value or ())
    if not asked and not named:
        asked = [DEFAULT]
    given, whole = (find(some) if some else Found([], []) for some in (asked, named))
    opened = {_real(path, stdin): path for path in whole.files} | {_real(path, stdin): path for path in given.files}
    sources = {real: _open(path, stdin) for real, path in opened.items()}
    shown = frozenset(id(sources[_real(path, stdin)]) for path in given.files)
    limited = whole.files and given.files and len(shown) < len(sources)
    mixes = dict.fromkeys((*given.mixes, *whole.mixes))
    left = tuple(mix for mix in mixes if _real(mix, stdin) not in sources)
    return Scope(tuple(sources.values()), shown if limited else None, left)


def check(
    settings: Settings, scope: Scope, persona: Persona | None = None, known: Mapping[str, Known] | None = None
) -> Report:
    """What the rules of *settings* find in *scope* beside the findings of a baseline *known*.

    The set that they judge is always the whole.
    """
    dataset = Dataset(scope.sources, persona)
    dataset.suppressions = list(suppressions(settings))
    rules = settings.make_rules()
    passed = {source.name: _passed(settings, source.name) for source in scope.sources}
    found = [
        finding
        for finding in run_rules(rules, dataset)
        if scope.shows(finding)
        and not (finding.spot and finding.code in passed.get(finding.spot.source.name, frozenset()))
    ]
    new, gone = without(found, known or {})
    # what was not looked at is not gone
    ran = {rule.code for rule in rules} if scope.shown is None else set()
    missed = tuple(one for one in gone.values() if one.code in ran)
    return Report(new, dataset, rules, anchors(settings), gone=missed)


def suppressions(settings: Settings) -> Iterator[Suppression]:
    """The accepted findings of *settings*, each at its place in the configuration."""
    source = Source.open(settings.config) if settings.config and settings.accepted else None
    for entry in settings.accepted:
        start = source.offset(entry.where.row) if source else 0
        spot = Spot(source, start=start, end=start) if source else None
        yield Suppression(entry.word, entry.codes, entry.text, entry.fingerprint, entry.files, entry.reason, spot)


def anchors(settings: Settings) -> dict[str, Anchor]:
    """The lines of the configuration that set the bounds of rules, by code."""
    places = {rule.rule.code: rule.anchor for rule in settings.rules}
    return {code: Anchor(place.name, place.row) for code, place in places.items() if place}


def declared(settings: Settings) -> Persona | None:
    """The persona that the settings name."""
    if settings.persona.value is None:
        return None
    from personadata.persona import load_persona

    return load_persona(settings.persona.value)


def _passed(settings: Settings, file: str) -> frozenset[str]:
    """The codes that are passed over in *file*."""
    return frozenset().union(*(own.codes for own in settings.per_file_ignores if names(own.pattern, file)))


def _real(path: Path, stdin: Path | None) -> str:
    return os.path.realpath(stdin) if path == STDIN and stdin else "-" if path == STDIN else os.path.realpath(path)


def _open(path: Path, stdin: Path | None) -> Source:
    if path != STDIN:
        return Source.open(path)
    return Source(str(stdin), sys.stdin.buffer.read()) if stdin else Source.stdin()
