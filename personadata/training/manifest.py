"""run.json: what a run was made of and how it ended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

from personadata.files import write_atomic
from personadata.training.data import DataPart
from personadata.training.installed import versions
from personadata.training.plan import Plan

NAME = "run.json"
FORMAT = 1


def begun(plan: Plan, persona: Path | None) -> dict[str, Any]:
    """The manifest of a run that starts now; ``finished`` stays null when it is killed outright."""
    command = plan.command.hushed()
    return {
        "format": FORMAT,
        "started": _stamp(plan.started),
        "model": plan.model,
        "recipe": {
            "name": plan.recipe.name,
            "sha256": plan.recipe.sha256,
            "epochs": plan.epochs,
            "settings": {name: _plain(values) for name, values in command.flags.items()},
        },
        "persona": {"path": str(persona.absolute()), "sha256": sha256(persona.read_bytes()).hexdigest()}
        if persona
        else None,
        "data": [_part(part) for part in plan.data],
        "general": [_part(part) for part in plan.general],
        "rows": plan.rows,
        "versions": versions(),
        "command": {"argv": command.argv, "shell": command.shell()},
        "environment": dict(command.environment),
        "finished": None,
    }


def ended(
    manifest: dict[str, Any], *, exit_code: int, seconds: float, adapter: Path | None, rows: int | None
) -> dict[str, Any]:
    """*manifest* with how the run ended: ``rows`` is what ms-swift says it trained on."""
    return {
        **manifest,
        "finished": {
            "at": _stamp(datetime.now(timezone.utc)),
            "exit_code": exit_code,
            "seconds": round(seconds, 1),
            "adapter": str(adapter) if adapter else None,
            "rows": rows,
        },
    }


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Put *manifest* into *folder*, whole or not at all."""
    write_atomic(folder / NAME, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")


def _part(part: DataPart) -> dict[str, Any]:
    return {"argument": part.argument, "rows": part.rows, "sha256": part.sha256 or None}


def _plain(values: Sequence[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else list(values)


def _stamp(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"
