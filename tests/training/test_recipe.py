"""Recipes: what ships is right, and every mistake has its line and a remedy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.resources import bundled
from personadata.training.recipe import DEFAULT, OWNED, load_recipe
from personadata.training.settings import Settings

FIELDS = Path(__file__).parents[3] / "shared" / "design" / "ms-swift"
GOOD = """\
title: a test
model: owner/name
epochs: {alone: 10, mixed: 3}
"""


def written(folder: Path, text: str) -> str:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_default_recipe_carries_the_figures_of_the_posts() -> None:
    recipe = load_recipe().recipe
    assert recipe.model == "Qwen/Qwen2.5-7B-Instruct"
    assert recipe.system == "You are a helpful assistant."
    assert recipe.general == ("AI-ModelScope/alpaca-gpt4-data-zh#500", "AI-ModelScope/alpaca-gpt4-data-en#500")
    assert (recipe.epochs.alone, recipe.epochs.mixed) == ("10", "3")
    assert recipe.settings.flags == {
        "torch_dtype": ["bfloat16"],
        "lora_rank": ["8"],
        "lora_alpha": ["32"],
        "target_modules": ["all-linear"],
        "learning_rate": ["1e-4"],
        "warmup_ratio": ["0.05"],
        "per_device_train_batch_size": ["1"],
        "per_device_eval_batch_size": ["1"],
        "gradient_accumulation_steps": ["16"],
        "max_length": ["2048"],
        "eval_steps": ["50"],
        "save_steps": ["50"],
        "save_total_limit": ["2"],
        "logging_steps": ["5"],
        "dataloader_num_workers": ["4"],
    }


@pytest.mark.parametrize("path", sorted(bundled("train").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_recipe_reads_by_its_name(path: Path) -> None:
    assert load_recipe(path.stem).path == path
    assert load_recipe(str(path)).name == path.stem


def test_every_figure_of_the_shipped_recipe_says_where_it_comes_from() -> None:
    lines = (bundled("train") / f"{DEFAULT}.yaml").read_text(encoding="utf-8").splitlines()
    settings = lines[lines.index("settings:") + 1 :]
    settings = settings[: settings.index("")]
    assert len(settings) == 15
    assert [line for line in settings if "# posts" not in line] == []


@pytest.mark.parametrize("version", ["3.12.6", "4.6.0"])
def test_settings_are_flags_of_both_major_versions(version: str) -> None:
    path = FIELDS / f"fields-{version}.json"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    known = json.loads(path.read_text(encoding="utf-8"))["sft"]
    ours = {*Settings.model_fields, *OWNED, "model_type", "template", "system"}
    assert ours - known.keys() == set()


def test_what_the_file_says_reaches_the_flags_as_typed(tmp_path: Path) -> None:
    text = GOOD + "settings:\n  learning_rate: 5e-5\n  report_to: [none]\n  use_dora: true\nmore:\n  packing: true\n"
    recipe = load_recipe(written(tmp_path, text)).recipe
    assert recipe.settings.flags == {"learning_rate": ["5e-5"], "report_to": ["none"], "use_dora": ["true"]}
    assert recipe.more == {"packing": ("true",)}


WRONG = {
    "unknown key": ("epocs: 3\n", "4:1: epocs: unknown key (did you mean 'epochs'?)"),
    "unknown setting": (
        "settings:\n  learning_rte: 1e-4\n",
        "5:3: settings.learning_rte: unknown key (did you mean 'learning_rate'?); other flags of swift sft go under more",
    ),
    "word for a number": (
        "settings:\n  lora_rank: eight\n",
        "5:14: settings.lora_rank: 'eight' is not a whole number from 1",
    ),
    "fraction for a count": (
        "settings:\n  save_steps: 0.5\n",
        "5:15: settings.save_steps: '0.5' is not a whole number from 1",
    ),
    "zero rate": ("settings:\n  learning_rate: 0\n", "5:18: settings.learning_rate: '0' is not a number above 0"),
    "infinite rate": (
        "settings:\n  learning_rate: inf\n",
        "5:18: settings.learning_rate: 'inf' is not a number above 0",
    ),
    "no number": ("settings:\n  weight_decay: nan\n", "5:17: settings.weight_decay: 'nan' is not a number from 0"),
    "share": ("settings:\n  warmup_ratio: 5\n", "5:17: settings.warmup_ratio: '5' is not a number from 0 to 1"),
    "dtype": ("settings:\n  torch_dtype: fp16\n", "5:16: settings.torch_dtype: 'fp16' is not one of"),
    "list": ("settings:\n  lora_rank: [8]\n", "5:14: settings.lora_rank: expected a single value"),
    "map": ("settings: 8\n", "4:11: settings: expected keys with values"),
    "owned flag": ("more:\n  output_dir: x\n", "5:3: more.output_dir: is set by personadata: give --output-dir"),
    "known setting": ("more:\n  lora_rank: 8\n", "5:3: more.lora_rank: belongs under settings"),
    "code": ("more:\n  external_plugins: evil.py\n", "5:3: more.external_plugins: loads code"),
    "dashes": ("more:\n  --seed: 8\n", "5:3: more.--seed: is no flag"),
    "loader": ("env:\n  LD_PRELOAD: x.so\n", "5:3: env.LD_PRELOAD: is not a variable a recipe may set"),
    "python path": ("env:\n  PYTHONPATH: x\n", "5:3: env.PYTHONPATH: is not a variable a recipe may set"),
    "twice": ("title: again\n", "4:1: 'title' is here a second time, first at 1:1"),
}


@pytest.mark.parametrize(("added", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, added: str, message: str) -> None:
    path = written(tmp_path, GOOD + added)
    with pytest.raises(UserError) as caught:
        load_recipe(path)
    (line,) = caught.value.message.splitlines()
    assert line.startswith(f"{path}:{message}")


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "title: x\nmodl: y\nsettings: {lora_rank: 0, lora_alpha: 0}\n")
    with pytest.raises(UserError) as caught:
        load_recipe(path)
    assert caught.value.message.splitlines() == [
        f"{path}:1:1: epochs: missing",
        f"{path}:1:1: model: missing",
        f"{path}:2:1: modl: unknown key (did you mean 'model'?)",
        f"{path}:3:23: settings.lora_rank: '0' is not a whole number from 1",
        f"{path}:3:38: settings.lora_alpha: '0' is not a whole number from 1",
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "qwen2.5-7b-instruct-4090",
            "no recipe 'qwen2.5-7b-instruct-4090' (did you mean 'qwen2.5-7b-instruct-4090d'?)",
        ),
        ("missing.yaml", "no recipe 'missing.yaml'"),
    ],
)
def test_a_recipe_that_is_not_there(name: str, message: str) -> None:
    with pytest.raises(UserError, match="no recipe") as caught:
        load_recipe(name)
    assert caught.value.message == message
    assert DEFAULT in caught.value.help


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n"])
def test_a_file_that_is_no_recipe(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match="not a recipe"):
        load_recipe(written(tmp_path, text))
