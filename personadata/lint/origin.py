"""Findings on generated data → the template line behind the row, by the map that ``expand`` writes beside the data."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from personadata.dataset import Row, read
from personadata.lint.message import say
from personadata.lint.provenance import map_path, read_map

if TYPE_CHECKING:
    from personadata.lint.finding import Finding
    from personadata.source import Source, Spot

ARRAYS: Final = ("alpaca", "sharegpt")  # the formats of expand whose first row stands in line 2, below a bracket


class Origins:
    """Where the rows of generated files come from; a map is read when the first finding of its file asks for it."""

    def __init__(self) -> None:
        self._maps: dict[int, Map] = {}

    def of(self, finding: Finding) -> str:
        """``templates/zh/not_model.txt:19``, several with commas between, or an empty text when it is not known."""
        spot = finding.spot
        if spot is None or spot.record is None:
            return ""
        known = self._maps.get(id(spot.source))
        if known is None:
            known = self._maps[id(spot.source)] = Map(spot.source)
        return ", ".join(known.lines(spot))

    @property
    def problems(self) -> list[str]:
        """Why rows of files that have a map were left without an origin, as far as any were asked for."""
        return [known.problem for known in self._maps.values() if known.problem]


class Map:
    """The provenance map beside *source*, when there is one and it fits."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problem = ""

    def lines(self, spot: Spot) -> list[str]:
        """The template lines behind the row of *spot*: that of the turn it points into, all of them for a whole row."""
        assert spot.record is not None  # noqa: S101
        first, templates = self._read
        if not templates:
            return []
        index = self.source.position(spot.record.start)[0] - first
        if not 0 <= index < len(templates):
            return []
        lines = templates[index]
        found = read(spot.record)
        if not spot.path or not isinstance(found, Row):
            return list(dict.fromkeys(lines))
        turns = found.sample.turns
        # a question of two fields has the path of the first
        pointed = [number for number, turn in enumerate(turns) if turn.path == spot.path] or [
            number for number, turn in enumerate(turns) if turn.role == "user"
        ]
        # the map has one line a turn and may leave out those before: a system prompt, an earlier exchange
        place = len(lines) - len(turns) + (pointed[-1] if pointed else 0)
        return [lines[place]] if 0 <= place < len(lines) else []

    @cached_property
    def _read(self) -> tuple[int, list[list[str]]]:
        """The row of the file that the first sample stands in, and the template lines of each row from there on."""
        path = map_path(self.source)
        try:
            head, entries = read_map(path)
            first = 2 if head["format"] in ARRAYS else 1
            templates = [_texts(entry["templates"]) for entry in entries]
        except (OSError, UnicodeError):
            return 1, []
        except (ValueError, KeyError, TypeError):
            self.problem = say("{map} is no provenance map, so findings do not name their templates", map=str(path))
            return 1, []
        rows = self.source.text.rstrip().count("\n") + 1 - 2 * (first - 1)
        if rows != len(templates):
            self.problem = say(
                "{map} is about {n:,} rows and the data has {rows:,}, so findings do not name their templates",
                map=str(path), n=len(templates), rows=max(rows, 0),
            )  # fmt: skip
            return 1, []
        return first, templates


def _texts(value: Any) -> list[str]:
    if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise TypeError
    return value
