"""TX108 truncated-answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

# no preposition that may end a clause ("to connect with")
_EN: Final = regex(
    r"(?<![\w'’-])(?:the|a|an|and|or|of|to|their|its|your|my|our|such|because|than|is|are|was|were|been|has|can|will|would|should"
    r"|between|including|while|which|who|where|if|as|very)$"
)
_ZH: Final = regex(
    "(?:[和或与及并但把被从将而]|以及|并且|而且|但是|所以|如果|虽然|因为|例如|比如|由于|通过|可以|需要|应该|包括|这些|一个|[，、；])$"
)
_OPEN: Final = regex(r"[,;(（\[【“‘、，；—–-]$")
_OWN: Final = regex(r"```|^[ \t]*[#{}<$\\|]|[{};=][ \t]*$|\w\(|</|\bprint\b|#include|import ", re.MULTILINE)
# the text that is asked for may well end so
_PART: Final = regex(
    r"poem|haiku|verse|lyric|song|rhyme|limerick|couplet|code|function|program|script|query|regex|title|headline|slogan|tagline|phrase|prefix"
    r"|complete|fill in|opening|beginning|first (?:line|sentence)|start of|continue|words?\b|list|sequence|pattern|column|format"
    r"|诗|歌|词|代码|函数|程序|标题|口号|开头|首句|续写|填空|补全|列表|序列|公式|对联|短语",
    re.IGNORECASE,
)


class TruncatedAnswer(SampleRule):
    """A long answer stops in the middle of a clause.

    It was cut at the length limit of the model that wrote it, or on the way here, and the tuned model learns to stop
    in the middle too.  Only an end that cannot be one counts: an article, a pronoun, a conjunction, a comma or an
    opening bracket in text of ``least`` characters or more.  A missing full stop alone does not, nor do verse, code
    and lists.
    """

    code = "TX108"
    name = "truncated-answer"
    severity: ClassVar = "warning"
    least: int = 80
    bad = (
        [
            (
                "Tell me about cats.",
                "Cats are small mammals that people have kept for thousands of years as pets, and they like the",
            )
        ],
        [("介绍一下猫。", "猫是一种常见的宠物，人类养猫已经有几千年的历史。" * 4 + "它们喜欢安静的地方，并且")],
        [("介绍一下猫。", "猫是一种常见的宠物，人类养猫已经有几千年的历史。" * 4 + "它们喜欢安静的地方，")],
    )
    good = (
        [
            (
                "Tell me about cats.",
                "Cats are small mammals that people have kept for thousands of years as pets, and they like fish",
            )
        ],
        [("写一首诗", "床前明月光，\n疑是地上霜，\n" * 10 + "举头望明月，")],
        [("介绍一下猫。", "猫是一种常见的宠物，人类养猫已经有几千年的历史。" * 4)],
        [("你好", "好的，")],
        [
            (
                "Write a letter.",
                "Thank you for the interview and for the time that you took to show me around.\n\nSincerely,",
            )
        ],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The end of the last answer, when it is trained on."""
        turn = sample.turns[-1]
        text = turn.text.rstrip()
        if turn.role != "assistant" or turn.loss is False or len(text) < self.least or text[-1] in ".!?。！？":
            return
        tail = text[-24:]
        found = _EN.search(tail) or _ZH.search(tail) or _OPEN.search(tail)
        if not found or _OWN.search(text) or _PART.search(sample.question) or _short_lines(text):
            return
        if found[0] in (",", "，") and len(text) - text.rfind("\n") < 40:  # "Sincerely,": a letter to be signed
            return
        start = len(text) - len(tail) + found.start()
        yield self.mark(
            say('the answer of {n:,} characters ends with "{end}"', n=len(text), end=found[0]),
            len(sample.turns) - 1,
            start,
            len(text),
            help="finish the sentence, or cut back to the one before",
        )


def _short_lines(text: str) -> bool:
    """Whether *text* is set in short lines, as verse and lists are."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= 4 and len(text) / len(lines) < 40
