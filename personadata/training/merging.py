"""Merging an adapter into its model: written beside the target and put there whole."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from personadata.errors import UserError
from personadata.training.command import Command
from personadata.training.handover import merge_command
from personadata.training.installed import require_swift
from personadata.training.place import absolute
from personadata.training.process import run
from personadata.training.runs import Run


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that can start: ``part`` is where *command* writes, which becomes ``target``."""

    command: Command
    part: Path
    target: Path


def prepare(found: Run, target: Path) -> Merge:
    """The merge of the run *found* into the folder *target*.

    Raises :class:`UserError` when the folder exists, and when the run has no adapter to merge.
    """
    target = absolute(target)
    part = target.parent / f".{target.name}.{os.getpid()}.part"
    command = merge_command(found, part)
    if target.exists() or target.is_symlink():
        raise UserError(f"{target}: exists already", help="give another -o, or remove it first")
    return Merge(command, part, target)


def merge(ready: Merge) -> int:
    """Run it and return the exit code of ``swift export``; what it leaves half done is removed."""
    require_swift()
    try:
        ready.target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{ready.target.parent}: cannot create this folder: {error.strerror}") from None
    try:
        code = run(ready.command.argv, {**os.environ, **ready.command.environment})
        if code:
            return code
        if not any(ready.part.glob("*.safetensors")):
            raise UserError(f"{ready.target}: swift export ended well and wrote no weights")
        if ready.target.exists():
            raise UserError(f"{ready.target}: has come into being meanwhile", help="give another -o")
        try:
            ready.part.rename(ready.target)
        except OSError as error:
            raise UserError(f"{ready.target}: cannot write: {error.strerror}") from None
        return 0
    finally:
        shutil.rmtree(ready.part, ignore_errors=True)
