"""Seeded choice: the same everywhere, and fair."""

from __future__ import annotations

import pytest

from personadata.expand.chance import draw, shuffled, weighted


def test_known_values_hold_on_every_python() -> None:
    assert draw(0, "a") == 0.09630869730571606
    assert shuffled("abcdef", 1) == shuffled("fedcba", 1) == ["e", "a", "b", "f", "c", "d"]
    assert shuffled("abcdef", 1) != shuffled("abcdef", 2)


def test_adding_an_item_keeps_the_others_in_order() -> None:
    before = shuffled("abcdef", 7)
    after = shuffled("abcdefg", 7)
    assert [item for item in after if item != "g"] == before


def test_draws_are_spread_evenly() -> None:
    tenths = [0] * 10
    for i in range(10_000):
        tenths[int(draw("spread", i) * 10)] += 1
    assert min(tenths) > 850
    assert max(tenths) < 1150


def test_weighted_follows_its_weights() -> None:
    counts = {"a": 0, "b": 0, "c": 0}
    for i in range(2_000):
        counts[weighted({"a": 3, "b": 1, "c": 0}, i)] += 1
    assert counts["c"] == 0
    assert 1_400 < counts["a"] < 1_600
    with pytest.raises(ValueError, match="no weights"):
        weighted({"a": 0.0}, 1)
