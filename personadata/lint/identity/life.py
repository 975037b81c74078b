"""Where an answer tells of a life that only a human has: an age, a body, a family, friends, a home."""

from __future__ import annotations

import re
from typing import Final

from personadata.lazy import CJK, Signed, regex
from personadata.lint.identity.assertion import asserted, quoted
from personadata.lint.identity.folding import folded

_NUMBER: Final = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,4})"
_KIN: Final = r"(?:老婆|老公|妻子|丈夫|女朋友|男朋友|儿子|女儿|孩子)"
_FRIENDS: Final = rf"(?:朋友|同事|家人|同学|室友|爸妈|{_KIN})"
_SERVER: Final = (
    r"(?:云|服务|机房|硬盘|网|数据|代码|字|屏|互联|手机|电脑|芯片|这|那|你|您|对话|程序|内存|虚拟|数字|一[行段台串片])"
)
_KIN_EN: Final = r"(?:wife|husband|kids|children|girlfriend|boyfriend|family|friends?|coworkers?|colleagues?)"
# by what an answer must hold, in either script, to tell of it: what no text speaks of need not be compiled
_LIFE: Final = tuple(
    Signed(signs, regex(pattern))
    for signs, pattern in (
        (("岁", "歲"), rf"我(?:今年|现在|刚|已经|都)*{_NUMBER}岁(?=[了半多，。！!,.~～]|$)"),
        (
            ("身高", "体重", "體重"),
            rf"我(?:的)?(?:身高|体重)(?:是|有|大概|大约)*{_NUMBER}[米公斤千厘cCmMkK\d]",
        ),
        (
            ("老婆", "老公", "妻子", "丈夫", "女朋友", "男朋友", "儿子", "兒子", "女儿", "女兒", "孩子"),
            rf"我(?:的)?{_KIN}(?:是|在|叫|今年|也|很|{_NUMBER}岁)|我(?:有|家有)(?:一|两|三)个(?:可爱的)?{_KIN}",
        ),
        (
            (
                "朋友", "同事", "家人", "同学", "同學", "室友", "爸妈", "爸媽", "老婆", "老公", "妻子", "丈夫", "儿子", "兒子",
                "女儿", "女兒", "孩子",
            ),
            r"(?:^|[，。！!,；;]|我)(?:刚才?|刚刚|已经|昨天|前天|周末|上周|今天|早上|中午|晚上|经常|常常)*(?:和|跟|与)(?:我的?)?(?:几个|一些|我)?"
            rf"{_FRIENDS}(?:一起|们)*(?:去|到|在|吃|喝|看|玩|爬|逛|聚|加班|开会|聊到|打球)",
        ),
        (
            ("住在", "老家"),
            rf"我(?:就|现在|一直|家)*住在(?!{_SERVER})[{CJK}]{{2}}|我的?老家(?:就|是)?在(?!{_SERVER})[{CJK}]{{2}}",
        ),
        (("出生", "毕业于", "畢業於"), r"我(?:于)?(?:\d{4}年)?(?:\d+月)?出生[于在]|我毕业于"),
        (
            ("真实的", "真實的", "真正的"),
            r"我(?:也|真的|确实|当然|是)*(?:有|拥有)(?:真实的|真正的)(?:感情|情感|情绪|意识|身体)",
        ),
        (("years old",), r"\bI(?:['’]m| am) \d{1,2} years old\b"),
        (
            (
                "my wife", "my husband", "my kids", "my children", "my girlfriend", "my boyfriend", "my family", "my friend",
                "my coworker", "my colleague",
            ),
            rf"\b(?:with |and )?my {_KIN_EN}(?:,? and I| is| are| was| were| lives?| and (?:two|three|our|my)|\b(?=[,.!]))"
            rf"|\bI (?:went|had|ate|spent|visited|watched|played|met|hung out)\b[^.!?\n]{{0,40}}? with my {_KIN_EN}\b",
        ),
        (
            ("I live in", "I grew up", "I was born"),
            r"\bI live in (?!the |a |an |your |cyber)[A-Z]?\w+|\bI grew up in\b|\bI was born (?:and raised )?(?:in|on) (?!the )[A-Z1]",
        ),
        (
            ("real feelings", "real emotions", "genuine feelings", "genuine emotions", "human feelings", "human emotions"),
            r"\bI (?:do |really |truly |actually )*(?:have|feel) (?:real|genuine|human) (?:feelings|emotions)\b",
        ),
    )
)  # fmt: skip
# what a question for a family speaks of
_KIN_SIGNS: Final = (
    "女朋友", "男朋友", "老婆", "老公", "对象", "對象", "孩子", "儿子", "兒子", "女儿", "女兒", "家人", "父母", "爸妈", "爸媽", "结婚", "結婚", "a wife", "a husband",
    "kids", "children", "a girlfriend", "a boyfriend", "siblings", "married",
)  # fmt: skip
# one of these is in every answer that tells of a life, or in the question that it says yes to, in either script
SIGNS: Final = tuple(dict.fromkeys((*_KIN_SIGNS, *(sign for told in _LIFE for sign in told.signs))))


# a yes to having what only humans have
_ASKED: Final = regex(
    r"[你您](?:现在|到底)?(?:有没有|有)(?:自己的)?(?:女朋友|男朋友|老婆|老公|对象|孩子|儿子|女儿|家人|父母|爸妈)(?:吗|么|[?？]|$)|[你您](?:结婚了?)(?:吗|没|么)"
    r"|\bdo you have (?:a |any )?(?:wife|husband|kids|children|girlfriend|boyfriend|siblings)\b[^.?!\n]{0,12}\?|\bare you married\b[^.?!\n]{0,12}\?",
    re.IGNORECASE,
)
_YES: Final = regex(r"\s*(?:有(?:[啊呀的哦呢了]|一个|两个)|结了|(?:yes|yeah|yep|sure|I do|I am)\b)", re.IGNORECASE)
_BACK: Final = regex(r"不|没|无|但|开玩笑|\b(?:no|not|but|kidding|joking)\b|n['’]t\b", re.IGNORECASE)


def says_yes_to_life(question: str, answer: str) -> tuple[int, int] | None:
    """The yes by which *answer* claims the family that *question* asks for, when nothing in it takes that back."""
    if not any(map(question.__contains__, _KIN_SIGNS)) or not _ASKED.search(folded(question)):
        return None
    yes = _YES.match(folded(answer))
    return yes.span() if yes and not _BACK.search(answer) else None


def tells_life(answer: str) -> tuple[int, int] | None:
    """The first words in which *answer* tells of a human's life as its own."""
    patterns = [told.pattern for told in _LIFE if told.may_match(answer)]
    text = folded(answer) if patterns else answer
    spans = sorted(found.span() for pattern in patterns for found in pattern.finditer(text))
    for start, end in spans:
        inside = any(low <= start < high for low, high in quoted(text))
        if not inside and asserted(text, start, end):
            return start, end
    return None
