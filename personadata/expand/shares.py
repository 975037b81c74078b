"""How much of a set each paraphrase rule may touch."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from personadata.expand.rules import Paraphrase


class Shares:
    """Counts how often each rule was used against its most allowed share of all questions."""

    def __init__(self, total: int) -> None:
        self.total = max(total, 1)
        self.counts: Counter[str] = Counter()

    def room(self, rules: Iterable[Paraphrase]) -> bool:
        """Whether another question may carry *rules*."""
        return all(rule.share >= 1 or self.counts[rule.id] + 1 <= max(1.0, rule.share * self.total) for rule in rules)

    def take(self, rules: Iterable[Paraphrase]) -> None:
        """Count one question that carries *rules*."""
        self.counts.update(rule.id for rule in rules)
