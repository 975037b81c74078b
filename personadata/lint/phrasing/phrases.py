"""Phrase lists that people write: what data should not say, as phrases or patterns in a YAML file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args

from personadata.errors import did_you_mean
from personadata.lint.finding import Severity
from personadata.yaml_marks import Document, Place, Problem, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

Side = Literal["answer", "question", "both"]
_KEYS: Final = ("phrase", "regex", "message", "severity", "where")
_CHOICES: Final = {"severity": get_args(Severity), "where": get_args(Side)}
_SHAPE: Final = "a list of entries: - phrase: 作为一个AI语言模型"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What should not be said, where, and what to tell about it."""

    pattern: re.Pattern[str]
    message: str = ""
    severity: Severity | None = None
    where: Side = "answer"


def plain(text: str) -> re.Pattern[str]:
    """*text* in any case; where it begins or ends with a Latin letter or a digit, as words of their own."""
    start, end = (r"(?<![A-Za-z0-9])" if text[:1].isascii() and text[:1].isalnum() else ""), ""
    if text[-1:].isascii() and text[-1:].isalnum():
        end = r"(?![A-Za-z0-9])"
    return re.compile(f"{start}{re.escape(text)}{end}", re.IGNORECASE)


def read_phrases(path: Path) -> list[Phrase]:
    """The phrase list at *path*; raises :class:`UserError` that has every mistake in it with its place."""
    document = read_yaml(path, kind="phrase list")
    if not isinstance(document.value, list):
        document.refuse([Problem(document.values.get((), Place(1, 1)), f"expected {_SHAPE}")])
    problems = list(document.problems)
    found = [_read(document, number, entry, problems) for number, entry in enumerate(document.value)]
    if problems:
        document.refuse(problems)
    return [phrase for phrase in found if phrase]


def _read(document: Document, number: int, entry: Any, problems: list[Problem]) -> Phrase | None:
    faults = list(_faults(document, number, entry))
    if faults:
        problems += faults
        return None
    text = entry.get("phrase")
    return Phrase(
        plain(text) if text else re.compile(entry["regex"]),
        entry.get("message", ""),
        cast("Severity | None", entry.get("severity")),
        cast("Side", entry.get("where", "answer")),
    )


def _faults(document: Document, number: int, entry: Any) -> Iterator[Problem]:
    whole = document.values[number,]
    if not isinstance(entry, dict):
        yield Problem(whole, f"expected {_SHAPE}")
        return
    if ("phrase" in entry) == ("regex" in entry):
        yield Problem(whole, "expected either a phrase or a regex")
    for key, value in entry.items():
        place = document.values[number, key]
        if key not in _KEYS:
            yield Problem(document.keys[number, key], f"unknown key {key[:60]!r}{did_you_mean(key, _KEYS)}")
        elif not isinstance(value, str) or not value.strip():
            yield Problem(place, f"{key}: expected a text")
        elif value not in _CHOICES.get(key, (value,)):
            choices = _CHOICES[key]
            yield Problem(
                place, f"{key}: {value[:60]!r} is not one of {', '.join(choices)}{did_you_mean(value, choices)}"
            )
        elif key == "regex":
            try:
                if re.compile(value).search(""):
                    yield Problem(place, "regex: matches an empty text, and so everywhere")
            except (re.error, RecursionError, OverflowError) as error:
                yield Problem(place, f"regex: {error}")
