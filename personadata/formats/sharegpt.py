"""The ShareGPT format: ``{"conversations": [{"from": "human", "value": …}, …], "system": …}``.

ms-swift reads a top-level ``system`` (``""`` means no system block), a leading ``{"from": "system"}`` message, which
wins over it, ``channel`` and even ``loss`` here; run with 4.6.0.  Other trainers that read ShareGPT files ignore
``loss`` and would train on the very answers it excludes, so it is read but never written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from personadata.errors import UserError
from personadata.formats.turns import check_loss, check_order, read_sample
from personadata.sample import Sample

NAME = "sharegpt"
FIELDS: Final = ("conversations", "conversation")
SPEAKERS: Final = {"user": "human", "assistant": "gpt"}


def matches(value: object) -> bool:
    """Whether *value* is a record of this format, going by its keys alone."""
    if not isinstance(value, Mapping):
        return False
    keys = {key.lower() for key in value if isinstance(key, str)}
    return "messages" not in keys and not keys.isdisjoint(FIELDS)


def read(value: Mapping[str, object]) -> Sample:
    """The sample in *value*; raises :class:`~personadata.formats.FormatError` with every problem."""
    return read_sample(value, next((field for field in FIELDS if field in value), FIELDS[0]))


def write(sample: Sample) -> dict[str, object]:
    """The record of *sample*; ``system`` only when the sample decides it.

    Holds every sample without ``loss``, but not its category and language; raises :class:`UserError` when a turn
    sets ``loss``, a system turn is not the first, or there is nothing but a system turn.
    """
    check_order(sample)
    check_loss(sample, NAME)
    spoken = [{"from": SPEAKERS[turn.role], "value": turn.text} for turn in sample.turns if turn.role != "system"]
    if not spoken:
        raise UserError("a sample of nothing but a system turn")
    record: dict[str, object] = {"conversations": spoken}
    if sample.system is not None:
        record["system"] = sample.system
    return {**record, "channel": sample.channel} if sample.channel else record
