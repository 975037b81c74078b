"""A way through the text of a whole file, with what is wrong on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Final, NamedTuple

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.source.damage import Damage, damage
from personadata.source.faults import Fault
from personadata.source.repair import Repair, repair

_SPACE: Final = regex(r"[ \t\r\n]*")
_WORD: Final = regex(r"\w{2,20}\(?", re.ASCII)
# records with the same kind of damage, and their share of all, from which on one cause made it
MANY: Final = 5
SHARE: Final = 0.25


class Note(NamedTuple):
    """Damage of ``kind`` at ``start`` to ``end``, which stands for ``more`` further places like it."""

    kind: str
    start: int
    end: int
    detail: str
    more: int
    repairs: tuple[Repair, ...]


@dataclass(slots=True)
class Way:
    """A place in ``text``, ``at``, and what has been ``noted`` on the way there.

    ``repeated`` is damage that tends to come once a record.  It is reported once a file, and so is every kind that a
    quarter of the records have; ``damage`` is complete after :meth:`finish`.
    """

    text: str
    suffix: str = ""
    at: int = 0
    noted: list[Note] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)
    repeated: dict[str, list[Fault]] = field(default_factory=dict)
    unclosed: int = -1  # from here on no comment is closed
    passed: tuple[int, int] = (-1, -1)  # what stood in front of the record that begins at its end

    def foreign(self) -> bool:
        """Whether a comment or a space unknown to JSON stood here; it is noted and passed."""
        if self.text[self.at] == "\ufeff":
            self.repeat("inner-mark", self.at, self.at + 1)
            self.passed = (self.at, self.at + 1)
            self.at += 1
            return True
        if self.text[self.at] in "\u00a0\u3000":
            self.repeat("foreign-space", self.at, self.at + 1, f"U+{ord(self.text[self.at]):04X}")
            self.at += 1
            return True
        if self.text[self.at] == "#" or self.text.startswith(("//", "/*"), self.at):
            start = self.at
            closed = -1
            if self.text.startswith("/*", start) and self.unclosed < 0:
                closed = self.text.find("*/", start)
                self.unclosed = start if closed < 0 else -1
            self.at = closed + 2 if closed >= 0 else self.line_end(start)
            self.repeat("comment", start, self.at)
            return True
        return False

    def space(self) -> int:
        """Past white space; where that is."""
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
        return self.at

    def before(self, at: int) -> int:
        """The end of what comes before the white space before *at*."""
        while at and self.text[at - 1] in " \t\r\n":
            at -= 1
        return at

    def first(self, at: int) -> bool:
        """Whether nothing but white space, or what is passed over, stands in the line of *at* before it."""
        at = self.passed[0] if at == self.passed[1] else at
        while at and self.text[at - 1] != "\n" and (self.text[at - 1].isspace() or self.text[at - 1] == "\ufeff"):
            at -= 1
        return at == 0 or self.text[at - 1] == "\n"

    def line_end(self, at: int) -> int:
        """Where the line of *at* ends."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def row(self, at: int) -> int:
        """The number of the line of *at*."""
        return self.text.count("\n", 0, at) + 1

    def quoted(self, at: int) -> str:
        """The character at *at*, or the word that begins with it, as messages show it."""
        if at >= len(self.text):
            return say("the end of the file")
        if word := _WORD.match(self.text, at):
            return f"“{word[0]}”"
        character = self.text[at]
        return say("a line break") if character in "\r\n" else f"“{character}”"

    def add(
        self,
        kind: str,
        start: int,
        end: int,
        detail: str = "",
        more: int = 0,
        faults: Sequence[Fault] = (),
        mend: bool = True,
    ) -> None:
        """Note damage; *more* counts further places like it, *faults* are all of them, the first included."""
        every = [fault.repair or self._repair(fault) for fault in faults or [Fault(kind, start, end, detail)]]
        repairs = tuple(dict.fromkeys(one for one in every if one)) if mend and all(every) else ()
        self.noted.append(Note(kind, start, end, detail, more, repairs))

    def _repair(self, fault: Fault) -> Repair | None:
        return repair(fault.kind, self.text, fault.start, fault.end, fault.detail)

    def repeat(self, kind: str, start: int, end: int, detail: str = "", repair: Repair | None = None) -> None:
        """Note damage that tends to come once a record: reported once a file, with its number."""
        self.repeated.setdefault(kind, []).append(Fault(kind, start, end, detail, repair))

    def report(self, faults: list[Fault], *, lost: bool = False) -> None:
        """Note the faults of one record: each kind once, at its first place, with its number; in a *lost* one none is mended."""
        by_kind: dict[str, list[Fault]] = {}
        for fault in faults:
            by_kind.setdefault(fault.kind, []).append(fault)
        for kind, same in by_kind.items():
            detail, more = same[0].detail, len(same) - 1
            if kind == "unclosed":
                detail, more = reduce(_both, dict.fromkeys(fault.detail for fault in same)), 0
            self.add(kind, same[0].start, same[0].end, detail, more, same, mend=not lost)

    def finish(self, records: int) -> None:
        """Make ``damage`` of everything noted in a file of so many *records*."""
        for kind, faults in self.repeated.items():
            self.add(kind, faults[0].start, faults[0].end, faults[0].detail, len(faults) - 1, faults)
        alike: dict[tuple[str, bool], list[Note]] = {}
        for note in self.noted:
            alike.setdefault((note.kind, bool(note.repairs)), []).append(note)
        for notes in alike.values():
            if len(notes) >= max(MANY, SHARE * records):
                more = sum(note.more + 1 for note in notes) - 1
                repairs = dict.fromkeys(one for note in notes for one in note.repairs)
                notes = [notes[0]._replace(more=more, repairs=tuple(repairs))]
            self.damage += [damage(*note) for note in notes]


def _both(one: str, other: str) -> str:
    return say("{one} and {other}", one=one, other=other)
