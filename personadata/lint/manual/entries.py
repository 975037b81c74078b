"""The manual of the rules: what each is for, how it is set here, and examples of it."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from personadata.lint.manual.shown import files_of, fixes, levels, printed
from personadata.lint.message import Message, say
from personadata.lint.options import options
from personadata.lint.settings import DEFAULT
from personadata.lint.testing import cases
from personadata.lint.translate import Lang, translate
from personadata.render.width import columns

if TYPE_CHECKING:
    from personadata.lint.finding import Severity
    from personadata.lint.rule import Rule
    from personadata.lint.settings import Given, RuleSettings

WIDEST: Final = 60
"""Columns of a cell that others are aligned with."""
EXAMPLES: Final = 2
"""How many examples of each kind are shown."""
_SEVERITIES: Final[dict[Severity, Message]] = {"error": say("error"), "warning": say("warning"), "info": say("info")}
_FIXES: Final = {"safe": say("safe"), "unsafe": say("unsafe"), "none": say("none")}


def summary(rule: type[Rule]) -> str:
    """The first line of the manual of *rule*."""
    return inspect.cleandoc(rule.__doc__ or "").partition("\n")[0]


def reason(rule: type[Rule]) -> str:
    """The rest of the manual of *rule*, in paragraphs; names of options as the configuration writes them."""
    text = inspect.cleandoc(rule.__doc__ or "").partition("\n")[2].strip()
    names = options(rule)
    return re.sub(r"``(\w+)``", lambda match: f"``{shown_key(match[1]) if match[1] in names else match[1]}``", text)


def shown_key(attribute: str) -> str:
    """An option's *attribute* as the configuration writes it."""
    return attribute.replace("_", "-")


def shown_value(value: object) -> str:
    """An option's *value* as the configuration writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(shown_value(item) for item in value)}]"
    return str(value) if isinstance(value, int | float) else f'"{value}"'


def level(settings: RuleSettings) -> Severity:
    """The severity of a rule as it is set."""
    return settings.severity.value or settings.rule.severity


def index(rules: Sequence[RuleSettings], lang: Lang) -> str:
    """One line a rule: code, name, severity or that it is off, summary."""
    rows = [
        (own.rule.code, own.rule.name, _SEVERITIES[level(own)] if own.enabled.value else say("off"), summary(own.rule))
        for own in rules
    ]
    return "\n".join(aligned([[translate(cell, lang) for cell in row] for row in rows]))


def page(own: RuleSettings, lang: Lang) -> str:
    """The manual of one rule for a terminal."""
    return "\n".join(_page(own, lang))


def _page(own: RuleSettings, lang: Lang) -> Iterator[str]:
    rule = own.rule
    yield f"{rule.code} {rule.name}"
    yield ""
    yield translate(summary(rule), lang)
    if why := reason(rule):
        yield ""
        yield why.replace("``", "`")
    yield ""
    rows = [
        (say("runs"), say("yes") if own.enabled.value else say("no"), _where(own.enabled)),
        (say("severity"), _levels(own), _where(own.severity)),
        (say("fix"), _FIXES[fixes(rule)], ""),
    ]
    yield from aligned([[translate(cell, lang) for cell in row] for row in rows])
    if own.options:
        yield ""
        yield from aligned(
            [
                [shown_key(name), shown_value(given.value), translate(_where(given), lang)]
                for name, given in own.options.items()
            ]
        )
    for bad, title in ((True, say("objected to:")), (False, say("in order:"))):
        for case in [case for case in cases(rule) if case.bad is bad][:EXAMPLES]:
            yield ""
            yield translate(title, lang)
            for name, text in files_of(case):
                yield textwrap.indent(f"{name}\n{text}", "  ")
            if bad:
                yield ""
                yield textwrap.indent(printed(case, lang).rstrip(), "  ")


def _levels(own: RuleSettings) -> Message:
    known = [own.severity.value] if own.severity.value else levels(own.rule)
    return reduce(
        lambda one, other: say("{one} or {other}", one=one, other=other), (_SEVERITIES[severity] for severity in known)
    )


def _where(given: Given[Any]) -> Message:
    return say("default") if given.where == DEFAULT else say("{where}", where=str(given.where))


def entry(own: RuleSettings) -> dict[str, Any]:
    """The manual of one rule for programs."""
    rule = own.rule
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": summary(rule),
        "explanation": reason(rule).replace("``", "`"),
        "enabled": own.enabled.value,
        "enabled_by": str(own.enabled.where),
        "severity": level(own),
        "severity_by": str(own.severity.where),
        "fix": fixes(rule),
        "options": {
            shown_key(name): {
                "value": given.value if not isinstance(given.value, tuple) else [str(item) for item in given.value],
                "default": getattr(rule, name)
                if not isinstance(given.value, tuple)
                else list(map(str, getattr(rule, name))),
                "by": str(given.where),
            }
            for name, given in own.options.items()
        },
        "bad": [_example(case, found=True) for case in cases(rule) if case.bad][:EXAMPLES],
        "good": [_example(case) for case in cases(rule) if not case.bad][:EXAMPLES],
    }


def _example(case: Any, *, found: bool = False) -> dict[str, Any]:
    shown: dict[str, Any] = {"files": dict(files_of(case))}
    return shown | ({"output": printed(case)} if found else {})


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """*rows* as lines with their cells one below the other, but for what is right of a very long one."""
    widths = [
        max((width for width in map(columns, cells) if width <= WIDEST), default=0) for cells in zip(*rows, strict=True)
    ]
    for row in rows:
        cells = [cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()
