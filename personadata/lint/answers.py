"""Rules that hold each answer against what was asked before it."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from personadata.lazy import regex
from personadata.lint.identity.called import introduced
from personadata.lint.identity.kinds import is_control, kinds_of
from personadata.lint.identity.mentioned import others_in
from personadata.lint.identity.models import Others, OthersFor
from personadata.lint.identity.own import Own, own_of
from personadata.lint.identity.questions import to_assistant
from personadata.lint.rule import Mark, SampleRule
from personadata.lint.signatures import rows_with

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row
    from personadata.lint.finding import Finding
    from personadata.persona import Persona
    from personadata.sample import Sample


class Exchange(NamedTuple):
    """An ``answer`` that is trained on, with the ``question`` before it and all that the user ``asked`` so far."""

    turn: int
    question: str
    asked: str
    answer: str


def exchanges(sample: Sample) -> Iterable[Exchange]:
    """Every answer of *sample* that is trained on, in order."""
    turns = sample.turns
    if len(turns) == 2 and turns[0].role == "user" and turns[1].role == "assistant":  # as most rows are
        asked = turns[0].text
        return () if turns[1].loss is False else (Exchange(1, asked, asked, turns[1].text),)
    return _exchanges(sample)


def _exchanges(sample: Sample) -> Iterator[Exchange]:
    question = asked = ""
    for index, turn in enumerate(sample.turns):
        if turn.role == "user":
            question = turn.text
            asked = f"{asked}\n{question}" if asked else question
        elif turn.role == "assistant" and turn.loss is not False:
            yield Exchange(index, question, asked, turn.text)


class OthersRule(SampleRule):
    """A rule that has to know the names of other models: ``others`` has them, as seen by a persona."""

    def __init__(self, **options: object) -> None:
        """Set options by name."""
        super().__init__(**options)
        self.others: Callable[[Persona | None], Others] = OthersFor()

    @contextmanager
    def among(self, dataset: Dataset) -> Iterator[None]:
        """Inside, ``others`` has what matters to *dataset*, whatever the persona it is asked for."""
        everyone, others = self.others, others_in(dataset)
        self.others = lambda persona: others
        try:
            yield
        finally:
            self.others = everyone


class AnswerRule(OthersRule):
    """A rule that judges one answer at a time, by the question before it."""

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every mark of every row."""
        persona = dataset.persona
        with self.among(dataset):
            for row in self.candidates(dataset):
                for exchange in exchanges(row.sample):
                    for mark in self.check_answer(exchange, row.sample, persona):
                        yield from self.place(row, (mark,))

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every answer that is trained on."""
        for exchange in exchanges(sample):
            yield from self.check_answer(exchange, sample, persona)

    @abstractmethod
    def check_answer(self, exchange: Exchange, sample: Sample, persona: Persona | None) -> Iterator[Mark]:
        """Everything in one answer that this rule objects to."""


class NamedRule(AnswerRule):
    """A rule that objects to nothing in a row that has neither the name of another model or vendor nor a literal."""

    def candidates(self, dataset: Dataset) -> Iterable[Row]:
        """The rows that may have one."""
        return rows_with(dataset, (*self.literals, *self.others(dataset.persona).literals))


_ROLE: Final = regex(r"扮演|role-?play|pretend|impersonat", re.IGNORECASE)


def played(system: str | None, names: tuple[str, ...] = ()) -> bool:
    """Whether the prompt *system* hands out a role, and not that of one of *names*."""
    return bool(system and _ROLE.search(system)) and not any(name in (system or "") for name in names)


class OwnRule(OthersRule):
    """A rule that holds the answers about the assistant against its own names: the persona's, else the majority's.

    Control rows are not judged, since they are about others, and neither are general rows, but for those that speak
    to the assistant where a rule is ``addressed``: what is asked of "you" is asked of the persona there too.
    """

    addressed: ClassVar[bool] = False

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every mark of every row about the persona."""
        own = introduced(dataset)
        if own is None:
            return
        kinds = kinds_of(dataset)
        rows = kinds.identity
        if self.addressed:
            rows += tuple(row for row in kinds.general if to_assistant(row.sample.question))
        with self.among(dataset):
            for row in rows:
                yield from self.place(row, self.check_own(row.sample, own, dataset.persona))

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every answer that is trained on; nothing without a persona, since one sample has no majority."""
        return self.check_own(sample, own_of(persona), persona) if persona is not None else iter(())

    def check_own(self, sample: Sample, own: Own, persona: Persona | None) -> Iterator[Mark]:
        """Every answer of a *sample* that is no control, held against *own*."""
        if not is_control(sample) and not played(sample.system, own.names):
            for exchange in exchanges(sample):
                yield from self.check_against(exchange, own, persona)

    @abstractmethod
    def check_against(self, exchange: Exchange, own: Own, persona: Persona | None) -> Iterator[Mark]:
        """Everything in one answer that this rule objects to, given what the assistant is called."""
