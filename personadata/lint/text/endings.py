"""Where a text breaks off: inside a word, in the middle of a clause, before what it announces."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from personadata.lazy import regex

_FULL_STOPS: Final = ".!?。！？"
_TAIL: Final = 24  # characters that any of the words below fits in
_LINE: Final = 200  # characters; a line that is longer is no heading, and no item of a list
# no preposition that may end a clause ("to connect with")
_EN: Final = regex(
    r"(?<![\w'’-])(?:the|a|an|and|or|of|to|their|its|your|my|our|such|because|than|is|are|was|were|been|has|can|will|would|should"
    r"|between|including|while|which|who|where|if|as|very"
    r"|into|onto|during|although|unless|whose|every|may|might|must|could|I['’]m|you['’]re|they['’]re|we['’]re)$"
)
_ZH: Final = regex(
    "(?:[和或与及并但把被从将而]|以及|并且|而且|但是|所以|如果|虽然|因为|例如|比如|由于|通过|可以|需要|应该|包括|这些|一个"
    "|而不是|而是|不仅|不但|对于|关于|根据|为了|以便|除了|无论|使得|尤其是|特别是|(?:甚|直|乃|西|东|南|北|左|右|上|下|远|近)至|也就是说|换句话说|[，、；])$"
)
_OPEN: Final = regex(r"[,;(（\[【“‘、，；]$|(?<![—–-]{2})[—–-]$")  # a line of dashes is drawn
_ANNOUNCED: Final = regex(
    r"以下|如下|下面|包括|例如|比如|分别是|[几两三四五六七八九十][种个点项条类步]|有[:：]$"
    r"|\bfollow(?:s|ing)\b|\binclud(?:e|es|ing)\b|\bsuch as\b|\bfor example\b|\bhere (?:is|are)\b|\bthese (?:steps|are)\b",
    re.IGNORECASE,
)
_ITEM: Final = regex(r"[ \t]*(?:(\d{1,3})[.)、．:：]|([-*•]))(?=[ \t]*([^ \t\n]?))")
_NUMBER: Final = 4  # characters of the longest number or bullet of an item
_OPENING: Final = "(（《“「『【"
_BRACKET: Final = regex(r"([(（《“「『【])|[)）\]】》”」』]")
_WORD: Final = regex(r"[A-Za-z]{2,}")
_LAST: Final = regex(r"\s([a-z]{2,})$")
_FORMS: Final = ("s", "es", "ed", "d", "ing", "ly", "er", "r", "y")
_NEXT: Final = 20  # words in the order of the alphabet in which one is looked for
_VOCABULARY: Final = 1_000_000  # characters that the words of a language are learned from
_COMMON: Final = 2  # times that a word occurs before it counts as one


class Broken(NamedTuple):
    """A text breaks off with the characters from ``start`` to its end, less white space; ``how`` it does so.

    ``word``: a word or sign that something has to follow.  ``item``: a number or a bullet without its item.
    ``list``: a colon without what it announces.  ``bracket``: an opening bracket without its closing one.
    """

    how: str
    start: int


def breaks_off(text: str) -> Broken | None:
    """How *text*, which must not end in white space, breaks off; None when it may end so."""
    begun = text.rfind("\n", max(0, len(text) - _LINE)) + 1
    line = text[begun:]
    if begun and len(line.strip()) <= _NUMBER and _is_empty_item(text, begun, line):
        return Broken("item", begun + len(line) - len(line.lstrip()))
    if text[-1] in _FULL_STOPS:
        return None
    tail = text[-_TAIL:]
    if found := _EN.search(tail) or _ZH.search(tail) or _OPEN.search(tail):
        return Broken("word", len(text) - len(tail) + found.start())
    if text[-1] in ":：" and len(line) <= _LINE and _announces(text, begun, line):
        return Broken("list", len(text) - 1)
    brackets = list(_BRACKET.finditer(line[-_LINE:])) if any(map(line.__contains__, _OPENING)) else []
    if brackets and brackets[-1][1]:
        return Broken("bracket", len(text) - len(line[-_LINE:]) + brackets[-1].start())
    return None


def _is_empty_item(text: str, begun: int, line: str) -> bool:
    """Whether the last *line* is the number or the bullet of an item without a text, and the items before have one."""
    item = _ITEM.match(line)
    if item is None or item[3] or item.end() != len(line):
        return False
    before = [found for found in map(_ITEM.match, text[max(0, begun - 4_000) : begun].splitlines()) if found]
    if not all(found[3] for found in before):
        return False
    if item[1]:
        # without items before, it is the number of the next row
        stray = not before and int(item[1]) > 1 and text[:begun].rstrip()[-1:] in tuple(_FULL_STOPS)
        return stray or any(found[1] and int(found[1]) == int(item[1]) - 1 for found in before)
    return any(found[2] == item[2] for found in before)


def _announces(text: str, begun: int, line: str) -> bool:
    """Whether the last *line*, which ends in a colon, has to be followed by something.

    Lines that all end in one are those of a form to be filled in.
    """
    lines = [one.rstrip() for one in text[max(0, begun - 4_000) : begun].splitlines()]
    if sum(one.endswith((":", "：")) for one in lines) > 1:
        return False
    if _ANNOUNCED.search(line):
        return True
    items = [one for one in lines if _ITEM.match(one)]
    return _ITEM.match(line) is not None and len(items) > 1 and all(re.search(r"[:：]\s*\S", one[3:]) for one in items)


class Words:
    """The English words at the beginning of a set of texts, which tell a word from the beginning of one."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.counts: Counter[str] = Counter()
        length = 0
        for text in texts:
            self.counts.update(_WORD.findall(text.lower()))
            length += len(text)
            if length > _VOCABULARY:
                break
        self._common = sorted(word for word, count in self.counts.items() if count >= _COMMON)

    def longer(self, word: str) -> str:
        """A common word that begins with *word* and is no form of it, when *word* occurs once at most; or nothing."""
        if self.counts[word] > 1:
            return ""
        first = bisect_right(self._common, word)
        for longer in self._common[first : first + _NEXT]:
            if not longer.startswith(word):
                return ""
            if longer[len(word) :] not in _FORMS:
                return longer
        return ""


def once_at_most(words: Iterable[str], texts: Iterable[str]) -> set[str]:
    """Those of the lower-case *words* that *texts* hold no more than once in all, in any case."""
    left = dict.fromkeys(words, 0)
    for text in texts:
        low = text.lower()
        for word in [word for word in left if word in low]:
            left[word] += _WORD.findall(low).count(word)
            if left[word] > 1:
                del left[word]
        if not left:
            break
    return set(left)


def last_word(text: str) -> str:
    """The lower-case English word that *text* ends with, behind white space; or nothing."""
    found = _LAST.search(text[-40:]) if "a" <= text[-1:] <= "z" else None
    return found[1] if found else ""
