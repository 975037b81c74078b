"""What is wrong with the shape of one record, said without giving up at the first fault."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from typing import Final, Literal, NamedTuple

from personadata.lint.message import say
from personadata.sample import Key

_MOST: Final = 100  # keys that are held against a name that is missing
Kind = Literal["missing-field", "mistyped-field", "unknown-role", "unsupported-role", "misplaced-system", "no-turns"]


class Problem(NamedTuple):
    """One fault of a record.

    ``path`` leads from the record to the value at fault, or to what should hold it when it is missing; ``message``
    states the fact; ``kind`` is stable and meant for programs.
    """

    path: tuple[Key, ...]
    message: str
    kind: Kind


class FormatError(ValueError):
    """A record that cannot be read as a sample; ``problems`` holds every reason, at least one."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def json_type(value: object) -> str:
    """The JSON name of *value*'s type: ``string``, ``list``, ``object``, ``number``, ``null``, ``true``/``false``."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return next(
        (name for kind, name in ((str, "string"), (Mapping, "object"), (list, "list")) if isinstance(value, kind)),
        "number" if isinstance(value, int | float) else type(value).__name__,
    )


def mistyped(path: tuple[Key, ...], expected: str, value: object) -> Problem:
    """The problem of a field that holds *value* where *expected* belongs."""
    if isinstance(value, str) and json_type(_inside(value)) == expected:
        text = say('"{field}" is {expected} written as a string', field=name(path), expected=article(expected))
        return Problem(path, text, "mistyped-field")
    text = say(
        '"{field}" is {found}, not {expected}',
        field=name(path),
        found=article(json_type(value)),
        expected=article(expected),
    )
    return Problem(path, text, "mistyped-field")


def _inside(text: str) -> object:
    """The value that *text* is the JSON of; *text* itself when it is of none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def missing(path: tuple[Key, ...], field: str, holder: Mapping[str, object]) -> Problem:
    """The problem of a required *field* that *holder* (at *path*) lacks, naming the key that may be meant instead."""
    if field in holder:
        return Problem((*path, field), say('"{field}" is null', field=field), "missing-field")
    keys = {key.lower(): key for key in islice(holder, _MOST) if isinstance(key, str) and len(key) < 2 * len(field)}
    from difflib import get_close_matches  # which sound data does without

    close = get_close_matches(field, keys, n=1, cutoff=0.75)
    at = say(" of {place}", place=name(path)) if path else ""
    if close:
        key = keys[close[0]]
        return Problem((*path, key), say('no "{field}"{at}, but "{key}"', field=field, at=at, key=key), "missing-field")
    return Problem(path, say('no "{field}"{at}', field=field, at=at), "missing-field")


def name(path: tuple[Key, ...]) -> str:
    """*path* as people write it: ``history[0][1]``."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")


def article(noun: str) -> str:
    """*noun* with its indefinite article; ``null``, ``true`` and ``false`` take none."""
    return _NOUNS.get(noun, noun)


_NOUNS: Final = {
    "string": say("a string"),
    "list": say("a list"),
    "object": say("an object"),
    "number": say("a number"),
    "true or false": say("true or false"),
}
