"""TX101 invisible-character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import Message, say
from personadata.lint.rule import Mark, Place, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_SEEN: Final = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ue000-\uf8ff\U000e0000-\U000e007f]"
)
_CONTROL: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
# one and more, rather than one or more: re then looks for the first one alone, which is twice as fast
_RUN, _ASCII_RUN = regex(f"{_SEEN}{_SEEN}*"), regex(f"{_CONTROL}{_CONTROL}*")
# Persian, Indic and others need the joiners, right-to-left text its marks, and pictures are joined from several
_JOINING: Final = regex("[\u0600-\u08ff\u0900-\u0dff\u0e80-\u0eff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
_RIGHT_TO_LEFT: Final = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# UTF-8 read as Latin-1, which TX102 reports; a soft hyphen is the end of a letter of two or three bytes there
_GARBLED: Final = regex(
    "[\u00c2-\u00f4][^ -~\u3000-\uffff]?[\x80-\x9f]"
    "|[\u00c2-\u00df]\u00ad|[\u00e0-\u00ef](?:[^ -~\u3000-\uffff]\u00ad|\u00ad[^ -~\u3000-\uffff])"
)
# LaTeX whose backslashes were not doubled in JSON: \\frac begins with a form feed, \\beta with a backspace
_COMMAND: Final = regex("[\b\f](?=[A-Za-z]{2})")
_TABBED: Final = regex(
    r"(?<=[^\n\r\t])\t(?=(?:ext|heta|imes|au|ilde|frac|riangle|extbf)\b)|\r(?=(?:ight|ho|angle|ightarrow)\b)"
)
_MEANT: Final = {"\b": "\\b", "\f": "\\f", "\t": "\\t", "\r": "\\r"}
_LINE_ENDS: Final = "\u0085\u2028\u2029"
_WORD: Final = regex("[A-Za-z]{2,20}")
_BREAK: Final = say("write an ordinary line break")
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
    common = True
    bad = (
        [("你是谁？", "我是\u200b小澜。")],
        [("你是谁？", "\ufeff我是小澜。")],
        [("Who are you?", "I am\x07 Lan.")],
        [("你是谁？", "我是\u202e小澜\u202c。")],
        [("你能做什么？", "\uf0b7 写作\n\uf0b7 翻译")],
        [("你能做什么？", "写作。\u2028翻译。")],
        [("求导", "结果是 $\frac{1}{x}$。")],
    )
    good = (
        [("一家人的表情？", "👨\u200d👩\u200d👧")],
        [("سلام", "می\u200cخواهم")],
        [("缩进怎么写？", "\t用制表符。\r\n\u3000\u3000或全角空格。")],
        [("苏格兰的旗？", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """One mark a turn for all such characters, and one for all commands that lost their backslash."""
        for index, turn in enumerate(sample.turns):
            text = turn.text
            run_of = _ASCII_RUN if text.isascii() else _RUN
            tabbed = "\t" in text or "\r" in text
            if not (tabbed or run_of.search(text)):
                continue
            unseen: list[Place] = []
            commands = []
            if tabbed:
                commands = [Place(*found.span(), _MEANT[found[0]]) for found in _TABBED.finditer(text)]
            for found in run_of.finditer(text):
                run = found[0]
                if not run.isascii() and _meant(run, text, found.start(), found.end()):
                    continue
                if _GARBLED.search(text, max(0, found.start() - 2), found.end() + 1):
                    continue
                if _COMMAND.match(text, found.end() - 1):
                    commands.append(Place(found.end() - 1, found.end(), _MEANT[run[-1]]))
                else:
                    unseen.append(Place(*found.span(), "\n" if run[0] in _LINE_ENDS else ""))
            if unseen:
                run = text[unseen[0].start : unseen[0].end]
                what = say(
                    "{n} invisible character{s}: {which}", n=len(run), s="s"[: len(run) != 1], which=_name(run[0])
                )
                yield self.marks(what, index, unseen, help=say("delete them") if unseen[0].replace == "" else _BREAK)
            if commands:
                commands.sort()
                yield self.marks(
                    _command(text, commands[0]), index, commands, help=say("double the backslashes in the file")
                )


def _command(text: str, place: Place) -> Message:
    word = _WORD.match(text, place.end)
    named = f"{place.replace}{word[0] if word else ''}"
    return say("“{word}” was meant where {which} stands", which=_name(text[place.start]), word=named)


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
