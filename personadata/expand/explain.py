"""What stands behind one generated row: the template line, the slot values, the rules and the features."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from personadata.errors import UserError
from personadata.expand.provenance import map_path
from personadata.expand.rule_file import load_rules
from personadata.expand.rules import Paraphrase
from personadata.files import read_text
from personadata.formats import FORMATS
from personadata.resources import bundled, layered


def explain(place: str, *, templates: Path | None = None, rules: Path | None = None) -> str:
    """The story of the row at *place*: ``FILE:LINE``, or ``FILE:ID`` with the id of the provenance map.

    Raises :class:`UserError` when there is no such row or no map beside the file.
    """
    name, _, which = place.rpartition(":")
    if not name or not which:
        raise UserError(f"{place}: not a place", help="write FILE:LINE, or FILE:ID as the provenance map has it")
    head, entries = read_map(Path(name))
    entry = _entry(entries, which, FORMATS[head["format"]].array)
    if entry is None:
        raise UserError(f"{place}: no such row; the file has {len(entries):,} rows")
    language = "en" if entry["language"] == "en" else "zh"
    known = {rule.id: rule for rule in load_rules(layered("rules", rules), language)}
    lines = [
        f"row {entry['row']} · {entry['id']} · {entry['category']} [{entry['language']}] letter {entry['letter'] or '–'}"
    ]
    for written in entry["templates"]:
        lines.append(f"  {written}  {_line(written, templates)}")
    for rule_id in entry["rules"]:
        rule: Paraphrase | None = known.get(rule_id)
        lines.append(f"  {rule_id}  {rule.name} ({rule.meaning}) {rule.path}:{rule.row}" if rule else f"  {rule_id}")
    for slot, value in entry["slots"].items():
        lines.append(f"  {{{{{slot}}}}} = {value}")
    features = " ".join(f"{key}={value}" for key, value in entry["features"].items() if value not in ("", None, False))
    lines.append(f"  features {features}")
    lines.append(f"  system {entry['system']} · position {entry['position']} · seed {head['seed']}")
    return "\n".join(lines)


def read_map(data: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Head and entries of the provenance map beside *data*; raises :class:`UserError` when it is missing or broken."""
    path = map_path(data)
    text = read_text(path, kind="provenance map")
    try:
        head, *entries = [json.loads(line) for line in text.splitlines() if line.strip()]
        if not isinstance(head, dict) or head.get("format") not in FORMATS or "seed" not in head:
            raise ValueError("no head")
        return head, entries
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path}: not a provenance map: {error}", help="run personadata expand again") from None


def _entry(entries: list[dict[str, Any]], which: str, array: bool) -> dict[str, Any] | None:
    if not re.fullmatch(r"\d+", which) or len(which) == 12:
        found = next((entry for entry in entries if entry["id"] == which), None)
        if found is not None or not which.isdigit():
            return found
    row = int(which) - (1 if array else 0)
    return entries[row - 1] if 1 <= row <= len(entries) else None


def _line(place: str, templates: Path | None) -> str:
    """The template sentence at *place* (``templates/zh/name.txt:12``), as its author wrote it."""
    shown, _, row = place.rpartition(":")
    relative = Path(*Path(shown).parts[1:])
    for folder in (templates, bundled("templates")):
        if folder is not None and folder.name == Path(shown).parts[0] and (folder / relative).is_file():
            rows = read_text(folder / relative).splitlines()
            return rows[int(row) - 1] if int(row) <= len(rows) else "(the file has changed since)"
    return "(not found)"
