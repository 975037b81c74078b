"""What flows from expand to files and from files to lint: turns and samples, blind to any file format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Role = Literal["system", "user", "assistant"]
Key = str | int


@dataclass(frozen=True, slots=True)
class Turn:
    """One message.

    ``loss`` False means that this assistant turn is context only and is not trained on; None leaves it to the
    trainer.  ``path`` is where the text stood in the record it was read from, e.g. ``("messages", 2, "content")``.
    """

    role: Role
    text: str
    loss: bool | None = None
    path: tuple[Key, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Sample:
    """One training row: turns in order (a system turn, if any, first), and what is known about it.

    ``category`` is a taxonomy id (``not_model``), ``language`` a code (``zh``, ``en``, ``zh-Hant``, ``mixed``),
    ``channel`` the group that ms-swift can log a loss for.  All three are empty for data read from a file that
    does not carry them.
    """

    turns: tuple[Turn, ...]
    category: str = ""
    language: str = ""
    channel: str = ""

    @property
    def system(self) -> str | None:
        """The system prompt, or None when the row does not decide it."""
        return self.turns[0].text if self.turns and self.turns[0].role == "system" else None

    @property
    def question(self) -> str:
        """The last user turn's text."""
        return next((turn.text for turn in reversed(self.turns) if turn.role == "user"), "")

    @property
    def answer(self) -> str:
        """The last assistant turn's text."""
        return next((turn.text for turn in reversed(self.turns) if turn.role == "assistant"), "")
