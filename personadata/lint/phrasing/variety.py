"""How varied texts are: shares of different word runs, and how well a text is foretold by the others."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

Words = tuple[str, ...]
ORDER: Final = 4
_NO_MATCH: Final = 0.1  # a precision of zero counts as 0.1 matches: smoothing 1 of Chen and Cherry, WMT 2014


def distinct(texts: Sequence[Words], n: int) -> float:
    """The runs of *n* words that differ, as a share of all; 1.0 when there are none (Li et al., NAACL 2016)."""
    runs = [run for words in texts for run in _runs(words, n)]
    return len(set(runs)) / len(runs) if runs else 1.0


def self_bleu(texts: Sequence[Words]) -> float:
    """Mean BLEU-4 of each text against all others, 0 to 1 (Zhu et al., SIGIR 2018); linear in the words.

    BLEU with clipped counts, equal weights and the brevity penalty of the closest reference (Papineni et al., ACL
    2002).  Texts shorter than a run are measured on the runs they have.
    """
    if len(texts) < 2:
        return 0.0
    logs = [0.0] * len(texts)
    orders = [0] * len(texts)
    for n in range(1, ORDER + 1):
        counts = [Counter(_runs(words, n)) for words in texts]
        best = _two_largest(counts)
        for i, own in enumerate(counts):
            if own:
                hits = 0
                for run, k in own.items():
                    first, who, second = best[run]
                    elsewhere = second if who == i else first
                    hits += k if k < elsewhere else elsewhere
                logs[i] += math.log(max(hits, _NO_MATCH) / sum(own.values()))
                orders[i] += 1
    lengths = sorted(map(len, texts))
    scores = (
        math.exp(log / n) * _brevity(len(words), lengths) if n else 0.0
        for words, log, n in zip(texts, logs, orders, strict=True)
    )
    return sum(scores) / len(texts)


def _runs(words: Words, n: int) -> list[Words]:
    return [words[i : i + n] for i in range(len(words) - n + 1)]


def _two_largest(counts: Sequence[Counter[Words]]) -> dict[Words, tuple[int, int, int]]:
    """Run → its largest count in one text, the number of that text, and the largest count in another."""
    best: dict[Words, tuple[int, int, int]] = {}
    for i, own in enumerate(counts):
        for run, k in own.items():
            first, who, second = best.get(run, (0, -1, 0))
            if k > first:
                best[run] = (k, i, first)
            elif k > second:
                best[run] = (first, who, k)
    return best


def _brevity(length: int, lengths: list[int]) -> float:
    """BLEU's penalty for a text of *length* words, among the sorted *lengths* of all texts, its own among them."""
    at = bisect_left(lengths, length)
    near = [*lengths[max(0, at - 1) : at], *lengths[at + 1 : at + 2]]
    closest = min(near, key=lambda other: (abs(other - length), other))
    return 1.0 if length >= closest else math.exp(1 - closest / length)
