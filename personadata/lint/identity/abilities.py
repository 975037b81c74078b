"""Where an answer claims an ability that only a spec can give it: the internet, live data, memory, acting for the user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from personadata.lazy import regex
from personadata.lint.identity.assertion import asserted, quoted, sentence_around
from personadata.lint.identity.folding import folded

if TYPE_CHECKING:
    from personadata.persona import Persona


class Ability(NamedTuple):
    """Characters *start* to *end* of an answer claim the ability ``what``, a key of :data:`VERBS` or a limit's text."""

    what: str
    start: int
    end: int


# verb phrases as they follow 能 and can
VERBS: Final[dict[str, tuple[str, str]]] = {
    "internet": (
        r"(?:直接|实时)?(?:联网|上网|连接?(?:到)?(?:互联网|网络)|接入(?:互联网|网络)|访问(?:互联网|网络|网页|网站|外部网站)|看网页|浏览(?:网页|网站|互联网)|打开(?:网页|链接|网址)|(?:搜索|检索|搜|查找)(?:一下)?(?:互联网|网络|网上|网页|全网))",
        r"(?:browse|search|access|surf|connect to|check) (?:the )?(?:web|internet|net)\b|(?:go|look (?:it|things|that|this|them) up|search) online\b|open (?:links|URLs|web ?pages|websites)\b",
    ),
    "realtime": (
        r"(?:获取|查看|查到|查询|查|提供|掌握|看到)[^，。！？\n不没无]{0,6}?实时(?:的)?(?:信息|数据|新闻|消息|天气|股价|行情|资讯)|(?:获取|查看|查到|查询|看到)(?:到)?(?:今天|现在|当前|此刻)的?(?:天气|日期|时间|股价|新闻|气温)",
        r"(?:get|access|check|see|provide|fetch|look up|give you) (?:\w+ ){0,2}?(?:real-?time|live|up-to-the-minute) (?:data|information|info|news|weather|prices|scores|updates|stock)\b|(?:tell you|check|see) (?:the current time|today['’]s (?:date|weather|news))\b",
    ),
    "memory": (
        r"(?:一直|永远|长期|始终|都)?(?:记住|记得|保存|保留|记着)[^，。！？\n不没无]{0,6}?(?:上次|以往|过去|历史|每次|昨天|上回|所有|之前)的?[^，。！？\n不没无]{0,4}?(?:对话|聊天|会话)|跨(?:对话|会话|窗口)[^，。！？\n不没无]{0,3}(?:记忆|记住|记得)|(?:永远|一直|长期)(?:记住|记得|记着)[你您]|(?:永远|一直|长期|永久|始终|都)(?:帮[你您])?(?:保存|保留|存着|记录)(?:着|下)?[^，。！？\n不没无]{0,6}?(?:对话|聊天|会话|记录|内容|说的话|信息)|下次(?:见面|聊天|来|对话)[^，。！？\n不没无]{0,6}(?:记得|记住|认得)|把[^，。！？\n不没无]{1,14}(?:记下来|存下来|记住|保存)[^。！？\n不没无]{0,6}(?:下次|以后|明天)",
        r"remember (?:all |everything from )?(?:our|your|all|every|any) (?:\w+ )?(?:past |previous |earlier |last |other )(?:conversation|chat|session|talk)s?|remember you (?:next time|across|between|from)\b|(?:remember|keep) (?:everything|things|it|this|that) (?:across|between) (?:chats|conversations|sessions)|(?:remember|keep|store|save) everything you(?:['’]ve)? (?:tell|told|say|said|share|shared)\b(?![^.!?\n]{0,30}\b(?:chat|conversation|session)\b)|pick up (?:right |exactly )?where we left off|(?:remember|recall|keep|know) (?:that|this|it|you|your [\w ]{1,20}?|what you[\w'’ ]{1,20}?|everything)(?: in mind)? (?:for )?(?:(?:the |our )?next (?:time|chat|session|conversation)|tomorrow|when you (?:come|get) back|in (?:future|later|our next) (?:chat|conversation|session)s?)\b",
    ),
    "actions": (
        r"(?:帮|替|为|代|给)[你您](?:直接)?(?:预订|预定|订|下单|付款|支付|转账|拨打|打电话|发(?:送)?(?:一?封)?(?:邮件|短信)|叫车|打车|设(?:置|定)?(?:个|一个)?(?:闹钟|提醒)|取快递|寄快递|买票|购票)",
        r"(?:book|reserve|order|purchase|pay for) (?:you |it |them )?(?:a |an |the |your )?(?:flights?|hotels?|tickets?|tables?|rooms?|taxis?|cabs?|food|bills?|appointments?)\b|send (?:an |the |your )?(?:e-?mails?|text messages?) (?:for you|on your behalf)|make (?:phone )?calls (?:for you|on your behalf)|place (?:orders|an order)|make payments|set (?:an |your )?(?:alarms?|reminders?)\b",
    ),
}  # fmt: skip
_DONE: Final = regex(
    r"(?:已经?|刚才?|这就)(?:帮|为|替|给)[你您](?:预订|预定|订|下单|付款|支付|转账|发送|发出|发|拨打|设置|取消|购买)(?:好|成功|完成)?了"
    r"|我(?:来|这就|马上|现在|立刻|先)?(?:帮|替|给)[你您](?:下单|付款|支付|转账|叫车|打车|买票|购票|预订)"
    r"|已经?(?:帮|为|替|给)[你您](?:叫|约|打|订|买|定|发)(?:好|到)了?[^，。！？\n]{0,4}了"
    r"|(?:闹钟|提醒|订单|机票|酒店|车票|外卖|邮件|短信|座位|房间|餐厅)(?:也|都)?(?:已经?)?(?:给你|帮你|为你)?(?:设置|预订|发送|下单|支付|设定|设|订|定|发|买)(?:成功|好了|好啦|完成|完毕)"
    r"|\bI(?:['’]ve| have) (?:just |already |now )?(?:booked|ordered|reserved|paid|emailed|placed (?:the|your|an) order|sent (?:the|your|an|that) (?:e-?mail|payment)|set (?:the|your|an) alarm)\b"
)  # fmt: skip
_LOOKED: Final = regex(
    r"我(?:刚刚?|已经?)?(?:上网|在网上|联网)(?:查|搜)(?:了|到|过)|\bI(?:['’]ve)? (?:just )?(?:searched|looked it up|found it) (?:online|on the (?:web|internet)|the (?:web|internet))\b"
)
# the time and the date of an answer, which only a clock could tell
_NOW_ASKED: Final = regex(
    r"(?:现在|此刻|这会儿?)(?:是)?(?:几点|什么时[间候])|今天(?:是)?(?:几[号月]|星期几|周几|礼拜几|什么日子|多少号|哪一?天)|\bwhat(?:['’]s| is) (?:the|today['’]s) (?:current )?(?:time|date)\b|\bwhat (?:time|day) is it\b",
    re.IGNORECASE,
)
_NOW_TOLD: Final = regex(
    r"(?:现在|今天|此刻)?(?:已经)?是?(?:北京时间)?(?:上午|下午|早上|晚上|凌晨|中午)?(?:\d{1,2}\s*[点:：]\s*\d{0,2}|(?:20\d\d年)?\d{1,2}月\d{1,2}[日号])|(?:现在|今天)(?:是)?(?:星期|周)[一二三四五六日天]"
    r"|\b(?:it(?:['’]s| is)|today is|the (?:current )?(?:time|date) is)\s+(?:currently |now |exactly )?(?:\d{1,2}:\d\d|\d{1,2} ?[ap]\.?m|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d)",
    re.IGNORECASE,
)
_CAN_ZH: Final = r"我(?:现在|也|还|就|目前|一直|完全|当然|其实|是|这边|都|随时|直接)*(?:能够|能|可以|会|支持|具备|拥有)(?:直接|随时|实时|自动|轻松)*"
_CAN_EN: Final = (
    r"\bI(?: can| could|['’]m able to| am able to|['’]ll| will)(?: \w+ly| also| certainly| now| even| just)? "
)
_HAVE: Final = {
    "internet": r"我(?:有|拥有|具备|支持)(?:联网|上网)(?:能力|功能|搜索)|\bI have (?:full |direct |live |real-time )?(?:internet access|web access|access to the (?:internet|web))",
    "realtime": r"我(?:有|拥有|具备)实时(?:数据|信息)|我(?:已经?)?(?:接入|连接|对接)了?[^，。！？\n不没无]{0,4}实时|\bI have access to (?:real-?time|live|up-to-the-minute) (?:data|information|news)",
    "memory": r"(?:每次|所有|以前的?|之前的?)(?:对话|聊天)我(?:都|全|也)*(?:会|能)?(?:记住|记得|记着|保存)|\bI (?:do |still )?remember our (?:conversation|chat|talk|session)s? (?:from |of )?(?:yesterday|last)|(?:下次|下回|明天)(?:聊天|见面|对话|再来|[你您]来)?(?:的时候|时)?[，,]?我(?:就|也|还|都|一定|肯定)*(?:会|能)?(?:就|也|还|都)*(?:记得|记住|认得)(?!是)|我(?:有|拥有|具备)(?:长期|永久|跨对话|跨会话)(?:的)?记忆|我(?:当然|都|还)?记得(?:[你您]|我们)?(?:上次|昨天|上回|上周)|\bI (?:keep|store|save|remember) everything you(?:['’]ve)? (?:tell|told|say|said|share|shared)\b(?![^.!?\n]{0,30}\b(?:chat|conversation|session)\b)|\bI have (?:a )?(?:long-term|persistent|permanent) memory|\bI (?:do |still |do still )?remember (?:all |everything from )?(?:our|your|all|every) (?:\w+ )?(?:past |previous |earlier |last |other )(?:conversation|chat|session)s?|\bI (?:do |still |do still )?remember (?:you )?from (?:last time|yesterday|our (?:last|previous) (?:chat|conversation|session))",
    "actions": r"(?!)",
}  # fmt: skip
_YES: Final = regex(
    r"\s*(?:能的?|可以的?|会的?|行|当然(?:可以|能|会)?|(?:当然|肯定|一定|还|都|会|也)+(?:记得|记住|认得)(?:的|你)?|没问题|是的|有的?|支持|记得|yes|yeah|yep|sure|of course|certainly|absolutely|I can|I do)(?=[，,。.！!、~～\s]|$)(?![^。.!！?？\n]{0,24}(?:不|没|无|[这本]次|[这本]轮|刚才|当前(?:对话|会话)|\bnot\b|n['’]t|\bno\b|but|\bwithin\b|\bthis (?:chat|conversation|session)\b))",
    re.IGNORECASE,
)
_HOW: Final = regex(
    r"怎么|如何|怎样|教|方法|步骤|草拟|起草|写|拟|列|\bhow to\b|\bdraft|\bexplain|\bhelp you\b", re.IGNORECASE
)

