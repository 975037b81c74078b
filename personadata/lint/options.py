"""A rule's options: class attributes with a type and a default, set by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from personadata.errors import UserError, did_you_mean

_TYPES: Final[dict[type, str]] = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}


def options(rule: type) -> dict[str, object]:
    """The options of the class *rule* with their defaults."""
    found: dict[str, object] = {}
    for owner in reversed(rule.__mro__):
        for name, kind in vars(owner).get("__annotations__", {}).items():
            if not name.startswith("_") and "ClassVar" not in str(kind):
                found[name] = getattr(rule, name)
    return found


def set_options(rule: object, code: str, given: Mapping[str, object]) -> None:
    """Put *given* into the instance *rule*; raises :class:`UserError` for an unknown name or a value of another type."""
    known = options(type(rule))
    for name, value in given.items():
        if name not in known:
            raise UserError(
                f"{code}: unknown option {name!r}{did_you_mean(name, known)}",
                help=f"{code} has {', '.join(known)}" if known else f"{code} has no options",
            )
        setattr(rule, name, _convert(code, name, known[name], value))


def _convert(code: str, name: str, default: object, value: object) -> object:
    if isinstance(default, tuple):
        if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise UserError(f"{code}: option {name!r} is {value!r}, not a list of texts")
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(default):
        raise UserError(f"{code}: option {name!r} is {value!r}, not {_TYPES[type(default)]}")
    return value
