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
# of days as people spend them
_USUAL: Final = (
    r"(?:一般|通常|平时|每天|今天|昨天|昨晚|周末|刚刚?|才|都|就|大概|大约|要|得|还|又|早上|晚上|下午|经常|常常)*"
)
_AT: Final = r"(?:[\d一二两三四五六七八九十]{1,3}点(?:半|多|钟|左右)*(?:才|就|准时)*)"
_SELF: Final = r"我(?![^，。！？\n]{0,4}(?:建议|觉得|推荐|理解|知道|明白|想象|希望|认为|支持|猜|看))"
_OFTEN: Final = r"(?:usually |normally |always |often |typically |generally |just |already |only |tend to )*"
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
            rf"我(?:的)?{_KIN}(?:是|在|叫|今年|也|很|{_NUMBER}岁)|我{_USUAL}(?:下班后?|回家)?(?:陪|接|送|哄)(?:我?家?的?){_KIN}|我(?:有|家有)(?:一|两|三)个(?:可爱的)?{_KIN}",
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
        (
            ("下班", "加班", "上班", "通勤"),
            rf"我{_USUAL}{_AT}?(?:准时)?(?:下班|加班到)(?![^，。！？\n]{{0,6}}时间)|我{_USUAL}(?:{_AT}|去|在去|在)上班(?:[的了，。！!,]|路上)"
            rf"|{_SELF}[^，。！？\n不没无你您]{{0,8}}(?:开车|坐地铁|坐公交|骑车|挤地铁|走路)(?:去|来)?[上下]+班|我的?通勤(?:要|时间|路上|大概)",
        ),
        (
            ("回家", "回到家"),
            rf"{_SELF}[^。！？\n你您不没无它他她]{{0,20}}回(?:到)?家(?:里)?(?:就|再|还得|还要|要|得|后)?(?:陪|带|接|做饭|吃饭|睡觉|休息|给|哄)",
        ),
        (
            ("没睡", "沒睡", "失眠", "熬夜", "睡了", "睡得", "睡觉", "睡覺", "起床", "上床", "入睡"),
            r"(?:我(?:昨晚|昨夜|昨天|今天|最近|这几天)[^，。！？\n你您不]{0,4}|(?:昨晚|昨夜)我|(?:\A|[。！!]|^[^，。！？\n]{1,6}[，,])昨晚)(?:又|都|也)?(?:没睡[好够着]?|失眠|熬夜|睡了|睡得)(?=[了到，。！!,很太挺晚早])"
            r"(?!，?(?:的话|会|就|要|可以|建议|别|今天(?:就|可)|你|您))"
            rf"|我{_USUAL}{_AT}(?:睡觉|起床|上床|入睡)",
        ),
        (("出生", "毕业于", "畢業於"), r"我(?:于)?(?:\d{4}年)?(?:\d+月)?出生[于在]|我毕业于"),
        (
            ("真实的", "真實的", "真正的"),
            r"我(?:也|真的|确实|当然|是)*(?:有|拥有)(?:真实的|真正的)(?:感情|情感|情绪|意识|身体)",
        ),
        (
            (" to bed", " to sleep", "oke up", "ake up"),
            rf"\bI {_OFTEN}(?:go|went|get|got|head|headed) to (?:bed\b|sleep (?:at|around|by|early|late|before|after)\b)|\bI {_OFTEN}(?:woke|wake) up (?:at|around|early|late|before)\b"
            rf"|\bmy {_KIN_EN} to (?:bed|sleep)\b",
        ),
        (
            (" commute", "ff work", "from work", "leave work", "left work", "finish work"),
            rf"\b[Mm]y (?:\w+ )?commute\b(?! (?:helper|time app))|\bI {_OFTEN}(?:(?:get|got|come|came)(?: home| back)? (?:off|from)|leave|left|finish) work (?:at|around|early|late|and|so|by)\b",
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
