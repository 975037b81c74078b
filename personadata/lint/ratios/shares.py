"""The make-up of a persona set: how many rows each topic has, as a count and as a table."""

from __future__ import annotations

from collections import Counter
from math import ceil
from typing import TYPE_CHECKING, Final

from personadata.lint.message import say
from personadata.lint.ratios.topics import TOPICS, Topic, row_topics

if TYPE_CHECKING:
    from personadata.dataset import Dataset

FEWEST: Final = 20  # rows: a smaller set has no shares to speak of, and RA101 says that it is too small
_BYTES_A_TOKEN: Final = 4.5
Table = list[tuple[str, ...]]


def topic_counts(dataset: Dataset) -> Counter[Topic]:
    """The persona rows of *dataset* by topic; empty when there are fewer than :data:`FEWEST`."""
    counts = Counter(topic for _, topic in row_topics(dataset))
    return counts if sum(counts.values()) >= FEWEST else Counter()


def topic_table(counts: Counter[Topic]) -> Table:
    """*counts* as rows of cells, under a heading."""
    total = sum(counts.values())
    lines = [(name, f"{counts[name]:,}", f"{counts[name] / total:.1%}") for name in TOPICS]
    return [(say("group"), say("rows"), say("share")), *lines]


def missing(count: int, total: int, share: float) -> int:
    """How many rows of a kind to add to *count* of *total* so that they are *share* of all."""
    return max(0, ceil(round((share * total - count) / (1 - share), 6)))


def tokens(text: str) -> float:
    """About how many tokens *text* has: its UTF-8 bytes by 4.5, that is 1.5 Chinese characters or 4.5 letters each."""
    return len(text.encode("utf-8", "surrogatepass")) / _BYTES_A_TOKEN
