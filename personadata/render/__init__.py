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


def render(report: Report, format: str, *, color: bool = False, lang: str = "en") -> Iterator[str]:
    """The pieces of *report* as text in *format*, one of :data:`FORMATS`; the last ends with a line break.

    *lang* is ``en``, ``zh`` or ``auto``: the language of the locale in the formats for people, English in the others.
    """
    pieces: Iterator[str] = importlib.import_module(FORMATS[format]).render(
        report, color=color, lang=_spoken(lang, format)
    )
    return pieces


def render_statistics(report: Report, format: str, *, color: bool = False, lang: str = "en") -> Iterator[str]:
    """The pieces of the findings counted by rule: a table in the formats for people, a JSON array in the others."""
    from personadata.render import statistics

    if format in PEOPLE:
        return statistics.render(report, color=color, lang=_spoken(lang, format))
    return statistics.render_json(report)


def use_color(terminal: bool, environment: Mapping[str, str] | None = None) -> bool:
    """Whether to colour: at a *terminal*, unless NO_COLOR is set (https://no-color.org) or TERM is ``dumb``."""
    variables = os.environ if environment is None else environment
    return terminal and not variables.get("NO_COLOR") and variables.get("TERM") != "dumb"


def _spoken(lang: str, format: str) -> Lang:
    return "en" if lang == AUTO and format not in PEOPLE else language(lang)
