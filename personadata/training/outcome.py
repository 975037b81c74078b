"""What a run has left in its folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

from personadata.training.plan import Plan

# trainer_state.json is the last file that is written
_WHOLE = ("adapter_config.json", "adapter_model.safetensors", "trainer_state.json")


def newest_adapter(folder: Path) -> Path | None:
    """The checkpoint of the latest step that is complete, None when there is none."""
    found: list[tuple[int, Path]] = []
    for path in folder.glob("checkpoint-*"):
        match = re.fullmatch(r"checkpoint-(\d+)", path.name)
        if match and not path.is_symlink() and all((path / name).is_file() for name in _WHOLE):
            found.append((int(match[1]), path))
    return max(found)[1] if found else None


def rows_trained(folder: Path) -> int | None:
    """How many rows ms-swift says it kept, from the summary that ends ``logging.jsonl``; None when it does not say."""
    try:
        lines = (folder / "logging.jsonl").read_text(encoding="utf-8").splitlines()
        summary = json.loads(lines[-1])
        match = re.search(r"size=(\d+)", summary["train_dataset"])
    except (OSError, IndexError, KeyError, TypeError, ValueError):
        return None
    return int(match[1]) if match else None


def missing_rows(plan: Plan, trained: int | None) -> str:
    """What to say when ms-swift trained on another number of rows than it was given; an empty text when it did not."""
    if trained is None or plan.rows is None or trained == plan.rows:
        return ""
    limit = "".join(plan.command.flags.get("max_length", ()))
    longer = f"longer than {limit} tokens (--max_length)" if limit else "too long for the model"
    beyond = "" if plan.seen else "; rows of general data that was not read here may be among them"
    return (
        f"ms-swift trained on {trained:,} of {plan.rows:,} rows: it leaves out, without a word, rows that are {longer} "
        f"or that it cannot read{beyond}"
    )
