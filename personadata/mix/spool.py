"""Rows set aside until their order is known: in memory while they are few, in an unnamed temporary file when not."""

from __future__ import annotations

import json
import tempfile
from array import array
from pathlib import Path
from typing import Final

_MEMORY: Final = 48 << 20  # bytes


class Spool:
    """Lines by number, in the order they were added."""

    def __init__(self, folder: Path) -> None:
        # unnamed, so that even a kill leaves nothing; beside the target, where there is room for it anyway
        self._file = tempfile.SpooledTemporaryFile(max_size=_MEMORY, dir=str(folder))  # noqa: SIM115
        self._start = array("Q", [0])
        self.tokens = array("f")
        self.keys = array("Q")
        self.records = array("I")

    def __len__(self) -> int:
        return len(self.tokens)

    def add(self, line: bytes, key: int, tokens: float, record: int) -> int:
        """Set *line* aside, made of *record* of its source; its number."""
        self._file.seek(self._start[-1])
        self._file.write(line)
        self._start.append(self._start[-1] + len(line))
        self.tokens.append(tokens)
        self.keys.append(key)
        self.records.append(record)
        return len(self.tokens) - 1

    def line(self, number: int) -> bytes:
        """Line *number*."""
        self._file.seek(self._start[number])
        line: bytes = self._file.read(self._start[number + 1] - self._start[number])
        return line

    def answer(self, number: int) -> str:
        """The last answer of the row in line *number*."""
        messages = json.loads(self.line(number))["messages"]
        return next((str(one["content"]) for one in reversed(messages) if one["role"] == "assistant"), "")

    def question(self, number: int) -> str:
        """How the last question of the row in line *number* begins."""
        messages = json.loads(self.line(number))["messages"]
        return next((str(one["content"])[:80] for one in reversed(messages) if one["role"] == "user"), "")

    def close(self) -> None:
        """Give up the memory and the file."""
        self._file.close()
