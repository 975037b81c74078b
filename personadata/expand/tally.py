"""What a set has plenty of so far, and what is still rare."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from personadata.expand.axes import LENGTHS, MIXED, REGISTERS, WORDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from personadata.expand.offer import Offer

_FIRST = 1e9
"""Score of what every set holds."""
_SPREAD = 4
"""Weight of a denied model's share among the denied, so that each of them is asked about and none is left out."""


class Tally:
    """Counts what was taken, by axis and value.

    *tones* are their weights; *models* gives for each name of a denied model the model and its weight among the denied.
    """

    def __init__(self, tones: Mapping[str, float], models: Mapping[str, tuple[str, float]]) -> None:
        self.tones = {tone: weight / sum(tones.values()) for tone, weight in tones.items()}
        self.models = models
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self.taken = 0
        self.asked = 0
        """Those that ask about a denied model."""

    def score(self, offer: Offer) -> float:
        """How much *offer* fills what is rare so far."""
        candidate = offer.candidate
        total = self.taken + 1
        if candidate.plainest:
            return _FIRST
        score = LENGTHS[offer.length] - self.counts["length"][offer.length] / total
        score += 3 * (REGISTERS.get(offer.register, 0.1) - self.counts["register"][offer.register] / total)
        score += self.tones.get(candidate.tone, 0.2) - self.counts["tone"][candidate.tone] / total
        if called := candidate.values.get("X"):
            model, weight = self.models.get(called, (called, 1.0))
            score -= _SPREAD * self.counts["model"][model] / weight / (self.asked + 1)
        score -= 0.3 * self.counts["form"][offer.form] / total
        score -= 0.5 * min(2, sum(self.counts["rule"][rule.id] for rule in candidate.rules)) / total
        score -= 0.2 * self.counts["opening"][offer.opening]
        score -= 0.15 * sum(self.counts["line"][line.place] for line in candidate.lines) / len(candidate.lines)
        if candidate.mixed:
            score += 4 * (MIXED - self.counts["language"]["mixed"] / total)
        return score + 1.5 * (WORDING[offer.wording] - self.counts["wording"][offer.wording] / total)

    def add(self, offer: Offer) -> None:
        """Count *offer* as taken."""
        candidate = offer.candidate
        for axis, value in (
            ("length", offer.length),
            ("register", offer.register),
            ("tone", candidate.tone),
            ("wording", offer.wording),
            ("form", offer.form),
            ("opening", offer.opening),
        ):
            self.counts[axis][value] += 1
        if called := candidate.values.get("X"):
            self.counts["model"][self.models.get(called, (called, 1.0))[0]] += 1
            self.asked += 1
        self.counts["rule"].update(rule.id for rule in candidate.rules)
        self.counts["language"]["mixed"] += candidate.mixed
        self.counts["line"].update(line.place for line in candidate.lines)
        self.taken += 1
