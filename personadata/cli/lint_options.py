"""The options of lint, which other commands that judge data share in part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from personadata.errors import UserError
from personadata.lint.merge import Flags
from personadata.lint.settings import COUNTED
from personadata.render import FORMATS

F = TypeVar("F", bound=Callable[..., Any])


class GivenPath(click.Path):
    """A path; an empty one, as an unset variable of a shell gives, is not the current folder."""

    help = ""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            option = f"{param.opts[-1]}: " if isinstance(param, click.Option) else ""
            raise UserError(f"{option}an empty path", help=self.help)
        return super().convert(value, param, ctx)


class DataPath(GivenPath):
    """A path of data."""

    help = "for the current folder, write ."


_PATH = GivenPath(path_type=Path)


def _words(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _select(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...] | None:
    words = _words(ctx, parameter, values)
    if values and not words:
        # as an unset variable of a shell gives, and all would be well without a rule that looks
        raise UserError("--select names no rule", help="--select ALL names every rule")
    return words or None


def _pairs(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = [word.rpartition(":") for word in _words(ctx, parameter, values)]
    for glob, _, code in found:
        if not glob or not code:
            raise UserError("--per-file-ignores takes PATTERN:CODE, e.g. 'data/general/**:TX'")
    return tuple((glob.strip(), code.strip()) for glob, _, code in found)


def _codes(*names: str, help: str, callback: Callable[..., Any] = _words) -> Callable[[F], F]:
    return click.option(*names, multiple=True, callback=callback, metavar="CODES", help=help)


RULES = (
    _codes("--select", callback=_select, help="Only these rules: ID102, DU, ALL, a name."),
    _codes("--extend-select", help="These rules as well."),
    _codes("--ignore", help="All but these rules."),
    _codes("--extend-ignore", help="Nor these rules."),
)
FILES = (
    click.option(
        "--per-file-ignores",
        multiple=True,
        callback=_pairs,
        metavar="PATTERN:CODE",
        help="Not this rule in these files.",
    ),
)
CONFIG = (
    click.option("--config", type=_PATH, metavar="FILE", help="Use this personadata.toml or pyproject.toml."),
    click.option("--isolated", is_flag=True, help="Use no configuration file."),
    click.option("--persona", type=_PATH, help="The persona.yaml that the data is to teach."),
    click.option("--lang", type=click.Choice(["auto", "zh", "en"]), help="Language of messages.  [default: auto]"),
)
FIXES = (
    click.option("--fix", is_flag=True, help="Mend what can be mended without changing what the samples say."),
    click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: mend by guess as well, and delete rows."),
    click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing."),
)
BASELINE = (
    click.option("--baseline", type=_PATH, metavar="FILE", help="Pass over the findings that this file knows."),
    click.option("--write-baseline", is_flag=True, help="Put the findings into the baseline instead of showing them."),
)
OUTPUT = (
    click.option("--output-format", type=click.Choice(list(FORMATS)), help="[default: full; github in GitHub Actions]"),
    click.option("-o", "--output-file", type=_PATH, help="Write the findings there."),
    click.option("--statistics", is_flag=True, help="Count findings by rule instead of showing them."),
    click.option("-q", "--quiet", is_flag=True, help="Findings, and nothing else."),
    click.option("--fail-on", type=click.Choice(list(COUNTED)), help="What makes the exit code 1.  [default: error]"),
    click.option("-e", "--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
)


def options(*groups: tuple[Callable[[F], F], ...]) -> Callable[[F], F]:
    """All options of *groups*, in order, as one decorator."""

    def decorate(function: F) -> F:
        for option in reversed([option for group in groups for option in group]):
            function = option(function)
        return function

    return decorate


def flags_of(given: dict[str, Any]) -> Flags:
    """The flags among the values *given* to a command."""
    return Flags(**{name: given[name] for name in Flags.__dataclass_fields__ if name in given})
