"""Rows for validation, chosen so that nothing of them is trained on."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from personadata.mix.order import order


def split(
    rows: Sequence[int], near: Sequence[tuple[int, int]], wanted: int, seed: int
) -> tuple[array[int], array[int]]:
    """*rows* of the spool for training, and about *wanted* for validation.

    All copies of a row and all rows that ask nearly the same (*near*) stay on one side; validation has no row twice.
    """
    groups = _groups(near)
    here, held = bytearray(max(rows, default=0) + 1), bytearray(max(rows, default=0) + 1)
    distinct = array("I")
    for row in rows:
        if not here[row]:
            here[row] = 1
            distinct.append(row)
    count = 0
    for place in order(len(distinct), "validation", seed):
        if count >= wanted:
            break
        for row in groups.get(distinct[place], [distinct[place]]):
            if row < len(here) and here[row] and not held[row]:
                held[row] = 1
                count += 1
    return array("I", (row for row in rows if not held[row])), array("I", (row for row in distinct if held[row]))


def _groups(near: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """All rows that are joined by pairs of *near*, under each of them."""
    groups: dict[int, list[int]] = {}
    for first, second in near:
        one, other = groups.setdefault(first, [first]), groups.setdefault(second, [second])
        if one is not other:
            if len(one) < len(other):
                one, other = other, one
            one += other
            groups.update(dict.fromkeys(other, one))
    return groups
