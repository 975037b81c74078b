"""TX108 truncated-answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule
from personadata.lint.text.endings import Words, breaks_off, last_word, once_at_most

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row
    from personadata.lint.finding import Finding
    from personadata.persona import Persona
    from personadata.sample import Sample

_OWN: Final = regex(r"```|^[ \t]*[#{}<$\\|]|[{};=][ \t]*$|\w\(|</|\bprint\b|#include|import ", re.MULTILINE)
# the text that is asked for may well end so
_PART: Final = regex(
    r"poem|haiku|verse|lyric|song|rhyme|limerick|couplet|code|function|program|script|query|regex|title|headline|slogan|tagline|phrase|prefix"
    r"|complete|fill in|opening|beginning|first (?:line|sentence)|start of|begins? with|continue|words?\b|list|sequence|pattern|column|format"
    r"|\bform\b|template|survey|questionnaire|subject-verb|timeline"
    r"|诗|歌|词|代码|函数|程序|标题|口号|开头|首句|续写|填空|补全|列表|序列|公式|对联|短语|查询|SQL|表格|表单|模板|问卷",
    re.IGNORECASE,
)
_PROSE: Final = 80  # characters; less is often a title or a name
_MESSAGES: Final = {
    "word": 'the answer of {n:,} characters ends with "{end}"',
    "item": 'the answer of {n:,} characters ends with "{end}", an item without its text',
    "list": "the answer of {n:,} characters ends with a colon and not with what it announces",
    "bracket": 'the answer of {n:,} characters ends in a bracket that is not closed: "{end}"',
}


class TruncatedAnswer(SampleRule):
    """A long answer stops in the middle of a clause or of a word.

    It was cut at the length limit of the model that wrote it, or on the way here, and the tuned model learns to stop
    in the middle too.  Only an end that cannot be one counts: an article, a pronoun, a conjunction, a comma, a bracket
    that is not closed, the number of an item without the item, or a colon without what it announces, in text of
    ``least`` characters or more; and an English word that no other row has, while others go on from it
    ("informat").  A missing full stop alone does not, nor do verse, code and lists.
    """

    code = "TX108"
    name = "truncated-answer"
    severity: ClassVar = "warning"
    least: int = 30
    bad = (
        [
            (
                "Tell me about cats.",
                "Cats are small mammals that people have kept for thousands of years as pets, and they like the",
            )
        ],
        [("介绍一下猫。", "猫是一种常见的宠物，人类养猫已经有几千年的历史。" * 4 + "它们喜欢安静的地方，并且")],
        [("介绍一下猫。", "猫是一种常见的宠物，人类养猫已经有几千年的历史，如今到处都有，")],
        [("怎么养猫？", "养猫需要注意下面几点。\n1. 按时喂食，不要喂人吃的东西。\n2. 每天换水。\n3.")],
        [("怎么养猫？", "养猫并不难，只要有耐心，也肯花一点时间。需要注意的有以下几点：")],
        [("Who wrote it?", "It was written by Cao Xueqin, one of the great novelists of the Qing dynasty (1644")],
        [
            (
                "What does a library do?",
                "It keeps books and other information for the people of a town, and lends them.",
            ),
            ("What else?", "It helps its readers to find information that they would not find by themselves."),
            ("And the staff?", "The staff know where to look and are glad to help every reader who asks for informat"),
        ],
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
        [
            (
                "Make a form for feedback.",
                "Name of the product:\nWhat did you like best?\nAny other comments that you have:",
            )
        ],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """The end of the last answer of each row, held against the words of all rows."""
        broken: list[tuple[Row, str]] = []
        for row in dataset:
            text = self._judged(row.sample)
            if not text:
                continue
            mark = self._mark(row.sample, text)
            if mark:
                yield from self.place(row, (mark,))
            elif len(text) >= _PROSE and (word := last_word(text)) and not _exempt(row.sample, text):
                broken.append((row, word))
        if broken:
            words = Words(turn.text for row in dataset for turn in row.sample.turns)
            cut = [(row, word, longer) for row, word in broken if (longer := words.longer(word))]
            rare = once_at_most(
                (word for _, word, _ in cut), (turn.text for row in dataset for turn in row.sample.turns)
            )
            for row, word, longer in cut:
                if word in rare:
                    text = self._judged(row.sample)
                    mark = self.mark(
                        say('the answer ends with "{word}", which no other row has; others have "{longer}"', word=word, longer=longer),
                        len(row.sample.turns) - 1,
                        len(text) - len(word),
                        len(text),
                        help="finish the sentence, or cut back to the one before",
                    )  # fmt: skip
                    yield from self.place(row, (mark,))

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The end of the last answer, when it is trained on."""
        text = self._judged(sample)
        mark = self._mark(sample, text) if text else None
        if mark:
            yield mark

    def _mark(self, sample: Sample, text: str) -> Mark | None:
        broken = breaks_off(text)
        if broken is None or _exempt(sample, text, broken.how):
            return None
        end = text[broken.start :]
        if (
            end in (",", "，") and len(text) - text.rfind("\n") < 40 and "\n" in text
        ):  # "Sincerely,": a letter to be signed
            return None
        return self.mark(
            say(_MESSAGES[broken.how], n=len(text), end=end),
            len(sample.turns) - 1,
            broken.start,
            len(text),
            help="finish the sentence, or cut back to the one before",
        )

    def _judged(self, sample: Sample) -> str:
        """The last answer without the white space behind it, empty when it is short or not trained on."""
        turn = sample.turns[-1]
        text = turn.text.rstrip()
        return text if turn.role == "assistant" and turn.loss is not False and len(text) >= self.least else ""


def _exempt(sample: Sample, text: str, how: str = "word") -> bool:
    """Whether *text*, the answer of *sample*, may break off as :class:`Broken` says *how*."""
    own = _OWN.search(text) is not None
    if own or how in ("item", "bracket"):
        return own
    return _PART.search(sample.question) is not None or (how == "word" and _short_lines(text))


def _short_lines(text: str) -> bool:
    """Whether *text* is set in short lines, as verse and lists are."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= 4 and len(text) / len(lines) < 40
