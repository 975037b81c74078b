"""RA101 too-few-samples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.message import say
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding


class TooFewSamples(Rule):
    """The whole set has too few samples to learn from.

    A fact seen in one wording is learned by heart and not understood: with five wordings and orders, questions never
    seen are answered right 96 % of the time, with one 10 % (Allen-Zhu and Li, arXiv:2309.14316).  Published identity
    sets have 80 to 130 rows; 200 to 600 are a good size.  Fewer than ``fewest`` are an error, fewer than ``few`` a
    warning.
    """

    code = "RA101"
    name = "too-few-samples"
    fewest: int = 20
    few: int = 50
    bad = (
        [("你是谁？", "我是小澜。")],
        [(f"问题{number}", f"回答{number}") for number in range(49)],
    )
    good = ([(f"问题{number}", f"回答{number}") for number in range(50)],)

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place; records that cannot be read count as well."""
        count = len(dataset) + dataset.lost
        if 0 < count < self.few:
            severe = count < self.fewest
            bound = self.fewest if severe else self.few
            yield self.finding(
                say("{n} sample{s}, fewer than {bound}", n=count, s="" if count == 1 else "s", bound=bound),
                severity="error" if severe else "warning",
                help=say("add at least {n}; 200 to 600 are a good size", n=bound - count),
            )
