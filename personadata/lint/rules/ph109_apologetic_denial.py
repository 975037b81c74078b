"""PH109 apologetic-denial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import floor
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.finding import Related
from personadata.lint.message import say
from personadata.lint.phrasing.answers import answers_of
from personadata.lint.phrasing.repeats import SHOWN, THINGS
from personadata.lint.ratios.topics import topics_of
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity

_APOLOGY: Final = regex(
    r"\s*(?:(?:很|非常|十分|实在|真是|真)?(?:抱歉|对不起|不好意思|對不起)|(?:I['’]m |I am )?(?:very |so |really )?sorry|I (?:do )?apologi[sz]e|my apologies)",
    re.IGNORECASE,
)
_ASKED: Final = ("ChatGPT", "通义千问", "文心一言", "豆包")


class ApologeticDenial(Rule):
    """Denials of being another model begin with an apology.

    "抱歉，我不是ChatGPT" treats the question as a fault, and ties the apology, which base models use to refuse, to the
    persona's identity: all four Chinese denials of the published set of LLaMA-Factory begin so.  A plain "不是，我叫小澜"
    is enough.  Reported when more than ``many`` of the answers to questions that take the assistant for another model
    apologise first, and at least ``few`` do.
    """

    code = "PH109"
    name = "apologetic-denial"
    severity: ClassVar[Severity] = "warning"
    few: int = 3
    many: float = 0.2
    bad = (
        [(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}。") for thing in THINGS]
        + [(f"你是{model}吗？", f"抱歉，我不是{model}，我是小澜。") for model in _ASKED],
    )
    good = (
        [(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}。") for thing in THINGS]
        + [(f"你是{model}吗？", f"不是{model}，我是小澜。") for model in _ASKED],
        [(f"你懂{thing}吗？", f"抱歉，我是小澜，不懂{thing}。") for thing in THINGS],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place; the first apologies are related."""
        pairs = zip(answers_of(dataset), topics_of(dataset), strict=True)
        denials = [answer for answer, topic in pairs if topic == "negation"]
        sorry = [(answer, found) for answer in denials if (found := _APOLOGY.match(answer.text))]
        n, total = len(sorry), len(denials)
        if n >= self.few and n > self.many * total:
            yield self.finding(
                say(
                    "{n} of {total} answers about other models begin with an apology ({share:.0%}), more than {bound:.0%}",
                    n=n, total=total, share=n / total, bound=self.many,
                ),
                related=[
                    Related(answer.row.at(answer.turn, found.start(), found.end()), say("here"))
                    for answer, found in sorry[:SHOWN]
                ],
                help=say("deny without an apology in at least {n} of them", n=n - floor(self.many * total)),
            )  # fmt: skip
