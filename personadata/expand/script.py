"""Simplified to Traditional Chinese by OpenCC, phrase by phrase."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@lru_cache(maxsize=4)
def converter(standard: str = "s2tw") -> Callable[[str], str]:
    """A function from Simplified to Traditional text.

    ``standard`` is an OpenCC configuration: ``s2tw`` (Taiwan characters), ``s2hk`` (Hong Kong characters),
    ``s2twp`` (with regional words: 软件 becomes 軟體).  Slot characters pass through untouched.
    """
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(standard).convert
    return convert
