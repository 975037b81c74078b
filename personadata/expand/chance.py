"""Seeded choice that is the same on every machine and Python version, and stable when templates change.

Every choice is ordered by a hash of the seed and of the thing itself, not by a running generator: adding a template
line moves only the rows it competes with, so the git diff of regenerated data stays small.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

T = TypeVar("T")


def draw(*key: object) -> float:
    """A number in [0, 1) that depends on *key* alone."""
    return number(*key) / 2**56


def number(*key: object) -> int:
    """A whole number in [0, 2⁵⁶) that depends on *key* alone."""
    digest = blake2b("\x1f".join(map(str, key)).encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(digest, "big")


def shuffled(items: Iterable[T], *key: object, by: Callable[[T], object] = str) -> list[T]:
    """*items* in an order that depends on *key* and on what ``by`` says of each item."""
    return sorted(items, key=lambda item: (draw(*key, by(item)), str(by(item))))


def weighted(weights: Mapping[T, float], *key: object) -> T:
    """One key of *weights*, drawn in proportion to its weight; raises ``ValueError`` when all weigh nothing."""
    total = sum(weights.values())
    if total <= 0:
        raise ValueError("no weights")
    point = draw(*key) * total
    last = None
    for item, weight in weights.items():
        if weight > 0:
            last = item
            point -= weight
            if point < 0:
                return item
    assert last is not None  # noqa: S101 (rounding: the last one that weighs something)
    return last
