"""The Jinja that templates may use: sandboxed and strict."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import DictLoader, StrictUndefined, TemplateSyntaxError, meta
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from personadata.errors import UserError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class _Environment(ImmutableSandboxedEnvironment):
    """Refuses arithmetic that could blow a sentence up."""

    intercepted_binops = frozenset({"**", "*"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"operator {operator} is not allowed in a template")


environment = _Environment(
    undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True, loader=DictLoader({})
)
for _name in ("range", "lipsum", "cycler", "joiner", "namespace", "dict"):
    environment.globals.pop(_name, None)


@cache
def check_source(source: str, known: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The names *source* uses, each with what is wrong with it (an empty string when nothing is)."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        return (("", f"Jinja: {error.message}"),)
    return tuple(
        (name, "")
        if name in known
        else (name, f"unknown slot {name!r}{did_you_mean(name, known)}; known: {', '.join(sorted(known))}")
        for name in sorted(meta.find_undeclared_variables(tree))
    )


@cache
def _condition(source: str) -> Callable[..., Any]:
    return environment.compile_expression(source, undefined_to_none=False)


def holds(source: str, values: Mapping[str, Any], place: str) -> bool:
    """Whether the condition *source* is true of *values*.

    Raises :class:`UserError`, with *place*, when it comes to nothing.
    """
    try:
        return bool(_condition(source)(**values))
    except Exception as error:  # whatever an author's expression does is the author's mistake
        raise UserError(f"{place}: condition {source!r}: {error}") from None


@cache
def names_of(source: str) -> tuple[str, ...]:
    """The names that the condition *source* asks about."""
    return tuple(sorted(meta.find_undeclared_variables(environment.parse("{{ (" + source + ") }}"))))


def render(source: str, values: dict[str, Any]) -> str:
    """*source* rendered with *values*; raises ``jinja2.TemplateError`` on anything the sandbox refuses."""
    return environment.from_string(source).render(values)
