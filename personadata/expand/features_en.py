"""Features of an English question, by its first words, tag and marks; slots are single characters."""

from __future__ import annotations

import re

from personadata.expand.features import Features
from personadata.expand.slots import CODE, MISSPELT, RESPACED
from personadata.lazy import regex

_GREETING = regex(r"^(hi|hello|hey|good (morning|afternoon|evening)|greetings)\b", re.IGNORECASE)
_POLITE = (
    ("please", re.compile(r"\b(please|pls|kindly)\b", re.IGNORECASE)),
    ("excuse", re.compile(r"^(sorry|excuse me|pardon)", re.IGNORECASE)),
    ("may", re.compile(r"\b(may i|might i|would you mind|could you|would you)\b", re.IGNORECASE)),
    ("thanks", re.compile(r"\b(thanks|thank you|thx)\b", re.IGNORECASE)),
)
_AUX = {
    "are": "be", "is": "be", "was": "be", "were": "be", "am": "be", "aren't": "be", "isn't": "be", "wasn't": "be",
    "weren't": "be", "can": "can", "can't": "can", "could": "can", "couldn't": "can", "do": "do", "does": "do",
    "did": "do", "don't": "do", "doesn't": "do", "didn't": "do", "have": "have", "has": "have", "haven't": "have",
    "will": "will", "won't": "will", "would": "would", "wouldn't": "would", "should": "should", "may": "may",
}  # fmt: skip
_OPENER = regex(
    r"^((hi|hello|hey|so|wait|ok|okay|well|um+|uh|hold on|sorry|excuse me|quick (question|one)|just curious(?=[,.:!])|honestly|be honest|"
    r"by the way|btw|serious question|real talk|good (morning|afternoon|evening)|hmm+|look|listen|now|and|but|also|right|anyway|"
    r"i'm new here|first time here|i'm writing a review|my teacher asked|straight answer, please|你好|请问)"
    rf"( there| but| so| {CODE['name']})?[\s,.:!…—-]+)+", re.IGNORECASE,
)  # fmt: skip
# what stands before the question proper: "If I break you, who …", "For the audit, does …"
_CLAUSE = regex(
    r"^(before|if|for|when|while|since|as|after|with|given|just|let's say|one word)\b[^,:?]*[,:]\s+"
    r"(?=(who|what|which|whose|where|when|why|how|are|is|was|were|can|could|do|does|did|have|has|will|would|should)\b)",
    re.IGNORECASE,
)
# a typed-fast negation or contraction: arent, dont, youre
_NO_APOSTROPHE = regex(
    r"\b(are|is|was|were|ca|could|do|does|did|have|has|wo|would|should)nt\b|\b(you)re\b", re.IGNORECASE
)
_WH = regex(r"^(and |so |but )?(who|what|which|whose|whom|where|when|why|how|by whom)('s|'re|s|'d)?\b", re.IGNORECASE)
_EMBED = regex(
    r"\b(tell me|know|wondering|wonder|like to know|curious|ask|asks|asked|enquire|inquire|confirm|explain|clarify|say|telling me|wants to know|find out)"
    r"(?: when\b|\b.*\b(who|what|which|whose|where|why|how|if|whether)\b)", re.IGNORECASE,
)  # fmt: skip
_TAG = regex(
    r",\s*(right|correct|yeah|yes|no|huh|eh|(are|aren't|is|isn't|can|can't|do|don't|did|didn't|were|weren't|was|wasn't|have|haven't|will|won't)\s+"
    r"(you|it|they|that|this|there))\s*[?.!]*$", re.IGNORECASE,
)  # fmt: skip
_NEG_START = regex(
    r"^(aren't|isn't|can't|couldn't|don't|doesn't|didn't|weren't|wasn't|haven't|won't|wouldn't)\b", re.IGNORECASE
)
_NEG = regex(r"\b(not|n't|never|no)\b|n't\b", re.IGNORECASE)
_HEAR = regex(
    r"\b(says?|said|heard|read|apparently|rumou?r|claims?|told|people)\b.*\b(you|you're|your)\b", re.IGNORECASE
)
_IMPER = regex(
    r"^(please |kindly |just )?(tell|introduce|describe|give|list|write|explain|name|show|say|state|return|fill|sign|help|let|make|book|search|open|set|"
    r"play|pretend|act|be|forget|drop|admit|stop|answer|translate|polish|rewrite|summari[sz]e|check|send|email|call|go|talk|teach|suggest|prove|read|print|walk|"
    r"remind|draft|identify|present|repeat|ignore|pay|pick|look)\b", re.IGNORECASE,
)  # fmt: skip
_NET = regex(
    r"\b(u|r|ur|pls|plz|lol|lmao|tbh|idk|wtf|omg|btw|cuz|whats|whos|gonna|gotta|dis)\b|[\U0001F300-\U0001FAFF]"
)
_CASUAL = regex(r"^[a-z][^A-Z]*[^.?!]$|\b(hey|yeah|kinda|sorta|dude|mate|stuff|gimme|wanna|any chance|the heck|even)\b")
_FORMAL = regex(
    r"\b(may i|might i|kindly|enquire|inquire|state your|provide|regarding|could you please|for our records|by whom|would it be possible)\b",
    re.IGNORECASE,
)
_X = f"{CODE['X']}[{MISSPELT}-{RESPACED}]?"


