"""Where an answer says in the first person that it is another model, or that another vendor made it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from personadata.lazy import regex
from personadata.lint.identity.assertion import asserted, quoted, sentence
from personadata.lint.identity.masks import BOTH, NAME, VENDOR, mask
from personadata.lint.identity.models import EVERYDAY, Others, simple

Kind = Literal["name", "maker", "origin", "as"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Characters *start* to *end* of an answer claim to be *who*, or its work.

    ``kind``: ``name`` (I'm X), ``maker`` (X made me), ``origin`` (I come from X), ``as`` (as X, I cannot).
    """

    kind: Kind
    who: str
    start: int
    end: int


_SURELY: Final = r"(?:就|其实|确实|的确|真的|实际上|当然|也|正|只|都|還|还|其實|確實|實際上)*"
_ONE: Final = r"(?:[一]?[个個款名种種位](?:名为|名叫|叫做?|名為)?|名为|名叫)?"
_MAKE: Final = r"(?:自主|独立|精心|联合|共同|全新|一手)*(?:开发|研发|训练|创造|创建|创作|打造|推出|制作|设计|构建|開發|研發|訓練|創造|創建|設計|製作)"
_MADE: Final = r"(?:developed|created|built|made|trained|designed|engineered|launched|programmed|fine-tuned)"
_BE: Final = r"(?:I am|I['’]m|I was|I['’]ve been|I have been|this is)"
_ADVERBS: Final = r"(?:(?:actually|really|indeed|in fact|just|still|originally|called|named|known as)[,\s]+)*"
_SORT: Final = (
    r"(?:(?:an?|the)\s+(?:(?:large|language|AI|artificial|intelligence|chat|model|assistant|chatbot|bot|virtual|helpful"
    r"|conversational|new|latest|version|pre-?trained|smart|of)[,\s]+)*(?:(?:called|named|known as)\s+)?)?"
)
_NEXT_ZH: Final = (
    r"(?=\s*(?:$|[，。,.!！~～、；;：:（(）)”」\"\n—…]|[-\d.]+[^\w\s]|[\d.]+|大?(?:语言|語言)?模型|(?:智能)?助[手理]|机器人|AI"
    r"|人工智能|聊天|[呀啊哦喔呢啦哈]|[，,]?由|来自|旗下))(?!\w{0,10}[的之](?:用户|粉丝|员工|客户|开发者|工程师|朋友|替代|竞争))"
)
_NEXT_EN: Final = (
    r"(?=[\s-]*(?:$|[,.!;:()\"”\n—–]|[\d.]+|and\b|an?\b|the\b|from\b|by\b|here\b|model|large|language|assistant|AI\b|chat"
    rf"|{_MADE}|version))(?!['’]s\b)(?![\s-]*(?:powered|based|like|style|generated|user|fan)\b)"
)
_WORDS_ON_MODELS: Final = regex(
    r"\b(?:AI|assistant|language model|chatbot|model)\b|模型|助手|助理|人工智能|机器人|开发|训练|研发|"
    rf"\b{_MADE}\b", re.IGNORECASE
)  # fmt: skip
_FIRST_PERSON: Final = regex(r"我|本(?:模型|助手|AI)|作为|\b(?:I|me|my|this)\b", re.IGNORECASE)


def claims(text: str, others: Others, *, asked: bool = False) -> Iterator[Claim]:
    """The claims of *text* to be one of *others* or its work; quotations, suppositions and denials are none.

    ``asked``: the question is who the answering assistant is, so that everyday words are names too.
    """
    if not others.in_text(text) or not _FIRST_PERSON.search(text):
        return
    masked = mask(text, others)
    if not masked.whos:
        return
    taken: set[int] = set()
    spans: list[tuple[int, int]] | None = None
    for kind, pattern in _PATTERNS if "我" in text or "本" in text else _NOT_CHINESE:
        for found in pattern.finditer(masked.text):
            start, end = masked.at(found.start()), masked.at(found.end())
            who = masked.whos[next(found.start(group) for group in range(1, pattern.groups + 1) if found[group])]
            if start in taken:
                continue
            if spans is None:
                spans = quoted(text)
            if any(low <= start < high for low, high in spans) or not asserted(text, start, end):
                continue
            sure = kind == "maker" or (kind != "origin" and simple(who) not in _EVERYDAY)
            if sure or asked or (kind != "origin" and _WORDS_ON_MODELS.search(sentence(text, start, end))):
                taken.add(start)
                yield Claim(kind, who, start, end)


