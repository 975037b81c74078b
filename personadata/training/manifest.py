"""run.json: what a run was made of and how it ended."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from personadata.files import sha256_of, write_atomic
from personadata.training.alive import this_process
from personadata.training.data import DataPart
from personadata.training.described import Described
from personadata.training.installed import versions
from personadata.training.interpreter import interpreter
from personadata.training.losses import Loss
from personadata.training.machine import find_cards
from personadata.training.outcome import result_of
from personadata.training.place import absolute
from personadata.training.plan import Plan

NAME = "run.json"
FORMAT = 1


def begun(plan: Plan, persona: Path | None, described: Described | None = None) -> dict[str, Any]:
    """The manifest of a run that starts now, in this process; ``finished`` stays null when it is killed outright."""
    command = plan.command.hushed()
    described = described or Described()
    return {
        "format": FORMAT,
        "status": "running",
        "process": this_process(),
        "started": stamp(plan.started),
        "model": plan.model,
        "recipe": {
            "name": plan.recipe.name,
            "path": str(absolute(plan.recipe.path)),
            "sha256": plan.recipe.sha256,
            "set": list(plan.recipe.assignments),
            "configuration": str(absolute(plan.recipe.configuration)) if plan.recipe.configuration else None,
            "epochs": plan.epochs,
            "settings": {name: _plain(values) for name, values in command.flags.items()},
        },
        "persona": {"path": str(persona.absolute()), "sha256": sha256_of(persona)} if persona else None,
        "data": [_part(part) for part in plan.data],
        "general": [_part(part) for part in plan.general],
        "rows": plan.rows,
        "channels": described.channels,
        "systems": [{"system": system, "rows": rows} for system, rows in described.systems],
        "python": interpreter(),
        "versions": versions(),
        "gpus": [str(card) for card in find_cards({**os.environ, **plan.command.environment})],
        "command": {
            "argv": command.argv,
            "shell": command.shell(),
            "flags": {name: list(values) for name, values in command.flags.items()},
        },
        "environment": dict(command.environment),
        "resumed": [],
        "finished": None,
    }


def continued(manifest: Mapping[str, Any], checkpoint: Path, argv: Sequence[str]) -> dict[str, Any]:
    """*manifest* of a run that goes on from *checkpoint* with the command *argv*, in this process."""
    again = {"at": stamp(datetime.now(timezone.utc)), "checkpoint": checkpoint.name, "argv": list(argv)}
    return {
        **manifest,
        "status": "running",
        "process": this_process(),
        "versions": versions(),
        "resumed": [*manifest.get("resumed", ()), again],
        "finished": None,
    }


def ended(
    manifest: Mapping[str, Any],
    *,
    exit_code: int,
    seconds: float,
    checkpoint: Path | None,
    rows: int | None,
    steps: int = 0,
    losses: Mapping[str, Loss] | None = None,
    fault: str = "",
    dropped: Sequence[Mapping[str, str]] = (),
    broken: bool = False,
) -> dict[str, Any]:
    """*manifest* with how the run ended.

    *checkpoint* is the newest that is complete, *rows* what ms-swift says it trained on; *losses* are by channel, under
    ``""`` that of all rows; *fault* is what was told to the user, *dropped* the rows that were left out, and *broken*
    says that nothing of worth came out.
    """
    found = {name: {"first": _finite(loss.first), "last": _finite(loss.last)} for name, loss in (losses or {}).items()}
    whole = found.pop("", None)
    return {
        **manifest,
        "status": "killed" if exit_code >= 128 else "failed" if exit_code or broken else "finished",
        "finished": {
            "at": stamp(datetime.now(timezone.utc)),
            "exit_code": exit_code,
            "seconds": round(seconds, 1),
            **result_of(checkpoint),
            "rows": rows,
            "steps": steps,
            "loss": whole,
            "channels": found,
            "fault": fault or None,
            "dropped": [dict(row) for row in dropped],
        },
    }


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Put *manifest* into *folder*, whole or not at all."""
    write_atomic(folder / NAME, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")


def stamp(time: datetime) -> str:
    """``2026-11-21T15:04:05Z``."""
    return f"{time.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%SZ}"


def _finite(value: float) -> float | None:
    # JSON has no NaN
    return round(value, 6) if math.isfinite(value) else None


def _part(part: DataPart) -> dict[str, Any]:
    return {
        "argument": part.argument,
        "path": str(part.path) if part.path else None,
        "rows": part.rows,
        "sha256": part.sha256 or None,
    }


def _plain(values: Sequence[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else list(values)
