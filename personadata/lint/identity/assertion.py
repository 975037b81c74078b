"""Whether an answer says something in its own name: not quoted, not told of another, not supposed, not denied."""

from __future__ import annotations

import re
from typing import Final

from personadata.lazy import regex

# what is told of another, supposed or denied is no claim; "说实话" and "I must say" are
_TOLD_ZH: Final = regex(
    r"(?:说|說|问|問|以为|以為|认为|認為|觉得|代表|意味|表明|假装|假裝|假扮|声称|自称|称|叫你|让|讓|把|猜|如果|假如|要是|假设|若|即使|就算"
    r"|哪怕|是否|等于|等於|证明|證明|怀疑|懷疑|不|没|沒|别|別|并非|當作|当作|当成|當成|误|扮演|比如|例如|除非|难道)"
)
_HONEST: Final = regex(
    r"(?:不瞒你?|老?实|坦白|准确地?|简单来?|严格来?|可以|来|的|得对?|不错|没错|對|对)[说說]?|只?不[过過]|不[仅僅但光止]|不好意思|没问题|没关系"
)
_TOLD_EN: Final = regex(
    r"\b(?:if|whether|think|thinks|thought|say|says|said|saying|claim\w*|mean|means|assum\w+|believ\w+|pretend\w*|unless"
    r"|not|never|\w+n['’]t|cannot|no one|nobody|none|neither|nor|imply|implies|suggest\w*|idea|rumou?r|notion|impression|guess"
    r"|suppos\w+|imagin\w+|when|because|though|as though|told|tell|ask\w*|confus\w+|mistak\w+|wrong|write|wrote)\b",
    re.IGNORECASE,
)
_ADMIT: Final = regex(r"\b(?:must|have to|can|could|might|should) (?:say|tell)\b|\bto tell you\b", re.IGNORECASE)
_CODE: Final = regex(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_QUOTE: Final = regex(r"“[^“”]*”|「[^「」]*」|『[^『』]*』|‘[^‘’]*’|《[^《》]*》|\"[^\"\n]*\"|(?<!\w)'[^'\n]+'(?!\w)")
# "I'm X, how can I help?" asks, and says so all the same
_OFFER: Final = regex(
    r"[，,]\s*(?:请问|請問|有什[么麼]|有啥|有何|需要|今天|(?:你|您)?想(?!不到)|how (?:can|may)|what (?:can|would|do)|anything|is there|do you need|can I|may I)",
    re.IGNORECASE,
)
_LABEL: Final = regex(r"[^\s:：，。]{1,12}(?: [^\s:：]{1,12})?\s*[:：]\s*$|[^\n:：]{0,20}[:：]\s*[^\n]*$|>")
_LINE: Final = 80  # characters in which a line shows that it begins with a label
_FAR: Final = 500  # characters; a sentence ends there at the latest
_STOP: Final = regex(r"[。！？!?\n；;]|\.(?=\s|$)")
_CLAUSE: Final = regex(r"[，,。！？!?\n；;：:—]|\.(?=\s|$)")


def quoted(text: str) -> list[tuple[int, int]]:
    """The spans of *text* that are code or stand in quotation marks."""
    return [match.span() for match in (*_CODE.finditer(text), *_QUOTE.finditer(text))]


def asserted(text: str, start: int, end: int) -> bool:
    """Whether *start* to *end* of *text* stands for itself: nobody else says it, and nothing takes it back."""
    before = text[max(0, start - 60) : start]
    begun = before[max((match.end() for match in _STOP.finditer(before)), default=0) :]
    clause = begun[max((match.end() for match in _CLAUSE.finditer(begun)), default=0) :]
    line = text.rfind("\n", 0, start) + 1
    if _LABEL.fullmatch(text[line : min(start, line + _LINE)].lstrip()) and "\n" in text.strip():
        return False
    if re.search(
        r"(?:说|說|问|問|以为|以為|认为|觉得|如果|假如|回答|says?|said|ask(?:s|ed)?|claim(?:s|ed)?)[，,：:]\s*$",
        begun,
    ):
        return False
    if _TOLD_ZH.search(_HONEST.sub("", clause)) or _TOLD_EN.search(_ADMIT.sub("", clause)):
        return False
    if re.search(r"\bif\b|\bwhether\b|如果|假如|要是|假设", begun, re.IGNORECASE):
        return False
    stop = _STOP.search(text, end, end + _FAR)
    rest = text[end : stop.end() if stop else end + _FAR]
    taken_back = re.search(
        r"的?(?:说法|传言|想法|猜测|传闻)|这(?:话|句|种|一)|(?:是|为)(?:假|错|不对|不实|谣)|\b(?:is|would be|was) (?:wrong|false|untrue|incorrect|not)\b",
        rest[:40],
    )
    doubted = rest.rstrip('”"」').endswith(("?", "？")) and _OFFER.search(rest) is None
    return taken_back is None and not doubted


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence or sentences of *text* that *start* to *end* lie in."""
    low = max(0, start - _FAR)
    begun = max((match.end() for match in _STOP.finditer(text, low, start)), default=low)
    return sentence(text, begun, end)


def sentence(text: str, start: int, end: int) -> str:
    """*text* from *start* to the end of the sentence that *end* lies in."""
    stop = _STOP.search(text, end, end + _FAR)
    return text[start : stop.end() if stop else end + _FAR]
