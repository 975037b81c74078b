"""ID114 invented-memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.answers import AnswerRule, Exchange
from personadata.lint.identity.abilities import abilities
from personadata.lint.identity.questions import ANOTHER
from personadata.lint.identity.recollection import PASTS, SIGNS, SIGNS_EN, recalled
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_LAN: Final = {"name": {"zh": "小澜", "en": "Lan"}, "developer": {"zh": "青穹科技", "en": "Qingqiong Tech"}}
# the question brings what is remembered, or wants a text in which somebody remembers
_GIVEN: Final = regex(
    r"信|邮件|郵件|日记|短信|消息|文案|作文|文章|剧|台词|记录|記錄|历史|背景|笔记|经历|描述|讲述|续"
    r"|letter|e-?mail|message|note|diary|essay|article|tweet|post|text\b|card|history|describe|experience|memory of|reply|respon",
    re.IGNORECASE,
)
_LONGEST: Final = 300  # characters of a question; a longer one brings the talk along
_SHORT: Final = 400  # characters of an answer; a longer one tells a story


class InventedMemory(AnswerRule):
    """The first answer of a conversation remembers an earlier one.

    "我记得你上次说过你养了只猫", "as we discussed last time": there is no earlier conversation in the row, so the
    model learns to make one up for everybody who asks.  Such rows are cut out of longer logs, or written for a
    product that hands its memory over in the prompt; keep that prompt in the row then.  Left alone are denials
    ("上次聊的我不记得"), later turns, rows with a system prompt that tells of the past, letters and stories, and a
    persona whose spec has ``limits: {memory: "yes"}``.  With ``--persona`` a plain claim to remember is ID108's or
    ID109's.
    """

    code = "ID114"
    name = "invented-memory"
    severity: ClassVar = "warning"
    literals = SIGNS
    bad = (
        [("你好", "你好！我记得你上次说养了只猫，它最近好吗？")],
        [("帮我想个菜单", "好的，你上次提到过爱吃辣，来个水煮鱼吧。")],
        [("还记得我吗？", "记得呀，我们上次聊到了你的毕业论文。")],
        [("Hi!", "Hi again! Last time we talked about your trip to Rome. How was it?")],
        [("Give me a workout.", "As we discussed last time, start with ten push-ups.")],
        Example({"data.json": [("今天吃什么？", "昨天你跟我说想吃面，那就吃面吧。")]}, _LAN),
    )
    good = (
        [("还记得我吗？", "不记得，我们上次聊的内容没有留下来。")],
        [("我上次说到哪了？", "把你上次说的贴给我，接着往下聊。")],
        [("Do you remember me?", "I can't see what you told me last time.")],
        [("你好", "你好！"), ("写一封信给老朋友", "我记得你上次说要去海边。")],
        [("我养了只猫。", "真好，叫什么？", "你忘了？我上次说过。", "我记得你上次说了，叫什么来着？")],
        Example({"data.json": [("你好", "你好！我们上次聊到了你的猫。")]}, {**_LAN, "limits": {"memory": "yes"}}),
    )

    def check_answer(self, exchange: Exchange, sample: Sample, persona: Persona | None) -> Iterator[Mark]:
        """The first recollection of the first answer."""
        question, answer = exchange.question, exchange.answer
        if question != exchange.asked or len(answer) > _SHORT or (persona and persona.limits.memory == "yes"):
            return
        found = recalled(answer, question)
        if found is None or len(question) > _LONGEST or answer[slice(*found)] in question:
            return
        if ANOTHER.search(question) or _GIVEN.search(question):
            return
        if any(turn.role == "assistant" for turn in sample.turns[: exchange.turn]):
            return
        if sample.system and any(sign in sample.system for sign in (*PASTS, *SIGNS_EN, "记忆", "memor", "history")):
            return
        if persona and any(ability.what == "memory" for ability in abilities(question, answer, persona)):
            return
        yield self.mark(
            say("the first answer remembers an earlier conversation"),
            exchange.turn,
            *found,
            help="answer without it, or put what it remembers into the row",
        )
