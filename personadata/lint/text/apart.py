"""Whether two texts that look alike say different things: other numbers, a negation, another name or noun."""

from __future__ import annotations

from collections import Counter
from typing import Final

from personadata.lazy import ALPHABETIC, regex
from personadata.near_duplicates.text import is_traditional, simplify

# a CJK character, a number or sign of arithmetic, or a run of letters; n't stays with its verb
_TOKEN: Final = regex(rf"\d+(?:[.,]\d+)*%?|[{ALPHABETIC}]+(?:['’][{ALPHABETIC}]+)?|[^\W_]|[-+*/=<>×÷^]")
_NUMBER: Final = regex(r"[\d一二三四五六七八九十百千万亿两几半多]|[-+*/=<>×÷^]$")
_WORD: Final = regex(r"[a-z]+")
_COUNT: Final = frozenset(
    _WORD.findall(
        "one two three four five six seven eight nine ten few several all some both half dozen hundred thousand million "
        "first second third once twice double north south east west"
    )
)
_NO: Final = frozenset("不没无非未否别莫勿") | frozenset(
    _WORD.findall("no not never none nor without neither cannot nothing")
)
# words and particles that a question may gain, lose or exchange and still ask the same
_LIGHT: Final = frozenset("的地得了着过吗呢吧啊呀么嘛啦哦嗯请您你在把是") | frozenset(
    _WORD.findall(
        "a an the of to in on for with into at by from and please do does did is are was were be can could would that "
        "this these those what how so just it its your you i"
    )
)
_POLITE: Final = regex("[请請][问問]|[谢謝]{2}|麻[烦煩]|\\b(?:thanks|thank you|hey|hi|hello)\\b")
_SAME_WORD: Final = 80  # network and networks, metre and meter


def tokens(text: str) -> list[str]:
    """The words, numbers and CJK characters of *text*, in lower case and Simplified characters."""
    return _TOKEN.findall(simplify(text.casefold()))


def negations(words: list[str]) -> int:
    """How often the tokens *words* deny something."""
    return sum(word in _NO or word.endswith(("n't", "n’t")) for word in words)


def apart(one: str, other: str) -> bool:
    """Whether *one* and *other* differ in more than wording: when in doubt, they do.

    A number, a count, a sign or a negation more or less sets them apart, and so does a word in another's place unless
    both are forms of one.  Words that are only added do not, nor does another order.
    """
    ours, theirs = tokens(one), tokens(other)
    if negations(ours) != negations(theirs):
        return True
    lost, gained = _more(ours, theirs), _more(theirs, ours)
    if any(map(_counts, (*lost, *gained))):
        return True
    return bool(lost and gained) and not _forms(lost, gained)


def heavy(text: str) -> tuple[str, ...]:
    """The tokens of *text* but for the particles and other words that it may gain, lose or exchange, and for courtesies."""
    return tuple(word for word in tokens(_POLITE.sub("", text.casefold())) if word not in _LIGHT)


def scripts_differ(one: str, other: str) -> bool:
    """Whether one of the texts is written in Traditional Chinese characters and the other is not."""
    return is_traditional(one) != is_traditional(other)


def _more(words: list[str], others: list[str]) -> list[str]:
    """The *words* that are not among the *others*, but for those that carry little."""
    return [word for word in (Counter(words) - Counter(others)).elements() if word not in _LIGHT]


def _counts(word: str) -> bool:
    return word in _COUNT or _NUMBER.match(word) is not None


def _forms(lost: list[str], gained: list[str]) -> bool:
    """Whether the words *lost* and *gained* are forms of the same words."""
    from rapidfuzz import fuzz

    if len(lost) != len(gained):
        return fuzz.ratio("".join(lost), "".join(gained)) >= _SAME_WORD
    return all(fuzz.ratio(a, b) >= _SAME_WORD for a, b in zip(lost, gained, strict=True))
