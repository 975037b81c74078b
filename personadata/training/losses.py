"""The loss of a run, whole and by channel, from the ``logging.jsonl`` that ms-swift writes."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HISTORY = "logging.jsonl"
_STEP = "global_step/max_steps"
_CHANNEL = "loss_"


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss over time: the ``first`` logged, and the mean of what was logged in the ``last`` epoch."""

    first: float
    last: float


def read_history(folder: Path) -> list[dict[str, Any]]:
    """What was logged in *folder*, one entry a step, in order of steps; what a resumed run did again counts once."""
    found: dict[int, dict[str, Any]] = {}
    for entry in _entries(folder / HISTORY):
        step = step_of(entry)
        if step and "loss" in entry:
            found[step] = entry
    return [found[step] for step in sorted(found)]


def read_summary(folder: Path) -> dict[str, Any]:
    """What ms-swift wrote when the training ended, empty when it did not get there."""
    entries = list(_entries(folder / HISTORY))
    return entries[-1] if entries and "last_model_checkpoint" in entries[-1] else {}


def step_of(entry: Mapping[str, Any]) -> int:
    """The number of the step that *entry* is about, 0 when it does not say."""
    step = str(entry.get(_STEP, "")).partition("/")[0]
    return int(step) if step.isdecimal() else 0


def losses(history: Sequence[Mapping[str, Any]]) -> dict[str, Loss]:
    """Losses by channel in order of names, under ``""`` that of all rows; empty when nothing was logged."""
    names = sorted({key for entry in history for key in entry if key == "loss" or key.startswith(_CHANNEL)})
    return {name.removeprefix("loss").removeprefix("_"): _loss(history, name) for name in names}


def trouble(history: Sequence[Mapping[str, Any]]) -> str:
    """``"nan"`` when the training ended in numbers that are none, ``"zero"`` when nothing was learnt, else ``""``.

    transformers logs 0 for a loss that is no number; only the norm of the gradient tells then.
    """
    if not history:
        return ""
    loss, norm = (_number(history[-1].get(name, 0)) for name in ("loss", "grad_norm"))
    if not math.isfinite(loss) or not math.isfinite(norm):
        return "nan"
    return "zero" if loss == 0 and norm == 0 else ""


def _loss(history: Sequence[Mapping[str, Any]], name: str) -> Loss:
    logged = [(_number(entry.get("epoch")), _number(entry[name])) for entry in history if name in entry]
    epochs = [_number(entry.get("epoch")) for entry in history]
    # an epoch that was just begun says little: the last whole one
    begin = max(epochs) - 1
    final = [value for epoch, value in logged if epoch > begin + 1e-9] or [logged[-1][1]]
    return Loss(logged[0][1], sum(final) / len(final))


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return math.nan


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in text.splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            # the line that was being written when the run was killed
            continue
        if isinstance(value, dict):
            yield value
