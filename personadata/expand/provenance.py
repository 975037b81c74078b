"""The map beside the data: for every row the template lines, rules and slot values behind it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from personadata.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from personadata.expand.assemble import Row


def map_path(data: Path) -> Path:
    """``data/self_cognition.json`` → ``data/self_cognition.provenance.jsonl``."""
    if not data.name or data.is_dir():
        raise UserError(f"{data}: is a folder, not a file", help="name the data file: -o FILE.json")
    return data.with_name(f"{data.stem}.provenance.jsonl")


def provenance(rows: Sequence[Row], header: dict[str, Any]) -> str:
    """JSONL text: a first line with what the whole run used, then one line a row, in the order of the data file."""
    lines = [json.dumps(header, ensure_ascii=False)]
    for number, row in enumerate(rows, 1):
        origin = row.origin
        lines.append(
            json.dumps(
                {
                    "row": number,
                    "id": origin.id,
                    "category": origin.category,
                    "letter": origin.letter,
                    "language": origin.language,
                    "templates": list(origin.lines),
                    "rules": list(origin.rules),
                    "slots": dict(sorted(origin.values.items())),
                    "system": origin.system,
                    "position": origin.position,
                    "features": dict(origin.features),
                },
                ensure_ascii=False,
            )
        )
    return "\n".join(lines) + "\n"
