"""What a lint rule is: a code, a reason, examples, and a generator of findings."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, TypeGuard

from personadata.lint.finding import Edit, Finding, Fix, Related, Severity
from personadata.lint.flood import gathered
from personadata.lint.message import say, with_more
from personadata.lint.options import set_options
from personadata.lint.signatures import rows_with
from personadata.source import Spot

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row
    from personadata.persona import Persona
    from personadata.sample import Sample

Rows = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Example:
    """Data that a rule is tried on: files by name, and the persona, options and accepted findings it is tried with."""

    files: Mapping[str, str | bytes | Rows]
    persona: Mapping[str, object] | None = None
    options: Mapping[str, object] | None = None
    accept: Sequence[Mapping[str, str]] = ()


Shown = Rows | str | bytes | Example


def is_rule(value: object) -> TypeGuard[type[Rule]]:
    """Whether *value* is a class of rules, the abstract ones among them.

    Not by ``issubclass``, which asks ABC, nor by ``isinstance`` alone, which in Python 3.10 takes ``list[str]`` for a class.
    """
    return isinstance(value, type) and Rule in value.__mro__


class Rule(ABC):
    """One thing that can be wrong with data.

    A rule is a class in a module of its own.  The first line of its docstring is the one-line summary, the rest says
    why it matters.  ``bad`` and ``good`` are its tests and its documentation: each entry is a list of rows (a tuple
    of texts, question and answer in turns, or a record as a dict), the text or bytes of a file, or an
    :class:`Example`, or a function that makes one of these, for large ones.  Options are further class attributes with
    a type and a default.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = "error"
    enabled: ClassVar[bool] = True
    last: ClassVar[bool] = False  # looks at what became of the findings of the others
    override: ClassVar[Severity | None] = None  # set on an instance by the user's settings
    bad: ClassVar[Sequence[Shown | Callable[[], Shown]]] = ()
    good: ClassVar[Sequence[Shown | Callable[[], Shown]]] = ()

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
        level = self.override or severity or self.severity
        return Finding(self.code, self.name, message, level, spot, tuple(related), help, fix, tuple(table))


class Place(NamedTuple):
    """Characters *start* to *end* of a text, and what should stand there; None when only a person can say."""

    start: int
    end: int
    replace: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rule objects to in one sample.

    ``turn`` counts the sample's turns from 0, None means the sample as a whole; ``start`` and ``end`` are characters
    of that turn's text, both None for all of it.  ``code`` is the rule's.  ``replace`` is what should stand there
    instead, None when only a person can say; it becomes an unsafe fix.  ``drop`` means that taking the row out is one.
    ``more`` are further places of the same text that the mark stands for, each with what should stand there.
    """

    code: str
    message: str
    turn: int | None = None
    start: int | None = None
    end: int | None = None
    help: str = ""
    severity: Severity = "error"
    replace: str | None = None
    drop: bool = False
    more: tuple[Place, ...] = ()


class SampleRule(Rule):
    """A rule that needs nothing but one sample, so that it can judge a text before it stands in any file."""

    worst: ClassVar[Severity | None] = None  # of its marks, when some are worse than ``severity``
    common: ClassVar[bool] = False  # tends to be in all rows of a file, from one cause: then it is told once
    literals: ClassVar[tuple[str, ...]] = ()  # one of them, in any case, is in every row that it objects to

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
        drop: bool = False,
    ) -> Mark:
        """A mark of this rule."""
        level = self.override or severity or self.severity
        return Mark(self.code, message, turn, start, end, help, level, replace, drop)

    def marks(self, message: str, turn: int, places: Sequence[Place], *, help: str = "") -> Mark:
        """One mark for all *places* of a text, at the first of them; *message* is about that one."""
        if len(places) > 1:
            message = with_more(message, len(places) - 1)
        start, end, replace = places[0]
        return dataclasses.replace(
            self.mark(message, turn, start, end, help=help, replace=replace), more=tuple(places[1:])
        )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every mark of every row, as a finding at its place in the file."""
        return gathered(self._each(dataset), words=False) if self.common else self._each(dataset)

    def _each(self, dataset: Dataset) -> Iterator[Finding]:
        persona = dataset.persona
        for row in self.candidates(dataset):
            for mark in self.check_sample(row.sample, persona):
                yield from self.place(row, (mark,))

    def candidates(self, dataset: Dataset) -> Iterable[Row]:
        """The rows of *dataset* that it may object to, by its ``literals``."""
        return rows_with(dataset, self.literals)

    def place(self, row: Row, marks: Iterable[Mark]) -> Iterator[Finding]:
        """*marks* of *row* as findings at their places in the file."""
        for mark in marks:
            spot = row.at(mark.turn, mark.start, mark.end)
            fix = drop_row(row) if mark.drop else _rewording(row, mark)
            yield self.finding(mark.message, spot, severity=mark.severity, help=mark.help, fix=fix)


def drop_row(row: Row, *, safe: bool = False) -> Fix | None:
    """The fix that takes *row* out of its file, None when it cannot be told from its neighbours."""
    from personadata.lint.fixing.edits import delete_record

    edit = delete_record(row.record)
    return Fix(say("delete the row"), (edit,), safe) if edit else None


def _rewording(row: Row, mark: Mark) -> Fix | None:
    from personadata.lint.fixing.edits import reword

    if mark.start is None or mark.end is None:
        return None
    edits: list[Edit] = []
    for start, end, text in (Place(mark.start, mark.end, mark.replace), *mark.more):
        edit = None if text is None else reword(row.at(mark.turn, start, end), text)
        if edit is None:
            return None
        edits.append(edit)
    message = (
        say("write “{text}”", text=mark.replace) if mark.replace and not mark.more else _SEVERAL[bool(mark.replace)]
    )
    return Fix(message, tuple(edits))


_SEVERAL: Final = {False: say("delete it"), True: say("put right what stands there")}
