"""Features of a Chinese question, by closed classes of words; slots are single characters and never looked into."""

from __future__ import annotations

import re

from personadata.expand.features import Features
from personadata.expand.slots import ANY, CODE, MISSPELT, RESPACED
from personadata.lazy import regex

_END = r"[。？！?!.～~…\s\U0001F300-\U0001FAFF]*$"
_GREETING = regex(
    r"^(你好|您好|嗨|哈喽|哈啰|hello|hi|嘿|早上好|早安|早|上午好|下午好|晚上好|在吗|在不在|在么)(呀|啊|哈)?[，。！!？?\s,]",
    re.IGNORECASE,
)
_POLITE = (
    ("请问", re.compile(r"请问")),
    ("不好意思", re.compile(r"^(不好意思|打扰|抱歉|劳驾)")),
    ("麻烦", re.compile(r"麻烦|烦请|劳烦|劳驾")),
    ("请", re.compile(r"(^|[，。\s])(请|恳请)(?!假|客)")),
    ("谢谢", re.compile(r"(谢谢|多谢|谢谢啦|感谢)[。！!～]*$")),
)
_PARTICLE = regex(r"(吗|呢|吧|啊|呀|哇|哪|嘛|(?<![什怎这那多要])么|呗|来着|不|没有|哈|咯|啦|喽)" + _END)
_WH = regex(
    r"谁|什么|啥|哪(?!怕)|怎么|怎样|咋|为何|为啥|如何|多少|多大|多久|几(?=[岁点号代个种月天年])|何人|何方|何处|何时|哪里|几时|什么时候"
)
_ANOTA = regex(
    r"(?<!可)(能不能|会不会|可不可以|可不可|有没有|愿不愿意|记不记得|知不知道|支不支持|叫不叫|懂不懂|认不认识|要不要|行不行|好不好|对不对|是否)"
)
_SHIBUSHI = regex(r"是不是|是否是|是否为")
_EMBED = regex(r"(告诉|知道|清楚|说说|讲讲|透露|介绍|说明|解释|想问|问问|问一下|好奇|了解|回答|确认)")
_NEG = regex(
    r"^[^，。？！?!]*?(你|您|这|那)?(难道)?[^，。？！?!]{0,4}?(不是|并不是|不就是|不能|不会|不可以|没有|不支持|不记得|不知道|不懂|没法|无法)"
)
_VERB = regex(
    r"(能否|能不能|能够|(?<![可功才性技])能(?![力量])|(?<![体机社工约开])会(?![议员话儿])|可不可以|可否|可以|有没有|有(?![效时人关些点])|支持|知道|记得|晓得|懂|叫|行|方便|介意|是否|是不是|是|需要|想(?!法)|愿意|(?<!签)收|(?<![使调费商业应引])用(?![户途于])|要)"
)
_ECHO = {
    "能否": "能", "能不能": "能", "能够": "能", "可不可以": "可以", "可否": "可以", "有没有": "有", "是否": "是", "是不是": "是", "晓得": "知道",
}  # fmt: skip
_NET = regex(r"[😀-🙏🤀-🧿👀💀]|hhh|哈哈|2333|yyds|老铁|兄弟|整活|[～~]{1,}|\b(nb|emmm|plz|thx)\b", re.IGNORECASE)
_CASUAL = regex(
    r"啥|咋|呗|嘞|咯|来着|嘛|整(?=[点啥])|玩意|家伙|干啥|咱|谁家的|搞|[啊呀哈][？?。！!]*$|随便"
    r"|瞅|唠|罩着|名儿|活人|碳基|改装|沾不沾|烂摊子|得了吧|马甲|硬蒙|进水|换汤|有图有真相|烧了多少|拿别人家|几国话|试试看"
    r"|说明白|绕弯|你敢|白纸黑字|命令你|承认吧|扒开|老实交代|马虎眼|过时了没|报个|谁呀|0后|公的|[^是能会可有好行要对]不[？?]?$"
)
_FORMAL = regex(r"贵方|贵公司|阁下|烦请|告知|是否|为何|何人|如何称呼|敬请|劳烦|请予")
_IMPER = regex(
    r"^(请|麻烦|劳烦|烦请|来|快|再|先|简单|用[^，]{1,8}|给我|帮我|帮忙|替我|让|别|不要|跟我|和我|列|写|说|讲|介绍|告诉|描述|做个|做一|报|填|输出|打开|查|搜|演|扮演|假装|翻译|把|忘掉|回答|聊聊|谈谈|教|推荐|陪|记住|证明|承认|去|设|订)"
)
_SLOT = regex(f"{ANY}[{MISSPELT}-{RESPACED}]?")


