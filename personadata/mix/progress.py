"""A line on how far long work has come, at a terminal only."""

from __future__ import annotations

import sys
import time
from typing import Final, TextIO

_EVERY: Final = 0.2
_PATIENCE: Final = 1.0


class Progress:
    """One line on standard error that is written over; silent for short work and where nobody looks."""

    def __init__(self, stream: TextIO | None = None, quiet: bool = False) -> None:
        self.stream = sys.stderr if stream is None else stream
        self.shown = not quiet and self.stream.isatty()
        self.begun = self.last = time.monotonic()
        self.width = 0

    def say(self, what: str, done: float, total: float) -> None:
        """*what* has come to *done* of *total*."""
        now = time.monotonic()
        if not self.shown or now - self.begun < _PATIENCE or now - self.last < _EVERY:
            return
        self.last = now
        line = f"{what}: {done / total:.0%}" if total else what
        self.stream.write("\r" + line.ljust(self.width))
        self.stream.flush()
        self.width = len(line)

    def clear(self) -> None:
        """Take the line away."""
        if self.width:
            self.stream.write("\r" + " " * self.width + "\r")
            self.stream.flush()
            self.width = 0
