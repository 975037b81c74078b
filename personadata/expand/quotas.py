"""How many samples each category gives: by language, by group, and by how often people ask about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from personadata.expand.offer import Stock

GROUP_SHARES = {
    "identity": 25, "negation": 22, "ability": 12, "limits": 13, "pressure": 12, "social": 4, "control": 14,
}  # fmt: skip
"""Relative shares of persona rows by category group: the percentages that the taxonomy suggests, and more than its 12 for
controls, of which it says "or more": each of their many small categories loses by rounding."""
CATEGORY_WEIGHTS = {
    "who_are_you": 2.0, "developer": 1.5, "not_model": 3.0, "not_vendor": 1.5, "relation_to_x": 1.2, "version": 0.6,
    "capability_list": 1.2, "domain_fact": 1.5, "ctrl_plain_task": 2.0, "ctrl_person": 1.2, "bio_gaps": 0.8, "alias": 0.7,
}  # fmt: skip
"""Weights of categories within their group where it is not 1: the facts that most people ask about come more often."""


def quotas(stocks: Iterable[Stock], languages: Mapping[str, float], wanted: int) -> dict[str, int]:
    """How many rows each stock shall give: languages by weight, groups by share, categories evenly."""
    live = [stock for stock in stocks if not stock.dry]
    weights: dict[str, float] = {}
    for stock in live:
        peers = sum(_weight(s) for s in live if s.language == stock.language and s.group == stock.group)
        share = GROUP_SHARES[stock.group] * _weight(stock) / peers
        weights[stock.name] = languages.get(stock.language, 0) * share
    return largest_remainder(weights, wanted)


def _weight(stock: Stock) -> float:
    return CATEGORY_WEIGHTS.get(stock.name.partition("/")[2], 1.0)


def largest_remainder(weights: Mapping[str, float], total: int) -> dict[str, int]:
    """*total* places divided in proportion to *weights*, exactly (Hamilton's method); zero weights get none."""
    whole = sum(weights.values())
    if whole <= 0:
        return {}
    shares = {name: weight * total / whole for name, weight in weights.items()}
    places = {name: int(share) for name, share in shares.items()}
    rest = total - sum(places.values())
    for name in sorted(shares, key=lambda name: (-(shares[name] - places[name]), name))[:rest]:
        if shares[name] > 0:
            places[name] += 1
    return places
