"""Quotas and bounds of the choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.expand.axes import length_band
from personadata.expand.quotas import largest_remainder


@given(st.dictionaries(st.text(max_size=3), st.floats(0, 100, allow_nan=False), max_size=12), st.integers(0, 5000))
def test_every_place_is_given_away(weights: dict[str, float], total: int) -> None:
    places = largest_remainder(weights, total)
    if sum(weights.values()) > 0:
        whole = sum(weights.values())
        assert sum(places.values()) == total
        for name, count in places.items():
            assert abs(count - weights[name] * total / whole) < 1 + 1e-6
    else:
        assert places == {}


@pytest.mark.parametrize(
    ("answer", "language", "band"),
    [("我叫澜舟。", "zh", "short"), ("我" * 13, "zh", "middle"), ("我" * 41, "zh", "long"), ("I am Lumi.", "en", "short"), ("w " * 26, "en", "long")],
)  # fmt: skip
def test_length_band(answer: str, language: str, band: str) -> None:
    assert length_band(answer, language) == band
