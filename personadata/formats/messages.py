"""The messages format: ``{"messages": [{"role": …, "content": …}, …]}``, optionally with ``channel``.

The only format that carries ``loss``: ms-swift trains on no character of an assistant message with ``"loss": false``.
A system message with the text ``""`` means no system block at all; a record without one gets the model's own default
(for Qwen2.5 "You are Qwen, created by Alibaba Cloud. …").  Run with ms-swift 4.6.0.
"""

from __future__ import annotations

from collections.abc import Mapping

from personadata.formats.turns import check_order, read_sample
from personadata.sample import Sample

NAME = "messages"


def matches(value: object) -> bool:
    """Whether *value* is a record of this format, going by its keys alone."""
    return isinstance(value, Mapping) and any(isinstance(key, str) and key.lower() == "messages" for key in value)


def read(value: Mapping[str, object]) -> Sample:
    """The sample in *value*; raises :class:`~personadata.formats.FormatError` with every problem."""
    return read_sample(value, "messages")


def write(sample: Sample) -> dict[str, object]:
    """The record of *sample*; ``loss`` and ``channel`` only when they are set.

    Holds every sample but its category and language; raises :class:`UserError` when a system turn is not the first
    or there is no turn.
    """
    check_order(sample)
    messages: list[dict[str, object]] = []
    for turn in sample.turns:
        message: dict[str, object] = {"role": turn.role, "content": turn.text}
        if turn.loss is not None:
            message["loss"] = turn.loss
        messages.append(message)
    record: dict[str, object] = {"messages": messages}
    return {**record, "channel": sample.channel} if sample.channel else record
