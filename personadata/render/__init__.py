"""A report → text in the format asked for; one module a format, imported when it is used.

A renderer is a module with ``render(report, *, color=False)``, which yields the pieces of the whole output.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from personadata.lint.report import Report

FORMATS: Final[dict[str, str]] = {
    "full": "personadata.render.full",
    "json": "personadata.render.json",
}


def render(report: Report, format: str, *, color: bool = False) -> Iterator[str]:
    """The pieces of *report* as text in *format*, one of :data:`FORMATS`; the last ends with a line break."""
    pieces: Iterator[str] = importlib.import_module(FORMATS[format]).render(report, color=color)
    return pieces
