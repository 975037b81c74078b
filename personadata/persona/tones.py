"""The tones of a persona's answers, and how often each is heard."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal, get_args

from pydantic import PlainValidator, WithJsonSchema

from personadata.errors import did_you_mean
from personadata.persona.text import fault, refuse

Tone = Literal["plain", "brief", "formal", "warm", "playful", "poetic"]
DEFAULT_TONES: dict[Tone, float] = {"plain": 4, "brief": 2, "formal": 2, "warm": 2, "playful": 1}


def _read_tones(value: Any) -> dict[str, float]:
    """Tone → weight, from such a map or from a list of equals; a weight of 0 leaves a tone out."""
    known = get_args(Tone)
    if isinstance(value, list | tuple):
        pairs = [(i, tone, 1.0) for i, tone in enumerate(value)]
    elif isinstance(value, dict):
        pairs = [(tone, tone, weight) for tone, weight in value.items()]
    else:
        raise fault(f"expected a list of tones or a map of tone to weight; tones: {', '.join(known)}")
    weights: dict[str, float] = {}
    faults: list[tuple[tuple[str | int, ...], str]] = []
    for where, tone, given in pairs:
        if tone not in known:
            hint = did_you_mean(str(tone), known)
            faults.append(((where,), f"unknown tone {str(tone)[:40]!r}{hint}; tones: {', '.join(known)}"))
            continue
        if tone in weights:
            faults.append(((where,), f"{tone} is listed twice"))
        try:
            weight = float(given)
        except (TypeError, ValueError):
            weight = math.nan
        if not 0 <= weight <= 1000:
            faults.append(((where,), f"expected a weight from 0 to 1000, not {str(given)[:40]!r}"))
        weights[tone] = weight
    if not faults and not any(weights.values()):
        raise fault("no tone has a weight; give one or delete the key")
    if faults:
        refuse(faults)
    return {tone: weight for tone, weight in weights.items() if weight}


_TONE_SCHEMA = {
    "anyOf": [
        {"type": "array", "items": {"enum": list(get_args(Tone))}, "minItems": 1, "uniqueItems": True},
        {
            "type": "object",
            "propertyNames": {"enum": list(get_args(Tone))},
            "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1000},
            "minProperties": 1,
        },
    ]
}  # fmt: skip
Tones = Annotated[dict[Tone, float], PlainValidator(_read_tones), WithJsonSchema(_TONE_SCHEMA)]
