"""What a finding says: a sentence that remembers the pattern and the values it was made from."""

from __future__ import annotations

from typing import Final

MORE: Final = "{what}, and {n:,} more like it"
LONGEST: Final = 500  # characters of one value: a key or an answer may be megabytes


class Message(str):
    """An English sentence, with the ``pattern`` and ``values`` it was made from, so that it can be said otherwise.

    A value that is a message itself is said otherwise along with it.
    """

    __slots__ = ("pattern", "values")
    pattern: str
    values: dict[str, object]


def say(pattern: str, **values: object) -> Message:
    """*pattern* with *values* put into its ``{fields}``, as :meth:`str.format` does; very long ones are cut short."""
    values = {name: _short(value) for name, value in values.items()}
    message = Message(pattern.format(**values))
    message.pattern = pattern
    message.values = values
    return message


def _short(value: object) -> object:
    if isinstance(value, str) and len(value) > LONGEST and not isinstance(value, Message):
        return f"{value[:LONGEST]}…"
    return value


def constant(text: str) -> str:
    """What stays the same in *text* when only the numbers of the data change."""
    if not isinstance(text, Message):
        return text
    words = {
        name: constant(value) if isinstance(value, str) else value
        for name, value in text.values.items()
        if not isinstance(value, int | float)
    }
    return f"{text.pattern} {sorted(words.items())!r}" if words else text.pattern


def with_more(what: str, more: int) -> Message:
    """*what* is said of one place, for it and *more* like it."""
    return say(MORE, what=what, n=more)
