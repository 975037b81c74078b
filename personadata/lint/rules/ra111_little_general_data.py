"""RA111 little-general-data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.identity.kinds import kinds_of
from personadata.lint.message import say
from personadata.lint.ratios.shares import FEWEST
from personadata.lint.rule import Example, Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity


def _mix(general: int) -> Example:
    return Example(
        {
            "identity.json": [(f"你是谁，第{number}次问？", "我是小澜。") for number in range(40)],
            "general.json": [(f"{number}的平方是多少？", f"{number * number}") for number in range(general)],
        }
    )


class LittleGeneralData(Rule):
    """A mix has too little general data to keep what the model knew.

    General abilities come back with about 1,000 rows, and the number counts more than the share (Dong et al.,
    arXiv:2310.05492); forgetting is a matter of how little else is seen.  Fewer than ``fewest`` rows of general data
    beside a persona set are reported.  A persona set alone is no mix and passes, as the rest may be given to the trainer
    separately.
    """

    code = "RA111"
    name = "little-general-data"
    severity: ClassVar[Severity] = "warning"
    fewest: int = 500
    bad = (partial(_mix, 1), partial(_mix, 499))
    good = (partial(_mix, 500), partial(_mix, 0))

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place."""
        kinds = kinds_of(dataset)
        n = len(kinds.general)
        if len(kinds.identity) >= FEWEST and 0 < n < self.fewest:
            yield self.finding(
                say("{n:,} rows of general data beside {own:,} persona rows, fewer than {bound:,}", n=n, own=len(kinds.identity), bound=self.fewest),
                help=say("add {n:,} rows of general data; 1,000 are a good number", n=self.fewest - n),
            )  # fmt: skip
