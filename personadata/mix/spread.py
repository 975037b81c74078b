"""An order of persona rows in which no two variants of one fact stand side by side, and their places among the rest.

Variants that stand together are learned as one text: a replication of *Physics of Language Models 3.1* that left
paraphrases grouped got 7 % where shuffled ones got 97 % (evidence from ykrmm/PhysicsLLM_3.1).  Packing joins neighbours.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from personadata.mix.order import order
from personadata.near_duplicates import normalise, pairs_within

_PARTNERS = 64  # near twins of one question that are told apart: of more, some are let stand side by side


class Twins:
    """Which rows may not be neighbours: the same fact, nearly the same question in any turn, or the same row twice."""

    def __init__(self, facts: Sequence[str], questions: Sequence[Sequence[str]]) -> None:
        self.facts = facts
        same = [[plain or text for plain, text in zip(normalise(row), row, strict=True)] for row in questions]
        self.asked = [frozenset(row) for row in same]
        texts = list(dict.fromkeys(chain.from_iterable(same)))
        partners = {text: {text} for text in texts}
        for first, second, _ in pairs_within(texts, most=_PARTNERS):
            partners[texts[first]].add(texts[second])
            partners[texts[second]].add(texts[first])
        self.near = [frozenset[str]().union(*(partners[text] for text in row)) for row in self.asked]

    def clash(self, one: int, other: int) -> bool:
        """Whether rows *one* and *other* may not be neighbours."""
        return (
            one == other
            or (self.facts[one] != "" and self.facts[one] == self.facts[other])
            or not self.near[one].isdisjoint(self.asked[other])
        )


def arrange(rows: Sequence[int], twins: Twins, seed: int) -> tuple[list[int], int]:
    """*rows*, which may come several times, in a seeded order; and how many neighbours clash all the same.

    The rows of each fact are spread evenly over the whole, so that every stretch of it holds all facts; then what
    still clashes with its neighbour changes places.
    """
    groups: dict[str, list[int]] = {}
    for number in order(len(rows), "persona", seed):
        row = rows[number]
        groups.setdefault(twins.facts[row] or f"\0{row}", []).append(row)
    places: list[tuple[float, int, int]] = []
    for fact, members in groups.items():
        shift = random.Random(f"{seed}\x1f{fact}").random()  # noqa: S311
        for count, row in enumerate(members):
            places.append(((count + shift) / len(members), len(places), row))
    found = _apart([row for _, _, row in sorted(places)], twins)
    for at in range(1, len(found)):
        if twins.clash(found[at - 1], found[at]):
            other = next((far for far in _outwards(at, len(found)) if _fits(found, at, far, twins)), None)
            if other is not None:
                found[at], found[other] = found[other], found[at]
    return found, sum(twins.clash(one, other) for one, other in pairwise(found))


def _apart(rows: list[int], twins: Twins) -> list[int]:
    """*rows* in about this order, no fact behind itself as long as no fact has more than half of the rows."""
    queue = deque(rows)
    left = Counter(twins.facts[row] or f"\0{row}" for row in rows)
    found: list[int] = []
    while queue:
        # a fact with more than half of what is left has to come now
        fact, count = left.most_common(1)[0]
        pressing = fact if 2 * count > len(queue) else None
        passed: list[int] = []
        while queue:
            row = queue.popleft()
            own = twins.facts[row] or f"\0{row}"
            if (pressing is None or own == pressing) and not (found and twins.clash(found[-1], row)):
                break
            passed.append(row)
        else:
            row = passed.pop(0)
            own = twins.facts[row] or f"\0{row}"
        queue.extendleft(reversed(passed))
        left[own] -= 1
        found.append(row)
    return found


def _outwards(at: int, count: int) -> Iterator[int]:
    yield from range(at + 1, count)
    yield from range(at - 2, -1, -1)


def _fits(found: list[int], at: int, far: int, twins: Twins) -> bool:
    """Whether the rows at *at* and *far* clash with no neighbour once they have changed places."""
    found[at], found[far] = found[far], found[at]
    try:
        return not any(
            0 <= place < len(found) - 1 and twins.clash(found[place], found[place + 1])
            for place in (at - 1, at, far - 1, far)
        )
    finally:
        found[at], found[far] = found[far], found[at]


def weave(persona: Sequence[int], others: Sequence[int]) -> Iterator[tuple[bool, int]]:
    """All rows in order, the *persona* ones at even distances: whether it is one of them, and the row."""
    total, own = len(persona) + len(others), len(persona)
    done = 0
    rest = iter(others)
    for place in range(total):
        if done < own and place == (2 * done + 1) * total // (2 * own):
            yield True, persona[done]
            done += 1
        else:
            yield False, next(rest)
