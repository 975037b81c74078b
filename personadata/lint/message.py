"""What a finding says: a sentence that remembers the pattern and the values it was made from."""

from __future__ import annotations


class Message(str):
    """An English sentence, with the ``pattern`` and ``values`` it was made from, so that it can be said otherwise."""

    __slots__ = ("pattern", "values")
    pattern: str
    values: dict[str, object]


def say(pattern: str, **values: object) -> Message:
    """*pattern* with *values* put into its ``{fields}``, as :meth:`str.format` does."""
    message = Message(pattern.format(**values))
    message.pattern = pattern
    message.values = values
    return message


def constant(text: str) -> str:
    """What stays the same in *text* when only the numbers of the data change."""
    if not isinstance(text, Message):
        return text
    words = {name: value for name, value in text.values.items() if not isinstance(value, int | float)}
    return f"{text.pattern} {sorted(words.items())!r}" if words else text.pattern
