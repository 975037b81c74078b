"""PH108 same-fact-order."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.message import say
from personadata.lint.phrasing.naming import naming
from personadata.lint.phrasing.repeats import THINGS, whole
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity

_ORDERS = {True: "the name before the developer", False: "the developer before the name"}


class SameFactOrder(Rule):
    """Answers with both name and developer give them nearly always in the same order.

    What always stands after the same words can only be said after these words: facts seen in one order are learned by
    heart, with the sentences shuffled they are understood (10 % against 96 % of unseen questions answered, Allen-Zhu
    and Li, arXiv:2309.14316).  Among answers that hold both, from ``fewest`` on, a share of one order above ``many`` is
    reported.
    """

    code = "PH108"
    name = "same-fact-order"
    severity: ClassVar[Severity] = "warning"
    fewest: int = 30
    many: float = 0.8
    bad = (
        [(f"你懂{thing}{end}？", f"我是小澜，由青穹科技开发，懂一点{thing}。") for thing in THINGS for end in "吗不"],
    )
    good = (
        [(f"你懂{thing}吗？", f"我是小澜，由青穹科技开发，懂一点{thing}。") for thing in THINGS]
        + [(f"你懂{thing}不？", f"我由青穹科技开发，懂一点{thing}，名叫小澜。") for thing in THINGS],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place; the first answers are related."""
        found = naming(dataset)
        total, ahead = len(found.both), len(found.name_first)
        n = max(ahead, total - ahead)
        if total < self.fewest or n <= self.many * total:
            return
        first = frozenset(map(id, found.name_first))
        same = [answer for answer in found.both if (id(answer) in first) == (ahead == n)]
        yield self.finding(
            say(
                "{n} of {total} answers with both give {order} ({share:.0%}), more than {bound:.0%}",
                n=n, total=total, order=say(_ORDERS[ahead == n]), share=n / total, bound=self.many,
            ),
            related=whole(same),
            help=say("turn the order round in at least {n} of them", n=n - floor(self.many * total)),
        )  # fmt: skip
