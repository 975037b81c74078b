"""TX104 mixed-width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule
from personadata.lint.text.script import is_han

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

# begins with one character out of a set: fast
_HALF: Final = regex(r"[,;?!:](?<=[^\x00-\x7f].)(?=[^\x00-\x7f])")
_FULL: Final = regex("[，。；？！：]")
# one letter among marks is a part of a face: o(￣▽￣)ｄ
_LETTERS: Final = regex("(?<![)）])[Ａ-Ｚａ-ｚ０-９]+|(?<=[)）])[Ａ-Ｚａ-ｚ０-９]{2,}")
_LETTER: Final = regex("[Ａ-Ｚａ-ｚ０-９]")  # begins so too, and what it is not beside is looked at only there
_WIDE: Final = {",": "，", ";": "；", "?": "？", "!": "！", ":": "："}
# what has a form of its own: verse, code and keyboards
_OWN: Final = regex("```|正则|全角|半角|全形|半形|標點|标点|日本|日文|日语")


class MixedWidth(SampleRule):
    """A Chinese answer mixes full-width and half-width punctuation, or holds full-width letters and digits.

    ``，`` and ``,`` between Chinese characters are different tokens for one and the same mark, and the model learns to
    switch between them at random; ``Ａ`` and ``１`` are rare tokens that it knows little about.  Questions are left
    alone: people do type that way.  ``least`` is the number of half-width marks that count.
    """

    code = "TX104"
    name = "mixed-width"
    severity: ClassVar = "info"
    least: int = 2
    bad = (
        [("你是谁？", "我是小澜,会写作,也会翻译。你想先试哪个？")],
        [("你是谁？", "我是小澜，版本是Ｖ２。")],
    )
    good = (
        [("你是谁,会什么?", "我是小澜，会写作，也会翻译。")],
        [("报个价", "一共1,200元，比例是3:1，时间12:30。")],
        [("你是谁？", "我是小澜,会写作")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The first such mark and the first such letters of every answer that is trained on."""
        for index, turn in enumerate(sample.turns):
            text = turn.text
            if turn.role != "assistant" or turn.loss is False or text.isascii():
                continue
            if sum(map(text.count, _WIDE)) >= max(1, self.least):
                half = list(islice(_half(text), self.least + 50))
                full = len(_FULL.findall(text)) if len(half) >= self.least else 0
                if full and not _OWN.search(text):
                    mark = half[0]
                    yield self.mark(
                        say("{n} half-width and {m} full-width marks between Chinese words", n=len(half), m=full),
                        index,
                        *mark.span(),
                        help=say('write "{mark}"', mark=_WIDE[mark[0]]),
                        replace=_WIDE[mark[0]],
                    )
            wide = _LETTER.search(text) and _LETTERS.search(text)
            if wide and not _OWN.search(text) and not _LETTERS.search(sample.question):
                plain = unicodedata.normalize("NFKC", wide[0])
                yield self.mark(
                    say('full-width letters or digits: "{text}"', text=wide[0][:20]),
                    index,
                    *wide.span(),
                    help=say('write "{text}"', text=plain[:20]),
                    replace=plain,
                )


def _half(text: str) -> Iterator[re.Match[str]]:
    """The half-width marks of *text* between Chinese characters, and a colon before “."""
    for mark in _HALF.finditer(text):
        after = text[mark.end()]
        if is_han(text[mark.start() - 1]) and (is_han(after) or (after == "“" and mark[0] == ":")):
            yield mark
