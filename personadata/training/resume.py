"""Going on with a run that was stopped: in its own folder, from its last complete checkpoint, with the same flags."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from personadata.errors import UserError
from personadata.files import sha256_of
from personadata.training.command import Command, program
from personadata.training.fingerprint import HUSHED
from personadata.training.installed import require_swift
from personadata.training.interpreter import VARIABLE, interpreter
from personadata.training.launch import check_launch, to_set
from personadata.training.manifest import NAME
from personadata.training.outcome import checkpoints, newest_checkpoint, newest_resumable, read_state
from personadata.training.project import project_recipe
from personadata.training.recipe import load_recipe
from personadata.training.runs import Run

FLAG = "resume_from_checkpoint"


@dataclass(frozen=True, slots=True)
class Resumption:
    """A run that can go on: ``notes`` is what to tell the user first."""

    run: Run
    checkpoint: Path
    command: Command
    notes: tuple[str, ...]


def prepare(run: Run, extra: Mapping[str, Sequence[str]] | None = None, *, changed: bool = False) -> Resumption:
    """How *run* goes on; *extra* flags replace its own, *changed* lets it go on over data that is not what it was.

    The folder stays the same: ms-swift appends to ``logging.jsonl`` there, and the same steps count once.  Raises
    :class:`UserError` when it runs, is done, has no checkpoint to go on from, or its data or recipe has changed.
    """
    name, status = run.folder.name, run.status
    if status == "running":
        raise UserError(f"run {name} is still running", help="wait for it, or stop it with Ctrl-C where it runs")
    if status == "finished":
        raise UserError(
            f"run {name} is finished: there is nothing to go on with", help="start another with more --epochs"
        )
    checkpoint = newest_resumable(run.folder)
    if checkpoint is None:
        raise UserError(f"run {name}: {_why_not(run)}", help="start it anew; a smaller save_steps saves sooner")
    flags = {**run.flags, **(extra or {}), FLAG: [str(checkpoint)]}
    hushed = [flag for flag, values in flags.items() if HUSHED in values]
    if hushed:
        raise UserError(
            f"run {name}: its record does not hold the secret of --{hushed[0]}",
            help=f"give --{hushed[0]} again after --",
        )
    differences = list(_differences(run.manifest))
    if differences and not changed:
        raise UserError(
            "\n".join(f"run {name}: {text}" for text in differences),
            help="put it back as it was, or --allow-changes to go on all the same",
        )
    environment = to_set(run.manifest["environment"])
    unknown = [key for key, value in environment.items() if value == HUSHED]
    if unknown:
        raise UserError(
            f"run {name}: its record does not hold the secret of {unknown[0]}",
            help=f"give it again: {unknown[0]}=… personadata train --resume {name}",
        )
    check_launch({**os.environ, **environment}, dict.fromkeys(environment, f"in {run.folder / NAME}"))
    command = Command(program({**os.environ, **environment}, True), flags, environment)
    state = read_state(checkpoint)
    notes = [
        f"run {name} goes on from step {state.get('global_step', '?')} of {state.get('max_steps', '?')}",
        *differences,
    ]
    before, now = run.manifest["versions"].get("ms-swift"), require_swift()
    if before != now:
        notes.append(f"it was begun with ms-swift {before} and goes on with {now}")
    return Resumption(run, checkpoint, command, tuple(notes))


def use_its_python(run: Run) -> None:
    """From now on ms-swift is that of the Python that *run* was trained with, unless the user names one."""
    python = str(run.manifest.get("python") or "")
    if python and not os.environ.get(VARIABLE) and python != interpreter() and Path(python).exists():
        os.environ[VARIABLE] = python


def _why_not(run: Run) -> str:
    weights = newest_checkpoint(run.folder)
    if weights:
        return (
            f"{weights.name} holds weights only (save_only_model), and without the optimizer's state nothing can go on"
        )
    if checkpoints(run.folder):
        return "its only checkpoint is not complete: it was stopped while it was saved"
    return "no checkpoint had been saved when it stopped"


def _differences(manifest: Mapping[str, Any]) -> Iterator[str]:
    kinds = [("data", part) for part in (*manifest["data"], *manifest["general"])]
    kinds += [("persona", manifest["persona"] or {})]
    for kind, part in kinds:
        if not part.get("sha256") or not part.get("path"):
            continue
        path = Path(part["path"])
        try:
            now = sha256_of(path)
        except OSError as error:
            yield f"{path}: the {kind} cannot be read any more: {error.strerror}"
            continue
        if now != part["sha256"]:
            yield f"{path}: the {kind} has changed since the run began"
    recipe = manifest["recipe"]
    try:
        now = _fingerprint(recipe)
    except UserError as error:
        yield f"{recipe['path']}: the recipe cannot be read any more: {error.message}"
        return
    if now != recipe["sha256"]:
        yield f"{recipe['path']}: the recipe has changed since the run began, or what it extends or a configuration has"


def _fingerprint(recipe: Mapping[str, Any]) -> str:
    """The hash of the recipe of a run as it is now; records of older versions lack what was put over the file."""
    configuration = recipe.get("configuration")
    layer = project_recipe(Path(configuration).parent)[1] if configuration else None
    return load_recipe(recipe["path"], recipe.get("set", ()), layer).sha256
