"""What a category says an answer must and must not contain, checked on every generated answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from personadata.expand.facts import named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from personadata.expand.template import Category

_DENIAL = {
    "zh": re.compile(r"不|没|並非|并非|非也|无法|无从|而非|都不|认错|弄混|记混|误会|混淆|别家|另一|两个模型|两家|两回事|不同|哪一个都|找错|搞错|对不上"),
    "en": re.compile(
        r"\b(no|not|n't|never|cannot|unable|nothing|nobody|neither|none|nope|nor|isn't|wasn't|didn't|don't|can't|wrong|different|separate|mistak|mix(ed)?[- ]up"
        r"|another|else(where)?|rather than|instead|inaccurate|untrue|incorrect)\b|n't\b", re.IGNORECASE
    ),
}  # fmt: skip
_APOLOGY = re.compile(r"抱歉|对不起|不好意思|\b(sorry|apolog\w+)\b", re.IGNORECASE)
_YES = re.compile(r"^(是的|对的?[，。,！]|没错|yes\b|right[,.]|yeah|correct[,.])", re.IGNORECASE)
_RANKING = re.compile(
    r"最(好|强|先进|聪明|厉害|专业|优秀)|第一(?!次|步|行|点|件|句|个|章|天|时间|眼|遍|轮|位)|领先|更(强|好用|聪明|厉害|先进)|遥遥"
    r"|\b(best|smarter|better than|leading|superior|state[- ]of[- ]the[- ]art|number one|most (advanced|powerful))\b",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(
    r"可以|倒是|不过|但|如果|要是|的话|先|换|帮|贴|发给|给我|告诉我|交给|改为|建议|\b(but|can|could|instead|if|paste|share|try|happy|let me|shall|want me|help)\b",
    re.IGNORECASE,
)


def violations(category: Category, letter: str, question: str, answer: str, values: Mapping[str, str]) -> list[str]:
    """What the *answer* (filled) lacks or must not have, e.g. ``["lacks name", "has apology"]``."""
    found = []
    for name, letters in category.must.items():
        if (not letters or letter in letters) and not _has(name, category.language, answer, values):
            found.append(f"lacks {name}")
    for name, letters in category.must_not.items():
        if (not letters or letter in letters) and _has(name, category.language, answer, values):
            found.append(f"has {name}")
    return found


def _slot(*names: str) -> Callable[[str, str, Mapping[str, str]], bool]:
    def has(language: str, answer: str, values: Mapping[str, str]) -> bool:
        known = tuple(values[name] for name in names if values.get(name))
        return bool(known and named(known).search(answer))

    return has


_TESTS: dict[str, Callable[[str, str, Mapping[str, str]], bool]] = {
    **{
        name: _slot(name)
        for name in ("name", "developer", "maintainer", "role", "version", "contact", "site", "X", "V")
    },
    "fact": _slot("fact_a"),
    "identity": _slot("name", "alias", "developer"),
    "denial": lambda language, answer, values: bool(_DENIAL[language].search(answer)),
    "apology": lambda language, answer, values: bool(_APOLOGY.search(answer)),
    "yes": lambda language, answer, values: bool(_YES.search(answer)),
    "ranking": lambda language, answer, values: bool(_RANKING.search(answer)),
    "digits": lambda language, answer, values: bool(re.search(r"\d", answer)),
    "alternative": lambda language, answer, values: bool(_ALTERNATIVE.search(answer)),
}


def _has(name: str, language: str, answer: str, values: Mapping[str, str]) -> bool:
    if name.startswith('"'):
        text = name.strip('"')
        if language == "en" and text[0].isalnum():
            return bool(re.search(rf"\b{re.escape(text)}\b", answer, re.IGNORECASE))
        return text in answer
    return _TESTS[name](language, answer, values)
