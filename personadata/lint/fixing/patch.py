"""Edited files, shown as a diff or put in place of the old ones."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from personadata.errors import UserError
from personadata.files import write_atomic

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


def differs(old: Source, new: Source) -> bool:
    """Whether the bytes of *new* are others than those of *old*, of which a diff shows the text alone."""
    return new is not old and new.raw != old.raw


def recoded(old: Source, new: Source) -> bool:
    """Whether *new* is plain UTF-8 where *old* was in another encoding or began with a byte order mark."""
    return differs(old, new) and not _is_plain(old) and _is_plain(new)


def _is_plain(source: Source) -> bool:
    return source.raw == source.text.encode("utf-8", "surrogatepass")


def check_writable(source: Source) -> None:
    """Raise :class:`UserError` when the file of *source* is read-only.

    It could be replaced all the same; but somebody means it to stay, as the caches of DVC and git-annex do, to which
    their links lead.
    """
    path = Path(source.name)
    if path.exists() and not path.stat().st_mode & 0o222:
        raise UserError(
            f"{path}: is read-only and was left as it is, like all other files",
            help="make it writable first (chmod u+w, dvc unprotect, git annex unlock), or name the files to mend",
        )


def save(source: Source) -> None:
    """Put *source* where its name says, whole or not at all; raises :class:`UserError` when it cannot be written."""
    write_atomic(Path(source.name), source.raw)
