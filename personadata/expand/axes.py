"""Where a candidate stands on the axes along which a set should vary (taxonomy, cross-cutting axes)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from personadata.expand.candidate import Candidate

LENGTHS = {"short": 0.25, "middle": 0.55, "long": 0.20}
"""Wanted shares of answer lengths: up to 12, 13 to 40, over 40 characters (en: 6, 25 words)."""
REGISTERS = {"neutral": 0.31, "polite": 0.17, "casual": 0.33, "net": 0.09, "pressing": 0.10}
"""Wanted shares of the user's register."""
WORDING = {"plain": 0.55, "core": 0.30, "affix": 0.15}
"""Wanted shares of questions as their template has them, rewritten, and merely dressed with affixes."""
MIXED = 0.05
"""Wanted share of code-switched questions (taxonomy, language axis)."""
CLASHES = {
    "casual": ("formal",), "net": ("formal",), "polite": ("playful",), "formal": ("playful", "poetic"),
}  # fmt: skip
"""Register of a question → tones of an answer that do not go with it."""
_SENTENCE = re.compile(r"[^。！？!?\n]+")


def length_band(answer: str, language: str) -> str:
    """``short``, ``middle`` or ``long`` (see :data:`LENGTHS`)."""
    size, low, high = (len(answer.split()), 6, 25) if language == "en" else (len(answer), 12, 40)
    return "short" if size <= low else "middle" if size <= high else "long"


def register_of(candidate: Candidate) -> str:
    """The user's register: what the template line says, else what rules and words show."""
    for line in candidate.lines:
        for mark in line.marks:
            if mark in REGISTERS and mark != "neutral":
                return mark
    for rule in candidate.rules:
        if rule.register:
            return rule.register
    if candidate.features.reg != "neutral":
        return candidate.features.reg
    return "polite" if candidate.features.polite or candidate.features.addr == "nin" else "neutral"


def wording_of(candidate: Candidate) -> str:
    """``plain``, ``core`` or ``affix`` (see :data:`WORDING`)."""
    if candidate.affix_only:
        return "affix"
    return "core" if any(rule.kind == "core" for rule in candidate.question_rules) else "plain"


def names_both(candidate: Candidate, answer: str) -> bool:
    """Whether one sentence of the answer holds the persona's name and its developer."""
    name, developer = candidate.values.get("name"), candidate.values.get("developer")
    if not name or not developer:
        return False
    return any(name in sentence and developer in sentence for sentence in _SENTENCE.findall(answer))
