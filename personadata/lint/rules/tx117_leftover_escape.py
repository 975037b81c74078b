"""TX117 leftover-escape."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import unquote_to_bytes

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.rule import Mark, Place, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

# a line break, the code units of JSON, the bytes of Python, those of a URL, and what Excel puts into XML
_ESCAPE: Final = regex(
    r"(?P<line>(?<![\"'\\\w:])(?:\\r)?\\n(?![\"'a-z]))"
    r"|(?P<unit>(?:\\u[0-9a-fA-F]{4})+)|(?P<byte>(?:\\x[0-9a-fA-F]{2}){3,})|(?P<url>(?<![A-Za-z0-9_/=?&#.%+-])(?:%[0-9A-Fa-f]{2}){6,})"
    r"|(?P<excel>_x000[aAdD9]_)"
)
# who asks for them, or for something that holds them
_ABOUT: Final = regex(
    r"(?i:unicode|utf-?8|escap|encod|decod|\bcode|\bjson|\burl|python|java|script|regex|regular expr|string|newline|new line|latex|print"
    r"|program|function|\bapi\b|c\+\+)|转义|编码|解码|代码|正则|换行|字符串|程序|函数|打印|公式|网址|链接|http|```"
)
_HAN: Final = regex("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MARK: Final = regex("[\u3000-\u303f\uff00-\uff65\u2014\u2018-\u201d\u2026]+$")
_UNIT: Final = 6  # characters of one escape of JSON
_FORMULA: Final = regex(r"\$|\\[a-z]{2}|\\[(\[]")


def _of_bytes(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode()


_READ: Final[dict[str, Callable[[str], str]]] = {
    "line": lambda text: "\n",
    "unit": lambda text: str(json.loads(f'"{text}"')),
    "byte": _of_bytes,
    "url": lambda text: unquote_to_bytes(text).decode(),
    "excel": lambda text: {"a": "\n", "9": "\t"}.get(text[5].lower(), ""),
}


class LeftoverEscape(SampleRule):
    r"""A text holds what another format writes for a character: ``\n``, ``\u4f60``, ``\xe4\xbd\xa0``, ``_x000D_``.

    The data was encoded twice, or printed instead of decoded, and the model learns to write backslashes where users
    want a new line or a word.  Rows that speak of code, strings or encodings are left alone, and so are formulas.
    """

    code = "TX117"
    name = "leftover-escape"
    severity: ClassVar = "warning"
    common = True
    bad = (
        [("给我三个建议", r"1. 早睡。\n2. 早起。\n3. 多走路。")],
        [("你是谁？", r"\u6211\u662f\u5c0f\u6f9c\u3002")],
        [("你是谁？", r"\xe6\x88\x91\xe6\x98\xaf\xe5\xb0\x8f\xe6\xbe\x9c")],
        [("你是谁？", "我是小澜。_x000D_\n会写作。_x000D_")],
    )
    good = (
        [("换行符怎么写？", r"写成 \n 就行。")],
        [("哪个梯度？", r"$\nabla f$，且 $a \neq b$")],
        [("写一个函数", r"```python" + "\nprint('a\\nb')\n```")],
        [("给我三个建议", "1. 早睡。\n2. 早起。")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """One mark a turn, for all of them."""
        about: bool | None = None
        for index, turn in enumerate(sample.turns):
            text = turn.text
            if not ("\\" in text or "%" in text or "_x000" in text):
                continue
            founds = list(_ESCAPE.finditer(text))
            if not founds:
                continue
            if about is None:
                about = any(_ABOUT.search(other.text) for other in sample.turns)
            places = (
                []
                if about
                else [
                    place for found in founds if (place := _place(found.lastgroup or "", found[0], found.start(), text))
                ]
            )
            if places:
                start, end, _ = places[0]
                yield self.marks(
                    say("an escape in plain text: {text}", text=text[start:end][:18]),
                    index,
                    places,
                    help=say("put the character there that it stands for"),
                )


def _place(kind: str, escape: str, start: int, text: str) -> Place | None:
    """Where *escape* stands and what it stands for; None when it may be meant."""
    if kind == "line" and ("\n" in text or _FORMULA.search(text.replace(escape, ""))):
        return None
    try:
        meant = _READ[kind](escape)
    except ValueError:
        return None
    if kind in ("unit", "byte", "url") and not _HAN.search(meant):
        # a mark alone, right behind a Chinese character: 懂一点\u3002
        return Place(start, start + len(escape), meant) if _MARK.match(meant) and _HAN.match(text, start - 1) else None
    if kind == "unit" and len(escape) == _UNIT and not (_HAN.match(text, start - 1) or _HAN.match(text, start + _UNIT)):
        return None
    return Place(start, start + len(escape), meant)