_EVERYDAY: Final = frozenset(simple(name) for name in EVERYDAY)


def _patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    name, vendor = f"[{NAME}{BOTH}]", f"[{VENDOR}{BOTH}]"
    version = r"(?:[-\s]?[A-Za-z]?\d[\w.]*(?:-\w+)?)?"
    who = rf"[“「\"]?({name}){version}[”」\"]?"
    maker = rf"(?:(?i:the )?({vendor})|({name}){version})"
    me = rf"(?:我|本(?:模型|助手|AI)){_SURELY}"
    zh_name = rf"(?:{me}(?:是|叫做?|名叫|的名字(?:就)?[是叫])|叫我){_ONE}\s*"
    before = r"[^，。！？\n不没無无基用在于於]{0,12}?"
    team = r"(?:[^，。！？\n不的无無没]|旗下的|公司的|的(?=工程师|研究|团队|團隊)){0,18}?"
    model = r"(?:模型|助手|助理|机器人|機器人|AI|人工智能|人工智慧|智能体)"
    done = rf"(?:出来|而成)?(?:的?(?=\s*(?:[。，,.！!、；;）)\n]|$))|的(?=[^，。！？\n]{{0,18}}?(?:{model}|{name})))"
    made = rf"{_MADE}(?:,? (?:and|&) (?:\w+ )?{_MADE})?\s+by\s+(?:the )?"
    people = r"(?:an? |the )?(?:\w+ )?(?:(?:team|researchers|people|engineers|group)(?: of \w+)? (?:at|of|from) )?"
    return (
        ("name", regex(rf"{zh_name}(?:(?:由|来自|來自)?[^，。！？\n是不]{{0,12}}的)?{_ONE}{who}{_NEXT_ZH}")),
        (
            "maker",
            regex(
                rf"{me}是?{_ONE}(?:由|被)(?!于|於){before}{maker}{team}{_MAKE}{done}"
                rf"|{me}是{_ONE}{maker}{team}{_MAKE}的(?=[^，。！？\n]{{0,18}}?{model})"
                rf"|{me}是?{_ONE}(?:基于|基於)({name}){version}[^，。！？\n]{{0,8}}模型，(?:由|被)({vendor}){team}{_MAKE}"
                rf"|(?:我|本模型|本助手)的(?:开发者|开发商|开发公司|开发团队|研发者|研发团队|创造者|创建者|制造商|训练者|母公司|东家)"
                rf"(?:就|其实)?是\s*{maker}(?!的?(?:用户|竞争))"
                rf"|(?<![\w])(?:是)?{maker}(?:公司|团队)?{_MAKE}(?:出)?了?我(?![们的])"
            ),
        ),
        (
            "name",
            regex(
                rf"\b(?i:{_BE}\s+|my name is\s+|(?:you can |please )?call me\s+|I go by\s+)(?i:{_ADVERBS}{_SORT}){who}"
                rf"(?i:{_NEXT_EN})"
            ),
        ),
        (
            "maker",
            regex(
                rf"\b(?i:{_BE}\s+{_ADVERBS}(?:[\w.-]+,\s+|based on [\w.-]+,? and (?:was |am )?)?"
                rf"(?:{_SORT}(?:(?:that|which) (?:was|is|has been)\s+)?)?{made}{people}){maker}(?!['’]s (?:competitor|rival))"
                rf"|\b(?i:my (?:creator|developer|maker|vendor|parent company)s?(?: is| are)\s+){maker}"
                rf"|{maker}\s+(?i:{_MADE}\s+me)\b"
            ),
        ),
        ("origin", regex(rf"{me}来自{maker}(?=公司|[。，！!,.]|$)|\b(?i:I (?:come|am) from ){maker}(?=[.,!]|$)")),
        (
            "as",
            regex(
                rf"作为{_ONE}(?:由)?{maker}{team}(?:(?:{_MAKE})?的[^，。！？\n]{{0,14}}?{model}|，我|,我)"
                rf"|\b(?i:as )(?i:{_SORT})(?i:(?:(?:that|which) (?:was|is)\s+)?{made}{people}){maker}(?=,? I\b|,)"
                rf"|\b(?i:as )(?i:{_SORT}){who}(?=,? I\b)"
            ),
        ),
    )


_PATTERNS: Final = _patterns()
_NOT_CHINESE: Final = _PATTERNS[2:]  # the others have 我 or 本 in all they match
