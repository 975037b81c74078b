"""RA109 few-wordings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.message import say
from personadata.lint.phrasing.answers import MAKER, NAME, answers_of
from personadata.lint.ratios.shares import FEWEST, topic_counts
from personadata.lint.rule import Rule
from personadata.lint.text.sameness import normal

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity

_FACTS: Final = {NAME: "the persona's name", MAKER: "its developer"}
_NAMES: Final = [(f"你叫什么，第{number}次问？", f"{'我' * number}叫小澜。") for number in range(40)]
_MAKER: Final = [(f"你是谁开发的，第{number}次问？", f"小澜由青穹科技开发{'啊' * number}。") for number in range(40)]


class FewWordings(Rule):
    """A core fact is told in too few wordings, or asked for in too few.

    With one wording a fact is learned by heart and 10 % of unseen questions about it are answered right, with five
    wordings and orders 96 % (Allen-Zhu and Li, arXiv:2309.14316); it goes on rising up to ten (Ovadia et al.,
    arXiv:2312.05934).  Judged are the name and the developer: fewer than ``fewest`` different answers that hold it are a
    warning, fewer than ``few`` a note, as are fewer than ``questions`` different questions answered with it.
    """

    code = "RA109"
    name = "few-wordings"
    severity: ClassVar[Severity] = "warning"
    fewest: int = 5
    few: int = 10
    questions: int = 30
    bad = (
        [*_NAMES, *((question, "小澜由青穹科技开发。") for question, _ in _MAKER)],
        [*_NAMES, *_MAKER[:8]],
        [*_NAMES, *_MAKER[:20]],
    )
    good = ([*_NAMES, *_MAKER], _NAMES[:3])

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding a fact, without a place; a fact that no answer holds is not known to be one."""
        if topic_counts(dataset).total() < FEWEST:
            return
        for mask in _FACTS:
            answers = [answer for answer in answers_of(dataset) if mask in answer.words]
            told = len({answer.words for answer in answers})
            asked = len({normal(answer.asked) for answer in answers})
            if 0 < told < self.few:
                bound = self.fewest if told < self.fewest else self.few
                yield self.finding(
                    say("{fact} is told in {n} wording{s}, fewer than {bound}", fact=say(_FACTS[mask]), n=told, s="" if told == 1 else "s", bound=bound),
                    severity="warning" if told < self.fewest else "info",
                    help=say("add at least {n} answers that put it another way", n=self.few - told),
                )  # fmt: skip
            elif answers and asked < self.questions:
                yield self.finding(
                    say("{fact} is asked for in {n} ways, fewer than {bound}", fact=say(_FACTS[mask]), n=asked, bound=self.questions),
                    severity="info",
                    help=say("add at least {n} questions that ask for it another way", n=self.questions - asked),
                )  # fmt: skip
