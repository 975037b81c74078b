"""The hash of a recipe: of what holds in the end, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from personadata.training.recipe import load_recipe

BASE = """\
title: base
model: Qwen/Qwen2.5-7B-Instruct
epochs: {alone: 10, mixed: 3}
settings: {lora_rank: 8, learning_rate: 1e-4}
env: {WANDB_API_KEY: one}
"""
CHILD = "extends: base.yaml\ntitle: child\n"


def hashed(folder: Path, base: str = BASE, child: str = CHILD, *sets: str) -> str:
    (folder / "base.yaml").write_text(base, encoding="utf-8")
    (folder / "child.yaml").write_text(child, encoding="utf-8")
    return load_recipe(str(folder / "child.yaml"), sets).sha256


SAME = {
    "a comment": (BASE + "# more\n", CHILD, ()),
    "another title": (BASE, CHILD.replace("child", "own"), ()),
    "a default said": (BASE, CHILD + "tuning: lora\n", ()),
    "said again": (BASE, CHILD + "settings: {lora_rank: 8}\n", ()),
    "set to the same": (BASE, CHILD, ("settings.lora_rank=8",)),
    "all in one file": (BASE, BASE, ()),
    "another secret": (BASE.replace(": one", ": two"), CHILD, ()),
}
OTHER = {
    "the base": (BASE.replace("1e-4", "2e-4"), CHILD, ()),
    "its own": (BASE, CHILD + "settings: {lora_rank: 9}\n", ()),
    "set": (BASE, CHILD, ("settings.lora_rank=9",)),
    "taken away": (BASE, CHILD, ("settings.lora_rank=null",)),
    "general data": (BASE, CHILD + "general: [a/b]\n", ()),
}


@pytest.mark.parametrize(("base", "child", "sets"), SAME.values(), ids=SAME)
def test_the_same_recipe(tmp_path: Path, base: str, child: str, sets: tuple[str, ...]) -> None:
    assert hashed(tmp_path, base, child, *sets) == hashed(tmp_path)


@pytest.mark.parametrize(("base", "child", "sets"), OTHER.values(), ids=OTHER)
def test_another_recipe(tmp_path: Path, base: str, child: str, sets: tuple[str, ...]) -> None:
    assert hashed(tmp_path, base, child, *sets) != hashed(tmp_path)


def test_secrets_are_not_kept(tmp_path: Path) -> None:
    hashed(tmp_path)
    sets = ("more.hub_token=s3cret", "env.WANDB_API_KEY=s3cret", "settings.seed=1")
    assert load_recipe(str(tmp_path / "child.yaml"), sets).assignments == (
        "more.hub_token=***", "env.WANDB_API_KEY=***", "settings.seed=1",
    )  # fmt: skip
