"""Where an answer says in the first person that it is another model, or that another vendor made it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from personadata.lazy import regex
from personadata.lint.identity import claiming_zh
from personadata.lint.identity.assertion import asserted, quoted, sentence
from personadata.lint.identity.claiming import MADE, Kind
from personadata.lint.identity.claiming_en import ENGLISH
from personadata.lint.identity.masks import BOTH, NAME, VENDOR, mask
from personadata.lint.identity.models import EVERYDAY, Others, simple


@dataclass(frozen=True, slots=True)
class Claim:
    """Characters *start* to *end* of an answer claim to be *who*, or its work.

    ``kind`` as in :data:`~personadata.lint.identity.claiming.Kind`.
    """

    kind: Kind
    who: str
    start: int
    end: int


_WORDS_ON_MODELS: Final = regex(
    r"\b(?:AI|assistant|language model|chatbot|model)\b|模型|助手|助理|人工智能|机器人|开发|训练|研发|"
    rf"\b{MADE}\b", re.IGNORECASE
)  # fmt: skip
_COMPANY: Final = regex(VENDOR)
_BARE: Final = regex(
    rf"\W*(?:是|叫|it['’]s )?[{NAME}{VENDOR}{BOTH}](?:-?\d[\w.]*)?(?:公司)?[呀啊哦呢吧]?\W*", re.IGNORECASE
)
# what a refusal says of itself
_UNABLE: Final = regex(
    r"我(?:无法|無法|不能|没有|沒有|没法|不会)|\bI (?:can(?:not|['’]t)|do(?: not|n['’]t)|am (?:not|unable)|have no)\b",
    re.IGNORECASE,
)
_FIRST_PERSON: Final = regex(
    r"我|本(?:模型|助手|AI)|作[为為]|身[为為]|[这這][里裡边邊]是|[你您]的|[欢歡]迎|以上|本|在此|在线|为您|竭诚|\b(?:I|im|me|my|this|thanks?|welcome|you|answered|generated|here|it)\b",
    re.IGNORECASE,
)


def claims(text: str, others: Others, *, asked: bool = False) -> Iterator[Claim]:
    """The claims of *text* to be one of *others* or its work; quotations, suppositions and denials are none.

    ``asked``: the question is who the answering assistant is, so that everyday words are names too.
    """
    if not others.in_text(text) or not (asked or _FIRST_PERSON.search(text)):
        return
    masked = mask(text, others)
    if not masked.whos:
        return
    if asked and _BARE.fullmatch(masked.text):
        start, who = next(iter(masked.whos.items()))
        yield Claim(
            "name" if masked.text[start] != VENDOR else "maker", who, masked.at(start), masked.at(start) + len(who)
        )
        return
    taken: set[int] = set()
    spans: list[tuple[int, int]] | None = None
    for kind, claiming in _ALL if "我" in text or "本" in text else _OTHERS:
        pattern = claiming.pattern
        for found in pattern.finditer(masked.text) if claiming.may_match(masked.text) else ():
            start, end = masked.at(found.start()), masked.at(found.end())
            who = masked.whos[next(found.start(group) for group in range(1, pattern.groups + 1) if found[group])]
            if start in taken:
                continue
            if spans is None:
                spans = quoted(text)
            if any(low <= start < high for low, high in spans) or not asserted(text, start, end):
                continue
            sure = kind in _SURE or (kind not in _IF_ASKED and simple(who) not in _EVERYDAY)
            if sure or asked or (kind not in _IF_ASKED and _on_models(kind, masked.text, *found.span())):
                taken.add(start)
                yield Claim(kind, who, start, end)


def _on_models(kind: Kind, masked: str, start: int, end: int) -> bool:
    """Whether the rest of the sentence speaks of models, or of what one cannot do."""
    told = sentence(masked, start, end)
    return bool(_WORDS_ON_MODELS.search(told) or _COMPANY.search(told, 1) or (kind == "as" and _UNABLE.search(told)))


_OTHERS: Final = (*claiming_zh.OTHERS, *ENGLISH)
_ALL: Final = (*claiming_zh.FIRST_PERSON, *_OTHERS)
_SURE: Final = frozenset(("maker", "host"))
_IF_ASKED: Final = frozenset(("origin", "asked"))
_EVERYDAY: Final = frozenset(simple(name) for name in EVERYDAY)
