"""DU103 near-duplicate-question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.finding import Finding, Related
from personadata.lint.message import say
from personadata.lint.near import Near, near_questions
from personadata.lint.rule import Rule
from personadata.lint.rules.du104_near_duplicate_row import answers_alike
from personadata.lint.text.apart import apart, scripts_differ
from personadata.lint.text.sameness import question_of

if TYPE_CHECKING:
    from personadata.dataset import Dataset


class NearDuplicateQuestion(Rule):
    """A question is nearly that of another row.

    Self-Instruct and Alpaca keep a new question only when it is well away from all others (ROUGE-L below 0.7): what
    differs by a particle or a plural adds rows and no variety.  ``threshold`` is the score of ``rapidfuzz.fuzz.ratio``,
    0 to 100, of the texts without case, punctuation and spaces; the search misses no pair.  Questions that differ in
    a number, a negation or a noun are different ones, and so are those with another system prompt, earlier turns or
    input, or in the other Chinese script.  Every row is reported once, with the nearest one before it.
    """

    code = "DU103"
    name = "near-duplicate-question"
    severity = "warning"
    threshold: float = 90.0
    bad = (
        [("请详细介绍一下你自己", "我是小澜。"), ("请你详细介绍一下你自己吧", "我叫小澜，是一个助手。")],
        [
            ("Explain how a neural network learns.", "By example."),
            ("Explain how neural networks learn", "They adjust."),
        ],
    )
    good = (
        [("你是由OpenAI开发的模型，对不对？", "不对。"), ("你不是由OpenAI开发的模型，对不对？", "对，不是。")],
        [("Calculate the average of 14, 17, 21", "17.3"), ("Calculate the average of 14, 18, 21", "17.7")],
        [("说出一个著名的美国地标。", "自由女神像。"), ("说出一个著名的中国地标。", "长城。")],
        [("请问你叫什么名字呢", "小澜。"), ("請問你叫什麼名字呢", "小瀾。")],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every row whose question nearly is that of a row before, unless the answers are nearly the same too."""
        nearest: dict[int, Near] = {}
        for near in near_questions(dataset, self.threshold):
            best = nearest.get(id(near.row))
            if near.score < 100 and (best is None or near.score > best.score) and _reworded(near):
                nearest[id(near.row)] = near
        for row, earlier, score in nearest.values():
            yield self.finding(
                say("{score:.0f} % the same question as in a row before", score=score),
                row.at(question_of(row)),
                related=[Related(earlier.at(question_of(earlier)), "the nearest question")],
                help="ask in other words, or delete this row",
            )


def _reworded(near: Near) -> bool:
    one, other = near.row.sample.question, near.earlier.sample.question
    return not scripts_differ(one, other) and not apart(one, other) and not answers_alike(near)