def analyse_en(text: str) -> Features:
    """The features of the encoded English user turn *text*; what stands after greetings and openers decides."""
    body = _NO_APOSTROPHE.sub(_with_apostrophe, text.split("\n")[0].strip())
    body = re.sub(r"[?!]*\?[?!]*", "?", body)
    rest = _OPENER.sub("", body) or body
    sentences = [s for s in re.split(r"(?<=[.?!])\s+", rest) if s]
    asks = next((s for s in reversed(sentences) if s.endswith("?")), sentences[-1] if sentences else rest)
    asks = _OPENER.sub("", asks) or asks
    asks = _CLAUSE.sub("", asks)
    polite = next((name for name, pattern in _POLITE if pattern.search(body)), "")
    register = (
        "net"
        if _NET.search(body)
        else "formal"
        if _FORMAL.search(body)
        else "casual"
        if _CASUAL.search(body)
        else "neutral"
    )
    qtype, polarity = _qtype(body, asks)
    first = re.match(r"[a-z']+", asks.casefold())
    verb = _AUX.get(first[0], "can" if asks.casefold().startswith("any chance you can") else "") if first else ""
    if qtype in ("tag", "decl", "hear") and not verb:
        found = re.search(r"\byou(?:'re|r| are| were)?\b\s*(can't|can|could|don't|do|have|will)?", asks, re.IGNORECASE)
        verb = _AUX.get((found[1] or "are").casefold(), "do") if found else ""
    return Features(qtype, polarity, verb, "none", "", polite, bool(_GREETING.match(body)), register)


def _with_apostrophe(match: re.Match[str]) -> str:
    return f"{match[1]}n't" if match[1] else f"{match[2]}'re"


def _qtype(body: str, asks: str) -> tuple[str, str]:
    lower = asks.casefold()
    if re.match(rf"^(hi|hey|hello|ok|okay|yo|dear)?[\s,]*{_X}[,:!]", body, re.IGNORECASE):
        return "voc", "pos"
    if _TAG.search(asks):
        main = _TAG.sub("", asks)
        return "tag", "neg" if _NEG.search(main) else "pos"
    if _NEG_START.match(lower):
        return "neg", "neg"
    if re.search(r"\bis it true\b|\bwas it\b|^any chance\b", lower):
        return "yesno", "pos"
    if _EMBED.search(lower) and not _WH.match(lower):
        return "embed", "pos"
    first = re.match(r"[a-z']+", lower)
    asked = asks.endswith("?")
    if re.search(r"\bor\b", lower) and not _WH.match(lower) and (asked or (first and first[0] in _AUX)):
        return "alt", "pos"
    if re.match(r"what an? ", lower) and not asked:
        return "frag", "pos"
    if _WH.match(lower):
        return "wh", "pos"
    if asked and first and first[0] in _AUX:
        return "yesno", "neg" if re.search(r"\bnot\b", lower) else "pos"
    if (
        first
        and first[0] in _AUX
        and re.match(r"[a-z']+\s+(you|u|i|we|it|there|this|your|that|anyone|people|\W)", lower)
    ):
        return "yesno", "neg" if re.search(r"\bnot\b", lower) else "pos"
    if _IMPER.match(lower):
        return "imper", "pos"
    if _HEAR.search(body):
        return "hear", "neg" if re.search(r"n't|\bnot\b", body) else "pos"
    if re.search(r"\b(you|you're|this is|u)\b", lower):
        return "decl", "neg" if _NEG.search(lower) else "pos"
    return "frag", "pos"
