"""Bytes of a data file → text, whatever editor, locale or accident they come from."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from personadata.lazy import regex
from personadata.lint.message import Message, say
from personadata.source.damage import Damage, damage

MOST: Final = 20  # invalid places named one by one; a file with more is another encoding or no text at all
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_BOMS: Final = re.compile(b"(?:%s)+" % codecs.BOM_UTF8)
_HAN: Final = regex("[\u4e00-\u9fff]")
_HEAD: Final = 4096  # bytes that a binary file is told by
_CONTROLS: Final = bytes({*range(1, 32)} - {*b"\b\t\n\v\f\r\x1a\x1b"})
_RUN: Final = 16  # bytes of one place that are named
_SHARE: Final = 0.02  # of them in what is no text; compressed data has a tenth


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
        # half a character at the end is what a file is left with that was cut
        whole = len(raw) - len(raw) % (4 if codec.startswith("utf-32") else 2)
        return Decoded(raw[:whole].decode(codec, "replace"), found, "", mark)


def _wide(raw: bytes) -> str:
    """The UTF-16 codec of *raw* when it begins with two ASCII characters in it, as all JSON does."""
    if len(raw) < 4:
        return ""
    even, odd = raw[:4:2], raw[1:4:2]
    if odd == b"\0\0" and 0 not in even:
        return "utf-16-le"
    return "utf-16-be" if even == b"\0\0" and 0 not in odd else ""


def is_binary(raw: bytes) -> bool:
    """Whether *raw* is no text in any encoding: its beginning is no UTF-8 and has many control characters."""
    head = raw[:_HEAD]
    if len(head.translate(None, _CONTROLS)) > (1 - _SHARE) * len(head):
        return False
    if _wide(raw) or raw.startswith((codecs.BOM_UTF8, *(mark for mark, _, _ in _MARKS))):
        return False
    return "\ufffd" in codecs.utf_8_decode(head, "replace", False)[0]


def _foreign(raw: bytes, error: UnicodeDecodeError) -> tuple[str, list[Damage], str]:
    from personadata.source.encoding import encoding_of  # which files in UTF-8 do without

    if mixed := _line_by_line(raw):
        return *mixed, ""
    if found := encoding_of(raw):
        text = raw.decode(found.codec)
        first = next(index for index, character in enumerate(text) if not character.isascii())
        what = say("the file is {name}, not UTF-8", name=found.name)
        # some encodings have several ways to write a character
        codec = found.codec if text.encode(found.codec) == raw else ""
        return text, [damage("not-utf-8", first, first + 1, what)], codec
    return *_with_holes(raw, error), ""


def _line_by_line(raw: bytes) -> tuple[str, list[Damage]] | None:
    """Lines in UTF-8 with lines in GB18030 among them, as of joined files; None when *raw* is something else."""
    from personadata.source.encoding import is_chinese

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
    if not own or not is_chinese("".join(lines[index] for index, _ in foreign)):
        return None
    start = foreign[0][1] + next(index for index, character in enumerate(lines[foreign[0][0]]) if character > "\x7f")
    some = say("{n:,} of the file's lines are {name}, not UTF-8", n=len(foreign), name="GB18030 (GBK)")
    return "\n".join(lines), [damage("mixed-encodings", start, start + 1, some)]


def _with_holes(raw: bytes, error: UnicodeDecodeError) -> tuple[str, list[Damage]]:
    """UTF-8 with bytes that are not: each run of them becomes U+FFFD, and is named; many together at the first."""
    parts: list[str] = []
    holes: list[tuple[int, Message]] = []
    at = width = 0
    view = memoryview(raw)
    while True:
        good = raw[at : at + error.start].decode("utf-8")
        bad = raw[at + error.start : at + error.end]
        at += error.end
        while at < len(raw) and len(bad) < _RUN:
            try:
                parted = codecs.utf_8_decode(view[at : at + 4], "strict", False)
            except UnicodeDecodeError as another:
                if another.start:
                    break
                bad += view[at : at + another.end]
                at += another.end
            else:
                if parted[1]:
                    break
                bad += view[at:]
                at = len(raw)
        parts += (good, "\ufffd")
        width += len(good) + 1
        spelled = " ".join(f"{byte:02X}" for byte in bad)
        holes.append((width, say("the bytes {bytes} are no UTF-8 text", bytes=spelled)))
        if len(holes) > MOST:
            rest = raw[at:].decode("utf-8", "replace")
            (end, detail), more = holes[0], len(holes) - 1 + rest.count("\ufffd")
            return "".join((*parts, rest)), [damage("not-utf-8", end - 1, end, detail, more=more)]
        try:
            parts.append(codecs.utf_8_decode(view[at:], "strict", True)[0])
        except UnicodeDecodeError as another:
            error = another
        else:
            return "".join(parts), [damage("not-utf-8", end - 1, end, detail) for end, detail in holes]
