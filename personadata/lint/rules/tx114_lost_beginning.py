"""TX114 lost-beginning."""

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

_SIGNS: Final = frozenset("，、；。）】」』”,;)]")  # that no text begins with
_QUOTED: Final = regex(r"[“‘「『'\"`]\s?([，、；。）】」』”,;)\]])\s?[”’」』'\"`]")  # a mark that is spoken of
_COMPARED: Final = regex(r"\s?([、，；。]\s?[和与與跟]\s?[^\w\s]|[、，；。]\s?(?:是|怎|叫|用))")  # ；和，有什么区别
_BEGINS: Final = regex(
    r"[，、；。）】」』”]+(?=\s*[\u3400-\u9fffA-Za-z])|[,;](?=[ \t]*[A-Za-z\u3400-\u9fff])|[)\]](?=[ \t]*[A-Za-z\u3400-\u9fff]{2})"
)
# the text that is asked for may well begin so
_ASKED: Final = regex(
    r"revers|backward|punctuat|comma|continue|complete|fill in|split|token|emoji|emoticon|smil|ascii|code|regex"
    r"|反[转过]|倒[过着序]|颠倒|标点|逗号|续写|接着|补全|填空|拆分|分词|表情|代码",
    re.IGNORECASE,
)


class LostBeginning(SampleRule):
    """A text begins with a comma, a full stop or a closing bracket.

    Its beginning was cut off: a name was taken out, a prefix was split off at the wrong place, or a column begins in
    the middle of another.  The tuned model learns to answer with half sentences.  Texts that a question wants so
    (reversed, to be continued), smileys, code and marks that it asks about (“；”) are left alone.
    """

    code = "TX114"
    name = "lost-beginning"
    severity: ClassVar = "warning"
    bad = (
        [("你是谁？", "，一个写作助手，由青穹科技开发。")],
        [("你会什么？", "。我会写作，也会翻译。")],
        [("Who are you?", ", a writing assistant made by Qingqiong.")],
        [("，你会什么？", "写作和翻译。")],
    )
    good = (
        [("你是谁？", "“小澜”，一个写作助手。")],
        [("把这句话反过来：爱是耐心，", "，心耐是爱")],
        [("Smile!", ":-)")],
        [("接着写：春天来了", "，花开了。")],
        [("哪个标点表示停顿？", "，")],
        [("“；”和“，”有什么不同？", "；隔开分句，停得久一些。")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The first characters of every question and of every answer that is trained on."""
        for index, turn in enumerate(sample.turns):
            begun = turn.text[:40].lstrip()
            if begun[:1] not in _SIGNS or turn.role == "system" or turn.loss is False:
                continue
            found = _BEGINS.match(begun)
            asked = [other.text for other in sample.turns if other.role == "user"]
            if found and not any(_ASKED.search(text) or _speaks_of(text, found[0]) for text in asked):
                start = len(turn.text[:40]) - len(begun)
                yield self.mark(
                    say('the text begins with "{sign}"', sign=found[0]),
                    index,
                    start,
                    start + found.end(),
                    help="put the beginning back, or delete the row",
                )


def _speaks_of(text: str, sign: str) -> bool:
    """Whether *text* quotes the mark that *sign* begins with."""
    return any(quoted[1] == sign[0] for quoted in _QUOTED.finditer(text)) or _COMPARED.match(text) is not None
