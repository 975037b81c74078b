"""PH107 low-variety."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.message import say
from personadata.lint.phrasing.answers import answers_of
from personadata.lint.phrasing.repeats import LANGUAGES, THINGS
from personadata.lint.phrasing.variety import distinct, self_bleu
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity

_DRAWS: Final = 3


class LowVariety(Rule):
    """The answers of the persona set are built of the same word runs.

    Two measures, on the answers in one language with the names masked: the runs of four words that differ, as a share of
    all (distinct-4), and how well each answer is foretold by the others (self-BLEU-4).  Both depend on the number of
    texts, so they are the median of 3 seeded draws of ``draw`` answers (all there are, from ``fewest`` on, when there
    are fewer): the same data gives the same figures.  With few wordings facts are learned by heart and not understood
    (arXiv:2309.14316).  The published sets of LLaMA-Factory and ms-swift have 56 and 60 %, and 76 and 79 %; the samples
    of this project 75 to 98 %, and 11 to 36 %.  Reported below ``least_distinct`` or above ``most_alike``.
    """

    code = "PH107"
    name = "low-variety"
    severity: ClassVar[Severity] = "warning"
    draw: int = 75
    fewest: int = 50
    least_distinct: float = 0.65
    most_alike: float = 0.65
    bad = (
        [
            (f"你懂{thing}{end}？", f"我是小澜，我懂一点{thing}，可以慢慢说给你听。")
            for thing in THINGS
            for end in "吗不么啊"
        ],
    )
    good = ([(f"第{i}问", "".join(chr(0x4E00 + (i * 97 + j * 131) % 9000) for j in range(12))) for i in range(80)],)

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding a language, without a place."""
        for language in LANGUAGES:
            texts = [answer.words for answer in answers_of(dataset) if answer.language == language]
            if len(texts) < self.fewest:
                continue
            size = min(self.draw, len(texts))
            draws = [Random(seed).sample(texts, size) for seed in range(_DRAWS if size < len(texts) else 1)]  # noqa: S311  (no secret)
            share = _middle(distinct(drawn, 4) for drawn in draws)
            # texts of runs that nearly all differ cannot foretell each other, and self-BLEU takes its time
            alike = 0.0
            if share < (1 + self.least_distinct) / 2:
                first = [self_bleu(drawn) for drawn in draws[:2]]
                if share >= self.least_distinct and max(first) <= self.most_alike:
                    continue  # so is the middle one of three
                alike = _middle((*first, *map(self_bleu, draws[2:])))
            if share < self.least_distinct or alike > self.most_alike:
                yield self.finding(
                    say(
                        "of {draw} answers in {language}, {share:.0%} of the runs of four words differ and self-BLEU is "
                        "{alike:.0%}; at least {least:.0%} and at most {most:.0%} are wanted",
                        draw=size, language=language, share=share, alike=alike,
                        least=self.least_distinct, most=self.most_alike,
                    ),
                    help="say the same in other words, orders and lengths; expand writes varied answers from a spec",
                )  # fmt: skip


def _middle(values: Iterable[float]) -> float:
    """The median of an odd number of *values*."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
