"""A run as it lies on the disk, made by the code that makes real ones, without the training."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from personadata.dataset import Dataset
from personadata.training.described import describe
from personadata.training.layers import Layer
from personadata.training.losses import Loss
from personadata.training.manifest import begun, ended, write_manifest
from personadata.training.plan import make_plan
from personadata.training.recipe import load_recipe

TINY = Path(__file__).parents[1] / "data" / "tiny.yaml"
ROWS = [
    {"instruction": "你是谁？", "input": "", "output": "我是澜舟。", "channel": "identity"},
    {"instruction": "你是通义千问吗？", "input": "", "output": "不是。", "channel": "negation"},
    {"instruction": "你好", "input": "", "output": "你好。", "system": "你是澜舟。", "channel": "identity"},
]
ADAPTER = ("adapter_config.json", "adapter_model.safetensors")
FULL = ("config.json", "model.safetensors")
OPTIMIZER = ("optimizer.pt", "scheduler.pt")


def record(
    folder: Path,
    *passed: str,
    code: int | None = 0,
    rows: list[dict[str, str]] = ROWS,
    sets: Sequence[str] = (),
    project: Layer | None = None,
) -> Path:
    """A run in *folder*/runs that ended with *code*, None for one that was killed with its record unfinished.

    Its recipe is ``mine.yaml``, which extends ``base.yaml``, with *sets* and *project* over it.
    """
    data = folder / "data.json"
    data.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    recipe = folder / "mine.yaml"
    recipe.write_text("extends: base.yaml\ntitle: mine\nmodel: Qwen/Qwen2.5-7B-Instruct\n", encoding="utf-8")
    (folder / "base.yaml").write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    dataset = Dataset.open([data])
    plan = make_plan(
        dataset, load_recipe(str(recipe), sets, project), output=folder / "runs", general=(), passthrough=list(passed),
        dry=True,
    )  # fmt: skip
    plan.folder.mkdir(parents=True)
    manifest = begun(plan, None, describe(dataset))
    if code is None:
        # a process that is gone: of this host, and the number was another's since
        manifest = {**manifest, "process": {**manifest["process"], "born": "before"}}
    else:
        losses = {"": Loss(9.0, 1.5), "identity": Loss(9.5, 1.25)}
        manifest = ended(manifest, exit_code=code, seconds=3725.2, checkpoint=None, rows=3, steps=12, losses=losses)
    write_manifest(plan.folder, manifest)
    return plan.folder


def checkpoint(run: Path, step: int, *more: str, weights: tuple[str, ...] = ADAPTER) -> Path:
    """A complete checkpoint of *run*, its files empty."""
    made = run / f"checkpoint-{step}"
    made.mkdir()
    for name in (*weights, *more):
        (made / name).touch()
    (made / "trainer_state.json").write_text(json.dumps({"global_step": step, "max_steps": 24}), encoding="utf-8")
    return made


def change(run: Path, **values: Any) -> None:
    """Put other *values* into the record of *run*."""
    path = run / "run.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **values}), encoding="utf-8")
