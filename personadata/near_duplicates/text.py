"""What texts are compared as: width, case, punctuation, spaces and Chinese script do not count."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from personadata.lint.text.sameness import normal
from personadata.lint.text.script import to_simplified

_IDEOGRAPHS = range(0x3400, 0xA000)


def normalise(texts: Iterable[str]) -> list[str]:
    """Each of *texts* as :func:`personadata.lint.text.sameness.normal` has it, Traditional characters made Simplified.

    Character by character (OpenCC, ``t2s``), so that the length stays the same and a text means the same alone or
    in company.
    """
    return [simplify(text) for text in map(normal, texts)]


class _Simplified(dict[int, str]):
    """Character → Simplified character; one is converted when it is first looked up: texts use few of the 27,000."""

    def __init__(self) -> None:
        self._convert = to_simplified()

    def __missing__(self, code: int) -> str:
        own = chr(code)
        self[code] = found = self._convert(own) if code in _IDEOGRAPHS else own
        return found


@cache
def _simplified() -> _Simplified:
    return _Simplified()


def simplify(text: str) -> str:
    """*text* with Traditional characters made Simplified, each by itself."""
    return text if text.isascii() else text.translate(_simplified())


def is_traditional(text: str) -> bool:
    """Whether *text* holds a character that Simplified Chinese writes otherwise."""
    return simplify(text) != text
