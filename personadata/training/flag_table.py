"""The table of what there is to say of flags of ms-swift: ``rules/swift_flags.yaml``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from personadata.safe_yaml import load_rules

VERDICTS = ("wrong", "changed", "no effect", "default", "note")
"""In the order of how much they matter."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the table; ``write`` None keeps the flag, ``v3`` and ``v4`` None say nothing of it."""

    commands: tuple[str, ...]
    flags: tuple[str, ...]
    verdict: str
    say: str
    values: str | None = None
    unless: tuple[str, ...] = ()
    write: str | None = None
    v3: bool | None = None
    v4: bool | None = None

    def concerns(self, command: str, name: str, values: Sequence[str], given: Collection[str]) -> bool:
        """Whether it is about flag *name* with *values* in *command*, beside the other flags *given*."""
        if command not in self.commands or name not in self.flags or not set(self.unless).isdisjoint(given):
            return False
        return self.values is None or (bool(values) and all(re.fullmatch(self.values, value) for value in values))


def data_names() -> Mapping[str, str]:
    """Names of data sets in ms-swift 2 → their ids."""
    names: Mapping[str, str] = load_rules("swift_flags.yaml")["data sets"]
    return names


@cache
def remarks() -> tuple[Remark, ...]:
    """Every line of the table."""
    rows: list[Mapping[str, Any]] = load_rules("swift_flags.yaml")["flags"]
    return tuple(
        Remark(
            commands=tuple(row["for"]), flags=tuple(row["flags"]), verdict=row["verdict"], say=row["say"],
            values=None if row.get("values") is None else str(row["values"]), unless=tuple(row.get("unless", ())),
            write=row.get("write"), v3=row.get("v3"), v4=row.get("v4"),
        )
        for row in rows
    )  # fmt: skip
