"""Reading ``persona.yaml``: every problem at once, each with its line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from personadata.errors import UserError, did_you_mean
from personadata.persona.parts import Capability, DeniedEntry, DeniedModels, Fact, Limits
from personadata.persona.spec import Persona
from personadata.yaml_marks import Document, Place, Problem, colon_help, parse_yaml, read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

_PARTS: dict[str | int, type[BaseModel]] = {
    "limits": Limits, "capabilities": Capability, "facts": Fact, "denied_models": DeniedModels,
    "replace": DeniedEntry, "extend": DeniedEntry,
}  # fmt: skip
_SHORT: dict[type[BaseModel], str] = {Capability: "a text or ", DeniedEntry: "a text or ", DeniedModels: "a list or "}
_START = "a name and a developer suffice; `personadata init` writes a file to start from"
_EXPECTED = {
    "tuple_type": "expected a list, e.g. [a, b]",
    "string_type": "expected a text",
    "float_parsing": "expected a number",
    "float_type": "expected a number",
    "finite_number": "expected a finite number",
}


def load_persona(path: Path) -> Persona:
    """The persona declared in the YAML file at *path*.

    Raises :class:`UserError` when the file cannot be read or is not YAML, and otherwise one that lists every problem
    by line: ``persona.yaml:4:3: developr: unknown key (did you mean 'developer'?)``.
    """
    return _validate(read_yaml(path, kind="spec"), lambda: path.read_text(encoding="utf-8-sig", errors="replace"))


def parse_persona(text: str, path: Path) -> Persona:
    """As :func:`load_persona`, for a text that is already here; *path* is what messages call it."""
    return _validate(parse_yaml(text, path), lambda: text)


def _validate(document: Document, source: Any) -> Persona:
    value, path = document.value, document.path
    if value is None:
        raise UserError(f"{path}: empty", help=_START)
    if not isinstance(value, dict):
        what = "a list" if isinstance(value, list) else "a single text"
        problem = Problem(document.values[()], f"expected keys with values, found {what}")
        document.refuse([problem], help=colon_help(source()) or _START)
    try:
        persona = Persona.model_validate(value)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        bad = {str(item["loc"][0]) for item in errors if item["loc"]}
        if not any("needs" in item.get("ctx", {}) and item["ctx"]["needs"] for item in errors):
            errors += _between_fields(value, bad)
        document.refuse(document.problems + [_problem(document, item) for item in errors])
    if document.problems:
        document.refuse(document.problems)
    return persona


def _between_fields(value: dict[str, Any], bad: set[str]) -> list[ErrorDetails]:
    """Contradictions between the fields that are sound: pydantic itself stops before it looks for them."""
    sound: dict[str, Any] = {key: item for key, item in value.items() if key not in bad}
    # the two fields without which there is no persona; what is said about a stand-in is dropped below
    for key in ("name", "developer"):
        if key not in sound:
            bad.add(key)
            sound[key] = "\u25cb"
    try:
        Persona.model_validate(sound)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return [item for item in found if not bad & set(item.get("ctx", {}).get("needs", ()))]
    return []


def _problem(document: Document, error: ErrorDetails) -> Problem:
    where = error["loc"]
    path = document.trace(where)
    place = document.values.get(path, Place(1, 1))
    message = _message(error, where)
    if error["type"] == "extra_forbidden" or error.get("ctx", {}).get("key"):
        place = document.keys.get(path, place)
    if error["type"] == "missing":
        path = (*path, where[-1])
    shown = _dotted(path)
    return Problem(place, f"{shown}: {message}" if shown else message)


def _message(error: ErrorDetails, where: Sequence[str | int]) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "persona":
        return str(context["message"])
    if kind == "extra_forbidden":
        part = next((_PARTS[step] for step in reversed(where[:-1]) if step in _PARTS), Persona)
        return f"unknown key{did_you_mean(str(where[-1]), part.model_fields)}"
    if kind == "missing":
        return "missing; it has to be declared"
    if kind == "literal_error":
        given = error["input"]
        choices = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        if not isinstance(given, str):
            return f"expected one of {choices}"
        return f"{given[:40]!r} is not one of {choices}{did_you_mean(given, choices.split(', '))}"
    if kind in ("model_type", "model_attributes_type"):
        part = next((_PARTS[step] for step in reversed(where) if step in _PARTS), Persona)
        short = _SHORT.get(part, "")
        return f"expected {short}a map; keys: {', '.join(part.model_fields)}"
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{str(error['input'])[:40]} is out of range, 0 to 1"
    return _EXPECTED.get(kind, error["msg"])


def _dotted(path: Sequence[str | int]) -> str:
    """``limits.other[2]``; a key of the file is shown as it is, shortened, and without control characters."""
    shown = ""
    for step in path:
        if isinstance(step, int):
            shown += f"[{step}]"
        else:
            name = step[:60] if step.isprintable() else repr(step[:60])
            shown += f".{name}" if shown else name
    return shown
