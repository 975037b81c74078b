"""The tables that people see: losses by channel, and runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from personadata.render.table import table
from personadata.training.losses import Loss
from personadata.training.outcome import result_of
from personadata.training.runs import Run

NONE = "None"
"""What ms-swift calls the channel of rows that have none."""


def loss_table(losses: Mapping[str, Loss], rows: Mapping[str, int], total: int | None) -> Iterator[str]:
    """The loss of each channel, with the *rows* of it that are known, as it was first logged and over the last epoch."""
    cells = [("channel", "rows", "first loss", "last epoch")]
    for name, loss in sorted(losses.items(), key=lambda item: (item[0] == "", item[0])):
        count = rows.get("" if name == NONE else name) if name else total
        shown = {"": "all", NONE: "(none)"}.get(name, name)
        cells.append((shown, f"{count:,}" if count else "-", f"{loss.first:.4f}", f"{loss.last:.4f}"))
    return table(cells)


def runs_table(runs: Sequence[Run]) -> Iterator[str]:
    """One line a run: its name, what went in and what came out."""
    cells = [("run", "status", "model", "recipe", "data", "rows", "epochs", "steps", "loss", "time", "result")]
    for entry in map(summary, runs):
        cells.append(
            (
                entry["run"], entry["status"], entry["model"].rstrip("/").rpartition("/")[2], entry["recipe"],
                ", ".join(name.rpartition("/")[2] for name in [*entry["data"], *entry["general"]]),
                "-" if entry["rows"] is None else f"{entry['rows']:,}", entry["epochs"], f"{entry['steps'] or '-'}",
                "-" if entry["loss"] is None else f"{entry['loss']:.4f}", _time(entry["seconds"]),
                _result(entry),
            )
        )  # fmt: skip
    return table(cells)


def summary(run: Run) -> dict[str, Any]:
    """What a list of runs says of *run*."""
    manifest, done = run.manifest, run.finished
    return {
        "run": run.folder.name,
        "folder": str(run.folder),
        "status": run.status,
        "started": manifest.get("started"),
        "model": str(manifest.get("model")),
        "recipe": manifest["recipe"]["name"],
        "recipe_sha256": manifest["recipe"]["sha256"],
        "data": [part["argument"] for part in manifest["data"]],
        "general": [part["argument"] for part in manifest["general"]],
        "rows": done.get("rows", manifest.get("rows")),
        "epochs": manifest["recipe"]["epochs"],
        "steps": done.get("steps") or None,
        "loss": (done.get("loss") or {}).get("last"),
        "channels": done.get("channels") or {},
        "seconds": done.get("seconds"),
        "exit_code": done.get("exit_code"),
        **result_of(run.checkpoint),
    }


def _result(entry: Mapping[str, Any]) -> str:
    for name, kind in (("adapter", "adapter"), ("full_model", "model")):
        if entry[name]:
            return f"{kind} {Path(entry[name]).name}"
    return "-"


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    hours, rest = divmod(round(seconds), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}"
