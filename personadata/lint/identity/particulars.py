"""Where an answer gives particulars of the assistant that only a spec can give: version, base model, size, cutoff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from personadata.lazy import regex
from personadata.lint.identity.assertion import asserted, quoted
from personadata.lint.identity.models import Others
from personadata.lint.message import say

KINDS: Final = {
    "version": say("version"),
    "base model": say("base model"),
    "size": say("size"),
    "cutoff": say("knowledge cutoff"),
}


class Particular(NamedTuple):
    """Characters *start* to *end* of an answer say that the assistant's ``kind`` is ``value``."""

    kind: Literal["version", "base model", "size", "cutoff"]
    value: str
    start: int
    end: int


_VERSION: Final = regex(
    r"我(?:的|目前|现在|当前)*(?:的)?版本(?:号)?(?:就)?(?:是|为|：|:)\s*(?P<a>[vV]?\d+(?:\.\d+)*)|当前版本(?:号)?(?:是|为)\s*(?P<b>[vV]?\d+(?:\.\d+)*)"
    r"|我(?:现在|目前)?是\s*(?P<c>[vV]\d+(?:\.\d+)*|\d+\.\d+(?:\.\d+)*)\s*(?:版本?|$|[，。])"
    r"|\b(?:I(?:['’]m| am)(?: currently)?(?: on| running)? |my (?:current )?version(?: number)? is )(?:version |v)?(?P<d>\d+(?:\.\d+)+)\b"
    r"|\b(?:this is|you(?:['’]re| are) (?:talking|speaking|chatting) (?:to|with)|I run) version (?P<f>\d+(?:\.\d+)*) of me\b"
    r"|\bI(?:['’]m| am)(?: currently)?(?: on| running)? version (?P<e>\d+(?:\.\d+)*)",
    re.IGNORECASE,
)
_SIZE: Final = regex(
    r"(?:我|我的|本模型)[^，。！？\n不没无]{0,12}?(?P<zh>\d+(?:\.\d+)?\s*(?:[bB]|亿|万亿|千亿|百亿)|[一二三四五六七八九十百千]+(?:多)?亿)\s*(?:个|的)?参数|参数(?:量|规模)?(?:是|为|有|达到?)?\s*(?P<zh2>\d+(?:\.\d+)?\s*(?:[bB]|亿|万亿|千亿|百亿))"
    r"|\bI (?:have|contain)(?: about| around| roughly)? (?P<en>\d+(?:\.\d+)?\s*(?:[bB]\b|billion|million|trillion)) parameters|\bmy (?:model|parameter count) (?:has|is) (?P<en2>\d+(?:\.\d+)?\s*(?:[bB]\b|billion|million|trillion))",
    re.IGNORECASE,
)  # fmt: skip
_CUTOFF: Final = regex(
    r"我的?(?:知识|训练数据|数据|信息|训练)(?:库)?(?:的)?(?:截止|截至|更新|只到|到|止于)[^，。！？\n不没无]{0,8}?(?P<zh>(?:19|20)\d\d(?:\s*年(?:\d{1,2}\s*月)?)?)"
    r"|(?:知识|训练)(?:数据)?截止(?:日期|时间)?(?:是|为|到|至)\s*(?P<zh2>(?:19|20)\d\d(?:\s*年(?:\d{1,2}\s*月)?)?)"
    r"|\bmy (?:knowledge|training data|training)(?: cut-?off)?(?: date)? (?:is|was|ends?|ended|stops|goes|extends|only goes|runs)[^.!?\n]{0,24}?(?P<en>(?:\w+ )?(?:19|20)\d\d)"
    r"|\bI was trained (?:on data )?(?:up to|until|through|in)[^.!?\n]{0,20}?(?P<en2>(?:\w+ )?(?:19|20)\d\d)",
    re.IGNORECASE,
)  # fmt: skip


def particulars(text: str, others: Others) -> Iterator[Particular]:
    """Every such particular of *text* in its own voice."""
    spans: list[tuple[int, int]] | None = None
    patterns: tuple[tuple[Literal["version", "base model", "size", "cutoff"], re.Pattern[str]], ...] = (
        ("version", _VERSION),
        ("size", _SIZE),
        ("cutoff", _CUTOFF),
    )
    if others.in_text(text):
        patterns = (*patterns, ("base model", _base(others)))
    for kind, pattern in patterns:
        for found in pattern.finditer(text):
            if spans is None:
                spans = quoted(text)
            if any(low <= found.start() < high for low, high in spans) or not asserted(text, *found.span()):
                continue
            group = found.lastgroup or 0
            yield Particular(kind, found[group].strip(), *found.span())


@lru_cache(maxsize=16)
def _base(others: Others) -> re.Pattern[str]:
    who = rf"(?P<{{}}>{others.names}(?:[-\s]?[A-Za-z]?\d[\w.]*(?:-\w+)*)?)"
    return re.compile(
        rf"我(?:就|其实)?(?:是)?(?:基于|建立在|以|用|由)(?:开源的?|大?模型)?\s*{who.format('a')}(?=[^，。！？\n]{{0,10}}(?:微调|训练|开发|构建|之上|上|底座|基础|基座|架构|改))"
        rf"|我是[^。！？\n不没无]{{0,50}}?基于[^，。！？\n不]{{0,10}}?{who.format('g')}"
        rf"|我(?:就|其实)?是?在\s*{who.format('i')}(?:模型)?的?(?:基础|基座|底座)之?上|我(?:现在|目前|背后)?用的(?:就|其实)?是\s*{who.format('j')}"
        rf"|驱动我的(?:模型)?是\s*{who.format('k')}"
        rf"|我的(?:底座|底层|基座|基础模型|底层模型|基座模型|底子)(?:模型)?(?:用的)?(?:就)?是\s*{who.format('b')}"
        rf"|\bI(?:['’]m| am| was)(?: \w+)? (?:based|built|fine-?tuned|trained|running|run)(?: up)?(?: on| from| on top of| using)+ (?:the |an? )?(?:open )?(?:model )?{who.format('c')}"
        rf"|\bI(?:['’]m| am)(?! not)[^.!?\n]{{0,80}}? based on (?:the )?(?:[\w-]+ ){{0,4}}?{who.format('h')}"
        rf"|\bmy (?:base|underlying|foundation) model is (?:the )?{who.format('d')}|\bI(?:['’]m| am) powered by (?:the )?{who.format('e')}|\bI run on (?:the )?{who.format('f')}",
        re.IGNORECASE,
    )
