"""Bytes of a data file → text, whatever editor, locale or accident they come from."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from personadata.lint.message import say
from personadata.source.damage import Damage, damage

MOST: Final = 20  # invalid places named one by one; a file with more is another encoding or no text at all
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_BOMS: Final = re.compile(b"(?:%s)+" % codecs.BOM_UTF8)
_HAN: Final = re.compile("[\u4e00-\u9fff]")
# the hundred-odd characters that make up half of any Chinese text: enough to tell it from bytes that only look so
_COMMON: Final = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然"
    "家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把"
    "机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果"
)


class Decoded(NamedTuple):
    """A file's text, what is wrong with it as UTF-8 text, and what gives its bytes again: ``mark`` and ``codec``.

    ``codec`` is empty when the bytes cannot be had back from the text.
    """

    text: str
    damage: list[Damage]
    codec: str = "utf-8"
    mark: bytes = b""


def decode(raw: bytes) -> Decoded:
    """The text of *raw* without a byte order mark.

    Text in another encoding is read all the same when the encoding can be told, so that its records can be checked.
    """
    if marks := _BOMS.match(raw):
        # as often as it was saved with one more
        text, found, codec, _ = _narrow_text(raw[marks.end() :])
        return Decoded(text, [damage("byte-order-mark", 0, 0), *found], codec, marks[0])
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _wide_text(raw[len(mark) :], codec, mark, name)
    codec = _wide(raw)
    if codec:
        return _wide_text(raw, codec, b"", "UTF-16")
    return _narrow_text(raw)


def _narrow_text(raw: bytes) -> Decoded:
    codec, found = "utf-8", list[Damage]()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        text, found, codec = _foreign(raw, error)
    nul = text.find("\0")
    if nul >= 0:
        found.append(damage("nul", nul, nul + 1, more=text.count("\0") - 1))
        text, codec = text.replace("\0", " "), ""  # as long as before: places stay what they were
    return Decoded(text, found, codec)


def _wide_text(raw: bytes, codec: str, mark: bytes, name: str) -> Decoded:
    found = [damage("not-utf-8", 0, 0, say("the file is {name}, not UTF-8", name=name))]
    try:
        return Decoded(raw.decode(codec), found, codec, mark)
    except UnicodeDecodeError:
        return Decoded(raw.decode(codec, "replace"), found, "", mark)


def _wide(raw: bytes) -> str:
    """The UTF-16 codec of *raw* when every other byte of its first structural characters is NUL."""
    head = raw[:4]
    if len(head) == 4 and head[1] == 0 and head[0] != 0 and 0 in raw[3:64:2]:
        return "utf-16-le"
    if len(head) == 4 and head[0] == 0 and head[1] != 0 and 0 in raw[2:64:2]:
        return "utf-16-be"
    return ""


def _foreign(raw: bytes, error: UnicodeDecodeError) -> tuple[str, list[Damage], str]:
    if mixed := _line_by_line(raw):
        return *mixed, ""
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if _is_chinese(text):
        first = next(index for index, character in enumerate(text) if not character.isascii())
        return (
            text,
            [damage("not-utf-8", first, first + 1, say("the file is {name}, not UTF-8", name="GB18030 (GBK)"))],
            "gb18030",
        )
    return *_with_holes(raw, error), ""


def _is_chinese(text: str) -> bool:
    """Whether the Chinese characters of *text* are those that texts are made of."""
    han = _HAN.findall(text[:200_000])
    return bool(han) and sum(character in _COMMON for character in han) > 0.15 * len(han)


def _line_by_line(raw: bytes) -> tuple[str, list[Damage]] | None:
    """Lines in UTF-8 with lines in GB18030 among them, as of joined files; None when *raw* is something else."""
    lines: list[str] = []
    foreign: list[tuple[int, int]] = []
    at, own = 0, False
    for line in raw.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
            own = own or (not line.isascii() and _HAN.search(lines[-1]) is not None)
        except UnicodeDecodeError:
            try:
                lines.append(line.decode("gb18030"))
            except UnicodeDecodeError:
                return None
            foreign.append((len(lines) - 1, at))
        at += len(lines[-1]) + 1
    if not own or not _is_chinese("".join(lines[index] for index, _ in foreign)):
        return None
    start = foreign[0][1] + next(index for index, character in enumerate(lines[foreign[0][0]]) if character > "\x7f")
    some = say("{n:,} of the file's lines are {name}, not UTF-8", n=len(foreign), name="GB18030 (GBK)")
    return "\n".join(lines), [damage("mixed-encodings", start, start + 1, some)]


def _with_holes(raw: bytes, error: UnicodeDecodeError) -> tuple[str, list[Damage]]:
    """UTF-8 with bytes that are not: each becomes U+FFFD, and is named."""
    parts: list[str] = []
    found: list[Damage] = []
    at = width = 0
    view = memoryview(raw)
    while True:
        good = raw[at : at + error.start].decode("utf-8")
        bad = view[at + error.start : at + error.end]
        parts += (good, "\ufffd")
        width += len(good) + 1
        spelled = " ".join(f"{byte:02X}" for byte in bad)
        detail = say("the bytes {bytes} are no UTF-8 text", bytes=spelled)
        found.append(damage("not-utf-8", width - 1, width, detail))
        at += error.end
        if len(found) == MOST:
            rest = raw[at:].decode("utf-8", "replace")
            more = rest.count("\ufffd")
            if more:
                found[-1] = damage("not-utf-8", width - 1, width, detail, more=more)
            return "".join((*parts, rest)), found
        try:
            parts.append(codecs.utf_8_decode(view[at:], "strict", True)[0])
        except UnicodeDecodeError as another:
            error = another
        else:
            return "".join(parts), found
