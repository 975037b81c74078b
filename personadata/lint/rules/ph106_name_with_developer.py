"""PH106 name-with-developer."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.identity.kinds import kinds_of
from personadata.lint.message import say
from personadata.lint.phrasing.naming import naming
from personadata.lint.phrasing.repeats import THINGS, whole
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity


class NameWithDeveloper(Rule):
    """Too many answers give the name and the developer together.

    "我是小澜，由青穹科技开发" under every question ties the two facts into one formula: the model cannot give one
    without the other, and gives both where one was asked for.  The published set of LLaMA-Factory does so in 57 % of its
    answers; at least half should state the fact asked for and no other.  A share above ``many`` is reported, from
    ``fewest`` answers on.  Without ``--persona`` both names are those that most answers give.
    """

    code = "PH106"
    name = "name-with-developer"
    severity: ClassVar[Severity] = "warning"
    fewest: int = 20
    many: float = 0.4
    bad = ([(f"你懂{thing}吗？", f"我是小澜，由青穹科技开发，懂一点{thing}。") for thing in THINGS],)
    good = (
        [
            (f"你懂{thing}吗？", f"我是小澜，{'由青穹科技开发，' * (number % 3 == 0)}懂一点{thing}。")
            for number, thing in enumerate(THINGS)
        ],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place; the first answers are related."""
        found = naming(dataset)
        n, total = len(found.both), found.total
        if total >= self.fewest and n > self.many * total and kinds_of(dataset).exact:
            yield self.finding(
                say(
                    "{n} of {total} answers give name and developer together ({share:.0%}), more than {bound:.0%}",
                    n=n, total=total, share=n / total, bound=self.many,
                ),
                related=whole(found.both),
                help=say("give only the fact asked for in at least {n} of them", n=n - floor(self.many * total)),
            )  # fmt: skip
