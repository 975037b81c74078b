"""Where an answer remembers an earlier conversation."""

from __future__ import annotations

import re
from typing import Final

from personadata.lazy import regex
from personadata.lint.identity.assertion import quoted
from personadata.lint.identity.folding import folded

PASTS: Final = ("上次", "上回", "上周", "昨天", "前几天", "前天", "之前", "以前")
# one of these is in whatever _RECALLED finds
_SIGNS_ZH: Final = tuple(
    sign for past in PASTS for who in ("你", "您", "我们", "咱们", "咱俩", "你我") for sign in (who + past, past + who)
) + tuple(f"记得{clear}{past}" for past in PASTS for clear in ("", "很清楚", "清楚", "，"))
SIGNS_EN: Final = (
    "ast time",
    "ast week",
    "ast night",
    "ast month",
    "esterday",
    "other day",
    "our last",
    "our previous",
    "our earlier",
    "our past",
    "emember",
    "ecall",
)
# one of these is in every recollection, in either script
SIGNS: Final = (
    *_SIGNS_ZH,
    *(sign.translate(str.maketrans("们记几", "們記幾")) for sign in _SIGNS_ZH if set("们记几") & set(sign)),
    *SIGNS_EN,
)
_PAST: Final = rf"(?:{'|'.join(PASTS)})"
_THEN: Final = r"(?:last (?:time|week|night|month)|yesterday|the other day|(?:in|from|during) (?:our|your) (?:last|previous|earlier|past) (?:chat|conversation|session|discussion|talk)s?)"
_DID: Final = r"(?:built|made|wrote|finished|completed|did|tried|worked on|started|learned|learnt|read|studied|used)"
_RECALLED: Final = regex(
    rf"我(?:当然|还|都|也|一直|可|还是)*记得(?:很?清楚)?[，,]?(?:[你您]|我们|咱们|咱俩)?{_PAST}"
    rf"|(?:我们|咱们|咱俩|你我){_PAST}(?:一起)?(?:聊|谈|讨论|说|商量)(?:了|过|到|起|的)"
    rf"|[你您]{_PAST}(?:还|也|就|曾)?(?:跟我|和我|对我|向我|给我|告诉我|问我|在这儿|在这里)?(?:(?:说|提|问|讲|告诉)(?![话法明出题])|(?:聊|分享)(?:了|过|到|起|的))"
    rf"|{_PAST}(?:[你您]|我们|咱们)(?:还|也|就)?(?:跟我|和我|对我|告诉我|问我|一起)?(?:说|提|问|聊|讲|谈|讨论|分享)(?:了|过|到|起|的)"
    rf"|{_PAST}[你您](?:还|也|就)?(?:(?:跟|和|对)我(?:说|讲|提)|(?:告诉|问)我)"
    rf"|[你您]{_PAST}不是(?:跟我|和我)?[说提讲]|(?:接着|继续)(?:我们|咱们){_PAST}"
    rf"|{_PAST}[你您](?:还|也|就)?(?:说|提|讲)(?=(?:想|要|不|没|喜欢|在|打算|最近|最|自己|头|累|忙|有)[^，。！？\n]{{1,12}}(?:[，,]|$))"
    rf"|\b(?:we|you and I) (?:talked|spoke|chatted|discussed)[^.,!?;\n]{{0,40}}\b{_THEN}"
    rf"|\byou (?:told|asked|mentioned|said|shared)[^.,!?;\n]{{0,40}}\b{_THEN}"
    rf"|\b(?:as|like) (?:we|you|I) (?:discussed|talked about|mentioned|said|shared|asked(?: me)?|told (?:you|me)) {_THEN}"
    # what the question may have told
    rf"|(?P<done>(?:既然|因为|由于|考虑到|鉴于)[你您]{_PAST}(?:还|也|就|都|曾经?|已经)*(?:做|学|写|用|看|读|试|完成|买|去|玩|练|参加|搭|搞)(?:完|好)?[了过]"
    rf"|\b(?:since|as|because|given that) you(?:['’]ve)? (?:already )?{_DID} [^.,!?;\n]{{1,40}}\b{_THEN})"
    rf"|\blast time (?:we|you) (?:talked|spoke|chatted|discussed|told|mentioned|said|asked|were here)"
    r"|\bI (?:still |do |clearly |of course )*(?:remember|recall) (?:that |what |when |how )?(?:you|we|our) [^.,!?;\n]{0,30}\b(?:last|previous|yesterday|before|earlier)\b",
    re.IGNORECASE,
)
# a memory that is denied, asked for or supposed
_NOT: Final = (
    "不", "没", "沒", "无法", "别", "如果", "假如", "要是", "除非", "只要", "把", "贴", "发给", "再说", "再讲", "重新", "请", "吗", "提醒",
    "n't", "n’t", "not ", " no ", "No ", "never", "cannot", "without", "nor ", "If ", " if ", "unless", "paste", "send", "share it", "again", "remind",
    "ould you", "an you", "lease", "hether",
)  # fmt: skip
_TOLD_NOT: Final = regex(
    r"(?<=[说提讲])(?:过|自己|你|您)?[不没别]|不是(?=[说提讲])(?:.*吗)?"
)  # what was said may be a denial
_SENTENCE: Final = regex(r"[^。！？!?.\n]+")
_COMMA: Final = regex("[，,]")