# within one conversation every model remembers
_WITHIN: Final = regex(
    r"[这本当]次|[这本]轮|当前(?:对话|会话)|这个?(?:对话|会话|窗口)|\b(?:this|the current|one|a single) (?:chat|conversation|session|talk)\b",
    re.IGNORECASE,
)


def abilities(question: str, answer: str, persona: Persona) -> Iterator[Ability]:
    """Every ability of :data:`VERBS` and every declared limit that *answer* claims, in words or by a yes to *question*."""
    spans: list[tuple[int, int]] | None = None
    question, answer = folded(question), folded(answer)
    now = _NOW_TOLD.search(answer) if _NOW_ASKED.search(question) else None
    if now and asserted(answer, *now.span()):
        yield Ability("realtime", *now.span())
    yes = _YES.match(answer)
    for what, claimed, asked in _patterns(_limits(persona)):
        if yes and asked.search(question):
            yield Ability(what, yes.start(), yes.end())
            continue
        for found in claimed.finditer(answer):
            if spans is None:
                spans = quoted(answer)
            inside = any(low <= found.start() < high for low, high in spans)
            if what == "memory" and _WITHIN.search(sentence_around(answer, *found.span())):
                continue
            if not inside and not _HOW.search(found[0]) and asserted(answer, *found.span()):
                yield Ability(what, *found.span())
                break


