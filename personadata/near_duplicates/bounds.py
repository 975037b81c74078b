"""What a score of ``fuzz.ratio`` asks of two texts: bounds on their lengths and on the characters they share.

``ratio = 200 · LCS / (a + b)`` for texts of *a* and *b* characters whose longest common subsequence has LCS characters.
"""

from __future__ import annotations

from math import floor

SLACK = 1e-9  # rounding must never make a bound too sharp: what passes is scored anyway


def longest(length: int, threshold: float) -> int:
    """The longest text that can score *threshold* with one of *length* characters, as LCS ≤ the shorter length."""
    return floor(length * (200 - threshold) / threshold + SLACK * (length + 1))
