"""A report → text in the format asked for; one module a format, imported when it is used.

A renderer is a module with ``render(report, *, color=False, lang="en")``, which yields the pieces of the whole output.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from personadata.lint.translate import AUTO, Lang, language

if TYPE_CHECKING:
    from personadata.lint.report import Report

FORMATS: Final[dict[str, str]] = {
    "full": "personadata.render.full",
    "concise": "personadata.render.concise",
    "json": "personadata.render.json",
    "jsonl": "personadata.render.jsonl",
    "sarif": "personadata.render.sarif",
    "github": "personadata.render.github",
    "gitlab": "personadata.render.gitlab",
    "junit": "personadata.render.junit",
    "rdjson": "personadata.render.rdjson",
}
# what people read at a terminal; what programs read stays English unless a language is asked for by name
PEOPLE: Final = ("full", "concise")
COUNTING: Final = ("json", "jsonl")
"""The formats for programs that findings can be counted in."""


def render(report: Report, format: str, *, color: bool = False, lang: str = "en") -> Iterator[str]:
    """The pieces of *report* as text in *format*, one of :data:`FORMATS`; the last ends with a line break.

    *lang* is ``en``, ``zh`` or ``auto``: the language of the locale in the formats for people, English in the others.
    """
    pieces: Iterator[str] = importlib.import_module(FORMATS[format]).render(
        report, color=color, lang=_spoken(lang, format)
    )
    return pieces


def render_statistics(report: Report, format: str, *, color: bool = False, lang: str = "en") -> Iterator[str]:
    """The pieces of the findings counted by rule: a table in the formats for people, a JSON array or lines of JSON."""
    from personadata.render import statistics

    if format in PEOPLE:
        return statistics.render(report, color=color, lang=_spoken(lang, format))
    return statistics.render_lines(report) if format == "jsonl" else statistics.render_json(report)


def check_statistics(format: str, *, automatic: bool) -> str:
    """The format in which findings are counted: *format*, or ``full`` where a format of findings was chosen *automatic*ally.

    Raises :class:`UserError` when a format was asked for that holds findings and no counts.
    """
    if format in (*PEOPLE, *COUNTING):
        return format
    if automatic:
        return "full"
    from personadata.errors import UserError

    raise UserError(
        f"--statistics counts, and {format} has no room for counts",
        help=f"--output-format {', '.join((*PEOPLE, *COUNTING))}",
    )


def use_color(terminal: bool, environment: Mapping[str, str] | None = None) -> bool:
    """Whether to colour: at a *terminal* unless NO_COLOR is set (https://no-color.org) or TERM is ``dumb``.

    FORCE_COLOR (https://force-color.org) has it everywhere, where NO_COLOR does not say otherwise.
    """
    variables = os.environ if environment is None else environment
    if variables.get("FORCE_COLOR") and not variables.get("NO_COLOR"):
        return True
    return terminal and not variables.get("NO_COLOR") and variables.get("TERM") != "dumb"


def _spoken(lang: str, format: str) -> Lang:
    return "en" if lang == AUTO and format not in PEOPLE else language(lang)
