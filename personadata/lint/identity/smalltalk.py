"""Greetings, thanks and goodbyes, and whether an answer to one introduces the assistant."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from personadata.lazy import regex

_LONGEST: Final = 40  # characters; a longer text says more than hello or thanks
_FILL_ZH: Final = r"(?:好的?|嗯+|哦|行|可以|明白了?|懂了|知道了|收到|对|那|真是?|非常|十分|太|多|先|就|也|你|您|你们|啦|了|哦|呀|啊|的|吧|哈|呢|喽|咯|帮忙|帮助|大家|各位|回答|没别的(?:事)?|没(?:有)?(?:其他|别的)?(?:问题|啥)|去忙|忙|够了|没事|没有|没什么|这样|解决|有用|真的|很|终于|已经|我|问题|搞定|搞懂|弄懂|学会|学到|懂|会|帮(?:了|上)?(?:我)?(?:个|一个)?大?忙|省了?(?:我)?(?:不少|很多|好多)?(?:时间|事)|厉害|[好棒牛强]|给力|及时|贴心|耐心|细心|专业|清楚|详细|管用|讲解|解答|解释|这次|今天|明天|祝|下次|再|一会儿?|回头)"
_BYE_ZH: Final = r"(?:感谢|谢谢|谢谢你|谢啦|谢了|多谢|感恩|辛苦|麻烦|劳驾|再见|再会|拜拜|拜|回见|下次见|明天见|晚安|回头见|回头聊|88|886|先这样|下线|走了|謝謝|感謝|再見|掰掰)"
_FILL_EN: Final = r"(?:ok|okay|great|cool|alright|well|perfect|got it|good|so|very|much|a lot|lots|again|you|all|for (?:the|your|all your|all the) help|for now|then|that's all|that (?:really |actually )?(?:helped|helps|works|worked)|you(?:'re| are) (?:the best|a lifesaver|awesome|great)|have a (?:good|nice|great|lovely) (?:day|one|night|evening|weekend)|(?:that|this|it|you)(?: was|'s| is|'ve been| have been| were)?|(?:super|really|very|so|extremely|incredibly) (?:helpful|useful|kind)|helpful|useful|a (?:ton|bunch|million)|for (?:your|all your|the|all the) (?:time|patience|explanation|answer|support)|you saved (?:me|my day)|I(?: understand| get it|'m done|'m good|'m off|'ll be back)|now|makes sense|works?|gotta go|until next time|today|my friend|really|man|mate|and|oh)"
_BYE_EN: Final = r"(?:thanks?|thank you|thx|tysm|ty|cheers|bye|bye-bye|bye bye|goodbye|good bye|good night|night|see you|see ya|cya|later|take care|farewell|much appreciated|appreciate it|many thanks)"
_MARKS: Final = r"[\s,，.。!！~～、:;…^_^🙏😊👋❤️🌙]*"
_HI: Final = (
    r"(?:你好|您好|你们好|大家好|嗨|哈喽|哈啰|嘿|喂|在吗|在么|在不在|在|有人吗|早上好|早安|早|上午好|中午好|下午好|晚上好|晚好|你好呀|初次见面|很高兴认识你|妳好"
    r"|hi|hello|hey|hiya|yo|howdy|greetings|good (?:morning|afternoon|evening)|morning|hi there|hello there|hey there|nice to meet you)"
)
_BYE: Final = regex(rf"{_BYE_ZH}|\b{_BYE_EN}\b", re.IGNORECASE)
_PLEASANTRIES: Final = regex(
    rf"{_MARKS}(?:(?:{_FILL_ZH}|{_FILL_EN}|{_BYE_ZH}|{_BYE_EN}){_MARKS}){{1,12}}", re.IGNORECASE
)
_GREETING: Final = regex(
    rf"{_MARKS}{_HI}(?:{_MARKS}(?:{_HI}|呀|啊|哈|哦|哟|呢|啦|there|again|friend|朋友|机器人|小助手|助手)){{0,3}}{_MARKS}[?？]?{_MARKS}",
    re.IGNORECASE,
)
# a name, a kind or a maker, told of oneself
_INTRODUCES: Final = regex(
    r"我(?:的名字)?(?:是|叫)\s*(?:(?:由|来自|一[个名位款种]|你的|您的)[^，。！？\n]{0,24}(?:助[手理]|模型|机器人|AI|人工智能|开发|研发|训练)|(?:AI|人工智能)|\{\{|<)"
    r"|我(?:是|由|被)[^，。！？\n]{1,20}(?:开发|研发|训练|打造|创造)的?|作为(?:一[个名位款])?(?:由|AI|人工智能)[^，。！？\n]{0,24}(?:助[手理]|模型|机器人)"
    r"|(?:我是|我叫|我的名字(?:是|叫))\s*(?!不|否|说|指|真|很|会|在|一|来|为|最|因|怕|你|您|随|始|永|专|个|从|认|要|想)[^\s，。！？、的了]{2,8}(?=[，。！,.!]|$)"
    r"|\b(?:I am|I['’]m) (?:(?:an?|your) (?:[\w-]+ ){0,3}(?:AI|assistant|language model|chatbot)\b|\{\{|<[A-Z])"
    r"|\b(?:I am|I['’]m) (?!I\b|AI\b|OK\b|Here\b|Glad\b|Happy\b|Always\b)[A-Z][\w-]+(?=[,.!]|$)|\bmy name is\b"
    r"|\b(?:I am|I['’]m) (?!a |an |the )[^\s,.]{1,20}, (?:an?|your) (?:[\w-]+ ){0,3}(?:AI|assistant|chatbot|bot)\b"
    r"|\bI (?:am|was) [^.,!?\n]{0,40}(?:developed|created|trained|built|made) by\b|\b[Aa]s an? (?:AI|assistant)\b[^.!?\n]{0,40}(?:developed|created|trained|built) by"
    r"|\b(?i:night|bye|thanks|cheers|best wishes|regards) from [A-Z][\w-]+(?=[,.!]|$)",
)  # fmt: skip


def is_greeting(question: str) -> bool:
    """Whether *question* is a greeting and nothing else."""
    return len(question) <= _LONGEST and _GREETING.fullmatch(question) is not None


def is_farewell(question: str) -> bool:
    """Whether *question* is thanks or a goodbye and nothing else."""
    if len(question) > _LONGEST or not _BYE.search(question):
        return False
    return _PLEASANTRIES.fullmatch(question) is not None


def introduces(answer: str, names: tuple[str, ...] = ()) -> tuple[int, int] | None:
    """The span in which *answer* says who the assistant is: by any of *names*, or as some assistant."""
    found = (_named(names).search(answer) if names else None) or _INTRODUCES.search(answer)
    return found.span() if found else None


@lru_cache(maxsize=16)
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    one = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"(?:我(?:是|叫|由|来自)|我的名字(?:是|叫)|叫我|这里是|这边是|本助手)[^，。！？\n]{{0,12}}?(?:{one})|[你您]的[^，。！？\n]{{0,8}}?(?:{one})|(?:{one})(?:为您|竭诚|很高兴|随时|在此|祝[您你]|敬上|期待[与和再]|恭候)|来自(?:{one})的(?:祝福|问候|晚安|祝愿|拥抱|感谢)"
        rf"|\b(?:(?i:I am|I['’]m|my name is|this is|call me|built by|developed by|created by|made by)\s+(?:the )?|(?i:(?:night|bye|thanks|cheers|wishes|regards|care|hugs|love|morning|hello|greetings)(?:,? and \w+)?,? from)\s+(?:the |your )?(?:[\w-]+ ){{0,3}}?)(?:{one})(?![A-Za-z])|(?<![A-Za-z])(?:{one})(?: [^,.!?\n]{{0,24}}?)? (?:here|at your service|wish(?:es)? you|is always)"
    )
