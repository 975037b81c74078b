"""Probe questions that training never sees: seed questions and rule families kept apart for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from personadata.expand.chance import shuffled
from personadata.expand.choose import TWIN
from personadata.expand.facts import Facts
from personadata.expand.run import Expansion, pools
from personadata.expand.similar import TwinIndex, trigrams

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from personadata.persona import Persona


def heldout(
    persona: Persona,
    expansion: Expansion,
    *,
    count: int,
    seed: int,
    languages: Sequence[str],
    templates: Path | None = None,
    rules: Path | None = None,
) -> str:
    """JSONL of up to *count* probes: messages, category, letter, language, the denied model asked about, a reference.

    No probe has a character-trigram Jaccard of 0.7 or more to a training question of *expansion* or to another probe.
    """
    seen = TwinIndex(TWIN)
    for row in expansion.rows:
        seen.add(trigrams(row.candidate.key))
    facts = {language: Facts(persona, language, seed) for language in languages}
    streams = [iter(pool) for pool in pools(facts, seed, templates=templates, rules=rules, probes=True)]
    lines: list[str] = []
    while streams and len(lines) < count:
        alive = []
        for stream in streams:
            for candidate in stream:
                grams = trigrams(candidate.key)
                if seen.twin(grams):
                    continue
                seen.add(grams)
                record: dict[str, object] = {
                    "messages": [{"role": "user", "content": candidate.key}],
                    "category": candidate.category.id,
                    "group": candidate.category.group,
                    "letter": candidate.letter,
                    "language": candidate.category.language,
                    "reference": candidate.text("assistant"),
                }
                if "X" in candidate.values:
                    record["denied"] = candidate.values["X"]
                lines.append(json.dumps(record, ensure_ascii=False))
                alive.append(stream)
                break
        streams = alive
    lines = shuffled(lines[:count], seed, "probes")
    return "".join(line + "\n" for line in lines)
