"""Near-twins among short texts: character-trigram Jaccard over a growing set."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEW = 40
"""Texts that are sooner compared one by one than looked up."""
_DROP = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 17)
def normalise(text: str) -> str:
    """*text* as invariant G14 compares it: NFKC, lower case, without punctuation, marks and spaces."""
    return _DROP.sub("", unicodedata.normalize("NFKC", text).casefold())


def trigrams(text: str) -> frozenset[str]:
    """The character trigrams of the normalised *text*; a shorter text counts as its own single one."""
    plain = normalise(text)
    if len(plain) < 3:
        return frozenset((plain or text,))
    return frozenset(plain[i : i + 3] for i in range(len(plain) - 2))


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Size of the intersection over size of the union."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)


class TwinIndex:
    """Texts taken so far, asked whether a new one has a twin at or above ``threshold``.

    A twin of *grams* shares at least ``ceil(t·|grams|)`` of them, so it stands in the posting list of at least one of
    any ``|grams| - ceil(t·|grams|) + 1`` of them: only the rarest are looked up.  Complete, and near linear (the prefix
    filter of Bayardo et al., *Scaling Up All Pairs Similarity Search*, WWW 2007, with the order chosen per query).
    """

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold
        self.sets: list[frozenset[str]] = []
        self.postings: dict[str, list[int]] = {}

    def twin(self, grams: frozenset[str], since: int = 0) -> bool:
        """Whether a text taken before is a twin of *grams*; the first *since* are known not to be."""
        size, sets, threshold = len(grams), self.sets, self.threshold
        low, high = threshold * size, size / threshold
        if len(sets) - since <= _FEW:
            return any(low <= len(other) <= high and jaccard(grams, other) >= threshold for other in sets[since:])
        lists = sorted((self.postings.get(gram, ()) for gram in grams), key=len)
        seen: set[int] = set()
        for found in lists[: size - ceil(threshold * size) + 1]:
            seen.update(found)
        return any(low <= len(sets[i]) <= high and jaccard(grams, sets[i]) >= threshold for i in seen)

    def add(self, grams: frozenset[str]) -> None:
        """Take *grams*."""
        for gram in grams:
            self.postings.setdefault(gram, []).append(len(self.sets))
        self.sets.append(grams)


def distinct(texts: Iterable[str], threshold: float = 0.7) -> int:
    """How many of *texts* remain when every one with an earlier twin is left out."""
    index = TwinIndex(threshold)
    for text in texts:
        grams = trigrams(text)
        if not index.twin(grams):
            index.add(grams)
    return len(index.sets)
