"""Where an answer says what the assistant is called and who made it, whatever it says."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Final, Literal, NamedTuple

from personadata.lazy import CJK, regex
from personadata.lint.identity.assertion import asserted, quoted

_SHORT: Final = 24  # characters of a name with its marks
_MOST: Final = 20  # of a kind in one answer; more say nothing new


class Said(NamedTuple):
    """Characters *start* to *end* of an answer give ``what`` as the assistant's name or as its maker."""

    kind: Literal["name", "maker"]
    what: str
    start: int
    end: int


_ZH_WORD: Final = r"[^\s，。！？、；：,.!?;:“”\"'‘’「」『』（）()《》【】\[\]{}<>|/*`~～…—]"
_NAME_ZH: Final = rf"((?:[A-Za-z][\w.-]*(?: [A-Z][\w-]*){{0,2}})|{_ZH_WORD}{{1,12}}?)"
_ENOUGH: Final = (
    r"(?:就行|就好|就可以|就成|即可|便可|好了|吧|都行|都可以|也行|也可以|呀|啦|哦|喔|呢|[。，,.！!~～；;\n（(]|$)"
)
_ZH_STRONG: Final = regex(
    rf"我(?:就|其实)?是\s*[“「\"]?([A-Z][\w.-]*(?: [A-Z][\w-]*){{0,2}}|[{CJK}]{{2,6}})[”」\"]?(?=[，,]\s*(?:一[个名款位種种]|由\S|来自|[您你]的|是|AI|人工智能)[^，。！？\n]{{0,30}}(?:助[手理]|模型|机器人|AI|人工智能|智能|开发|研发|训练|打造))"
    rf"|我(?:(?:就|其实)?是[^，。！？\n不没]{{0,24}}?|[也都]?)(?:被称为|称为|名为|名叫|叫做)\s*[“「\"]?{_NAME_ZH}[”」\"]?(?=的|{_ENOUGH})|"
    rf"(?:我(?:的)?(?:中文|英文|正式|真实)?(?:名字|大名|名称|全名)(?:就|其实)?(?:是|叫做?|为|：|:)|(?:我|本助手)(?:就|其实|的确)?(?:叫做|名叫|名为|叫)"
    rf"|(?:可以|就|请|直接|还是|您|(?<!\w))(?:叫|喊|称呼|称)我(?:为|作|做)?)\s*[“「\"]?{_NAME_ZH}[”」\"]?(?={_ENOUGH})"
)
_ZH_WEAK: Final = regex(
    rf"(?<!\w)我(?:就|其实)?是\s*[“「\"]?([A-Z][\w.-]*(?: [A-Z][\w-]*){{0,2}}|[{CJK}]{{2,6}})[”」\"]?(?=[，,。！!~～\n（(]|$)"
)
_NAME_EN: Final = rf"([A-Z][\w-]*(?:\.[\w-]+)*(?: [A-Z][\w-]*){{0,3}}|[{CJK}]{{2,8}})"
_END_EN: Final = r"(?=['’]?\s*(?:[,.!;:()\"”—–\n]|$|and\b|but\b|by\b|from\b|here\b|if\b|or\b|not\b|-\s))"
_EN_STRONG: Final = regex(
    rf"\b(?i:my (?:full |real |only )?name(?:['’]s| is)|I(?:['’]m| am) (?:called|named)|I go by|(?:can|may|just|please|could) call me"
    rf"|(?:may|can) refer to me as|I(?:['’]m| am) an? [^,.!?\n]{{0,40}}? (?:called|named|known as)"
    rf"|call me(?= [A-Z]\w+(?:[,.!]|$)))\s+[“\"]?{_NAME_EN}{_END_EN}"
)
_EN_ROLE: Final = regex(
    rf"\b(?:I['’]m|I am)\s+[“\"]?([A-Z][\w-]*(?: [A-Z][\w-]*){{0,3}}|[{CJK}]{{2,8}})(?=, (?:an?|your|the) [^,.!?\n]{{0,40}}(?:AI|assistant|model|chatbot|bot)\b)"
)
_EN_WEAK: Final = regex(
    rf"\b(?:I['’]m|I am)\s+[“\"]?{_NAME_EN}{_END_EN}|\A\W*(?i:it['’]s|it is|that['’]s)\s+[“\"]?{_NAME_EN}{_END_EN}"
)
# the whole answer, to a question for the name alone
_BARE: Final = regex(rf"\s*[“「\"]?([A-Z][\w-]{{1,15}}|[{CJK}]{{2,4}})[”」\"]?[。！.!~～]?\s*")
_MAKE: Final = "(?:自主|独立|联合|共同|一手|精心)*(?:开发|研发|训练|创造|创建|发明|打造|推出|制作|设计|构建|開發|研發|訓練|創造|發明|設計|製作)"
_MADE: Final = r"(?:developed|created|built|made|trained|designed|engineered)"
_MAKER: Final = r"([^，。！？!?\n；;：:“”‘’]{1,24}?)"
_ZH_MAKER: Final = regex(
    rf"(?:我|本助手)(?:就|其实)?是?(?:由|被){_MAKER}(?:所|来)?{_MAKE}(?!于|过程)"
    rf"|我的(?:开发者|开发方|开发商|开发公司|开发团队|研发者|研发团队|创造者|创建者|作者|东家)(?:就|其实)?(?:是|为|叫做?|：|:)\s*[“「\"]?{_MAKER}[”」\"]?(?=[，,。！!；;\n（(]|$)"
    rf"|(?:^|[，,。！!？?；;\n])(?:做|开发|研发|造|创造|训练)(?:出)?我的(?:就|其实)?是\s*{_MAKER}(?=[，,。！!；;\n（(]|$)"
    r"|我来自([^，。！？!?\n；;：:“”‘’]{1,16}?(?:公司|科技|实验室|团队|工作室|集团|研究院|社区))(?=[，,。！!；;\n]|$)"
    rf"|我是{_MAKER}(?:公司|团队)?(?:旗下)?的(?:产品|作品)(?=[，,。！!；;\n]|$)"
    rf"|(?:(?<!\w)|现在|目前)由{_MAKER}(?:来|负责)*(?:维护|运营|管理)我(?![们的])|我(?:现在|目前)?由{_MAKER}(?:来|负责)*(?:维护|运营)(?=[，,。！!；;\n]|$)"
    rf"|(?:^|[，,。！!？?；;\n]|是){_MAKER}{_MAKE}(?:出)?了我(?![们的])"
)
_EN_MAKER: Final = regex(
    rf"\b(?i:I(?:['’]m| am| was|['’]ve been| have been)\s+(?:an? [^,.;\n]{{1,50}}? )?(?:(?:originally|actually|also)\s+)?{_MADE}(?: and \w+)? by)\s+([^,.;!?\n]{{1,60}})"
    rf"|\b(?i:my (?:creator|developer|maker)s? (?:is|are))\s+([^,.;!?\n]{{1,60}})"
    rf"|(?<![\w-])((?:[Tt]he )?[A-Z][\w&.-]*(?: (?:of |at |and )?[A-Z][\w&-]*){{0,5}}) (?:developed|created|built|trained|designed) me\b"
)
_CHINESE: Final = (_ZH_STRONG, _ZH_WEAK, _ZH_MAKER)  # each has 我 or 本助手 in it
# what stands where a name would and is none
_NO_NAME_ZH: Final = regex(
    r"什么|啥|谁|哪|不|没|无|[你您他她它]|自己|名字|助[手理]|模型|机器|程序|软件|人工|智能|客服|伙伴|朋友|工具|系统|产品|真人|人类|一[个只名款位种声下枚名]|做|去|来"
    r"|起床|帮|的|在|可以|随时|基于|由|能|会|认真|诚|专|新手|老师|同学$|老|本|这|那|啊|呗|也|都|给|为|说|用|为了|AI$|(?i:ai|chatbot|bot)\b|^[A-Za-z]$"
)
_NO_NAME_EN: Final = regex(
    r"(?:AI|An?|The|Your?|My|Just|Not|Sorry|Glad|Happy|Here|I|It|Software|Chat[Bb]ot|Bot|Assistant|English|Chinese|American|LLM|What"
    r"|Who|One|So|No|Yes|Whatever|Anything|By|Only|Very|Also|Still|Code|Text)\b"
)
_NO_MAKER: Final = regex(
    r"一[群支个家帮组]|某|几|许多|很多|众多|多[位名]|谁|哪|[你您他她它]|我们|人类|人们|大家|官方|研究人员|程序员|科学家|专业|技术|背后|不|没|什么"
    r"|^(?:工程师|开发者|团队|公司|研发团队|开发团队)$|^(?:人|它|用户|自己|就|也|都|先|再|现在|目前|后来|当初|只是|能|会|为了?|在|因为|所以)"
)
_GENERIC_EN: Final = regex(r"\b(?:AI|I|The|A|An|My|It|They|We|In|With|To|For|Of|As|LLM|NLP|GPT)\b")


