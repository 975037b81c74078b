"""The JSON Schema of recipes says what the loader reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from personadata.config.schema import config_schema
from personadata.errors import UserError
from personadata.training.layers import shipped
from personadata.training.recipe import load_recipe
from personadata.training.schema import recipe_schema

SCHEMA = recipe_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
HEAD = "title: x\nmodel: o/n\nepochs: {alone: 10, mixed: 3}\n"


def as_an_editor(text: str) -> Any:
    """The value as YAML 1.2 editors see it: numbers are numbers, and so are truth values and nulls."""

    class Loader(yaml.SafeLoader):
        pass

    kinds = ("int", "float", "null", "bool")
    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if tag.rpartition(":")[2] in kinds]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader=Loader)  # noqa: S506


def test_it_is_a_sound_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"].keys() >= {"extends", "title", "model", "settings", "env", "machine", "architecture"}


@pytest.mark.parametrize(
    "path", [*shipped().values(), Path(__file__).parents[1] / "data" / "tiny.yaml"], ids=lambda p: p.stem
)
def test_every_shipped_recipe_fits(path: Path) -> None:
    value = as_an_editor(path.read_text(encoding="utf-8"))
    assert [error.message for error in VALIDATOR.iter_errors(value)] == []


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (HEAD, True),
        ("title: x\nextends: qwen3-8b-24gb\n", True),
        ("title: x\nextends: qwen3-8b-24gb\nsystem: null\nsettings: {lora_rank: null}\nepochs: {mixed: 2}\n", True),
        (HEAD + "settings: {learning_rate: 1e-4, lora_rank: 8, target_modules: [a, b], use_dora: true}\n", True),
        (HEAD + "settings: {learning_rate: 0.0001, target_modules: all-linear, warmup_ratio: 0}\n", True),
        (HEAD + "more: {packing: true, seed2: 1}\nenv: {OMP_NUM_THREADS: '1'}\n", True),
        (HEAD + "general: [a/b#5]\nmachine: {memory: 24, cards: 2}\ntuning: full\n", True),
        ("model: o/n\nepochs: {alone: 1, mixed: 1}\n", False),
        ("title: x\n", False),
        (HEAD + "tuning: half\n", False),
        (HEAD + "settings: {lora_rnk: 8}\n", False),
        (HEAD + "settings: {lora_rank: 0}\n", False),
        (HEAD + "settings: {lora_rank: eight}\n", False),
        (HEAD + "settings: {learning_rate: 0}\n", False),
        (HEAD + "settings: {torch_dtype: fp16}\n", False),
        (HEAD + "settings: {warmup_ratio: 2}\n", False),
        (HEAD + "machine: {memory: 0}\n", False),
        (HEAD + "architecture: {layers: 1}\n", False),
        (HEAD + "general: a/b\n", False),
        (HEAD + "zzz: 1\n", False),
    ],
)
def test_the_schema_and_the_loader_agree(text: str, fits: bool, tmp_path: Path) -> None:
    assert VALIDATOR.is_valid(as_an_editor(text)) is fits, list(VALIDATOR.iter_errors(as_an_editor(text)))
    path = tmp_path / "r.yaml"
    path.write_text(text, encoding="utf-8")
    if fits:
        load_recipe(str(path))
    else:
        with pytest.raises(UserError):
            load_recipe(str(path))


@pytest.mark.parametrize(
    ("train", "fits"),
    [
        ({}, True),
        ({"recipe": "auto", "settings": {"lora_rank": 16, "learning_rate": 1e-4}, "system": "x"}, True),
        ({"model": "o/n", "epochs": {"mixed": 2}}, True),
        ({"settings": {"lora_rank": "x"}}, False),
        ({"title": "x"}, False),
        ({"modl": "x"}, False),
    ],
)
def test_that_of_the_configuration_knows_the_table(train: dict[str, Any], fits: bool) -> None:
    assert Draft202012Validator(config_schema()).is_valid({"train": train}) is fits
