"""What has to be known of the rows after a run: their channels, and the system prompts that the model was trained with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from personadata.dataset import Row

MOST = 5
"""How many different system prompts are kept."""


@dataclass(frozen=True, slots=True)
class Described:
    """Rows by channel, and the most frequent system prompts with their rows; None stands for rows without one."""

    channels: dict[str, int] = field(default_factory=dict)
    systems: tuple[tuple[str | None, int], ...] = ()


def describe(rows: Iterable[Row]) -> Described:
    """What *rows* are trained with."""
    samples = [row.sample for row in rows]
    channels = Counter(sample.channel for sample in samples)
    systems = Counter(sample.system for sample in samples)
    return Described(dict(channels) if channels.keys() - {""} else {}, tuple(systems.most_common(MOST)))


def channel_flags(described: Described) -> dict[str, list[str]]:
    """The flag by which ms-swift logs a loss of its own for each channel, when rows carry channels."""
    return {"enable_channel_loss": ["true"]} if described.channels else {}