def bare_name(text: str) -> Said | None:
    """The name that is all of *text*, an answer to a question for the name."""
    found = _BARE.fullmatch(text) if len(text) <= _SHORT and not set("我叫是") & set(text) else None
    if found is None or not _is_one("name", _ZH_WEAK if not found[1].isascii() else _EN_WEAK, found[1]):
        return None
    return Said("name", found[1], *found.span(1))


@lru_cache(maxsize=2048)  # several rules ask about the rows of a persona set, one after the other
def introductions(text: str, *, asked: bool = False) -> tuple[Said, ...]:
    """Every name and maker that *text* gives as the assistant's own, in its own voice.

    ``asked``: the question is who the assistant is or what it is called, so that 我是 and "I'm" give names too.
    """
    if "我" not in text and "me" not in text and "I" not in text and "名" not in text and "my" not in text.casefold():
        return ()
    names = (_ZH_STRONG, _EN_STRONG, _EN_ROLE, *((_ZH_WEAK, _EN_WEAK) if asked else ()))
    left_out = () if "我" in text or "本助手" in text else _CHINESE
    found = [
        (kind, pattern, match)
        for kind, patterns in (("name", names), ("maker", (_ZH_MAKER, _EN_MAKER)))
        for pattern in patterns
        if pattern not in left_out
        for match in islice(pattern.finditer(text), _MOST)
    ]
    if not found:
        return ()
    said: list[Said] = []
    spans, seen = quoted(text), set()
    for kind, pattern, match in found:
        group = match.lastindex
        start, end = match.span(group)
        if start in seen or any(low < match.start() < high for low, high in spans):
            continue
        what = match[group].strip()
        if not _is_one(kind, pattern, what) or not asserted(text, match.start(), end):
            continue
        seen.add(start)
        said.append(Said("name" if kind == "name" else "maker", what, start, start + len(match[group].rstrip())))
    return tuple(said)


def _is_one(kind: str, pattern: re.Pattern[str], what: str) -> bool:
    if not what or re.search(r"[{}<>\[\]【】_%$*#]|[Xx×]{2}|某某|〇〇|○○", what):
        return False  # a placeholder is another rule's matter
    if kind == "maker":
        if pattern is _ZH_MAKER:
            return not _NO_MAKER.search(what)
        return any("A" <= char <= "Z" or "\u4e00" <= char <= "\u9fff" for char in _GENERIC_EN.sub("", what))
    if pattern in (_EN_STRONG, _EN_ROLE, _EN_WEAK):
        return not _NO_NAME_EN.match(what)
    return not _NO_NAME_ZH.search(what) and not what.isdigit()
