"""Small words around slot values: articles, measure words, gerunds, lists, names of languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_ROLE = {"zh": "AI助手", "en": "AI assistant"}
DEVELOPER_TYPES = {
    "zh": {"company": "公司", "team": "团队", "institution": "机构", "individual": "个人"},
    "en": {"company": "a company", "team": "a team", "institution": "an institution", "individual": "one person"},
}
_DOUBLED = {
    "debug", "format", "program", "begin", "submit", "admit", "refer", "prefer", "transfer", "control", "handicap",
    "kidnap", "unplug", "unzip", "outfit", "reset", "offset", "input", "output", "upset", "forget", "regret", "permit",
}  # fmt: skip
_NOT_DOUBLED = {"edit", "visit", "limit", "credit", "profit", "exit", "audit", "develop", "offer", "answer", "order"}
_LETTER_NAMES = set("AEFHILMNORSX")


def join(items: Sequence[str], language: str) -> str:
    """``改稿子、列提纲和起标题`` / ``edit drafts, outline talks and fix grammar``."""
    if len(items) < 2:
        return "".join(items)
    if language == "en":
        return ", ".join(items[:-1]) + " and " + items[-1]
    last = items[-1]
    # 和 between Han words, and spaced from Latin ones by nothing: 、 reads well either way
    return "、".join(items[:-1]) + "和" + last


def with_article(role: str, language: str) -> str:
    """``一个写作助手`` / ``a writing assistant``, by the sound of the first word."""
    if language != "en":
        measure = "款" if re.search(r"(程序|产品|应用|软件|模型)$", role) else "位" if role.endswith("客服") else "个"
        return f"一{measure}{role}"
    first = role.split()[0] if role.split() else role
    if re.fullmatch(r"[A-Z0-9]{2,}(-\w+)?", first):
        vowel = first[0] in _LETTER_NAMES or first[0] == "8"
    else:
        word = first.lower()
        vowel = (
            word[:1] in "aeio"
            or (word[:1] == "u" and not re.match(r"u(ni|se|ti|r[aei]|k)", word))
            or word.startswith(("hour", "honest", "heir"))
        )
        vowel = vowel and not word.startswith(("eu", "one", "once", "ewe"))
    return f"{'an' if vowel else 'a'} {role}"


def gerund(phrase: str, given: str | None = None) -> str:
    """``editing drafts`` of ``edit drafts``; *given* when the spec says it; joined verbs each get their form."""
    if given:
        return given
    head, _, rest = phrase.partition(" ")
    tail = re.sub(r"^((?:\S+ )*?)(and|or) (?=[a-z]+ )", r"\1\2 ", rest)
    return _ing(head) + (f" {tail}" if tail else "")


def _ing(verb: str) -> str:
    word = verb.lower()
    if word.endswith("ie"):
        return verb[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and word != "be":
        return verb[:-1] + "ing"
    if word in _DOUBLED or (
        word not in _NOT_DOUBLED and re.fullmatch(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxyh]", word) and len(word) > 2
    ):
        return verb + verb[-1] + "ing"
    return verb + "ing"


def lower_first(text: str) -> str:
    """*text* for use inside a sentence: a capitalised first word is lowered unless it is a name or an acronym."""
    return text[:1].lower() + text[1:] if re.match(r"[A-Z][a-z]+\b", text) else text
