"""PH105 name-in-every-answer."""

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


class NameInEveryAnswer(Rule):
    """Most answers of the persona set hold its name.

    Then the model learns to say its name in every answer, whatever was asked: people who trained on such sets report
    that nearly all answers speak of the persona (ChatGLM-Efficient-Tuning issue 85).  The published set of
    LLaMA-Factory names itself in 85 % of its answers; asked what it can do or whether it gets things wrong, an assistant
    needs no name.  A share above ``many`` is reported, from ``fewest`` answers on.  Without ``--persona`` the name is the
    one by which most answers go.
    """

    code = "PH105"
    name = "name-in-every-answer"
    severity: ClassVar[Severity] = "warning"
    fewest: int = 20
    many: float = 0.7
    bad = ([(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}。") for thing in THINGS],)
    good = (
        [
            (f"你懂{thing}吗？", f"{'我是小澜，' * (number % 3 == 0)}懂一点{thing}。")
            for number, thing in enumerate(THINGS)
        ],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place; the first answers are related."""
        found = naming(dataset)
        n, total = len(found.name), found.total
        if total >= self.fewest and n > self.many * total and kinds_of(dataset).exact:
            yield self.finding(
                say(
                    "{n} of {total} answers hold the persona's name ({share:.0%}), more than {bound:.0%}",
                    n=n, total=total, share=n / total, bound=self.many,
                ),
                related=whole(found.name),
                help=say("leave the name out of at least {n} answers where nobody asked for it", n=n - floor(self.many * total)),
            )  # fmt: skip
