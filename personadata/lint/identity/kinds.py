"""Which rows are about the persona and which are general data mixed in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING, Final

from personadata.lint.identity.guess import guess_makers, guess_names
from personadata.lint.identity.likely import is_likely
from personadata.lint.identity.questions import about_assistant
from personadata.lint.identity.smalltalk import is_greeting
from personadata.lint.once import once_per_dataset
from personadata.lint.provenance import has_map

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row
    from personadata.persona import Persona
    from personadata.sample import Sample

CONTROL: Final = "control"  # the channel of rows that are about somebody else
CONTROLS: Final = "ctrl_"  # how their categories begin
GENERAL: Final = "general"  # the channel of rows that ``mix`` brings in
# A file is a persona set when so many of its rows are about the persona by their text, and so many of the others speak
# to or as the assistant; the fewer the former, the more the latter, as where answers leave the name out.  Of the six
# sample sets 49 to 58 % are, and 62 to 77 % of the others; of two published sets 63 and 93 %, 95 and 100 %; of some
# thirty written by hand 20 to 35 % and 62 to 100 %, or 2 to 8 % and all; of general data 0 %, 3 to 25 %
SURE: Final = 0.4
ENOUGH: Final = ((SURE, 0.5), (0.2, 0.6), (0.1, 0.75), (0.01, 0.95))
FEW: Final = 0.1  # so few other rows are no matter


@dataclass(frozen=True, slots=True)
class Kinds:
    """The rows of a data set by kind; ``name`` is what the persona goes by, empty when it was not found.

    ``exact``: no file was sorted row by row by its text, which takes up to half of the persona's rows, those that do
    not speak of it (controls, small talk), for general ones.
    """

    identity: tuple[Row, ...]
    general: tuple[Row, ...]
    name: str = ""
    exact: bool = True

    @property
    def most_identity(self) -> int:
        """How many rows about the persona there may be, of which at least :data:`SURE` were found by their text."""
        found = len(self.identity)
        return found if self.exact else min(floor(found / SURE), found + len(self.general))


@once_per_dataset
def kinds_of(dataset: Dataset) -> Kinds:
    """*dataset* by kind, worked out once: by the rows' channel, else by the provenance map beside the file, else by their text.

    A row's text is about the persona when it holds its name or developer, or asks or says who the assistant is; a file
    of which enough rows are is the persona's as a whole.  Without a persona, its name is the one most answers
    introduce themselves by.
    """
    names = names_of(dataset.persona) if dataset.persona is not None else guess_names(row.sample for row in dataset)
    makers = guess_makers(row.sample for row in dataset) if names and dataset.persona is None else ()
    named = pattern_of((*names, *makers)) if names else None
    by_source: dict[int, list[Row]] = {}
    for row in dataset:
        by_source.setdefault(id(row.record.source), []).append(row)
    identity: list[Row] = []
    general: list[Row] = []
    exact = True
    for rows in by_source.values():
        own = _own(rows, named)
        for row, mine in zip(rows, own, strict=True):
            ours = row.sample.channel != GENERAL if row.sample.channel else mine
            (identity if ours else general).append(row)
        exact &= all(own) or not any(own) or all(row.sample.channel for row in rows)
    return Kinds(tuple(identity), tuple(general), names[0] if names else "", exact)


def is_control(sample: Sample) -> bool:
    """Whether *sample* says itself that it is a control: looks like a question about the assistant and is none."""
    return sample.channel == CONTROL or sample.category.startswith(CONTROLS)


def names_of(persona: Persona) -> tuple[str, ...]:
    """What *persona* and its developer are called, in every language."""
    texts = (persona.name, *persona.aliases, persona.developer)
    return tuple(dict.fromkeys(name for text in texts for name in text.all()))


@lru_cache(maxsize=16)
def pattern_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of *names*, as words of their own where they are written in Latin letters."""
    words = (rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" for name in sorted(names, key=len, reverse=True))
    return re.compile("|".join(words) or r"(?!)")


def _own(rows: Sequence[Row], named: re.Pattern[str] | None) -> list[bool]:
    """Which *rows* of one file are the persona's."""
    everything = [True] * len(rows)
    if has_map(rows[0].record.source):  # ``expand`` wrote the file
        return everything
    own = [_is_identity(row.sample, named) for row in rows]
    sure = sum(own)
    rest = [index for index, mine in enumerate(own) if not mine]
    bound = next((likely for least, likely in ENOUGH if sure >= least * len(rows)), None)
    if bound is not None:
        likely = sum(is_likely(rows[index].sample) for index in rest)
        if len(rest) <= FEW * len(rows) or likely >= bound * len(rest):
            return everything
    if named is None:  # a question or two about "you" are in any general data
        return [False] * len(rows)
    return [mine or is_greeting(row.sample.question) for row, mine in zip(rows, own, strict=True)]


def _is_identity(sample: Sample, named: re.Pattern[str] | None) -> bool:
    if named and any(named.search(turn.text) for turn in sample.turns if turn.role != "system"):
        return True
    return any(about_assistant(turn.text) for turn in sample.turns if turn.role == "user")
