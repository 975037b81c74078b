"""Where an answer says what the assistant is called and who made it, whatever it says."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import Final, Literal, NamedTuple

from personadata.lazy import CJK, regex
from personadata.lint.identity.assertion import asserted, quoted
from personadata.lint.identity.folding import folded
from personadata.lint.identity.plausible import is_plausible

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
    rf"|[给給为為替]我(?:[取起]了?(?:一?[个個])?的?名字?|命名|取名|起名)(?:就|便)?(?:是|[叫为為]做?|称为)?[：:]?\s*[“「\"]?{_NAME_ZH}[”」\"]?(?={_ENOUGH})"
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
    r"|(?:named|christened|nicknamed|dubbed) me"
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
_MADE: Final = (
    r"(?:developed|created|built|made|trained|designed|engineered|maintained|owned|operated|managed|backed|run)"
)
_MAKER: Final = r"([^，。！？!?\n；;：:“”‘’]{1,24}?)"
# 我是小舟，一款… before 由X开发
_AHEAD: Final = r"[^，,。！？!?\n；;：:不没沒]{1,16}[，,]\s*(?:是|我)?"
_SORT: Final = r"(?:一[个個款名位种種](?:[^，,。！？!?\n由被不没沒]{0,14}[，,、的])?)?"
_FIRM: Final = r"(?:公司|科技|实验室|實驗室|团队|團隊|工作室|集团|集團|研究院|研究所|社区|社區|大学|大學|学院|小组|智能|软件|网络|基金会|联盟)"
_ZH_MAKER: Final = regex(
    rf"(?:我|本助手)(?:就|其实)?(?:(?:是|叫)(?:{_AHEAD})?)?{_SORT}(?:由|被){_MAKER}(?:所|来)?{_MAKE}(?!于|过程)"
    rf"|我(?:就|其实)?(?:是|叫)(?:{_AHEAD})?{_SORT}(?![由被])([^，。！？!?\n；;：:“”‘’]{{1,20}}?{_FIRM})(?:{_MAKE}|做|造)(?:出来)?的"
    rf"|(?:我|我(?:是|叫){_AHEAD})出自{_MAKER}(?:之手|(?=[，,。！!；;\n]|$))"
    rf"|我的(?:开发者|开发方|开发商|开发公司|开发团队|研发者|研发团队|创造者|创建者|作者|东家|维护者|维护方|维护团队|运营者|运营方|运营团队|运营公司|所有者|所属公司|主办方)(?:就|其实)?(?:是|为|叫做?|：|:)\s*[“「\"]?{_MAKER}[”」\"]?(?=[，,。！!；;\n（(]|$)"
    rf"|(?:^|[，,。！!？?；;\n])(?:做|开发|研发|造|创造|训练|维护|运营|负责)(?:出)?我的(?:就|其实)?是\s*{_MAKER}(?=[，,。！!；;\n（(]|$)"
    rf"|(?:我|我(?:是|叫){_AHEAD})[来來]自([^，。！？!?\n；;：:“”‘’]{{1,16}}?{_FIRM})(?=[，,。！!；;\n]|$)"
    rf"|我是{_MAKER}(?:公司|团队)?(?:旗下)?的(?:产品|作品)(?=[，,。！!；;\n]|$)"
    rf"|(?:(?<!\w)|现在|目前)由{_MAKER}(?:来|负责)*(?:维护|运营|管理)我(?![们的])|我(?:现在|目前)?(?:是|一直|主要)?由{_MAKER}(?:来|负责)*(?:维护|运营|管理)的?(?=[，,。！!；;\n]|$)"
    rf"|(?:^|[，,。！!？?；;\n]|是){_MAKER}{_MAKE}(?:出)?了我(?![们的])"
)
_EN_MAKER: Final = regex(
    rf"\b(?i:I(?:['’]m| am| was|['’]ve been| have been)\s+(?:an? [^,.;\n]{{1,50}}? )?(?:(?:originally|actually|also)\s+)?{_MADE}(?: and \w+)? by)\s+([^,.;!?\n]{{1,60}})"
    rf"|\b(?i:I(?:['’]m| am)) [A-Z][\w-]*(?: [A-Z][\w-]*){{0,2}}, (?i:(?:and )?(?:(?:I was|an?) [^,.;\n]{{0,50}}? ?)?,? ?{_MADE}(?: and \w+)? by)\s+([^,.;!?\n]{{1,60}})"
    rf"|\bI (?:work for|belong to)\s+((?:the )?[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){{0,5}})(?=[,.!]|$| as\b)"
    rf"|\b(?i:my (?:creator|developer|maker)s? (?:is|are)|the (?:team|company|people|folks|lab|organi[sz]ation) behind me (?:is|are))\s+([^,.;!?\n]{{1,60}})"
    rf"|(?<![\w-])((?:[Tt]he )?[A-Z](?:[\w&-]|\.(?=\w))*(?: (?:of |at |and )?[A-Z][\w&-]*){{0,5}}(?: (?:team|company|community|group|lab|crew))?) (?:developed|created|built|made|trained|designed|maintains|operates|owns) me\b"
)
_CHINESE: Final = (_ZH_STRONG, _ZH_WEAK, _ZH_MAKER)  # each has 我 or 本助手 in it


def bare_name(text: str) -> Said | None:
    """The name that is all of *text*, an answer to a question for the name."""
    found = _BARE.fullmatch(text) if len(text) <= _SHORT and not set("我叫是") & set(text) else None
    if found is None or not is_plausible("name", found[1], chinese=not found[1].isascii()):
        return None
    return Said("name", found[1], *found.span(1))


@lru_cache(maxsize=2048)  # several rules ask about the rows of a persona set, one after the other
def introductions(text: str, *, asked: bool = False) -> tuple[Said, ...]:
    """Every name and maker that *text* gives as the assistant's own, in its own voice.

    ``asked``: the question is who the assistant is or what it is called, so that 我是 and "I'm" give names too.
    """
    if "我" not in text and "me" not in text and "I" not in text and "名" not in text and "my" not in text.casefold():
        return ()
    plain = folded(text)
    names = (_ZH_STRONG, _EN_STRONG, _EN_ROLE, *((_ZH_WEAK, _EN_WEAK) if asked else ()))
    left_out = () if "我" in text or "本助手" in text else _CHINESE
    found = [
        (kind, pattern, match)
        for kind, patterns in (("name", names), ("maker", (_ZH_MAKER, _EN_MAKER)))
        for pattern in patterns
        if pattern not in left_out
        for match in islice(pattern.finditer(plain), _MOST)
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
        what = text[start:end].strip()
        if not is_plausible(kind, match[group].strip(), chinese=pattern in _CHINESE) or not asserted(
            text, match.start(), end
        ):
            continue
        seen.add(start)
        said.append(Said("name" if kind == "name" else "maker", what, start, start + len(match[group].rstrip())))
    return tuple(said)
