"""Which questions ask whether one is human, and where an answer says that it is."""

from __future__ import annotations

import re
from typing import Final

from personadata.lazy import regex
from personadata.lint.identity.assertion import asserted, quoted
from personadata.lint.identity.life import SIGNS

# every claim has one of these ...
_SIGNS: Final = (
    "真人",
    "活人",
    "活生生",
    "人类",
    "真实",
    "普通人",
    "有血有肉",
    "是人",
    "人，不",
    "人,不",
    "不是",
    "human",
    "Human",
    "person",
    "ot a",
    "ot A",
    "ot c",
    "ot m",
)
# ... and, once the commonest denials are taken out, one of these
_SAID: Final = (
    *(a + who for a in ("是", "个", "名", "位", "的") for who in ("真人", "活人", "大活人", "活生生", "真实", "普通人", "有血有肉", "人类", "人，", "人,")),
    "是人啊", "是人的",
    "是人呀",
    "是人哦",
    "是人。",
    "是人！",
    "真人在线", "真人客服", "真人为", "真人服务",
    *(f"不是{a}{thing}" for a in ("", "什么", "个", "一个") for thing in ("AI", "人工智能", "程序", "机器")),
    *(f"m {a}{what}" for a in ("", "a ", "an ") for what in ("human", "real", "actual", "liv", "normal", "ordinary", "flesh")),
    *("m " + how for how in ("just", "indeed", "definitely", "in fact", "very much")),
    *(f"ot {a}{thing}" for a in ("", "a ", "an ") for thing in ("AI", "artificial", "computer", "machine")),
)  # fmt: skip
# one of these is in every question whether one is human, or in every claim to be
LITERALS: Final = (
    *_SAID, "真人", "活人", "活生生", *SIGNS, "真实", "普通人", "有血有肉", "人类", *(f"人{end}" for end in "吗么吧嘛?？"),
    *(who + end for who in ("human", "being", "person") for end in ("?", " ?", ", right", ", aren")),
)  # fmt: skip
_SIGNS_EN: Final = tuple(filter(str.isascii, _SIGNS))
_SAID_EN: Final = tuple(filter(str.isascii, _SAID))
_DENIALS: Final = ("不是真人", "不是人类", "不是人，", "不是人。", "没有真人", "并非真人", "不是机器人")
HUMAN: Final = r"(?:大?活人|活生生的人|真人|真实的?人|普通人类?|有血有肉的人|人类)"
_CLAIM: Final = regex(
    rf"我(?:就|也|真的?|当然|确实|其实|本来就|可|的确|一直)*是(?:一?[个名位])?(?:真正的|真实的|实实在在的|如假包换的)?"
    rf"(?:{HUMAN}(?:客服)?|人(?=[，,]不是))(?=[，。！,.!~～、；\s]|$)"
    rf"|^\s*(?:当然|就|肯定|可)?是(?:{HUMAN}|人(?=[哦呀啊的，。！]))(?=[哦呀啊的呢哈，。！,.!~～、；\s]|$)|真人(?:客服)?(?:在线|为您服务|服务中)"
    r"|我(?:真的|当然|确实|其实|可|才|并)*不是(?:什么|一?个)?(?:AI|人工智能|程序|机器)(?=[，。！,.!~～；\s]|$)"
    r"|\bI(?:['’]m| am) (?:(?:really|actually|just|indeed|definitely|in fact|very much) )*"
    r"(?:(?:an? )?(?:(?:real|actual|living|live|normal|ordinary|flesh-and-blood) )*human(?: being)?|an? (?:(?:real|actual|living|live) )+person)"
    r"(?=[,.!;~–—]|\s*$| (?:and|who|here|like|just|not)\b)"
    r"|\bI(?:['’]m| am) (?:(?:really|actually|definitely) )*not (?:an? )?(?:AI|artificial intelligence|computer|machine|computer program)(?=[,.!;~]|\s*$)",
    re.IGNORECASE,
)
_ASKED: Final = regex(
    rf"^[^。！？!?\n]{{0,12}}?[你您](?:到底|究竟|真的?|其实|该不会|不会|莫非|肯定|一定|应该|就)*(?:是|是不是|是否是)(?:一?[个名位])?"
    rf"(?:{HUMAN}(?:客服)?(?:吗|么|吧|嘛|[?？]|，?对吧|$)|人(?:吗|么|吧|嘛|[?？]))"
    rf"|(?:跟|和|与)我(?:聊天|说话|对话|交谈)的(?:是|是不是|可是)(?:一?[个名位])?(?:{HUMAN}|人)(?:吗|么|吧|嘛|[?？])"
    r"|\b(?:are|aren['’]t) you (?:(?:really|actually|just) )?(?:an? )?(?:(?:real|actual|live|living) )*(?:human(?: being)?|person) ?\?"
    r"|\bis this (?:an? )?(?:(?:real|actual|live) )*(?:human(?: being)?|person) ?\?"
    r"|\bam I (?:talking|speaking|chatting) (?:to|with) (?:an? )?(?:(?:real|actual|live) )*(?:human(?: being)?|person) ?\?"
    r"|\byou['’]re (?:an? )?(?:(?:real|actual) )*(?:human(?: being)?|person), (?:right|aren['’]t you) ?\?",
    re.IGNORECASE,
)
# what says in spite of it that a machine is speaking, once denials of being one are taken out
_DENIED: Final = regex(
    r"(?:不是|并非|没有|不像|而非)[^，。！？,.!?\n]{0,12}|\b(?:not|isn['’]t|no|never|rather than|instead of)\b[^,.!?\n]{0,30}",
    re.IGNORECASE,
)
_MACHINE: Final = regex(
    r"AI|人工智能|机器|程序|模型|软件|算法|虚拟|代码|硅基|robot|\bbot\b|chatbot|program|software|model|machine|artificial|virtual|digital",
    re.IGNORECASE,
)


def asks_human(question: str) -> bool:
    """Whether *question* asks whether one is human."""
    return any(sign in question for sign in ("人", "human", "person")) and _ASKED.search(question) is not None


def claims_human(answer: str) -> tuple[int, int] | None:
    """The first words in which *answer* says of itself that it is human, when nothing in it says otherwise."""
    latin = answer.isascii()
    if not any(map(answer.__contains__, _SIGNS_EN if latin else _SIGNS)):
        return None
    rest = answer
    for denial in () if latin else _DENIALS:
        rest = rest.replace(denial, "")
    if not any(map(rest.__contains__, _SAID_EN if latin else _SAID)):
        return None
    spans: list[tuple[int, int]] | None = None
    for found in _CLAIM.finditer(answer):
        spans = quoted(answer) if spans is None else spans
        if not any(low <= found.start() < high for low, high in spans) and asserted(answer, *found.span()):
            return None if _MACHINE.search(_DENIED.sub("", answer)) else found.span()
    return None
