"""Deviations from JSON, and a reader that notes them as it goes over a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from personadata.source.repair import Repair


class Fault(NamedTuple):
    """A deviation from JSON: what kind, where, what a person might like to know about it, and what would mend it."""

    kind: str
    start: int
    end: int
    detail: str = ""
    repair: Repair | None = None


class Lost(Exception):  # noqa: N818
    """The reader cannot tell what was meant; ``fault`` says where."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


@dataclass(slots=True)
class Reader:
    """A place in a text, ``at``, and the ``faults`` met on the way there."""

    text: str
    at: int = 0
    faults: list[Fault] = field(default_factory=list)

    def peek(self) -> str:
        """The character at ``at``; raises :class:`Lost` at the end of the text."""
        if self.at >= len(self.text):
            raise Lost(Fault("truncated", len(self.text), len(self.text)))
        return self.text[self.at]

    def note(self, kind: str, start: int, width: int, detail: str = "") -> None:
        """Note a fault of *width* characters."""
        self.faults.append(Fault(kind, start, start + width, detail))

    def lost(self, kind: str, detail: str = "") -> Lost:
        """What to raise when the character at ``at`` cannot be made sense of."""
        if self.at >= len(self.text):
            return Lost(Fault("truncated", len(self.text), len(self.text)))
        return Lost(Fault(kind, self.at, self.at + 1, detail))
