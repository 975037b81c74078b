"""Rows that are there already: exactly, nearly, or as a question of the persona data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from personadata.lint.text.apart import apart, scripts_differ
from personadata.mix.seen import Seen
from personadata.mix.spool import Spool

BLOCK: Final = 100_000  # rows; near duplicates are looked for among so many at a time, which bounds the memory
_CHARACTERS: Final = 12_000_000  # in a block
_ALIKE: Final = 90.0


class Twin(NamedTuple):
    """Row ``number`` repeats ``like``: a row of the spool, or with ``persona`` a row of the persona data."""

    number: int
    like: int
    score: float
    persona: bool = False


class Sieve:
    """Rows as they come, settled a block at a time; ``near`` are pairs that ask nearly the same and both stay."""

    def __init__(self, spool: Spool, persona: Sequence[str]) -> None:
        self.spool = spool
        self.persona = list(persona)
        self.near: list[tuple[int, int]] = []
        self.blocks = 0
        self._seen = Seen(spool)
        self._numbers: list[int] = []
        self._asked: list[str] = []
        self._settled = 0
        self._characters = 0

    def same(self, key: int) -> int | None:
        """The number of the row before that has the hash *key*."""
        return self._seen.find(key)

    def add(self, number: int, asked: str) -> bool:
        """Take row *number*; whether the block is full, so that it is time to settle it."""
        self._seen.add(number)
        self._numbers.append(number)
        self._asked.append(asked)
        self._characters += len(asked)
        return len(self._numbers) >= BLOCK or self._characters >= _CHARACTERS

    def forget(self) -> None:
        """Give up what later rows would be held against: there are none."""
        self._seen = Seen(self.spool)
        self._numbers, self._asked = [], []

    def settle(self, last: bool = False) -> list[Twin]:
        """The rows added since the last time that repeat others of the block, in order.

        The block is given up when it is full, and when it is the *last*.
        """
        new = self._settled
        found = sorted({twin.number: twin for twin in self._search(new)}.values())
        gone = {twin.number for twin in found}
        full = last or len(self._numbers) >= BLOCK or self._characters >= _CHARACTERS
        if full:
            self.blocks += bool(self._numbers)
            self._numbers, self._asked, self._characters = [], [], 0
        elif gone:
            kept = [place for place, number in enumerate(self._numbers) if number not in gone]
            self._asked = [self._asked[place] for place in kept]
            self._numbers = [self._numbers[place] for place in kept]
        self._settled = len(self._numbers)
        return found

    def _search(self, new: int) -> Iterator[Twin]:
        from personadata.near_duplicates import pairs_between, pairs_within

        if new == len(self._numbers):
            return
        gone: set[int] = set()
        for first, second, score in pairs_between(self._asked[new:], self.persona, most=1):
            if first + new not in gone and not apart(self._asked[first + new], self.persona[second]):
                gone.add(first + new)
                yield Twin(self._numbers[first + new], second, score, persona=True)
        for first, second, score in sorted(pairs_within(self._asked)):
            if second < new or first in gone or second in gone:
                continue
            if self._alike(first, second):
                gone.add(second)
                yield Twin(self._numbers[second], self._numbers[first], score)
            else:
                self.near.append((self._numbers[first], self._numbers[second]))

    def _alike(self, first: int, second: int) -> bool:
        from rapidfuzz import fuzz

        from personadata.near_duplicates import normalise

        one, other = self._asked[first], self._asked[second]
        if scripts_differ(one, other) or apart(one, other):
            return False
        answers = [self.spool.answer(self._numbers[place]) for place in (first, second)]
        return fuzz.ratio(*normalise(answers)) >= _ALIKE and not apart(*answers)
