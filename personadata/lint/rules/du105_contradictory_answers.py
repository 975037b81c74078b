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
# a question to be answered by yes or no, and how an answer begins that repeats its verb
_WHETHER: Final = regex(r"[吗么嘛][?？。!！~～]*$|([能会會是有要])[不没][能会會是有要]|可不可以|支不支持")
_A_NOT_A: Final = regex(r"(\w)[不没沒](?=\1)")  # 是不是 denies nothing
_WHAT: Final = regex("什么|什麼|啥|谁|誰|哪|怎|为何|多少|几")
_DOES: Final = regex(
    "(?:当然|当然也|也|都)?(?:能(?!力)|[会會](?![员員议議计計])|可以(?!说)|有(?![限些点點时時的])|支持|行(?![为業业程])|需要|记得|知道)"
)
_DOES_NOT: Final = regex("(?:不(?:能|会|會|可以|支持|行|需要|记得|知道)|没有?(?!错|问题|关系|事))")
_DENIED: Final = regex(r"(?:不|没有?)(?=(\w{2}))")  # 不收费, beside 收费
# questions that may be answered in many ways
_OPEN: Final = regex(
    r"随机|任意|举|列|写|编|生成|创|建议|推荐|想象|猜|\b(?:random|any|generate|write|list|name|give|suggest|create|make|tell|compose"
    r"|example|imagine|guess|come up|recommend|think|your|you|i|my)\b", re.IGNORECASE
)  # fmt: skip
_NUMBERS: Final = regex(r"\d+(?:\.\d+)?")
_ALIKE: Final = 75.0
_YEAR: Final = regex("(?:1[5-9]|20)[0-9]{2}$")
_WHEN: Final = regex(r"[哪几]一?年|什么时候|何时|\b(?:year|when)\b", re.IGNORECASE)
_ROUNDED: Final = 0.01  # 2.48 miles and 2.49 miles are one figure


class ContradictoryAnswers(Rule):
    """The same question has answers that contradict each other.

    One says yes and the other no (能 and 不能 as well), or two nearly equal answers differ in a negation or a number.
    Whatever the model learns from them, it is unsure of what it says.  Questions that are negative themselves are
    passed over, as 是的 and 不是 may both be right there, and so are numbers in answers to questions that have many
    answers.  ``threshold`` is the score of ``rapidfuzz.fuzz.ratio``, 0 to 100, from which on questions in the same words
    but for particles are the same.
    """

    code = "DU105"
    name = "contradictory-answers"
    severity = "warning"
    threshold: float = 90.0
    bad = (
        [("你是ChatGPT吗？", "不是，我是小澜。"), ("你是ChatGPT吗", "是的，我是ChatGPT。")],
        [("Are you human?", "No, I'm an AI."), ("Are you human?", "Yes, I am.")],
        [("7乘8等于几？", "7乘8等于56。"), ("7乘8等于几", "7乘8等于54。")],
        [("你能联网吗？", "不能，我离线运行。"), ("你能联网吗", "可以，我会查资料。")],
        [("你是哪年发布的？", "2022年。"), ("你是哪年发布的", "2024年。")],
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
        [("能帮我吗？", "没问题。"), ("能帮我吗", "能，说吧。")],
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
    if negations(tokens(_A_NOT_A.sub(r"\1", question))) or apart(question, other.question):
        return ""
    ours, theirs = _stance(one.answer, question), _stance(other.answer, question)
    if ours * theirs < 0:
        words = {1: "yes", -1: "no"}
        return say(
            "this answer says {one} and another to the same question says {other}", one=words[ours], other=words[theirs]
        )
    if _WHETHER.search(question) and (_takes_back(one.answer, other.answer) or _takes_back(other.answer, one.answer)):
        return say("this answer denies what another to the same question says")
    if not _alike(one.answer, other.answer):
        return ""
    if (negations(tokens(one.answer)) - negations(tokens(other.answer))) % 2:
        return say("this answer denies what another to the same question says")
    mine, others = _NUMBERS.findall(one.answer), _NUMBERS.findall(other.answer)
    if len(mine) == len(others) and mine != others and not _OPEN.search(question):
        dated = _WHEN.search(question) is not None
        pairs = [pair for pair in zip(mine, others, strict=True) if not _same(*pair, dated)]
        if pairs:
            pair = pairs[0]
            return say(
                "this answer says {one} where another to the same question says {other}", one=pair[0], other=pair[1]
            )
    return ""


def _stance(answer: str, question: str) -> int:
    """1 when *answer* begins with a yes to *question*, -1 when with a no, 0 when with neither."""
    said = bool(_YES.match(answer)) - bool(_NO.match(answer))
    if said or not _WHETHER.search(question) or _WHAT.search(question):
        return said
    return bool(_DOES.match(answer)) - bool(_DOES_NOT.match(answer))


def _takes_back(one: str, other: str) -> bool:
    """Whether *one* begins with the denial of the words that *other* begins with."""
    denied = _DENIED.match(one)
    return denied is not None and other.removeprefix("当然").startswith(denied[1])


def _same(one: str, other: str, dated: bool) -> bool:
    """Whether the numbers are the same but for rounding, which the years that a *dated* question asks for are not."""
    if dated and _YEAR.match(one) and _YEAR.match(other):
        return one == other
    return abs(float(one) - float(other)) <= _ROUNDED * float(one)


def _alike(one: str, other: str) -> bool:
    """Whether the answers are the same sentence but for a word or two."""
    from rapidfuzz import fuzz

    return fuzz.ratio(normal(one), normal(other), score_cutoff=_ALIKE) > 0


def _answer_of(sample: Sample) -> int:
    return max(index for index, turn in enumerate(sample.turns) if turn.role == "assistant")
