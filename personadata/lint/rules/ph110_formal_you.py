"""PH110 formal-you."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.finding import Related
from personadata.lint.message import say
from personadata.lint.phrasing.answers import answers_of
from personadata.lint.phrasing.repeats import SHOWN, THINGS
from personadata.lint.rule import Example, Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity

_POLITE = [(f"你懂{thing}吗？", f"我是小澜，可以为您讲讲{thing}。") for thing in THINGS]


class FormalYou(Rule):
    """Users who say 你 are answered with 您.

    A mismatch in address sounds like a call centre, and a model that learns it says 您 to everybody, in the middle of
    talk that is not formal at all.  In the published set of LLaMA-Factory 36 of 71 questions with 你 are answered so.  A
    share above ``many`` of the questions with 你 and without 您 is reported, from ``fewest`` such questions on.  A persona
    whose ``address`` is ``nin`` always says 您, and is not judged.
    """

    code = "PH110"
    name = "formal-you"
    severity: ClassVar[Severity] = "warning"
    fewest: int = 20
    many: float = 0.3
    bad = (_POLITE,)
    good = (
        [(f"您懂{thing}吗？", f"我是小澜，可以为您讲讲{thing}。") for thing in THINGS],
        [(f"你懂{thing}吗？", f"我是小澜，可以给你讲讲{thing}。") for thing in THINGS],
        Example({"data.json": _POLITE}, {"name": "小澜", "developer": "青穹科技", "address": "nin"}),
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place; the first 您 are related."""
        if dataset.persona is not None and dataset.persona.address == "nin":
            return
        asked = [answer for answer in answers_of(dataset) if "你" in answer.asked and "您" not in answer.asked]
        formal = [(answer, answer.text.index("您")) for answer in asked if "您" in answer.text]
        n, total = len(formal), len(asked)
        if total >= self.fewest and n > self.many * total:
            yield self.finding(
                say(
                    "{n} of {total} questions with 你 are answered with 您 ({share:.0%}), more than {bound:.0%}",
                    n=n, total=total, share=n / total, bound=self.many,
                ),
                related=[Related(answer.row.at(answer.turn, at, at + 1), say("here")) for answer, at in formal[:SHOWN]],
                help=say("say 你 in at least {n} of them, or let the persona's address be nin", n=n - floor(self.many * total)),
            )  # fmt: skip
