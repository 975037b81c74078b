"""What was drawn from a source, and how much of it goes into the mix."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from personadata.errors import UserError

if TYPE_CHECKING:
    from personadata.mix.source import Source


@dataclass(slots=True)
class Drawn:
    """The clean rows of a source, as numbers of the spool in the order of the draw.

    ``looked`` is how many records were looked at, ``dropped`` how many of them fell to each reason; ``taken`` are the
    rows that are in the mix, some of them several times when there are fewer than wanted; ``first`` is what was
    dropped first, and why.
    """

    source: Source
    rows: array[int] = field(default_factory=lambda: array("I"))
    looked: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    taken: array[int] = field(default_factory=lambda: array("I"))
    loss: bool = False
    first: str = ""

    @property
    def copies(self) -> tuple[int, int]:
        """How many full copies of the clean rows are taken, and how many rows more."""
        return divmod(len(self.taken), len(self.rows)) if self.rows else (0, 0)


def require_some(drawn: Drawn) -> None:
    """Raise :class:`UserError` when no row of a source is left: its fields or its encoding are not what they seem."""
    if not drawn.rows:
        raise UserError(
            f"{drawn.source.name}: none of its {drawn.looked:,} rows can go into the mix; {drawn.first}",
            help="rows have fields such as instruction and output, or messages; or leave this source out",
        )


def take(drawn: Drawn, wanted: int | None) -> None:
    """Put *wanted* rows into the mix, all when None: whole copies of the clean ones and a rest, as ms-swift counts ``#N``."""
    rows = drawn.rows
    copies, rest = divmod(len(rows) if wanted is None else wanted, len(rows) or 1)
    drawn.taken = rows * copies + rows[:rest] if (copies, rest) != (1, 0) else rows
