"""PH103 repeated-skeleton."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.message import say
from personadata.lint.phrasing.answers import answers_of
from personadata.lint.phrasing.repeats import THINGS, whole
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity
    from personadata.lint.phrasing.answers import Answer

_SHORT: Final = 4  # words: "No, I'm Lan" is no pattern


class RepeatedSkeleton(Rule):
    """The same answer stands under many questions, but for the names in it.

    With the names of the persona, its makers and other models masked, answers that are equal are one pattern, and the
    model learns to recite it: one published set has a single answer under 59 % of its questions, another 18 answers
    for 225.  A fact is understood from five wordings and orders on (Allen-Zhu and Li, arXiv:2309.14316).  Rows count
    whose pattern stands under at least ``few`` different questions; a share of them above ``many`` is a warning, above
    ``most`` an error.  The published set of LLaMA-Factory has 3 %, that of ms-swift 6 %.
    """

    code = "PH103"
    name = "repeated-skeleton"
    severity: ClassVar[Severity] = "warning"
    fewest: int = 20
    few: int = 3
    many: float = 0.1
    most: float = 0.35
    bad = ([(f"你懂{thing}吗？", "我是小澜，由青穹科技开发。") for thing in THINGS],)
    good = ([(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}。") for thing in THINGS],)

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place; the first rows of the commonest pattern are related."""
        seen: set[tuple[str, tuple[str, ...]]] = set()
        patterns: dict[tuple[str, ...], list[Answer]] = {}
        for answer in answers_of(dataset):
            if (key := (answer.asked, answer.words)) not in seen:
                seen.add(key)
                patterns.setdefault(answer.words, []).append(answer)
        total = len(seen)
        shared = [found for words, found in patterns.items() if len(found) >= self.few and len(words) >= _SHORT]
        rows = sum(map(len, shared))
        if total < self.fewest or rows <= self.many * total:
            return
        top = max(shared, key=len)
        severe = rows > self.most * total
        yield self.finding(
            say(
                "{n} of {total} answers ({share:.0%}) are copies of {patterns} but for the names in them, more than "
                "{bound:.0%}; the commonest stands {top} times",
                n=rows, total=total, share=rows / total, patterns=len(shared),
                bound=self.most if severe else self.many, top=len(top),
            ),
            severity="error" if severe else "warning",
            related=whole(top),
            help=say("write at least {n} of them anew", n=rows - int(self.many * total)),
        )  # fmt: skip
