"""TX101 invisible-character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_SEEN: Final = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ue000-\uf8ff\U000e0000-\U000e007f]"
)
_CONTROL: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
# one and more, rather than one or more: re then looks for the first one alone, which is twice as fast
_RUN, _ASCII_RUN = regex(f"{_SEEN}{_SEEN}*"), regex(f"{_CONTROL}{_CONTROL}*")
# Persian, Indic and others need the joiners, right-to-left text its marks, and pictures are joined from several
_JOINING: Final = regex("[\u0600-\u08ff\u0900-\u0dff\u0e80-\u0eff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
_RIGHT_TO_LEFT: Final = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_GARBLED: Final = regex("[\u00c2-\u00f4][^ -~\u3000-\uffff]?[\x80-\x9f]")  # UTF-8 read as Latin-1: TX102 reports it
_PICTURE: Final = regex("[\u200d\u2190-\u2bff\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]")


class InvisibleCharacter(SampleRule):
    """A text holds characters that cannot be seen: zero-width, bidirectional, control or private-use ones.

    They come with text copied from web pages and documents.  A tokenizer makes tokens of their own of them and cuts
    the words around them differently, so that the model learns to put them out; a bidirectional mark also shows a
    reviewer something else than what is trained.  Joiners inside emoji and in Persian or Indic words are left alone,
    and so are direction marks in right-to-left text.
    """

    code = "TX101"
    name = "invisible-character"
    severity: ClassVar = "warning"
    bad = (
        [("你是谁？", "我是\u200b小澜。")],
        [("你是谁？", "\ufeff我是小澜。")],
        [("Who are you?", "I am\x07 Lan.")],
        [("你是谁？", "我是\u202e小澜\u202c。")],
        [("你能做什么？", "\uf0b7 写作\n\uf0b7 翻译")],
    )
    good = (
        [("一家人的表情？", "👨\u200d👩\u200d👧")],
        [("سلام", "می\u200cخواهم")],
        [("缩进怎么写？", "\t用制表符。\r\n\u3000\u3000或全角空格。")],
        [("苏格兰的旗？", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every run of such characters in any turn."""
        for index, turn in enumerate(sample.turns):
            text = turn.text
            for found in (_ASCII_RUN if text.isascii() else _RUN).finditer(text):
                run = found[0]
                if not run.isascii() and _meant(run, text, found.start(), found.end()):
                    continue
                if _GARBLED.search(text, max(0, found.start() - 2), found.end()):
                    continue
                yield self.mark(
                    say("{n} invisible character{s}: {which}", n=len(run), s="s"[: len(run) != 1], which=_name(run[0])),
                    index,
                    found.start(),
                    found.end(),
                    help="delete them",
                    replace="",
                )


def _meant(run: str, text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    if run[0] >= "\U000e0000" or run == "\u200d":
        return _PICTURE.search(around) is not None or (run == "\u200d" and _JOINING.search(around) is not None)
    if run == "\u200c":
        return _JOINING.search(around) is not None
    return set(run) <= set("\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069") and bool(
        _RIGHT_TO_LEFT.search(text)
    )


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if "\ue000" <= character <= "\uf8ff":
        return f"{code} of the private use area"
    return f"{code} {unicodedata.name(character, 'control character')}"
