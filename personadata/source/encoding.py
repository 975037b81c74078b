"""Which of the older encodings a file is in, told by the script and the words that its bytes then spell."""

from __future__ import annotations

from typing import Final, NamedTuple

from personadata.lazy import regex

_HAN: Final = regex("[\u4e00-\u9fff]")
_KANA: Final = regex("[\u3041-\u3096\u30a1-\u30fa]")
# a Latin letter with a mark in or at the end of a word, or a typographic mark
_WESTERN: Final = regex("(?<![^\x00-\x7f])[‘’“”–—…•€£§©®°²³´·½«»ß-öø-ÿÀ-ÖØ-Þœ™]{1,2}(?![^\x00-\x7f])")
_FOREIGN: Final = regex(r"[^\x00-\x7f]")
_HEAD: Final = 200_000  # characters that an encoding is told by
# the hundred-odd characters that make up half of any Chinese text: enough to tell it from bytes that only look so
_COMMON: Final = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然"
    "家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把"
    "机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果"
)
_TRADITIONAL: Final = _COMMON | frozenset(
    "這個們來為國說時會對於著過發後裡種經麼學現當沒動還進樣開從實與長機無關點業將兩間問並應戰頭體見產請給讓話"
)
_LEAST: Final = 0.15  # of the Chinese characters are common ones in any text


class Encoding(NamedTuple):
    """An encoding as Python and as people call it."""

    codec: str
    name: str


_EAST: Final = (
    Encoding("gb18030", "GB18030 (GBK)"),
    Encoding("big5", "Big5"),
    Encoding("cp932", "Shift_JIS"),
    Encoding("euc_jp", "EUC-JP"),
    Encoding("cp949", "EUC-KR"),
)
_WEST: Final = Encoding("cp1252", "Windows-1252")


def encoding_of(raw: bytes) -> Encoding | None:
    """The encoding that *raw*, which is no UTF-8, is in; None when it is none of those known, or cannot be told."""
    for encoding in _EAST:
        text = _decoded(raw, encoding.codec)
        if text and _SPELLS[encoding.codec](text):
            return encoding
    text = _decoded(raw, _WEST.codec)
    return _WEST if text and _is_western(text) and not _FOREIGN.search(raw.decode("utf-8", "ignore")) else None


def is_chinese(text: str) -> bool:
    """Whether the Chinese characters of *text* are those that texts are made of."""
    return _common(text, _COMMON)


def _common(text: str, known: frozenset[str]) -> bool:
    han = _HAN.findall(text[:_HEAD])
    return len(han) > 3 * len(_KANA.findall(text[:_HEAD])) and sum(one in known for one in han) > _LEAST * len(han)


def _is_japanese(text: str) -> bool:
    letters = len(_HAN.findall(text[:_HEAD])) + len(_KANA.findall(text[:_HEAD]))
    foreign = len(_FOREIGN.findall(text[:_HEAD]))
    return letters > 0.7 * foreign and len(_KANA.findall(text[:_HEAD])) > 0.2 * letters


def _is_korean(text: str) -> bool:
    letters: list[str] = [one for one in _FOREIGN.findall(text[:_HEAD]) if one.isalpha()]
    return sum("가" <= one <= "힣" for one in letters) > 0.9 * len(letters)


def _is_western(text: str) -> bool:
    foreign = _FOREIGN.findall(text[:_HEAD])
    return len(foreign) > 2 and sum(map(len, _WESTERN.findall(text[:_HEAD]))) > 0.9 * len(foreign)


def _decoded(raw: bytes, codec: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return ""


_SPELLS: Final = {
    "gb18030": is_chinese,
    "big5": lambda text: _common(text, _TRADITIONAL),
    "cp932": _is_japanese,
    "euc_jp": _is_japanese,
    "cp949": _is_korean,
}
