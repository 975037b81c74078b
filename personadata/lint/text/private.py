"""Private data in a text: who may be named there, and how much of it a message may show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from personadata.persona import Persona


def masked(text: str) -> str:
    """*text* with all but its first and last characters hidden: enough to find it, too little to use it."""
    keep = 1 if len(text) < 8 else 2 if len(text) < 12 else 3
    return f"{text[:keep]}{'*' * min(8, len(text) - 2 * keep)}{text[-keep:]}"


def declared(persona: Persona | None, text: str) -> bool:
    """Whether *persona* declares *text*, as a contact or in any other field; separators do not count."""
    return persona is not None and _bare(text) in _bare(persona.model_dump_json(warnings=False))


def luhn(digits: str) -> bool:
    """Whether *digits* pass the check of ISO/IEC 7812, as the numbers of payment cards do."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _bare(text: str) -> str:
    return re.sub(r"[\s()-]", "", text).lower()
