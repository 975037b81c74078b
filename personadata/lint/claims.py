"""Where an answer says in the first person that it is another model, or that another vendor made it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from personadata.lint.models import EVERYDAY, Others, simple

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
# what is told of another, supposed or denied is no claim; "说实话" and "I must say" are
_TOLD_ZH: Final = re.compile(
    r"(?:说|說|问|問|以为|以為|认为|認為|觉得|代表|意味|表明|假装|假裝|假扮|声称|自称|称|叫你|让|讓|把|猜|如果|假如|要是|假设|若|即使|就算"
    r"|哪怕|是否|等于|等於|证明|證明|怀疑|懷疑|不|没|沒|别|別|并非|當作|当作|当成|當成|误|扮演|比如|例如|除非|难道)"
)
_HONEST: Final = re.compile(
    r"(?:不瞒你?|老?实|坦白|准确地?|简单来?|严格来?|可以|来|的|得对?|不错|没错|對|对)[说說]?|不好意思|没问题|没关系"
)
_TOLD_EN: Final = re.compile(
    r"\b(?:if|whether|think|thinks|thought|say|says|said|saying|claim\w*|mean|means|assum\w+|believ\w+|pretend\w*|unless"
    r"|not|never|don't|doesn't|isn't|can't|cannot|won't|n't|imply|implies|suggest\w*|idea|rumou?r|notion|impression|guess"
    r"|suppos\w+|imagin\w+|when|because|though|as though|told|tell|ask\w*|confus\w+|mistak\w+|wrong|write|wrote)\b",
    re.IGNORECASE,
)
_ADMIT: Final = re.compile(r"\b(?:must|have to|can|should) (?:say|tell)\b|\bto tell you\b", re.IGNORECASE)
_CODE: Final = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_QUOTE: Final = re.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|‘[^’]*’|《[^》]*》|\"[^\"\n]*\"|(?<!\w)'[^'\n]+'(?!\w)")
_LABEL: Final = re.compile(r"[^\s:：，。]{1,12}(?: [^\s:：]{1,12})?\s*[:：]\s*$|[^\n:：]{0,20}[:：]\s*[^\n]*$|>")
_WORDS_ON_MODELS: Final = re.compile(
    r"\b(?:AI|assistant|language model|chatbot|model)\b|模型|助手|助理|人工智能|机器人|开发|训练|研发|"
    rf"\b{_MADE}\b", re.IGNORECASE
)  # fmt: skip
_FIRST_PERSON: Final = re.compile(r"我|本(?:模型|助手|AI)|作为|\b(?:I|me|my|this)\b", re.IGNORECASE)
_STOP: Final = re.compile(r"[。！？!?\n；;]|\.(?=\s|$)")
_CLAUSE: Final = re.compile(r"[，,。！？!?\n；;：:—]|\.(?=\s|$)")


def claims(text: str, others: Others, *, asked: bool = False) -> Iterator[Claim]:
    """The claims of *text* to be one of *others* or its work; quotations, suppositions and denials are none.

    ``asked``: the question is who the answering assistant is, so that everyday words are names too.
    """
    if not others.in_text(text) or not _FIRST_PERSON.search(text):
        return
    taken: set[int] = set()
    spans: list[tuple[int, int]] | None = None
    for kind, pattern in _patterns(others):
        for found in pattern.finditer(text):
            who = next(group for group in found.groups() if group)
            if found.start() in taken:
                continue
            if spans is None:
                spans = [match.span() for match in (*_CODE.finditer(text), *_QUOTE.finditer(text))]
            if any(start <= found.start() < end for start, end in spans) or not _asserted(text, *found.span()):
                continue
            sure = kind == "maker" or (kind != "origin" and simple(who) not in _EVERYDAY)
            if (
                sure
                or asked
                or (kind != "origin" and _WORDS_ON_MODELS.search(_sentence(text, found.start(), found.end())))
            ):
                taken.add(found.start())
                yield Claim(kind, who, found.start(), found.end())


_EVERYDAY: Final = frozenset(simple(name) for name in EVERYDAY)


@lru_cache(maxsize=16)
def _patterns(others: Others) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    name, vendor = others.names, others.vendors
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
        ("name", re.compile(rf"{zh_name}(?:(?:由|来自|來自)?[^，。！？\n是不]{{0,12}}的)?{_ONE}{who}{_NEXT_ZH}")),
        (
            "maker",
            re.compile(
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
            re.compile(
                rf"\b(?i:{_BE}\s+|my name is\s+|(?:you can |please )?call me\s+|I go by\s+)(?i:{_ADVERBS}{_SORT}){who}"
                rf"(?i:{_NEXT_EN})"
            ),
        ),
        (
            "maker",
            re.compile(
                rf"\b(?i:{_BE}\s+{_ADVERBS}(?:[\w.-]+,\s+|based on [\w.-]+,? and (?:was |am )?)?"
                rf"(?:{_SORT}(?:(?:that|which) (?:was|is|has been)\s+)?)?{made}{people}){maker}(?!['’]s (?:competitor|rival))"
                rf"|\b(?i:my (?:creator|developer|maker|vendor|parent company)s?(?: is| are)\s+){maker}"
                rf"|{maker}\s+(?i:{_MADE}\s+me)\b"
            ),
        ),
        ("origin", re.compile(rf"{me}来自{maker}(?=公司|[。，！!,.]|$)|\b(?i:I (?:come|am) from ){maker}(?=[.,!]|$)")),
        (
            "as",
            re.compile(
                rf"作为{_ONE}(?:由)?{maker}{team}(?:(?:{_MAKE})?的[^，。！？\n]{{0,14}}?{model}|，我|,我)"
                rf"|\b(?i:as )(?i:{_SORT})(?i:(?:(?:that|which) (?:was|is)\s+)?{made}{people}){maker}(?=,? I\b|,)"
                rf"|\b(?i:as )(?i:{_SORT}){who}(?=,? I\b)"
            ),
        ),
    )


def _asserted(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a claim stands for itself: nobody else says it, and nothing takes it back."""
    before = text[max(0, start - 60) : start]
    sentence = before[max((match.end() for match in _STOP.finditer(before)), default=0) :]
    clause = sentence[max((match.end() for match in _CLAUSE.finditer(sentence)), default=0) :]
    if _LABEL.fullmatch(text[text.rfind("\n", 0, start) + 1 : start].lstrip()) and "\n" in text.strip():
        return False
    if re.search(
        r"(?:说|說|问|問|以为|以為|认为|觉得|如果|假如|回答|says?|said|ask(?:s|ed)?|claim(?:s|ed)?)[，,：:]\s*$",
        sentence,
    ):
        return False
    if _TOLD_ZH.search(_HONEST.sub("", clause)) or _TOLD_EN.search(_ADMIT.sub("", clause)):
        return False
    if re.search(r"\bif\b|\bwhether\b|如果|假如|要是|假设", sentence, re.IGNORECASE):
        return False
    stop = _STOP.search(text, end)
    rest = text[end : stop.end() if stop else len(text)]
    taken_back = re.search(
        r"的?(?:说法|传言|想法|猜测|传闻)|这(?:话|句|种|一)|(?:是|为)(?:假|错|不对|不实|谣)|\b(?:is|would be|was) (?:wrong|false|untrue|incorrect|not)\b",
        rest[:40],
    )
    return taken_back is None and not rest.rstrip('”"」').endswith(("?", "？"))


def _sentence(text: str, start: int, end: int) -> str:
    stop = _STOP.search(text, end)
    return text[start : stop.end() if stop else len(text)]
