"""TX105 mixed-script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.identity.called import called
from personadata.lint.identity.own import own_of
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark, SampleRule
from personadata.lint.text.script import scripts

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding
    from personadata.persona import Persona
    from personadata.sample import Sample

_QUOTED: Final = regex(
    '“[^“”]*”|「[^「」]*」|『[^『』]*』|《[^《》]*》|‘[^‘’]*’|"[^"\n]*"|`[^`]*`|[（(][^（()）\n]*[)）]'
)
_LAN: Final = {"name": "小澜", "developer": "华听团队"}
_KANA: Final = regex("[\u3040-\u30ff]")
_ABOUT: Final = regex(
    "繁[体體]|[简簡][体體]|正[体體]字|书法|書法|汉字|漢字|字形|日[文语語本]|古[诗詩文]|文言|诗|詩|粤语|粵語|台[湾灣]|香港|Traditional|Simplified|Japanese|Kanji"
)


class MixedScript(SampleRule):
    """An answer mixes Simplified and Traditional Chinese.

    It was converted in part, or pasted together from sources in both scripts, and the model learns to fall from one
    into the other.  Quotations, titles, brackets and the assistant's own names are left alone, and so are rows about
    the scripts, poetry or Japanese.  A character counts when only one of GB 2312 and Big5 has it among its common ones.  ``least`` is the
    number of different characters that the smaller script must have.
    """

    code = "TX105"
    name = "mixed-script"
    severity: ClassVar = "warning"
    least: int = 2
    bad = (
        [("你是谁？", "我是小澜，可以陪你说话、听你讲故事，也可以幫你寫作、翻譯。")],
        [("你是誰？", "我是小瀾，可以陪你聊天，也可以帮你写作、翻译，還能說笑話。")],
    )
    good = (
        [("你是谁？", "我是小澜，可以帮你写作、翻译。")],
        [("你是誰？", "我是小瀾，可以幫你寫作、翻譯。")],
        [("“说话”的繁体怎么写？", "写作說話。")],
        [("他说了什么？", "他说的是“我們說話”。")],
        Example({"data.json": [("你是誰做的？", "我是小澜，由华听团队開發，會寫作，也會翻譯。")]}, _LAN),
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every mark of every row, beside the names that its answers give the assistant and its makers."""
        for row in dataset:
            if any(self._marks(row.sample, ())):
                yield from self.place(row, self._marks(row.sample, called(dataset).forms))

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The first character of the smaller script in every answer that is trained on, the persona's names apart."""
        return self._marks(sample, own_of(persona).forms if persona else ())

    def _marks(self, sample: Sample, names: tuple[str, ...]) -> Iterator[Mark]:
        for index, turn in enumerate(sample.turns):
            text = turn.text
            if turn.role != "assistant" or turn.loss is False or text.isascii():
                continue
            simplified, traditional = scripts()
            if not (traditional.search(text) and simplified.search(text)):
                continue
            if _KANA.search(text) or any(_ABOUT.search(other.text) for other in sample.turns):
                continue
            plain = _QUOTED.sub(lambda quote: " " * len(quote[0]), text)
            for name in names:
                plain = plain.replace(name, " " * len(name))
            hans, hant = set(simplified.findall(plain)), set(traditional.findall(plain))
            fewer, pattern = (hant, traditional) if len(hant) <= len(hans) else (hans, simplified)
            if len(fewer) >= self.least:
                first = pattern.search(plain)
                assert first is not None  # noqa: S101
                yield self.mark(
                    say(
                        "{n} Simplified and {m} Traditional characters in one answer, here {text}",
                        n=len(hans),
                        m=len(hant),
                        text="".join(sorted(fewer, key=plain.index)[:8]),
                    ),
                    index,
                    *first.span(),
                    help="write one script",
                )
