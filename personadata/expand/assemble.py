"""From chosen candidates to samples: turn position, system prompt and script of each row."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from personadata.expand.candidate import Form
from personadata.expand.chance import draw, shuffled, weighted
from personadata.expand.slots import fill
from personadata.sample import Sample, Turn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from personadata.expand.candidate import Candidate
    from personadata.expand.facts import Facts

SYSTEMS = {"none": 0.40, "generic": 0.20, "own": 0.20, "base": 0.10, "task": 0.10}
"""Shares of the system prompt axis (taxonomy, cross-cutting axes)."""
LATER = {"first": 0.75, "unrelated": 0.15, "identity": 0.10}
"""Shares of the turn position axis."""
TRADITIONAL = 0.07
"""Share of Chinese rows in Traditional script: 5 of the 70 in 100 that are Chinese."""
_LATER_GROUPS = ("identity", "negation", "ability", "limits", "pressure")
CHANNELS = {
    "identity": "identity", "negation": "negation", "ability": "capability", "limits": "limits",
    "pressure": "pressure", "social": "social", "control": "control",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a sample comes from; enough to find and mend the sentence behind it."""

    id: str
    category: str
    letter: str
    language: str
    lines: tuple[str, ...]
    rules: tuple[str, ...]
    values: Mapping[str, str]
    system: str
    position: str
    features: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A finished sample and its origin."""

    sample: Sample
    origin: Origin
    candidate: Candidate


def assemble(
    chosen: Sequence[Candidate],
    facts: Mapping[str, Facts],
    systems: Mapping[str, Mapping[str, list[str]]],
    seed: int,
    *,
    traditional: float,
) -> list[Row]:
    """The rows of *chosen*, in an order set by the seed.

    ``systems`` holds per language the prompts of each kind (``generic``, ``own``, ``base``, ``task``).
    """
    rows = []
    openers = _openers(chosen)
    for candidate in chosen:
        rows.append(_row(candidate, facts, systems, seed, openers, traditional))
    return shuffled(rows, seed, "order", by=lambda row: row.origin.id)


def _openers(chosen: Sequence[Candidate]) -> dict[tuple[str, str], list[Candidate]]:
    """Short exchanges that may stand before a persona question: controls, and plain identity answers."""
    found: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in chosen:
        if len(candidate.forms) != 2 or len(candidate.text("assistant")) > 160:
            continue
        language = candidate.category.language
        if candidate.category.group == "control":
            found.setdefault((language, "unrelated"), []).append(candidate)
        elif candidate.category.id in ("who_are_you", "name", "developer"):
            found.setdefault((language, "identity"), []).append(candidate)
    return found


def _row(
    candidate: Candidate,
    facts: Mapping[str, Facts],
    systems: Mapping[str, Mapping[str, list[str]]],
    seed: int,
    openers: Mapping[tuple[str, str], list[Candidate]],
    traditional: float,
) -> Row:
    category = candidate.category
    language = category.language
    name = blake2b(
        "\x1f".join([language, category.id, candidate.key, candidate.text("assistant")]).encode(), digest_size=6
    ).hexdigest()
    position, before = _before(candidate, seed, name, openers)
    kind, prompt = _system(candidate, facts[language], systems[language], seed, name)
    own_system = candidate.forms[0].role == "system"
    forms = (*before, *((form, candidate.values) for form in candidate.forms))
    to_hant = language == "zh" and draw(seed, "script", name) < traditional and not own_system
    if to_hant and category.group == "control":
        # a word of the task may turn into the persona's name: 时间 into 時間
        said = facts[language].traditional(candidate.forms[-1].text, candidate.values)
        to_hant = not facts[language].names_persona(said)
    shown = language
    if to_hant:
        shown = "zh-Hant"
    elif candidate.mixed:
        shown = "mixed"
    turns = []
    if kind != "none":
        turns.append(Turn("system", prompt))  # as its author wrote it, whatever script the user writes
    for form, values in forms:
        text = facts[language].traditional(form.text, values) if to_hant else fill(form.text, values)
        turns.append(Turn(form.role, text, form.loss))  # type: ignore[arg-type]
    sample = Sample(tuple(turns), category.id, shown, CHANNELS[category.group])
    origin = Origin(
        id=name,
        category=category.id,
        letter=candidate.letter,
        language=shown,
        lines=tuple(line.place for line in candidate.lines),
        rules=tuple(rule.id for rule in candidate.rules) + (("ZN09",) if to_hant else ()),
        values=dict(candidate.values),
        system=kind,
        position=position,
        features={
            key: getattr(candidate.features, key) for key in ("qtype", "pol", "verb", "addr", "prt", "polite", "reg")
        },
    )
    return Row(sample, origin, candidate)


def _before(
    candidate: Candidate, seed: int, name: str, openers: Mapping[tuple[str, str], list[Candidate]]
) -> tuple[str, list[tuple[Form, Mapping[str, str]]]]:
    """What stands before the question: nothing, unrelated talk (turn 2 to 8), or an identity exchange."""
    category = candidate.category
    if len(candidate.forms) > 2:
        return "dialogue", []
    if category.group not in _LATER_GROUPS or candidate.features.greet or candidate.plainest:
        return "first", []
    if any(rule.position == "first" for rule in candidate.rules):
        return "first", []
    position = weighted(LATER, seed, "position", name)
    pool = openers.get((category.language, position), [])
    if position == "identity" and category.group not in ("negation", "ability", "limits"):
        return "first", []
    if not pool:
        return "first", []
    many = 1 if position == "identity" else 1 + int(draw(seed, "turns", name) ** 2 * 7)
    start = int(draw(seed, "before", name) * len(pool))
    picked = [pool[(start + i * 7) % len(pool)] for i in range(many)]
    unique = list({id(p): p for p in picked if p is not candidate}.values())
    forms = [(form, p.values) for p in unique for form in p.forms]
    return position if forms else "first", forms


def _system(
    candidate: Candidate, facts: Facts, systems: Mapping[str, list[str]], seed: int, name: str
) -> tuple[str, str]:
    if candidate.forms[0].role == "system" or candidate.plainest:
        return "none", ""
    shares = {kind: share for kind, share in SYSTEMS.items() if kind == "none" or systems.get(kind)}
    kind = weighted(shares, seed, "system", name)
    if kind == "none":
        return kind, ""
    prompts = systems[kind]
    return kind, prompts[int(draw(seed, "prompt", name) * len(prompts))]
