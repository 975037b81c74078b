"""The lorebook of a character card: key words, and the text that an application inserts when one is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Literal, NamedTuple

Reason = Literal["switched off", "with patterns for keys", "without key words", "without a text"]
_DECORATOR = re.compile(r"^@@+[^\n]*(?:\n|$)", re.MULTILINE)


class Entry(NamedTuple):
    """One entry: its key words, at least one, and its text without decorators."""

    keys: tuple[str, ...]
    content: str


class Lorebook(NamedTuple):
    """The entries that may hold facts, in order, and how many were passed over for what reason."""

    entries: tuple[Entry, ...]
    passed_over: Mapping[Reason, int]


def read_lorebook(book: Mapping[str, object]) -> Lorebook:
    """The entries of *book* that are enabled and have plain key words and a text.

    ``{"entries": [{"keys": [...], "content": "...", "enabled": true}]}`` as in V2 and V3; what is mistyped is passed
    over.
    """
    items = book.get("entries")
    found: list[Entry] = []
    passed_over: Counter[Reason] = Counter()
    for item in items if isinstance(items, list) else ():
        entry = _read(item)
        if isinstance(entry, Entry):
            found.append(entry)
        else:
            passed_over[entry] += 1
    return Lorebook(tuple(found), passed_over)


def _read(item: object) -> Entry | Reason:
    if not isinstance(item, dict) or not isinstance(item.get("content"), str):
        return "without a text"
    content = item["content"]
    if item.get("enabled") is False or (
        "@@dont_activate" in content and not re.search(r"^@@activate\b", content, re.M)
    ):
        return "switched off"
    if item.get("use_regex"):
        return "with patterns for keys"
    keys = item.get("keys")
    words = [key.strip() for key in keys if isinstance(key, str) and key.strip()] if isinstance(keys, list) else []
    content = _DECORATOR.sub("", content).strip()
    if not words or not content:
        return "without key words" if content else "without a text"
    return Entry(tuple(words), content)
