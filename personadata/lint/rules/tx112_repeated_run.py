"""TX112 repeated-run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from operator import eq, itemgetter
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_WORDS: Final = regex(r"\b([A-Za-z]{2,20})(?:[\s,]+\1\b){4,}")
_CHARACTERS: Final = regex("([\u4e00-\u9fff]{2,8}?)\\1{5,}")
_SOUNDS: Final = frozenset(
    ("ha", "he", "ho", "la", "na", "no", "oh", "very", "row", "da", "doo", "hey", "beep", "knock", "yeah", "go", "meow")
)
_SENTENCE: Final = regex(r"[^。！？.!?\n]{8,}[。！？.!?]")
_ENDS: Final = regex("[。！？]")
_CODE: Final = regex(r"[=(){}<>;_$\\]|^[-*•\d(\[]")
_ASKED: Final = regex(
    r"repeat|lyric|song|poem|loop|times|chant|rap\b|schedule|survey|重复|歌|诗|循环|遍|次|sound|verse|code|pattern|代码|拟声",
    re.IGNORECASE,
)
_CHORUS: Final = regex(r"合唱|副歌|[Cc]horus")


class RepeatedRun(SampleRule):
    """An answer says one word or one sentence over and over.

    The model that wrote it fell into a loop, and a model tuned on it falls into loops more easily.  A word counts
    from five times on end, a sentence from ``most`` + 1 times in one answer; laughter, and what the question asks to
    repeat, do not.
    """

    code = "TX112"
    name = "repeated-run"
    severity: ClassVar = "warning"
    most: int = 3
    bad = (
        [("Tell me about cats.", "Cats like the the the the the the garden.")],
        [("你是谁？", "我是小澜小澜小澜小澜小澜小澜小澜")],
        [("介绍一下猫。", "猫是一种很常见的家养宠物之一。" * 5)],
    )
    good = (
        [("讲个笑话", "哈哈哈哈哈哈哈哈哈哈！")],
        [("How funny?", "Ha ha ha ha ha ha! No, no, no, no, no!")],
        [("把“加油”重复十遍", "加油" * 10)],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The first such run of every answer that is trained on."""
        for index, turn in enumerate(sample.turns):
            if turn.role != "assistant" or turn.loss is False or len(turn.text) < 12:
                continue
            found = _run(turn.text) or (len(turn.text) >= 60 and self._sentence(turn.text))
            if found and not _ASKED.search(sample.question) and not _CHORUS.search(turn.text):
                text, count, start, end = found
                yield self.mark(
                    say('"{text}" is said {n} times', text=text[:40], n=count),
                    index,
                    start,
                    end,
                    help="cut the repetition, or delete the row",
                )

    def _sentence(self, text: str) -> tuple[str, int, int, int] | None:
        ways = [text.split(". ")] if text.count(". ") >= self.most else []
        if not text.isascii():
            ways.append(_ENDS.split(text))
        if all(len(parts) - len(set(parts)) < self.most for parts in ways):
            return None
        counts = Counter(sentence.strip() for sentence in _SENTENCE.findall(text))
        sentence, count = max(counts.items(), key=itemgetter(1), default=("", 0))
        if count <= self.most or _CODE.search(sentence) or (sentence.isascii() and sentence.count(" ") < 3):
            return None
        second = text.index(sentence, text.index(sentence) + len(sentence))
        return sentence, count, second, second + len(sentence)


def _run(text: str) -> tuple[str, int, int, int] | None:
    words = text.split()
    alike = any(map(eq, words, islice(words, 1, None)))
    for found in _WORDS.finditer(text) if alike else ():
        if found[1].lower() not in _SOUNDS:
            return found[1], len(re.findall(rf"\b{found[1]}\b", found[0])), *found.span()
    if not text.isascii() and _seems_to_run(text):
        for found in _CHARACTERS.finditer(text):
            if len(set(found[1])) > 1:
                return found[1], len(found[0]) // len(found[1]), *found.span()
    return None


def _seems_to_run(text: str) -> bool:
    """Whether *text* may match ``_CHARACTERS``: a run, at least 12 characters long, repeats what stands at a place of it.

    One place in 9 is looked at: one of the first 9 of any run, behind which a further repetition stands.
    """
    for at in range(0, len(text), 9):
        if text.find(text[at : at + 2], at + 2, at + 10) >= 0 and any(
            text.startswith(text[at : at + width], at + width) for width in range(2, 9)
        ):
            return True
    return False
