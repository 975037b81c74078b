"""The shape of the RA rules on groups that a persona set has too few rows of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.identity.kinds import kinds_of
from personadata.lint.message import say
from personadata.lint.ratios.shares import missing, topic_counts, topic_table
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity
    from personadata.lint.ratios.topics import Topic


class FewRule(Rule):
    """Reports a persona set in which less than ``least`` of the rows are of the group ``topic``.

    ``exact``: a file that mixes persona and general rows and does not say which is which is not judged.  ``said``,
    ``none`` and ``remedy`` are patterns: of the finding, with the values ``n``, ``total``, ``share`` and ``bound``; of
    the finding when there is no such row, with ``total``; of its help, with the ``n`` to add.
    """

    severity: ClassVar[Severity] = "warning"
    topic: ClassVar[Topic]
    exact: ClassVar[bool] = False
    said: ClassVar[str]
    none: ClassVar[str]
    remedy: ClassVar[str]
    least: float

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place, with the rows by group."""
        counts = topic_counts(dataset)
        n, total = counts[self.topic], counts.total()
        if not total or n >= self.least * total or (self.exact and not kinds_of(dataset).exact):
            return
        some = say(self.said, n=n, total=total, share=n / total, bound=self.least)
        yield self.finding(
            some if n else say(self.none, total=total),
            help=say(self.remedy, n=missing(n, total, self.least)),
            table=topic_table(counts),
        )
