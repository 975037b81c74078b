"""Edited files, shown as a diff or put in place of the old ones."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from personadata.files import write_atomic
from personadata.source.file import STDIN

if TYPE_CHECKING:
    from personadata.source import Source


def diff(old: Source, new: Source) -> Iterator[str]:
    """The unified diff from *old* to *new*, a line at a time with its line end; nothing when their texts are the same."""
    before, after = _lines(old.text), _lines(new.text)
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    # only what lies between is compared: difflib takes its time on long lists, and edits tend to be few
    start, behind = max(0, head - CONTEXT), max(0, tail - CONTEXT)
    lines = difflib.unified_diff(
        before[start : len(before) - behind], after[start : len(after) - behind], old.name, new.name, n=CONTEXT
    )
    for number, line in enumerate(lines):
        text = _moved(line, start) if number > 1 and line.startswith("@@") else line
        yield text if text.endswith("\n") else f"{text}\n\\ No newline at end of file\n"


CONTEXT: Final = 3  # lines around a change


def _lines(text: str) -> list[str]:
    # str.splitlines also breaks at U+2028 and the like, which are no line ends to diff and patch
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _moved(line: str, by: int) -> str:
    words = line.split(" ")
    for index in (1, 2):
        first, comma, count = words[index][1:].partition(",")
        words[index] = f"{words[index][0]}{int(first) + by}{comma}{count}"
    return " ".join(words)


def save(old: Source, new: Source) -> bool:
    """Put *new* where *old* was read from, whole or not at all; True when its bytes differ.

    What was read from standard input goes to standard output, changed or not.  Raises :class:`UserError` when the file
    cannot be written.
    """
    changed = new is not old and new.raw != old.raw
    if old.name == STDIN:
        sys.stdout.buffer.write(new.raw)
        sys.stdout.buffer.flush()
    elif changed:
        write_atomic(Path(old.name), new.raw)
    return changed
