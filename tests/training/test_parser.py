"""The command of every recipe is accepted by the real argument classes of ms-swift 4.x and 3.x, ``__post_init__`` and all.

Where deepspeed is not installed, that is the one thing they stop at: the same commands are tried without the flag, and
the preset that it names has to exist.  Of bitsandbytes the version is all that is looked at before a model is loaded.
Nothing is loaded and nothing is trained: what happens on cards is not exercised.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from personadata.training.command import build_flags
from personadata.training.layers import shipped
from personadata.training.model import Model
from personadata.training.recipe import load_recipe

HERE = Path(__file__)
SCRIPT = (HERE.parent / "parse_commands.py").read_text(encoding="utf-8")
PYTHONS = {
    "4.x": sys.executable,
    "3.x": os.environ.get("PERSONADATA_SWIFT3", str(HERE.parents[2] / ".venv-swift3" / "bin" / "python")),
}
CONFIG = {
    "architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "hidden_size": 128, "intermediate_size": 384,
    "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 1536,
}  # fmt: skip
pytestmark = pytest.mark.train


def has_swift(version: str) -> bool:
    return importlib.util.find_spec("swift") is not None if version == "4.x" else Path(PYTHONS[version]).exists()


def commands(folder: Path, version: str) -> dict[str, dict[str, list[str]]]:
    """The flags of every recipe, for a folder that is called like the model and for one that is not."""
    (folder / "d.json").write_text('[{"instruction": "a", "output": "b"}]', encoding="utf-8")
    found = {}
    for name in shipped():
        recipe = load_recipe(name).recipe
        known, unknown = folder / recipe.model.rpartition("/")[2], folder / "my-model"
        described = {"model_type": [recipe.model_type or ""], "template": [recipe.template or ""]}
        for place, told in ((known, {}), (unknown, described)):
            place.mkdir(exist_ok=True)
            (place / "config.json").write_text(json.dumps(CONFIG), encoding="utf-8")
            flags = build_flags(
                recipe, Model(str(place), {"check_model": ["false"], **told}), [str(folder / "d.json")],
                folder / "out" / name, "3", {"use_cpu": ["true"]}, version="4.6.0" if version == "4.x" else "3.12.6",
            )  # fmt: skip
            found[f"{name} as {place.name}"] = {flag: list(values) for flag, values in flags.items()}
    return found


def parse(asked: dict[str, dict[str, list[str]]], folder: Path, version: str) -> dict[str, dict[str, Any]]:
    """What the real parser makes of each."""
    stub = folder / "site" / "bitsandbytes-0.50.2.dist-info"
    stub.mkdir(parents=True, exist_ok=True)
    (stub / "METADATA").write_text("Metadata-Version: 2.1\nName: bitsandbytes\nVersion: 0.50.2\n", encoding="utf-8")
    environment = {"OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": "", "HF_HUB_OFFLINE": "1"}
    words = {
        name: [word for flag, values in flags.items() for word in (f"--{flag}", *values)]
        for name, flags in asked.items()
    }
    done = subprocess.run(
        [PYTHONS[version], "-c", SCRIPT],
        input=json.dumps(words),
        env={**os.environ, **environment, "PYTHONPATH": str(folder / "site")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"name"')]
    return {line["name"]: line for line in lines}


@pytest.mark.parametrize("version", PYTHONS)
def test_every_command_is_accepted(version: str, tmp_path: Path) -> None:
    if not has_swift(version):
        pytest.skip(f"no ms-swift {version} at {PYTHONS[version]}")
    asked = commands(tmp_path, version)
    bare = {
        f"{name} bare": {k: v for k, v in flags.items() if k != "deepspeed"}
        for name, flags in asked.items()
        if "deepspeed" in flags
    }
    wrong = {"wrong": {**next(iter(asked.values())), "no_such_flag": ["x"]}, "worse": {"torch_dtype": ["fp16"]}}
    answers = parse({**asked, **bare, **wrong}, tmp_path, version)
    # it can fail
    assert answers["wrong"]["left"] == ["--no_such_flag", "x"]
    assert answers["worse"]["error"]
    for name in {**asked, **bare}:
        answer, recipe = answers[name], load_recipe(name.partition(" as ")[0]).recipe
        if "deepspeed" in asked.get(name, {}) and answer["error"]:
            # not installed: everything before it was accepted
            assert "deepspeed" in answer["error"], answer
            continue
        assert answer["error"] is None, answer
        assert answer["left"] == []
        assert answer["template"] == recipe.template, name
        assert answer["system"] == recipe.system, name
        assert answer["num_train_epochs"] == 3
        assert answer["learning_rate"] == float(recipe.settings.learning_rate or 0)
        assert answer["max_length"] == int(recipe.settings.max_length or 0)
        assert answer["gradient_accumulation_steps"] == int(recipe.settings.gradient_accumulation_steps or 0)
        assert answer.get("tuner_type", answer.get("train_type")) == recipe.tuning
        assert answer["bf16"] is (recipe.settings.torch_dtype == "bfloat16")
        assert "ignore_empty_think" in (answer["loss_scale"] or "") or recipe.template != "qwen3"
        if recipe.settings.quant_bits:
            assert str(answer["quant_bits"]) == recipe.settings.quant_bits


@pytest.mark.parametrize("version", PYTHONS)
def test_the_presets_of_deepspeed_exist(version: str) -> None:
    if not has_swift(version):
        pytest.skip(f"no ms-swift {version} at {PYTHONS[version]}")
    names = {load_recipe(name).recipe.settings.deepspeed for name in shipped()} - {None}
    assert names
    packages = Path(PYTHONS[version]).parents[1].glob("lib/python*/site-packages/swift")
    if version == "4.x":
        spec = importlib.util.find_spec("swift")
        assert spec is not None
        packages = iter(map(Path, spec.submodule_search_locations or ()))
    package = next(packages)
    for name in names:
        assert list(package.rglob(f"{name}.json")), name
