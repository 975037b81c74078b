"""Simplified to Traditional Chinese by OpenCC, phrase by phrase."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


_CORRECTIONS = [
    (re.compile(pattern), right)
    for pattern, right in (
        ("復雜", "複雜"), ("(?<![標書抽牙竹])籤", "簽"), ("是隻(?=能|有|會|要|想|是)", "是只"), ("別隻", "別只"),
        ("乾(?=點什|點啥|點別|的是|什麼|啥|嘛)", "幹"), ("天曆史", "天歷史"), ("併為", "並為"), ("一齣事", "一出事"),
        ("(?<=冷水|背面)衝|(?<=用水)衝|衝(?=手|澡|洗)", "沖"),
        ("喂(?=[水藥點幾東])|(?<=院)喂", "餵"), ("(?<!呼吸)困(?=死了|了|啦|得睜|不)|(?<=[不會犯])困(?=[，。])", "睏"),
        ("孃(?=[胎家])", "娘"), ("舍不捨", "捨不捨"), ("盡(?=[量快])", "儘"), ("請回復", "請回覆"), ("(?<=[弗埃斯·])裡(?=[·奇克])", "里"),
    )
]  # fmt: skip
"""What the longest phrase of OpenCC's table gets wrong: 不复|杂, 能|签, 是只|能, 喂|药."""


@lru_cache(maxsize=4)
def converter(standard: str = "s2tw") -> Callable[[str], str]:
    """A function from Simplified to Traditional text.

    ``standard`` is an OpenCC configuration: ``s2tw`` (Taiwan characters), ``s2hk`` (Hong Kong characters),
    ``s2twp`` (with regional words: 软件 becomes 軟體).  Slot characters pass through untouched.
    """
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(standard).convert

    def traditional(text: str) -> str:
        text = convert(text)
        for pattern, right in _CORRECTIONS:
            text = pattern.sub(right, text)
        return text

    return traditional
