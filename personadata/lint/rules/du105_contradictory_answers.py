"""DU105 contradictory-answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.finding import Finding, Related
from personadata.lint.message import say
from personadata.lint.near import Near, near_questions
from personadata.lint.rule import Rule
from personadata.lint.text.apart import apart, negations, tokens
from personadata.lint.text.sameness import normal, question_of

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.sample import Sample

_YES: Final = regex(
    r"\s*(?:是的|是啊|对的|对，|对。|没错|当然是|yes\b|yeah\b|yep\b|correct\b|that's right)", re.IGNORECASE
)
_NO: Final = regex(
    r"\s*(?:不是|不对|并非|并不是|不，|不。|没有，|没有。|否，|no\b(?! (?:problem|doubt|worries|matter))|nope\b)",
    re.IGNORECASE,
)
# questions that may be answered in many ways
_OPEN: Final = regex(
    r"随机|任意|举|列|写|编|生成|创|建议|推荐|想象|猜|\b(?:random|any|generate|write|list|name|give|suggest|create|make|tell|compose"
    r"|example|imagine|guess|come up|recommend|think|your|you|i|my)\b", re.IGNORECASE
)  # fmt: skip
_NUMBERS: Final = regex(r"\d+(?:\.\d+)?")
_ALIKE: Final = 75.0
_ROUNDED: Final = 0.01  # 2.48 miles and 2.49 miles are one figure


class ContradictoryAnswers(Rule):
    """The same question has answers that contradict each other.

    One says yes and the other no, or two nearly equal answers differ in a negation or a number.  Whatever the model
    learns from them, it is unsure of what it says.  Questions that are negative themselves are passed over, as 是的 and
    不是 may both be right there, and so are numbers in answers to questions that have many answers.  ``threshold`` is
    the score of ``rapidfuzz.fuzz.ratio``, 0 to 100, from which on questions in the same words but for particles are
    the same.
    """

    code = "DU105"
    name = "contradictory-answers"
    severity = "warning"
    threshold: float = 90.0
    bad = (
        [("你是ChatGPT吗？", "不是，我是小澜。"), ("你是ChatGPT吗", "是的，我是ChatGPT。")],
        [("Are you human?", "No, I'm an AI."), ("Are you human?", "Yes, I am.")],
        [("7乘8等于几？", "7乘8等于56。"), ("7乘8等于几", "7乘8等于54。")],
        [
            ("你会收集用户的聊天记录吗？", "我会收集用户的聊天记录。"),
            ("你会收集用户的聊天记录吗？", "我不会收集用户的聊天记录。"),
        ],
    )
    good = (
        [("你是ChatGPT吗？", "不是，我是小澜。"), ("你是ChatGPT吗", "不，我叫小澜。")],
        [("你不是ChatGPT吗？", "不是，我是小澜。"), ("你不是ChatGPT吗？", "是的，我不是ChatGPT。")],
        [("给我一个1到10之间的随机数", "随机数是4。"), ("给我一个1到10之间的随机数", "随机数是7。")],
        [("你是谁？", "我是小澜。"), ("你是谁？", "叫我小澜就好。")],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every row that contradicts one before it."""
        seen: set[int] = set()
        for near in near_questions(dataset, self.threshold):
            row, earlier = near.row, near.earlier
            if id(row) in seen or not (why := _contradiction(near)):
                continue
            seen.add(id(row))
            answer, before = _answer_of(row.sample), _answer_of(earlier.sample)
            yield self.finding(
                why,
                row.at(answer),
                related=[
                    Related(earlier.at(before), "the other answer"),
                    Related(row.at(question_of(row)), "asked here"),
                ],
                help="keep the answer that is true, and delete or mend the other row",
            )


def _contradiction(near: Near) -> str:
    one, other = near.row.sample, near.earlier.sample
    if not one.answer or not other.answer or one.answer == other.answer:
        return ""
    question = one.question
    if negations(tokens(question)) or apart(question, other.question):
        return ""
    ours, theirs = (bool(_YES.match(text)) - bool(_NO.match(text)) for text in (one.answer, other.answer))
    if ours * theirs < 0:
        words = {1: "yes", -1: "no"}
        return say(
            "this answer says {one} and another to the same question says {other}", one=words[ours], other=words[theirs]
        )
    if not _alike(one.answer, other.answer):
        return ""
    if (negations(tokens(one.answer)) - negations(tokens(other.answer))) % 2:
        return say("this answer denies what another to the same question says")
    mine, others = _NUMBERS.findall(one.answer), _NUMBERS.findall(other.answer)
    if len(mine) == len(others) and mine != others and not _OPEN.search(question):
        pairs = [(a, b) for a, b in zip(mine, others, strict=True) if abs(float(a) - float(b)) > _ROUNDED * float(a)]
        if pairs:
            pair = pairs[0]
            return say(
                "this answer says {one} where another to the same question says {other}", one=pair[0], other=pair[1]
            )
    return ""


def _alike(one: str, other: str) -> bool:
    """Whether the answers are the same sentence but for a word or two."""
    from rapidfuzz import fuzz

    return fuzz.ratio(normal(one), normal(other), score_cutoff=_ALIKE) > 0


def _answer_of(sample: Sample) -> int:
    return max(index for index, turn in enumerate(sample.turns) if turn.role == "assistant")
