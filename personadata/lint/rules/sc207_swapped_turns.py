"""SC207 swapped-turns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.identity.own import own_of
from personadata.lint.identity.questions import ANOTHER, about_assistant
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_LAN: Final = {"name": {"zh": "小澜", "en": "Lan"}, "developer": {"zh": "青穹科技", "en": "Qingqiong Tech"}}
_LONGEST: Final = 60  # characters of an answer that is but a question
# one of these is in whatever says who one is
_SIGNS: Final = ("我是", "我叫", "我就", "我其实", "我由", "I am", "I'm", "I’m", "I was", "y name is", "i am", "i'm")
_ASKS: Final = ("?", "？", "吗", "呢", "谁", "什么", "名字", "自己")
_TASK: Final = regex("改成|改为|换成|问句|提问|问题")
_ASSISTANT: Final = regex(
    r"我(?:就|其实)?(?:是|叫)[^。！？!?\n]{0,40}(?:助手|助理|模型|机器人|AI|人工智能)(?=[，。！,.!]|\s*$)"
    r"|我是?由[^，。！？!?\n]{1,30}(?:开发|研发|训练|打造|创造)的?"
    r"|\bI(?:['’]m| am) [^.!?\n]{0,60}\b(?:AI|chat ?bot|(?:language|AI) model|AI assistant|virtual assistant)(?=[,.!]|\s*$| (?:developed|created|trained|built|made)\b)"
    r"|\bI (?:am|was) (?:developed|created|trained|built|made) by\b",
    re.IGNORECASE,
)


class SwappedTurns(SampleRule):
    """The question introduces the assistant and the answer asks who it is.

    Two columns were swapped, or the roles of a conversation: the tuned model learns to ask its users who they are.
    Reported only where it cannot be meant: the first question says as "I" that it is an assistant or a model, or with
    ``--persona`` that it has the persona's name, asks nothing itself, and the answer is a question to the assistant
    about itself and nothing else.
    """

    code = "SC207"
    name = "swapped-turns"
    common = True
    literals = _SIGNS
    bad = (
        [("我是小澜，由青穹科技开发的AI助手。", "你是谁？")],
        [("I'm Lan, an AI assistant developed by Qingqiong Tech.", "Who are you?")],
        [("我由青穹科技开发。", "谁开发了你？")],
        Example({"data.json": [("我叫小澜。", "你叫什么名字？")]}, _LAN),
    )
    good = (
        [("你是谁？", "我是小澜，由青穹科技开发的AI助手。")],
        [("我叫小明。你呢？", "我是小澜。你是做什么的？")],
        [("我是一名AI助手开发者。", "你想聊哪方面？")],
        [("把这句话改成问句：我是一个AI助手。", "你是一个AI助手吗？")],
        [("我叫小明。", "你好，小明。")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The first question and its answer."""
        first = 1 if sample.system is not None else 0
        if [turn.role for turn in sample.turns[first : first + 2]] != ["user", "assistant"]:
            return
        question, turn = sample.turns[first].text, sample.turns[first + 1]
        if turn.loss is False or not any(map(question.__contains__, _SIGNS)):
            return
        answer = turn.text.strip()
        if len(answer) > _LONGEST or not answer.rstrip("。.！!~").endswith(_ASKS):
            return
        if (
            not about_assistant(answer)
            or re.search("[?？]", question)
            or ANOTHER.search(question)
            or _TASK.search(question)
        ):
            return
        if _ASSISTANT.search(question) or (persona and _named(own_of(persona).names).search(question)):
            yield self.mark(
                say("the question introduces the assistant and the answer asks who it is"),
                first + 1,
                help="swap question and answer, in this row or in the columns that it came from",
            )


@lru_cache(maxsize=16)
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    one = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?:我(?:就)?(?:是|叫)|\b(?:I am|I['’]m|my name is) )\s*(?:{one})(?![A-Za-z])", re.IGNORECASE)
