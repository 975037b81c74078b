"""The rows that ms-swift has left out, by file and line: asked of the ms-swift that did it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from personadata.errors import UserError
from personadata.source import Source
from personadata.training.command import Command
from personadata.training.interpreter import ask

SHOWN = 20
"""How many rows are named on the terminal; ``run.json`` has all of them."""
# what the question sets itself, and what is of no matter to it but may be missing by now
_OWN = ("output_dir", "load_from_cache_file", "resume_from_checkpoint", "deepspeed", "add_version", "dataset")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row that is left out: its ``place`` as FILE:LINE, and why."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


def find_dropped(command: Command, parts: Sequence[Mapping[str, Any]]) -> list[Dropped]:
    """Every row that ms-swift leaves out of the files of *parts* when run as *command*; hub data is passed over.

    Takes as long as tokenizing the data, and some 7 s for loading ms-swift.  Raises :class:`UserError` when it does
    not answer.
    """
    files = [Path(part["path"]) for part in parts if part.get("path") and Path(part["path"]).is_file()]
    if not files:
        return []
    flags = {name: values for name, values in command.flags.items() if name not in _OWN}
    words = [word for name, values in flags.items() for word in (f"--{name}", *values)]
    datasets = ["--dataset", *map(str, files)]
    done = ask(
        "dropped", json.dumps([str(file) for file in files]), *datasets, *words, environment=dict(command.environment)
    )
    try:
        found = json.loads(done.stdout.strip().splitlines()[-1])
    except (IndexError, ValueError):
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        raise UserError(f"ms-swift does not say which rows it leaves out: {last[:300]}") from None
    lines = {number: list(_lines(files[number])) for number in {number for number, *_ in found}}
    return [
        Dropped(_place(files[number], lines[number], row), _reason(kind, text)) for number, row, kind, text in found
    ]


def tell(dropped: Sequence[Dropped]) -> str:
    """One line a row, of the first few."""
    more = [f"… and {len(dropped) - SHOWN:,} more"] if len(dropped) > SHOWN else []
    return "\n".join([*map(str, dropped[:SHOWN]), *more])


def _lines(file: Path) -> Iterator[int]:
    source = Source.open(file)
    for record in source.records:
        yield record.at().position[0]


def _place(file: Path, lines: Sequence[int], row: int) -> str:
    return f"{file}:{lines[row]}" if row < len(lines) else f"{file}: row {row + 1}"


def _reason(kind: str, text: str) -> str:
    if kind != "long":
        return f"ms-swift cannot read it: {text[:200]}"
    numbers = [word for word in text.replace("(", " ").replace(")", " ").split() if word.isdecimal()]
    return f"{int(numbers[0]):,} tokens, and --max_length is {int(numbers[1]):,}" if len(numbers) == 2 else text[:200]
