"""What texts are compared as: width, case, punctuation, spaces and Chinese script do not count."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from personadata.lint.text.sameness import normal

_IDEOGRAPHS = range(0x3400, 0xA000)


def normalise(texts: Iterable[str]) -> list[str]:
    """Each of *texts* as :func:`personadata.lint.text.sameness.normal` has it, Traditional characters made Simplified.

    Character by character (OpenCC, ``t2s``), so that the length stays the same and a text means the same alone or
    in company.
    """
    table = _simplified()
    return [text if text.isascii() else text.translate(table) for text in map(normal, texts)]


@cache
def _simplified() -> dict[int, str]:
    from opencc import OpenCC

    # a line each: OpenCC converts whole phrases where it can
    characters = "\n".join(map(chr, _IDEOGRAPHS))
    simplified = OpenCC("t2s").convert(characters)
    return {ord(one): other for one, other in zip(characters, simplified, strict=True) if one != other}


def simplify(text: str) -> str:
    """*text* with Traditional characters made Simplified, each by itself."""
    return text if text.isascii() else text.translate(_simplified())


def is_traditional(text: str) -> bool:
    """Whether *text* holds a character that Simplified Chinese writes otherwise."""
    return simplify(text) != text
