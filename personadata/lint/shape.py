"""The shape of the SC rules on fields: each reports some kinds of problem that reading a record met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.finding import Finding
from personadata.lint.flood import gathered
from personadata.lint.message import say
from personadata.lint.rule import Rule
from personadata.source import Record, Spot, value_at

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.formats import Problem


class ShapeRule(Rule):
    """Reports the problems of its ``kinds``, see :class:`personadata.formats.Problem`."""

    kinds: ClassVar[tuple[str, ...]]
    remedy: ClassVar[str]

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """The problems of these kinds in every record; what most records of a file have, once."""
        return gathered(self._each(dataset))

    def _each(self, dataset: Dataset) -> Iterator[Finding]:
        for misfit in dataset.misfits:
            for problem in misfit.problems:
                if problem.kind in self.kinds:
                    spot = place(misfit.record, problem)
                    # at a key, nothing but its name is wrong
                    yield self.finding(
                        problem.message,
                        spot,
                        help=say("rename the field") if spot.on_key else self.remedy_of(problem, spot),
                    )

    def remedy_of(self, problem: Problem, spot: Spot) -> str:
        """What to do about *problem* at *spot*."""
        return self.remedy


def place(record: Record, problem: Problem) -> Spot:
    """Where *problem* is: at a key when the key's name is what is wrong, else at the value or what should hold it."""
    path = problem.path
    named = problem.kind == "missing-field" and path and isinstance(path[-1], str)
    return record.key(path) if named and value_at(record.value, path) is not None else record.at(path)
