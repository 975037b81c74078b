"""TX113 echoed-question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule
from personadata.lint.text.sameness import normal

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_REPEAT: Final = regex(
    r"repeat|say|copy|echo|spell|type|correct|edit|fix|proofread|rewrite|reword|重复|复述|跟我|照抄|念|读|改正|修改|校对|润色|改写|纠正|抄写"
    r"|重複|复读|翻译|translate",
    re.IGNORECASE,
)

# no greeting, however short
_ASKS: Final = regex(
    r"什么|甚么|什麼|啥|谁|誰|哪|怎|多少|[几幾][个個岁歲种種]|([能会會是有])[不没][能会會是有]|[你您妳](?:能|会|會|可以|是|有|叫|懂)|[请請]|介[绍紹]"
)


class EchoedQuestion(SampleRule):
    """An answer is the question over again.

    A column was copied twice, or the model that wrote it had nothing to say.  The tuned model learns to echo.  Width,
    case, punctuation and spaces do not count; a text that is to be repeated, or corrected and has no mistake, is left
    alone, and so are greetings: all of up to ``short`` characters that ask for nothing.
    """

    code = "TX113"
    name = "echoed-question"
    severity: ClassVar = "warning"
    short: int = 6
    bad = (
        [("介绍一下你自己吧", "介绍一下你自己吧。")],
        [("What can you do?", "what can you do")],
        [("你会写诗吗", "你会写诗吗？")],
    )
    good = (
        [("你好！", "你好！")],
        [("你好吗？", "你好吗？")],
        [("跟我说：春天来了", "跟我说：春天来了")],
        [("你是谁开发的", "我是青穹科技开发的")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every answer that is trained on and equals the question before it."""
        question = ""
        for index, turn in enumerate(sample.turns):
            if turn.role == "user":
                question = turn.text
            elif turn.role == "assistant" and turn.loss is not False and question:
                # punctuation and spaces are the only difference that counts for nothing: the lengths are close
                if abs(len(turn.text) - len(question)) > 8 + len(question) // 4:
                    continue
                answer = normal(turn.text)
                asks = len(answer) > self.short or _ASKS.search(question)
                if asks and answer == normal(question) and not _REPEAT.search(question):
                    yield self.mark(
                        say("the answer is the question over again"), index, help="write an answer, or delete the row"
                    )
