"""The one exception meant for people; everything else is a bug and keeps its traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from personadata.lint.message import say

if TYPE_CHECKING:
    from collections.abc import Iterable


class UserError(Exception):
    """A mistake that the person at the terminal can mend: printed as it is, exit code 2, no traceback.

    ``message`` names the place first (``persona.yaml:4:3: …``) and may have several lines, one a problem;
    ``help`` says what to do.
    """

    def __init__(self, message: str, *, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help

    def __str__(self) -> str:
        return f"{self.message}\nhelp: {self.help}" if self.help else self.message


LONGEST: Final = 100  # characters of a word that may be a slip


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean 'developer'?)`` when one of *known* is close to *word*, else an empty string."""
    from difflib import get_close_matches  # which most runs do without

    close = get_close_matches(word, list(known), n=1, cutoff=0.6) if len(word) <= LONGEST else []
    return say(" (did you mean {word!r}?)", word=close[0]) if close else ""
