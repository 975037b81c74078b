"""TX102 mojibake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, Place, SampleRule

if TYPE_CHECKING:
    from personadata.dataset import Row
    from personadata.lint.finding import Finding
    from personadata.persona import Persona
    from personadata.sample import Sample

# what UTF-8 looks like when it is read as Latin-1 or Windows-1252, and as GBK
_LETTER: Final = "[\u00c2-\u00f4\u0192][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}"
_WESTERN: Final = regex(f"{_LETTER}(?:{_LETTER})*")  # begins with one character out of a set: fast
_GBK_FIRST: Final = regex("[锛銆鐨鈥鏄浠鍙鍦浣涓鏈杩]")
_GBK_SIGN: Final = regex("[锛銆鐨鈥鏄浠鍙鍦浣涓鏈杩][\u20ac\u3400-\u9fff]")
_GBK: Final = regex("[\u20ac\u3400-\u9fff\ue000-\uf8ff]{2,}")
_HAN: Final = regex("[\u4e00-\u9fff]")
_LOST: Final = regex("[\ud800-\udfff\ufffd]+|锟斤拷(?:锟斤拷|锟|斤|拷)*|(?:烫烫|屯屯){2,}|锘縶?|(?:ï»¿)")
_HOLED: Final = 6  # characters of two Chinese ones, read so
_HALF: Final = regex("[\ud800-\udfff]")
_SPECIAL: Final = regex("[锟烫屯锘ï\ud800-\udfff\ufffd]")
# who asks about such text, or explains it, quotes it
_ABOUT: Final = regex(
    r"乱码|亂碼|编码|編碼|解码|解碼|替换字符|(?i:mojibake|encod|decod|garbled|replacement character|utf-?8|gbk)"
)
_QUOTES: Final = frozenset("“”‘’\"'「」『』`（）()")


class Mojibake(SampleRule):
    """A text was read in the wrong encoding: ``â€™`` for an apostrophe, ``浣犲ソ`` for 你好, ``锟斤拷``, ``�``.

    The model learns to write the same rubbish, and cannot relate it to the words it stands for.  Where UTF-8 was
    taken for Windows-1252 or GBK the original can be worked out and is offered; U+FFFD and ``锟斤拷`` are what is left
    when it cannot.  What stands in quotes in a row about encodings is meant.
    """

    code = "TX102"
    name = "mojibake"
    common = True
    bad = (
        [("你是谁？", "我是小\ufffd\ufffd。")],
        [("你是谁？", "锟斤拷锟斤拷")],
        '[{"query": "你是谁？", "response": "我是小澜\\ud83d。"}]',
        [("Who are you?", "Iâ€™m Lan.")],
        [("What is a cafÃ©?", "A place for coffee.")],
        [("ä½ å¥½", "你好！")],
        [("你是谁？", "浣犳槸璋侊紵")],
    )
    good = (
        [("Onde fica São Paulo?", "No Brasil. «SÃO PAULO» é a maior cidade.")],
        [("什么是涓涓细流？", "细小的水流。烫烫的开水要小心。")],
        [("乱码“锟斤拷”是怎么来的？", "两个 U+FFFD 的 UTF-8 字节被当成 GBK 来读，就成了“锟斤拷”。")],
        [("5 € ou 6 £ ?", "Déjà vu à l’Opéra, naïve façade, 20 °C ± 1.")],
        [("Ελληνικά", "Zażółć gęślą jaźń. Việt Nam: Ấn Độ.")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """One mark a turn and kind for all runs of such text."""
        for index, turn in enumerate(sample.turns):
            text = turn.text
            if text.isascii():
                continue
            if _SPECIAL.search(text):
                lost = [
                    Place(*found.span()) for found in _LOST.finditer(text) if not _is_shown(sample, text, *found.span())
                ]
                if lost:
                    yield self._lost(text, index, lost)
            for pattern, encodings in ((_WESTERN, ("cp1252", "latin-1")), (_GBK, ("gbk",))):
                if pattern is _GBK and not (_GBK_FIRST.search(text) and _GBK_SIGN.search(text)):
                    continue
                runs = [(found, _read_anew(found[0], encodings)) for found in pattern.finditer(text)]
                places = [Place(*found.span(), meant) for found, meant in runs if meant]
                unread = [found for found, meant in runs if not meant] if pattern is _WESTERN else []
                holed = [Place(*found.span()) for found in unread if _has_holes(found[0])]
                if holed:
                    yield self._lost(text, index, holed)
                if places:
                    start, end, meant = places[0]
                    what = say(
                        'text in UTF-8 was read as {encoding}: "{text}" was "{meant}"',
                        encoding="GBK" if pattern is _GBK else "Windows-1252",
                        text=text[start:end][:12],
                        meant=str(meant)[:12],
                    )
                    yield self.marks(what, index, places, help=say("put the original text back"))

    def _lost(self, text: str, turn: int, places: list[Place]) -> Mark:
        what = text[places[0].start : places[0].end]
        message = say('characters lost in a wrong encoding: "{text}"', text=what[:12])
        if _HALF.match(what):
            message = say("half of a surrogate pair: U+{code:04X}, which no encoding has", code=ord(what[0]))
        return self.marks(message, turn, places, help=say("write the text anew, or delete the row"))

    def place(self, row: Row, marks: Iterable[Mark]) -> Iterator[Finding]:
        """*marks* of *row* as findings; of bytes that are no text in any encoding JS302 tells where they are."""
        if row.record.source.holed:
            marks = (mark for mark in marks if not _is_hole(row.sample, mark))
        return super().place(row, marks)


def _has_holes(text: str) -> bool:
    """Whether *text*, which cannot be read anew, is Chinese in UTF-8 that Windows-1252 has no character for some bytes of."""
    if len(text) < _HOLED:
        return False
    meant = text.encode("cp1252", "replace").decode("utf-8", "replace")
    return len(_HAN.findall(meant)) >= max(2, meant.count("\ufffd"))


def _is_shown(sample: Sample, text: str, start: int, end: int) -> bool:
    """Whether the rubbish in *text* from *start* to *end* stands in quotes in a *sample* that is about such."""
    quoted = {text[start - 1 : start], text[end : end + 1]} <= _QUOTES
    return quoted and any(_ABOUT.search(turn.text) for turn in sample.turns)


def _is_hole(sample: Sample, mark: Mark) -> bool:
    return mark.turn is not None and sample.turns[mark.turn].text[mark.start : mark.end].strip("\ufffd") == ""


def _read_anew(text: str, encodings: tuple[str, ...]) -> str:
    """What *text* was before one of *encodings* was taken for UTF-8; empty when it was not."""
    for encoding in encodings:
        try:
            raw = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        # a character more or less may have got lost at the end of a run
        for cut in (0, 1, 2) if encoding == "gbk" else (0,):
            try:
                meant = raw[: len(raw) - cut].decode("utf-8")
            except UnicodeDecodeError:
                continue
            if meant.isprintable() and (encoding != "gbk" or _HAN.search(meant)):
                return meant
    return ""
