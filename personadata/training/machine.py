"""The graphics cards of this machine, as the driver tells of them, else PyTorch; nothing is imported here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from personadata.training.interpreter import ask

QUERY = "index,uuid,name,memory.total,compute_cap"
BF16 = (8, 0)
"""The first compute capability with bfloat16 in hardware: Ampere, https://developer.nvidia.com/cuda-gpus."""
LIMIT = 30.0


@dataclass(frozen=True, slots=True)
class Card:
    """One card: ``memory`` in GiB, ``bf16`` None when nobody says."""

    name: str
    memory: float
    bf16: bool | None = None

    def __str__(self) -> str:
        return f"{self.name} with {self.memory:.0f} GiB"


def find_cards(environment: Mapping[str, str] | None = None, *, patient: bool = True) -> list[Card]:
    """The cards that a run started with *environment* would see, in order; none when there are none or no driver.

    Where there is no nvidia-smi, PyTorch is asked, which takes seconds: only a *patient* caller waits for it.
    """
    visible = (os.environ if environment is None else environment).get("CUDA_VISIBLE_DEVICES")
    if visible is not None and not visible.strip():
        return []
    program = shutil.which("nvidia-smi")
    if program:
        return _from_driver(program, visible)
    return _from_torch() if patient else []


def describe_cards(cards: Sequence[Card]) -> str:
    """``2 × NVIDIA L20 with 48 GiB``."""
    if not cards:
        return "no graphics card that can be used"
    alike = all(card == cards[0] for card in cards)
    if len(cards) == 1 or not alike:
        return ", ".join(map(str, cards))
    return f"{len(cards)} × {cards[0]}"


def _from_driver(program: str, visible: str | None) -> list[Card]:
    try:
        done = subprocess.run(  # noqa: S603
            [program, f"--query-gpu={QUERY}", "--format=csv,noheader,nounits"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=LIMIT,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return []
    found: dict[str, Card] = {}
    by_id: dict[str, Card] = {}
    for line in done.stdout.splitlines() if done.returncode == 0 else ():
        fields = [field.strip() for field in line.split(",")]
        try:
            index, identity, name, memory, capability = fields
            card = Card(name, float(memory) / 1024, tuple(map(int, capability.split("."))) >= BF16)
        except ValueError:
            continue
        found[index] = by_id[identity] = card
    if visible is None:
        return list(found.values())
    chosen = []
    # as CUDA does: the first one that there is not ends the list
    for word in map(str.strip, visible.split(",")):
        named = [card for identity, card in by_id.items() if word and identity.startswith(word)]
        seen = found.get(word) or next(iter(named), None)
        if seen is None:
            break
        chosen.append(seen)
    return chosen


def _from_torch() -> list[Card]:
    done = ask("cards")
    try:
        told = json.loads(done.stdout.strip().splitlines()[-1])
    except (IndexError, ValueError):
        return []
    return [Card(str(name), float(memory) / 1024**3, bool(bf16)) for name, memory, bf16 in told]
