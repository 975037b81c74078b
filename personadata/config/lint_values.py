"""Values of the lint table that are held against the rules there are: selectors, rules with their options, formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, PlainValidator, WithJsonSchema
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from personadata.errors import UserError, did_you_mean
from personadata.lint.finding import Severity
from personadata.lint.options import convert, options
from personadata.lint.plugins import all_rules
from personadata.lint.rule import Rule
from personadata.lint.select import ALL, named, suggested
from personadata.render import FORMATS

SEVERITIES: Final = (*get_args(Severity), "off")


@dataclass(frozen=True, slots=True)
class RuleTable:
    """What a file says of one rule: ``word`` is what it calls it, ``options`` are by attribute."""

    word: str
    severity: Severity | Literal["off"] | None = None
    options: dict[str, object] = field(default_factory=dict)


def _fault(message: str) -> PydanticCustomError:
    return PydanticCustomError("config", "{message}", {"message": message})


def _checked(read: Callable[[str], object]) -> Callable[[str], str]:
    def check(text: str) -> str:
        try:
            read(text)
        except UserError as error:
            raise _fault(error.message) from None
        return text

    return check


def _format(text: str) -> str:
    if text not in FORMATS:
        raise _fault(f"{text!r} is not one of {', '.join(FORMATS)}{did_you_mean(text, FORMATS)}")
    return text


def read_rules(value: Any) -> dict[str, RuleTable]:
    """The tables of rules by code; raises a :class:`ValidationError` that has every mistake in them."""
    if not isinstance(value, dict):
        raise _fault("expected a table")
    faults: list[InitErrorDetails] = []
    found: dict[str, RuleTable] = {}

    def refuse(message: str, *where: str, key: bool = False) -> None:
        kind = PydanticCustomError("config", "{message}", {"message": message, "key": key})
        faults.append({"type": kind, "loc": where, "input": None})

    for word, table in value.items():
        rule = next((rule for rule in all_rules() if word in (rule.code, rule.name)), None)
        if rule is None:
            some = any(own.code.startswith(word) for own in all_rules()) or word == ALL
            told = "; a table is for one rule, by code or name" if some else suggested(all_rules(), word)
            refuse(f"no rule {word!r}{told}", word, key=True)
        elif rule.code in found:
            refuse(f"the same rule as {found[rule.code].word!r}", word, key=True)
        elif not isinstance(table, dict):
            refuse("expected a table", word)
        else:
            found[rule.code] = _read_rule(rule, word, table, refuse)
    if faults:
        raise ValidationError.from_exception_data("rules", faults)
    return found


def _read_rule(rule: type[Rule], word: str, table: dict[str, Any], refuse: Callable[..., None]) -> RuleTable:
    known = {key_of(name): name for name in options(rule)}
    severity: Any = None
    given: dict[str, object] = {}
    for key, item in table.items():
        if key == "severity":
            severity = item
            if item not in SEVERITIES:
                close = did_you_mean(item, SEVERITIES) if isinstance(item, str) else ""
                refuse(f"{item!r} is not one of {', '.join(SEVERITIES)}{close}", word, key)
        elif key in known:
            try:
                given[known[key]] = convert(rule, known[key], item)
            except ValueError as error:
                refuse(str(error), word, key)
        else:
            names = ["severity", *known]
            refuse(f"unknown key{did_you_mean(key, names)}; {rule.code} has {', '.join(names)}", word, key, key=True)
    return RuleTable(word, severity, given)


def key_of(attribute: str) -> str:
    """The key in the file for an option's *attribute*."""
    return attribute.replace("_", "-")


# x-ref: a definition that the schema gets in config/schema.py
Selector = Annotated[
    str, AfterValidator(_checked(lambda word: named(all_rules(), word))), WithJsonSchema({"x-ref": "Selector"})
]
Format = Annotated[str, AfterValidator(_format), WithJsonSchema({"enum": list(FORMATS)})]
Rules = Annotated[dict[str, RuleTable], PlainValidator(read_rules), WithJsonSchema({"x-ref": "Rules"})]
