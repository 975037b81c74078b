"""System prompts of each kind, data in ``rules/<language>/systems.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from personadata import safe_yaml
from personadata.errors import UserError, did_you_mean
from personadata.expand.slots import SLOTS, encode, fill, slots_of
from personadata.files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from personadata.expand.facts import Facts


def load_systems(folders: Iterable[Path], language: str, facts: Facts) -> dict[str, list[str]]:
    """Prompts by kind (``generic``, ``own``, ``base``, ``task``), slots filled; those of the spec come first in ``own``."""
    data: dict[str, list[str]] = {}
    shown = "systems.yaml"
    for folder in folders:
        path = folder / language / "systems.yaml"
        if path.is_file():
            shown = f"{folder.name}/{language}/systems.yaml"
            data = safe_yaml.load(read_text(path, limit=1_000_000, kind="rule file"), shown) or {}
    shape = isinstance(data, dict) and all(
        isinstance(prompts, list) and all(isinstance(prompt, str) for prompt in prompts) for prompts in data.values()
    )
    if not shape:
        raise UserError(f"{shown}: system prompts are a map from kind to a list of texts")
    for prompt in (prompt for prompts in data.values() for prompt in prompts):
        if unknown := slots_of(prompt) - SLOTS:
            raise UserError(f"{shown}: unknown slot {min(unknown)!r}{did_you_mean(min(unknown), SLOTS)} in {prompt!r}")
    found = {
        kind: [
            fill(encode(prompt), facts.values) for prompt in prompts if all(facts.declares(s) for s in slots_of(prompt))
        ]
        for kind, prompts in data.items()
    }
    own = [binding["system"] for binding in facts.loop("system")]
    if own:
        found["own"] = own
    return found
