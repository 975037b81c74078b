"""The runs that lie in a folder, and one of them by its name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from personadata.errors import UserError, did_you_mean
from personadata.files import read_text
from personadata.training.alive import is_alive
from personadata.training.manifest import NAME
from personadata.training.outcome import newest_checkpoint
from personadata.training.place import absolute

LAST = "last"
OUTPUT = Path("output")
MAX_MANIFEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its folder and what its ``run.json`` says."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def status(self) -> str:
        """``running``, ``finished``, ``failed`` or ``killed``; the last also when its process is gone."""
        written = str(self.manifest.get("status") or "killed")
        if written == "running" and is_alive(self.manifest.get("process") or {}) is False:
            return "killed"
        return written

    @property
    def checkpoint(self) -> Path | None:
        """The newest complete checkpoint, an adapter or a model; None when there is none."""
        return newest_checkpoint(self.folder)

    @property
    def flags(self) -> dict[str, list[str]]:
        """The flags that ``swift sft`` was run with."""
        flags: dict[str, list[str]] = self.manifest["command"]["flags"]
        return flags

    @property
    def finished(self) -> dict[str, Any]:
        """How it ended, empty when it has not."""
        return self.manifest.get("finished") or {}


def read_run(folder: Path) -> Run:
    """The run in *folder*; raises :class:`UserError` when there is none or its record cannot be read."""
    path = folder / NAME
    if not path.is_file():
        raise UserError(
            f"{folder}: no {NAME} in it, so it is no run of personadata", help="personadata runs lists them"
        )
    try:
        value = json.loads(read_text(path, limit=MAX_MANIFEST, kind="record of a run"))
    except ValueError as error:
        raise UserError(f"{path}: not JSON: {error}") from None
    flags = value.get("command", {}).get("flags") if isinstance(value, dict) else None
    if not isinstance(flags, dict):
        raise UserError(f"{path}: not a record of a run that this version can read")
    return Run(folder, value)


def find_runs(output: Path) -> list[Run]:
    """Every run in *output*, the oldest first; what is no run is passed over."""
    found = []
    for path in absolute(output).glob(f"*/{NAME}"):
        try:
            found.append(read_run(path.parent))
        except UserError:
            continue
    return sorted(found, key=lambda run: (str(run.manifest.get("started", "")), run.folder.name))


def find_run(name: str = LAST, output: Path = OUTPUT) -> Run:
    """The run called *name*: a folder, a ``run.json``, a checkpoint's folder, a name in *output*, or ``last`` there.

    Raises :class:`UserError` when there is none.
    """
    path = absolute(name)
    for folder in (path, path.parent):
        if path.exists() and (folder / NAME).is_file():
            return read_run(folder)
    runs = find_runs(absolute(output))
    if name == LAST and runs:
        return runs[-1]
    named = [run for run in runs if run.folder.name == name]
    if named:
        return named[0]
    if name == LAST:
        raise UserError(f"no run in {output}", help="name the folder of a run, or give --output-dir")
    if path.exists():
        return read_run(path)
    names = [run.folder.name for run in runs]
    raise UserError(f"no run {name!r}{did_you_mean(name, names)}", help="personadata runs lists them")
