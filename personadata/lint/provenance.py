"""The provenance map that ``expand`` writes beside data, as lint reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from personadata.dataset import MAP_SUFFIX

if TYPE_CHECKING:
    from personadata.source import Source


def map_path(source: Source) -> Path:
    """Where the map of *source* would be."""
    path = Path(source.name)
    return path.parent / f"{path.stem}{MAP_SUFFIX}"


def has_map(source: Source) -> bool:
    """Whether ``expand`` wrote *source*, as far as a map beside it tells."""
    return map_path(source).is_file()


def read_map(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The head of the map at *path* and its entries, one a row.

    Raises :class:`OSError` when it cannot be read, and :class:`ValueError` when it is no map.
    """
    text = path.read_text(encoding="utf-8")
    try:
        lines = [json.loads(line) for line in text.splitlines() if line.strip()]
    except RecursionError:
        raise ValueError(f"{path} is nested too deeply") from None
    if not lines or not all(isinstance(line, dict) for line in lines):
        raise ValueError(f"{path} is no provenance map")
    return lines[0], lines[1:]


def categories(source: Source) -> dict[int, str]:
    """The category of each record of *source* by its number from 1, as the map beside it says.

    Empty when there is no map, or when it is not about these records any more.
    """
    try:
        head, entries = read_map(map_path(source))
        if head["rows"] != len(source.records) or len(entries) != len(source.records):
            return {}
        return {int(entry["row"]): str(entry["category"]) for entry in entries}
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # a guess at best without it, so a broken map is none