# where a question tells itself what was said or done
_TOLD: Final = regex(
    rf"我(?:们)?{_PAST}?[^。！？\n]{{0,8}}(?:说|提|讲|告诉)|{_PAST}我?[^。！？\n]{{0,6}}(?:说|提|讲|告诉)[^。！？\n]{{0,3}}过|\bI (?:already )?(?:told you|said|mentioned|asked)\b",
    re.IGNORECASE,
)
_ASKS: Final = regex(
    r"记得|[说提讲诉][^，。！？\n]{0,4}(?:什么|啥|哪|吗)|\b(?:remember|recall|what (?:did )?I)\b", re.IGNORECASE
)
_DONE: Final = regex(
    rf"{_PAST}|已经|刚|[做学写用看读试完练搭买玩][完好会]?[了过]|我[^。！？\n]{{0,12}}[了过]|我(?:只|也|就|已|都)*(?:会|懂|用|学|在|正|有|能)|\bI(?:['’]ve| have| just| already)? {_DID}\b|\bI(?:['’]ve| have)\b",
    re.IGNORECASE,
)


def recalled(answer: str, question: str = "") -> tuple[int, int] | None:
    """The span of the first recollection in *answer* that its sentence neither denies nor asks for.

    What *question* tells itself is none.
    """
    if not any(map(answer.__contains__, PASTS)) and not (" " in answer and any(map(answer.__contains__, SIGNS_EN))):
        return None
    spans = quoted(answer)
    answer = folded(answer)
    for sentence in _SENTENCE.finditer(answer):
        text = sentence[0]
        for sign in (*_SIGNS_ZH, *SIGNS_EN):
            at = text.find(sign)
            if at < 0:
                continue
            comma = _COMMA.search(text, at + len(sign))
            said = text[: comma.end()] if comma else text  # what the next clause asks is another matter
            denied = any(word in _TOLD_NOT.sub("", said) for word in _NOT)
            found = None if denied else _RECALLED.search(said)
            if found and _tells(folded(question), done=found["done"] is not None):
                continue
            if found and not any(low <= sentence.start() + found.start() < high for low, high in spans):
                return sentence.start() + found.start(), sentence.start() + found.end()
    return None


def _tells(question: str, *, done: bool) -> bool:
    """Whether *question* states what an answer repeats: what the user said, or ``done``, did."""
    return bool(_DONE.search(question)) if done else bool(_TOLD.search(question) and not _ASKS.search(question))
