"""What a template file says: categories of sentences with slots; the format is described in docs/authoring.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from personadata.expand.slots import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Line:
    """One template sentence: its text with slots, and the place it was written at."""

    text: str
    path: str
    row: int
    column: int
    letters: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    condition: str = ""
    slots: frozenset[str] = frozenset()
    draw: str = ""
    """Category to draw the sentence from (``A: @who_are_you``), "answers" or "questions" for the same file."""

    @property
    def place(self) -> str:
        """``templates/zh/name.txt:12``."""
        return f"{self.path}:{self.row}"

    def fits(self, letter: str) -> bool:
        """Whether this line serves sub-intent *letter* (a line without letters serves all)."""
        return not self.letters or letter in self.letters


@dataclass(frozen=True, slots=True)
class Step:
    """One turn of a dialogue: who speaks (``U``, ``A``, ``S``, ``W``) and its alternative wordings."""

    speaker: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A block of turns that belong together."""

    steps: tuple[Step, ...]
    letter: str = ""

    @property
    def place(self) -> str:
        """Where the block starts."""
        return self.steps[0].lines[0].place


@dataclass(frozen=True, slots=True)
class Letter:
    """What a sub-intent letter means; ``forms`` are the question features that move a rewritten question here."""

    about: str
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Category:
    """One category of samples in one language."""

    id: str
    language: str
    path: str
    number: int
    group: str
    title: str
    condition: str = ""
    letters: Mapping[str, Letter] = field(default_factory=dict)
    must: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    must_not: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    turns: str = "single"
    question_name: bool = True
    questions: tuple[Line, ...] = ()
    probes: tuple[Line, ...] = ()
    answers: tuple[Line, ...] = ()
    pairs: tuple[Dialogue, ...] = ()
    probe_pairs: tuple[Dialogue, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()

    @cached_property
    def has_forms(self) -> bool:
        """Whether letters stand for question types, so that a rewriting rule may move a question to another one."""
        return any(letter.forms for letter in self.letters.values())


def has_jinja(text: str) -> bool:
    """Whether *text* uses more of Jinja than plain slots."""
    if "{" not in text:
        return False
    rest = PLAIN.sub("", text)
    return "{{" in rest or "{%" in rest or "{#" in rest
