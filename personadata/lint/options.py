"""A rule's options: class attributes with a type and a default, set by name."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Final

from personadata.errors import UserError, did_you_mean

_TYPES: Final[dict[type, str]] = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}


def options(rule: type) -> dict[str, object]:
    """The options of the class *rule* with their defaults."""
    return {name: getattr(rule, name) for name in _annotated(rule)}


def paths(rule: type) -> tuple[str, ...]:
    """The options of the class *rule* that hold paths, annotated ``tuple[Path, ...]`` or ``Path | None``."""
    return tuple(name for name, kind in _annotated(rule).items() if "Path" in kind)


def set_options(rule: object, code: str, given: Mapping[str, object]) -> None:
    """Put *given* into the instance *rule*; raises :class:`UserError` for an unknown name or a value of another type."""
    known = options(type(rule))
    for name, value in given.items():
        if name not in known:
            raise UserError(
                f"{code}: unknown option {name!r}{did_you_mean(name, known)}",
                help=f"{code} has {', '.join(known)}" if known else f"{code} has no options",
            )
        try:
            setattr(rule, name, convert(type(rule), name, value))
        except ValueError as error:
            raise UserError(f"{code}: option {name!r} is {error}") from None


def convert(rule: type, name: str, value: object) -> object:
    """*value* as the option *name* of the class *rule* takes it; raises :class:`ValueError` that says what it is not."""
    default = getattr(rule, name)
    place = name in paths(rule)
    if isinstance(default, tuple):
        if isinstance(value, list | tuple) and all(isinstance(item, str | Path if place else str) for item in value):
            return tuple(map(Path, value)) if place else tuple(value)
        raise ValueError(f"{value!r}, not a list of texts")
    if place and isinstance(value, str | Path):
        return Path(value)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not type(default):
        raise ValueError(f"{value!r}, not {_TYPES.get(type(default), 'a text')}")
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{value!r}, not a finite number")
    least = least_of(default)
    if least is not None and isinstance(value, int | float) and value < least:
        raise ValueError(f"{value!r}, less than {least}")
    return value


def least_of(default: object) -> int | None:
    """The least value of an option with this *default*: what counts or measures from 0 does not go below; else None."""
    return 0 if isinstance(default, int | float) and not isinstance(default, bool) and default >= 0 else None


def _annotated(rule: type) -> dict[str, str]:
    return {
        name: str(kind)
        for owner in reversed(rule.__mro__)
        for name, kind in vars(owner).get("__annotations__", {}).items()
        if not name.startswith("_") and "ClassVar" not in str(kind)
    }
