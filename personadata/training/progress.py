"""How far a training is, from the lines that ms-swift prints; a line at the bottom of the terminal shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_METRICS = re.compile(r"\{'.{0,20000}'global_step/max_steps': '?\d+/\d+'?.{0,500}\}")
_FIELD = re.compile(r"'([^']{1,60})': '?([^',}]{1,60})")
_BAR = re.compile(r"[ \w]{0,40}:? {0,4}\d{1,3}%\|[^|]{0,300}\| {0,3}[^ \[]{1,30} \[[^\]]{0,80}\]")
_TRAINING = re.compile(r"Train:? {0,4}\d{1,3}%\|")


def read_metrics(line: str) -> dict[str, str] | None:
    """The figures in a line such as ``{'loss': '10.29', 'global_step/max_steps': '1/8', …}``, None for another line.

    ms-swift 4.x writes them as texts and 3.x as numbers, which come out alike.
    """
    line = line.strip()
    return dict(_FIELD.findall(line)) if _METRICS.fullmatch(line) else None


def without_bars(line: str) -> str:
    """*line* without the progress bars that tqdm has drawn into it, empty when there was nothing else."""
    parts = (_BAR.sub("", part) for part in line.split("\r"))
    return "  ".join(part.strip() if "\r" in line else part.rstrip() for part in parts if part.strip())


def is_training_bar(text: str) -> bool:
    """Whether *text* is the bar of the training itself, which the progress line stands for."""
    return _TRAINING.match(text.strip()) is not None


def progress_line(metrics: Mapping[str, str]) -> str:
    """``step 6/8  loss 9.39  lr 1.5e-04  eta 2s``, with what is known."""
    parts = [f"step {metrics['global_step/max_steps']}"]
    for name, key, pattern in (("loss", "loss", "{:.4g}"), ("lr", "learning_rate", "{:.1e}")):
        if key in metrics:
            parts.append(f"{name} {_number(metrics[key], pattern)}")
    if "remaining_time" in metrics:
        parts.append(f"eta {metrics['remaining_time']}")
    return "  ".join(parts)


def _number(text: str, pattern: str) -> str:
    try:
        return pattern.format(float(text))
    except ValueError:
        return text