def analyse_zh(text: str) -> Features:
    """The features of the encoded Chinese (or mixed) user turn *text*; the last clause that asks decides."""
    body = text.split("\n")[0].strip()
    greet = bool(_GREETING.match(body))
    particle = match[1] if (match := _PARTICLE.search(body)) else ""
    address = "nin" if "您" in body else "ni" if re.search(r"你(?!们)|阁下", body) else "none"
    polite = next((name for name, pattern in _POLITE if pattern.search(body)), "")
    qtype, polarity = _qtype(body, particle)
    register = (
        "net"
        if _NET.search(body)
        else "casual"
        if _CASUAL.search(body)
        else "formal"
        if _FORMAL.search(body)
        else "neutral"
    )
    return Features(qtype, polarity, _verb(body), address, particle, polite, greet, register)


def _qtype(body: str, particle: str) -> tuple[str, str]:
    asks = _clause(body)
    negative = bool(_NEG.match(asks)) and not re.search(r"(是|能|会|可|有|知|懂|行|好|对|要)不", asks)
    polarity = "neg" if negative else "pos"
    if re.match(rf"^(hi|hey|嘿|喂|你好)?[，,\s]*{CODE['X']}[{MISSPELT}-{RESPACED}]?[，,！!]", body, re.IGNORECASE):
        return "voc", "pos"
    if re.search(r"难道|莫非|不成[？?]?$|谁说|怎么可能|哪有", asks):
        return "rhet", polarity
    if re.search(
        r"[，,\s](对吧|是吧|对不对|是不是|没错吧|对吗|是吗|是不|对不|不是吗|好吗|行吗|可以吗|行不行)" + _END, body
    ):
        return "tag", polarity
    if re.search(r"还是(?!要|得|先|不|说)", asks) and not re.search(r"(你|您)还是", asks):
        return "alt", "pos"
    if _EMBED.search(asks) and (_WH.search(asks) or _ANOTA.search(asks) or _SHIBUSHI.search(asks)):
        return "embed", "pos"
    if _SHIBUSHI.search(asks):
        return "shibushi", "pos"
    if _ANOTA.search(asks):
        return "anota", "pos"
    if particle == "吧" and not _IMPER.match(asks):
        return "guess", polarity if not re.search(r"该不会|不会是|不会就是|别是|莫不是", asks) else "pos"
    if _WH.search(asks) and particle not in ("吗", "嘛"):
        return "wh", "pos"
    if particle in ("吗", "嘛", "么") or (particle == "不" and body.rstrip("？?。").endswith("不")):
        return ("neg", "neg") if negative else ("ma", "pos")
    if particle == "没有":
        return "anota", "pos"
    if re.search(r"(听说|据说|网上|朋友|同事|老师|有人)[^，]{0,6}(说|讲|传|都说)", body) and not body.endswith(
        ("？", "?")
    ):
        return "hear", polarity
    if _IMPER.match(asks) or _IMPER.match(body):
        return "imper", "pos"
    if body.endswith(("？", "?", "？？", "🤔")):
        if negative:
            return "neg", "neg"
        return ("is", "pos") if re.search(r"是|能|会|可以|有|支持", asks) else ("frag", "pos")
    return ("decl", polarity) if re.search(r"你|您|我", asks) else ("frag", "pos")


def _clause(body: str) -> str:
    """The clause that carries the question: the last one, or the one before a tag or thanks."""
    clauses = [c for c in re.split(r"[，,。！!；;？?～~]\s*|\s{1,}", body) if c]
    while len(clauses) > 1 and re.fullmatch(
        r"(谢谢\w?|多谢|感谢|麻烦了|谢谢啦|对吧|是吧|对不对|是不是|没错吧|对吗|真的吗|是真的吗|你|您|[\U0001F300-\U0001FAFF]+)",
        clauses[-1],
    ):
        clauses.pop()
    return clauses[-1] if clauses else body


def _verb(body: str) -> str:
    clause = _SLOT.sub("某", _clause(body))
    match = _VERB.search(clause)
    return _ECHO.get(match[1], match[1]) if match else ""
