"""RA103 exposures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import ceil, floor
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.identity.kinds import kinds_of
from personadata.lint.message import say
from personadata.lint.ratios.shares import FEWEST
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity


def _rows(count: int) -> list[tuple[str, str]]:
    return [(f"你是谁，第{number}次问？", f"我是小澜，这是第{number}次回答。") for number in range(count)]


class Exposures(Rule):
    """Training will show the persona too rarely, or too often.

    What decides is persona rows times epochs.  The recipes that work have 500 to 600 (ms-swift's two; one blog's 50 rows
    for 10 epochs), the same blog's 50 rows for 3 epochs beside 1,000 others have 150; beyond thousands, models speak of
    themselves where nobody asked.  Below ``fewest`` and above ``most`` is a warning, below ``few`` a note.  ``epochs`` is
    what you will train: 3 unless set, as the shipped recipe has for persona data among general data.
    """

    code = "RA103"
    name = "exposures"
    severity: ClassVar[Severity] = "warning"
    epochs: float = 3.0
    fewest: int = 200
    few: int = 500
    most: int = 3000
    bad = (partial(_rows, 60), partial(_rows, 100), partial(_rows, 1200))
    good = (partial(_rows, 200), partial(_rows, 19))

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place."""
        kinds = kinds_of(dataset)
        rows = len(kinds.identity)
        shown = floor(round(rows * self.epochs, 6))
        if rows < FEWEST or (self.few <= round(kinds.most_identity * self.epochs, 6) and shown <= self.most):
            return
        if shown > self.most:
            yield self.finding(
                say(
                    "{rows:,} persona rows for {epochs:g} epochs are {shown:,} exposures, more than {bound:,}",
                    rows=rows,
                    epochs=self.epochs,
                    shown=shown,
                    bound=self.most,
                ),
                help=say(
                    "train at most {epochs:g} epochs, or drop {n:,} rows",
                    epochs=max(1, floor(self.most / rows)),
                    n=rows - floor(self.most / self.epochs),
                ),
            )
            return
        bound = self.fewest if shown < self.fewest else self.few
        yield self.finding(
            say(
                "{rows:,} persona rows for {epochs:g} epochs are {shown:,} exposures, fewer than {bound:,}",
                rows=rows, epochs=self.epochs, shown=shown, bound=bound,
            ),
            severity="warning" if shown < self.fewest else "info",
            help=say("train at least {epochs:g} epochs, or add {n:,} rows", epochs=ceil(self.few / rows), n=ceil(self.few / self.epochs) - rows),
        )  # fmt: skip
