"""Which files hold probes: questions kept from training, to ask the trained model."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from personadata.source import Source

NAMES: Final = ("*heldout*", "*held-out*", "*held_out*", "*probe*")
_LOOKED_AT: Final = 20


def is_probe_file(source: Source, names: Sequence[str] = NAMES) -> bool:
    """Whether *source* holds probes: its name says so, or its records are those of ``expand --heldout``.

    *names* are patterns for the file's name in lower case.  A record of ``expand --heldout`` has a ``reference`` and
    no answer.
    """
    name = Path(source.name).name.lower()
    if any(fnmatchcase(name, pattern.lower()) for pattern in names):
        return True
    values = [record.value for record in islice(source.records, _LOOKED_AT)]
    return bool(values) and all(
        isinstance(value, dict) and isinstance(value.get("reference"), str) and _unanswered(value) for value in values
    )


def _unanswered(value: dict[str, object]) -> bool:
    messages = value.get("messages")
    return isinstance(messages, list) and not any(
        isinstance(message, dict) and message.get("role") == "assistant" for message in messages
    )
