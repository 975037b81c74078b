"""What a run has left in its folder."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from personadata.training.losses import read_summary, step_of
from personadata.training.plan import UNCOUNTED

STATE = "trainer_state.json"
# the state is the last file that is written
_ADAPTER = ("adapter_config.json", "adapter_model.safetensors", STATE)
_RESUMED = ("optimizer.pt", "scheduler.pt")
_SHARDED = ("global_step*", "*optimizer*", "pytorch_model_fsdp*")


def newest_checkpoint(folder: Path) -> Path | None:
    """The checkpoint of the latest step that is complete, None when there is none.

    It holds an adapter, or after a full-parameter training the model.
    """
    return next((path for path in checkpoints(folder) if _is_whole(path)), None)


def newest_resumable(folder: Path) -> Path | None:
    """The latest complete checkpoint with the optimizer's state, None when there is none."""
    return next((path for path in checkpoints(folder) if _is_whole(path) and _has_optimizer(path)), None)


def checkpoints(folder: Path) -> list[Path]:
    """Every checkpoint in *folder*, complete or not, the latest first."""
    found: list[tuple[int, Path]] = []
    for path in folder.glob("checkpoint-*"):
        match = re.fullmatch(r"checkpoint-(\d+)", path.name)
        if match and path.is_dir() and not path.is_symlink():
            found.append((int(match[1]), path))
    return [path for _, path in sorted(found, reverse=True)]


def is_adapter(checkpoint: Path) -> bool:
    """Whether *checkpoint* holds an adapter; else it is a model."""
    return (checkpoint / "adapter_config.json").is_file()


def kind_of(checkpoint: Path) -> str:
    """What *checkpoint* holds, as it is told to people: ``adapter`` or ``model``."""
    return "adapter" if is_adapter(checkpoint) else "model"


def result_of(checkpoint: Path | None) -> dict[str, str | None]:
    """The path of *checkpoint* as records name it: ``adapter``, or ``full_model``; the other one is None."""
    adapter = checkpoint is not None and is_adapter(checkpoint)
    path = None if checkpoint is None else str(checkpoint)
    return {"adapter": path if adapter else None, "full_model": None if adapter else path}


def read_state(checkpoint: Path) -> dict[str, Any]:
    """The state of the training when *checkpoint* was written: ``global_step``, ``max_steps``, …"""
    try:
        value = json.loads((checkpoint / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def rows_trained(folder: Path) -> int | None:
    """How many rows ms-swift says it kept, from the summary that ends ``logging.jsonl``; None when it does not say."""
    match = re.search(r"size=(\d+)", str(read_summary(folder).get("train_dataset")))
    return int(match[1]) if match else None


def steps_done(history: Sequence[Mapping[str, Any]], checkpoint: Path | None) -> int:
    """How many steps were done: as the last of *history* says, which has every ``logging_steps``-th, or *checkpoint*."""
    saved = read_state(checkpoint).get("global_step", 0) if checkpoint else 0
    return max(saved, step_of(history[-1]) if history else 0)


def missing_rows(manifest: Mapping[str, Any], trained: int | None) -> str:
    """What to say when ms-swift trained on another number of rows than it was given; an empty text when it did not."""
    given = manifest["rows"]
    if trained is None or given is None or trained == given:
        return ""
    limit = "".join(manifest["command"]["flags"].get("max_length", ()))
    longer = f"longer than {limit} tokens (--max_length)" if limit else "too long for the model"
    beyond = "" if all_seen(manifest) else "; rows of general data that was not read here may be among them"
    return (
        f"ms-swift trained on {trained:,} of {given:,} rows: it leaves out, without a word, rows that are {longer} "
        f"or that it cannot read{beyond}"
    )


def uncounted(manifest: Mapping[str, Any]) -> str:
    """Why the rows that were trained on are not held against those that were given; empty when they are."""
    if manifest["rows"] is not None:
        return ""
    flags = sorted(UNCOUNTED & manifest["command"]["flags"].keys())
    if flags:
        return f"the rows trained on were not counted: --{flags[0]} makes other ones of those given"
    return "the rows trained on were not counted: how many the general data has is not known here"


def all_seen(manifest: Mapping[str, Any]) -> bool:
    """Whether every row was in a file that was read here, so that none may be missing afterwards."""
    return all(part["sha256"] for part in (*manifest["data"], *manifest["general"]))


def _is_whole(checkpoint: Path) -> bool:
    if all((checkpoint / name).is_file() for name in _ADAPTER):
        return True
    model = (checkpoint / "config.json").is_file() and any(checkpoint.glob("model*.safetensors"))
    return model and (checkpoint / STATE).is_file() and not is_adapter(checkpoint)


def _has_optimizer(checkpoint: Path) -> bool:
    # DeepSpeed and FSDP keep it in files of their own
    if not read_state(checkpoint):
        return False
    return all((checkpoint / name).is_file() for name in _RESUMED) or (
        (checkpoint / "latest").is_file() and any(checkpoint.glob(pattern) for pattern in _SHARDED)
    )
