"""What came of a mix."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from personadata.mix.advice import Line

if TYPE_CHECKING:
    from personadata.mix.drawn import Drawn
    from personadata.mix.plan import Plan
    from personadata.mix.run import Mixing


@dataclass(frozen=True, slots=True)
class Ordered:
    """Persona rows and other rows (numbers of the spool) in order, and the others held out for validation.

    ``clashes`` are neighbours among the persona rows that state one fact, where nothing stands between them.
    """

    persona: Sequence[int]
    others: Sequence[int]
    validation: Sequence[int]
    clashes: int


@dataclass(frozen=True, slots=True)
class Result:
    """A mix that has been made."""

    plan: Plan
    drawn: list[Drawn]
    ordered: Ordered
    tokens: array[float]
    blocks: int
    swept: list[Path]


def lines_of(mixing: Mixing, result: Result | None = None) -> list[Line]:
    """The lines of the table: of the plan, or of what came of it."""
    rows = mixing.persona.rows
    mean = sum(row.tokens for row in rows) / len(rows)
    own = mixing.plan.persona
    found = [Line(", ".join(str(path) for path in mixing.request.data), "persona", len(rows), own, own * mean)]
    if result is None:
        for source, member, count in zip(mixing.sources, mixing.members, mixing.plan.others, strict=True):
            taken = source.rows if count is None else count if member.wanted.rows else min(count, source.rows)
            found.append(Line(source.name, source.spec.channel, source.rows, taken, taken * member.tokens))
        return found
    for drawn in result.drawn:
        weight = sum(result.tokens[row] for row in drawn.taken)
        found.append(Line(drawn.source.name, drawn.source.spec.channel, drawn.source.rows, len(drawn.taken), weight))
    return found
