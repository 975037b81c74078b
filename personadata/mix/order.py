"""Seeded orders that are the same on every machine and with every version."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from typing import Final

_MANY: Final = 50_000  # numbers that are sooner sorted by numpy than by Python


def order(count: int, *key: object) -> Sequence[int]:
    """The numbers below *count* in an order that depends on *key* alone.

    Python promises that ``random()`` gives the same numbers for the same seed in all versions, which it does not of
    ``shuffle`` and ``sample``.
    """
    draw = random.Random("\x1f".join(map(str, key))).random  # noqa: S311
    keys = array("d", (draw() for _ in range(count)))
    if count <= _MANY:
        return sorted(range(count), key=keys.__getitem__)
    import numpy as np

    found = array("I")
    found.frombytes(np.argsort(np.frombuffer(keys), kind="stable").astype(np.uintc).data.cast("B"))
    return found
