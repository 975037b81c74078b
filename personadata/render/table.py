"""Rows of cells → lines with aligned columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from personadata.lint.translate import Lang, translate
from personadata.render.width import columns, printable

_FIGURE: Final = re.compile(r"[<>≤≥~+-]?\d[\d,.]*\s?%?|[–-]?")


def table(rows: Sequence[Sequence[str]], lang: Lang = "en") -> Iterator[str]:
    """A line for each of *rows*, the first of which are the headings; columns of figures are aligned to the right."""
    cells = [[printable(translate(cell, lang)) for cell in row] for row in rows]
    width = [max(map(columns, column)) for column in zip(*cells, strict=True)]
    right = [all(_FIGURE.fullmatch(cell) for cell in column[1:]) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (
            " " * (room - columns(cell)) + cell if figures else cell + " " * (room - columns(cell))
            for cell, room, figures in zip(row, width, right, strict=True)
        )
        yield "  ".join(padded).rstrip()