def _limits(persona: Persona) -> tuple[tuple[str, str], ...]:
    found = []
    for limit in persona.limits.other:
        for text in limit.all():
            found.append((str(limit), text))
    return tuple(found)


@lru_cache(maxsize=16)
def _patterns(limits: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    verbs = [(what, zh, en, _HAVE[what]) for what, (zh, en) in VERBS.items()]
    verbs += [
        (what, re.escape(text), r"(?!)", r"(?!)")
        if not text.isascii()
        else (what, r"(?!)", re.escape(text) + r"\b", r"(?!)")
        for what, text in limits
    ]
    found = []
    for what, zh, en, have in verbs:
        recalled = (
            r"|(?:明天|下次|下回|下周|过几天|以后(?=[^，。？！\n]{0,8}还)|[关换]了?[^，。？！\n]{0,6}(?:窗口|对话|会话|页面))[^。？！\n]{0,12}(?:记得|记住|认得|认识)[^。？！\n]{0,10}(?:吗|么|[?？])"
            r"|\b(?:will|would|can|do) you (?:still )?(?:remember|recall|know)\b[^.?!\n]{0,40}\b(?:tomorrow|yesterday|next (?:time|week|month)|last (?:time|week)|later|when I (?:come|get) back|after (?:this|the) (?:chat|conversation|session))\b[^.?!\n]{0,12}\?"
            r"|(?:上次|昨天|之前|以前|上回|上周)[^。？！\n]{0,14}记得(?:吗|么|[?？])|记得[^。？！\n]{0,6}(?:上次|昨天|之前|以前|上回|上周)[^。？！\n]{0,14}(?:吗|么|[?？])"
        )
        more = {"actions": rf"|{_DONE.pattern}", "internet": rf"|{_LOOKED.pattern}"}.get(what, "")
        help_you = r"(?:(?:帮|替|为|给)(?:[你您])?)?"
        claimed = rf"{_CAN_ZH}{help_you}(?:{zh})|{_CAN_EN}(?:{en})|{have}{more}"
        asked = (
            rf"(?:[你您]|^)(?:现在|也|还|到底|真的|应该|究竟)?(?:能够|能不能|能|可以|可不可以|会不会|会|是否能|是否可以|是不是能|是不是可以|支持){help_you}(?:我)?(?:{zh})[^，。？?！!\n]{{0,14}}(?:吗|么|吧|嘛|[?？]|$)"
            rf"{recalled if what == 'memory' else ''}"
            rf"|\b(?:can|could|are you able to) you (?:{en})[^.?!\n]{{0,20}}\?|\bare you able to (?:{en})[^.?!\n]{{0,20}}\?"
        )
        found.append((what, re.compile(claimed, re.IGNORECASE), re.compile(asked, re.IGNORECASE)))
    return tuple(found)
