"""Near-twins among short texts: character-trigram Jaccard over a growing set."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def _rank(gram: str) -> int:
    # any fixed order works for prefix filtering; a hash spreads the frequent ones (crc32 is the same everywhere)
    return crc32(gram.encode("utf-8", "surrogatepass"))


class TwinIndex:
    """Texts taken so far, asked whether a new one has a twin at or above ``threshold``.

    Prefix filtering: two sets with Jaccard ≥ t share one of their first ``|s| - ceil(t·|s|) + 1`` members in any
    fixed order, so only those are indexed and looked up (Bayardo et al., *Scaling Up All Pairs Similarity Search*,
    WWW 2007).
    """

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold
        self.sets: list[frozenset[str]] = []
        self.postings: dict[str, list[int]] = defaultdict(list)

    def _prefix(self, grams: frozenset[str]) -> list[str]:
        ordered = sorted(grams, key=_rank)
        return ordered[: len(ordered) - ceil(self.threshold * len(ordered)) + 1]

    def twin(self, grams: frozenset[str]) -> bool:
        """Whether a text taken before is a twin of *grams*."""
        low, high = self.threshold * len(grams), len(grams) / self.threshold
        seen = set()
        for gram in self._prefix(grams):
            for i in self.postings.get(gram, ()):
                if i not in seen:
                    seen.add(i)
                    other = self.sets[i]
                    if low <= len(other) <= high and jaccard(grams, other) >= self.threshold:
                        return True
        return False

    def add(self, grams: frozenset[str]) -> None:
        """Take *grams*."""
        for gram in self._prefix(grams):
            self.postings[gram].append(len(self.sets))
        self.sets.append(grams)


def distinct(texts: Iterable[str], threshold: float = 0.7) -> int:
    """How many of *texts* remain when every one with an earlier twin is left out."""
    index = TwinIndex(threshold)
    for text in texts:
        grams = trigrams(text)
        if not index.twin(grams):
            index.add(grams)
    return len(index.sets)
