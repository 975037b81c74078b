"""What a lint rule is: a code, a reason, examples, and a generator of findings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from personadata.lint.finding import Finding, Fix, Related, Severity
from personadata.lint.message import say
from personadata.lint.options import set_options
from personadata.source import Spot

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.persona import Persona
    from personadata.sample import Sample

Rows = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Example:
    """Data that a rule is tried on: files by name, and the persona and options it is tried with."""

    files: Mapping[str, str | bytes | Rows]
    persona: Mapping[str, object] | None = None
    options: Mapping[str, object] | None = None


class Rule(ABC):
    """One thing that can be wrong with data.

    A rule is a class in a module of its own.  The first line of its docstring is the one-line summary, the rest says
    why it matters.  ``bad`` and ``good`` are its tests and its documentation: each entry is a list of rows (a tuple
    of texts, question and answer in turns, or a record as a dict), the text or bytes of a file, or an
    :class:`Example`.  Options are further class attributes with a type and a default.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = "error"
    enabled: ClassVar[bool] = True
    bad: ClassVar[Sequence[Rows | str | bytes | Example]] = ()
    good: ClassVar[Sequence[Rows | str | bytes | Example]] = ()

    def __init__(self, **options: object) -> None:
        """Set options by name; raises :class:`UserError` for one that does not exist or has the wrong type."""
        set_options(self, self.code, options)

    @abstractmethod
    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Everything in *dataset* that this rule objects to."""

    def finding(
        self,
        message: str,
        spot: Spot | None = None,
        *,
        severity: Severity | None = None,
        related: Sequence[Related] = (),
        help: str = "",
        fix: Fix | None = None,
        table: Sequence[tuple[str, ...]] = (),
    ) -> Finding:
        """A finding of this rule."""
        level = severity or self.severity
        return Finding(self.code, self.name, message, level, spot, tuple(related), help, fix, tuple(table))


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rule objects to in one sample.

    ``turn`` counts the sample's turns from 0, None means the sample as a whole; ``start`` and ``end`` are characters
    of that turn's text, both None for all of it.  ``code`` is the rule's.  ``replace`` is what should stand there
    instead, None when only a person can say; it becomes an unsafe fix.
    """

    code: str
    message: str
    turn: int | None = None
    start: int | None = None
    end: int | None = None
    help: str = ""
    severity: Severity = "error"
    replace: str | None = None


class SampleRule(Rule):
    """A rule that needs nothing but one sample, so that it can judge a text before it stands in any file."""

    @abstractmethod
    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Everything in *sample* that this rule objects to, given what the answers should claim."""

    def mark(
        self,
        message: str,
        turn: int | None = None,
        start: int | None = None,
        end: int | None = None,
        *,
        help: str = "",
        severity: Severity | None = None,
        replace: str | None = None,
    ) -> Mark:
        """A mark of this rule."""
        return Mark(self.code, message, turn, start, end, help, severity or self.severity, replace)

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every mark of every row, as a finding at its place in the file."""
        for row in dataset:
            for mark in self.check_sample(row.sample, dataset.persona):
                spot = row.at(mark.turn, mark.start, mark.end)
                fix = _rewording(spot, mark.replace)
                yield self.finding(mark.message, spot, severity=mark.severity, help=mark.help, fix=fix)


def _rewording(spot: Spot, text: str | None) -> Fix | None:
    from personadata.lint.edits import reword

    edit = None if text is None else reword(spot, text)
    return Fix(say("write “{text}”", text=text) if text else say("delete it"), (edit,)) if edit else None
