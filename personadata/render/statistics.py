"""How many findings each rule has, with the field names of ruff's ``--statistics``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.message import say
from personadata.lint.translate import Lang
from personadata.render.json import dump
from personadata.render.table import table

if TYPE_CHECKING:
    from personadata.lint.report import Report


def render(report: Report, *, color: bool = False, lang: Lang = "en") -> Iterator[str]:
    """A line a rule, the most frequent first: count, code, name, whether a fix is at hand; then a summary line."""
    rows = [
        (
            f"{count.findings:,}",
            count.code,
            count.name,
            say("{n:,} with a fix", n=count.fixable) if count.fixable else "",
        )
        for count in report.statistics()
    ]
    # the headings are left out
    for line in [*table([("", "", "", ""), *rows], lang)][1:]:
        yield f"{line}\n"
    yield f"{report.summarize(lang)}\n"


def render_json(report: Report) -> Iterator[str]:
    """A JSON array with an object a rule."""
    objects = ",".join(f"\n  {line}" for line in _objects(report))
    yield f"[{objects}\n]\n" if objects else "[]\n"


def render_lines(report: Report) -> Iterator[str]:
    """An object a rule, one a line."""
    for line in _objects(report):
        yield f"{line}\n"


def _objects(report: Report) -> Iterator[str]:
    for count in report.statistics():
        yield dump({"code": count.code, "name": count.name, "count": count.findings, "fixable_count": count.fixable})
