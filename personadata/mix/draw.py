"""Drawing rows from a source until enough of them are clean."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Literal

from personadata.mix.drawn import Drawn
from personadata.mix.verdict import WORDS, Note

if TYPE_CHECKING:
    from personadata.mix.clean import Cleaner
    from personadata.mix.engine import Name
    from personadata.mix.progress import Progress
    from personadata.mix.sieve import Sieve, Twin
    from personadata.mix.source import Source
    from personadata.mix.spool import Spool

_MARGIN: Final = 1.1  # so many more rows are looked at than are wanted, as some will drop out
_EXTRA: Final = 50


class Draw:
    """What all sources of a mix share: the spool, the sieve, and the report."""

    def __init__(
        self, spool: Spool, sieve: Sieve, report: Callable[[Note], None], progress: Progress, engine: Name, seed: int
    ) -> None:
        self.spool, self.sieve, self.report, self.progress = spool, sieve, report, progress
        self.engine, self.seed = engine, seed
        self._first: list[tuple[int, Source]] = []  # from which number of the spool on rows are of which source

    def clean_rows(self, source: Source, wanted: int | None, cleaner: Cleaner) -> Drawn:
        """At least *wanted* clean rows of *source* if it has them, all when None; what else is said of them is reported."""
        drawn, begin = Drawn(source), len(self.spool)
        self._first.append((begin, source))
        for place, message in source.lost:
            self._drop(drawn, place, "broken", message)
        places = source.drawn(self.seed)
        gone: set[int] = set()
        start = 0
        while start < source.rows:
            missing = source.rows if wanted is None else wanted - (len(self.spool) - begin - len(gone))
            if missing <= 0:
                break
            end = min(source.rows, start + int(missing * _MARGIN) + _EXTRA)
            chosen = None if end - start == source.rows else Chosen(source.rows, places[start:end])
            gone |= self._look(drawn, source, chosen, cleaner, end - start)
            start = end
        at = array("I", bytes(4 * source.rows))
        for number in range(begin, len(self.spool)):
            if number not in gone:
                at[self.spool.records[number]] = number + 1
        drawn.rows = array("I", (at[place] - 1 for place in places if at[place]))
        return drawn

    def _look(self, drawn: Drawn, source: Source, chosen: Chosen | None, cleaner: Cleaner, total: int) -> set[int]:
        """Judge the *chosen* records: clean ones go to the spool; those of them that repeat others are returned."""
        gone: set[int] = set()
        looked = 0
        for verdict in source.verdicts(chosen, cleaner, self.engine):
            looked += 1
            self.progress.say(f"cleaning {source.name}", looked, total)
            if verdict.reason:
                self._drop(drawn, verdict.place, verdict.reason, verdict.message, verdict.code, verdict.text)
                continue
            like = self.sieve.same(verdict.key) if cleaner.clean else None
            if like is not None:
                self._drop(
                    drawn, verdict.place, "duplicate", WORDS["duplicate"], "DU101", verdict.text, self.place(like)
                )
                continue
            number = self.spool.add(verdict.line, verdict.key, verdict.tokens, verdict.number)
            drawn.loss |= verdict.loss
            if verdict.label:
                self._note(drawn, "changed", verdict.place, "label", WORDS["label"], "", verdict.text)
            if verdict.kept:
                self._note(drawn, "kept", verdict.place, verdict.kept, verdict.kept_message, "", verdict.text)
            if cleaner.clean and self.sieve.add(number, verdict.asked):
                gone |= self._settle(drawn, self.sieve.settle())
        drawn.looked += looked
        return gone | self._settle(drawn, self.sieve.settle())

    def _settle(self, drawn: Drawn, twins: Sequence[Twin]) -> set[int]:
        for twin in twins:
            reason = "persona-duplicate" if twin.persona else "near-duplicate"
            message = f"{WORDS[reason]} ({twin.score:.0f} %)"
            like = f"persona row {twin.like + 1}" if twin.persona else self.place(twin.like)
            text = self.spool.question(twin.number)
            self._drop(drawn, self.place(twin.number), reason, message, "DU104", text, like)
        return {twin.number for twin in twins}

    def place(self, number: int) -> str:
        """``FILE#N`` for row *number* of the spool: record N of the file."""
        source = self._first[bisect_right(self._first, number, key=lambda pair: pair[0]) - 1][1]
        return source.place(self.spool.records[number])

    def _drop(
        self, drawn: Drawn, place: str, reason: str, message: str, code: str = "", text: str = "", like: str = ""
    ) -> None:
        drawn.dropped[reason] = drawn.dropped.get(reason, 0) + 1
        drawn.first = drawn.first or f"{place}: {message}"
        self.report(Note(drawn.source.name, place, "dropped", reason, message, code, text, like))

    def _note(
        self,
        drawn: Drawn,
        action: Literal["kept", "changed"],
        place: str,
        reason: str,
        message: str,
        code: str,
        text: str,
    ) -> None:
        drawn.kept[reason] = drawn.kept.get(reason, 0) + 1
        self.report(Note(drawn.source.name, place, action, reason, message, code, text))


class Chosen:
    """Some of the numbers below *count*, a byte each."""

    def __init__(self, count: int, numbers: Sequence[int]) -> None:
        self._mask = bytearray(count)
        for number in numbers:
            self._mask[number] = 1

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and bool(self._mask[number])
