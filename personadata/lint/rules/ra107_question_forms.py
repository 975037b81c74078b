"""RA107 question-forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.identity.kinds import kinds_of
from personadata.lint.message import say
from personadata.lint.phrasing.repeats import THINGS
from personadata.lint.ratios.forms import form, shown
from personadata.lint.ratios.shares import FEWEST
from personadata.lint.ratios.topics import row_topics
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity

_SHAPES: Final = ("你懂{}吗？", "说说你懂的{}", "你懂什么{}？", "你懂不懂{}？", "你懂{}吧？")


class QuestionForms(Rule):
    """Most questions of the persona set are put in the same form.

    Users ask the same thing as a wh-question, a yes/no question, 是不是, a guess, a request or a fragment; a model that
    has seen one form answers the others less surely, as what generalises is the variety of instructions and not their
    number (Zhang et al., arXiv:2402.10891).  Of the published set of LLaMA-Factory 56 % are wh-questions; a third is a
    good share.  A form above ``most`` of the questions is reported.
    """

    code = "RA107"
    name = "question-forms"
    severity: ClassVar[Severity] = "info"
    most: float = 0.5
    bad = ([(f"你懂什么{thing}？", f"我是小澜，{thing}略懂。") for thing in THINGS],)
    good = (
        [(_SHAPES[number % 5].format(thing), f"我是小澜，{thing}略懂。") for number, thing in enumerate(THINGS)],
        [(f"{thing}是什么？", f"{thing}说来话长。") for thing in THINGS],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place."""
        asked = [answer for answer, _ in row_topics(dataset) if answer.asked]
        if len(asked) < FEWEST or not kinds_of(dataset).exact:
            return
        counts = Counter(form(dataset, answer) for answer in asked)
        top, n = counts.most_common(1)[0]
        total = len(asked)
        if n > self.most * total:
            table: list[tuple[str, ...]] = [(say("form"), say("questions"), say("share"))]
            table += [(shown(name), f"{count:,}", f"{count / total:.0%}") for name, count in counts.most_common()]
            yield self.finding(
                say(
                    "{n:,} of {total:,} questions are {form} ({share:.0%}), more than {bound:.0%}",
                    n=n, total=total, form=shown(top), share=n / total, bound=self.most,
                ),
                help=say("put at least {n:,} of them another way", n=n - int(self.most * total)),
                table=table,
            )  # fmt: skip
