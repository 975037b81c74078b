"""Which script a text is in: Chinese, Simplified or Traditional, or Latin letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from personadata.lazy import regex

HAN = regex(r"[\u4e00-\u9fff]")
_HALF = regex(r"[\ud800-\udfff]")


def is_han(text: str) -> bool:
    """Whether *text* holds nothing but Chinese characters."""
    return all("\u4e00" <= char <= "\u9fff" for char in text)


@cache
def to_simplified() -> Callable[[str], str]:
    """OpenCC's conversion of Traditional characters, ``t2s``; it refuses halves of surrogate pairs."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """*text* in Simplified characters."""
    return to_simplified()(_HALF.sub("\ufffd", text))


@cache
def scripts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the characters that only Simplified and only Traditional text has.

    Those among the 3,755 common ones of GB 2312 that Big5 lacks, and among the 5,401 of Big5 that GB 2312 lacks.
    """
    simplified = _level("gb2312", range(0xB0, 0xD8), "big5")
    traditional = _level("big5", range(0xA4, 0xC7), "gb2312") - set("妳牠祂囉瞭甦喎咁嗰啲")
    return re.compile(f"[{''.join(sorted(simplified))}]"), re.compile(f"[{''.join(sorted(traditional))}]")


def _level(encoding: str, rows: range, other: str) -> set[str]:
    cells = bytes(cell for cell in range(0x40, 0xFF) if cell != 0x7F)
    table = bytearray(2 * len(rows) * len(cells))
    table[::2] = b"".join(bytes((row,)) * len(cells) for row in rows)
    table[1::2] = cells * len(rows)
    found = table.decode(encoding, "ignore")
    shared = found.encode(other, "ignore").decode(other)
    return {char for char in set(found).difference(shared) if "\u4e00" <= char <= "\u9fff"}
