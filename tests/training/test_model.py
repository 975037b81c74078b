"""The model: what ms-swift is told about a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.training.choose import all_recipes
from personadata.training.model import MODEL_TYPES, find_model
from personadata.training.recipe import load_recipe

KNOWN = {"check_model": ["false"]}
DESCRIBED = KNOWN | {"model_type": ["qwen2"], "template": ["qwen2_5"]}


@pytest.mark.parametrize(
    ("name", "kind", "flags", "noted"),
    [
        ("Qwen2.5-7B-Instruct", "qwen2", KNOWN, ""),
        ("qwen2.5-7b-instruct", "qwen2", KNOWN, ""),
        # the ModelScope cache's way to write the name
        ("Qwen2___5-7B-Instruct", "qwen2", KNOWN, ""),
        ("my-model", "qwen2", DESCRIBED, "taking my-model for a qwen2 model with template qwen2_5"),
        ("my-llama", "llama", KNOWN, "config.json says model type 'llama', the recipe is for 'qwen2'"),
    ],
)
def test_a_folder(tmp_path: Path, name: str, kind: str, flags: dict[str, list[str]], noted: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "config.json").write_text(json.dumps({"model_type": kind}), encoding="utf-8")
    model = find_model(name, load_recipe(), tmp_path)
    assert model.argument == str(tmp_path / name)
    assert model.flags == flags
    assert model.note.startswith(noted)
    assert bool(model.note) == bool(noted)


@pytest.mark.parametrize(
    ("name", "kind", "sets", "flags"),
    [
        ("Qwen/Qwen2.5-7B-Instruct", None, ["template=llama3"], {"template": ["llama3"]}),
        ("Qwen/Qwen2.5-7B-Instruct", None, ["model_type=llama"], {"model_type": ["llama"]}),
        ("LLM-Research/Other", None, ["template=llama3"], {"template": ["llama3"]}),
        ("Qwen2.5-7B-Instruct", "qwen2", ["template=llama3"], KNOWN | {"template": ["llama3"]}),
        ("my-model", "qwen2", ["template=llama3"], DESCRIBED | {"template": ["llama3"]}),
        ("my-llama", "llama", ["template=llama3"], KNOWN | {"template": ["llama3"]}),
        ("my-llama", "llama", ["template=a", "model_type=b"], KNOWN | {"template": ["a"], "model_type": ["b"]}),
        ("Qwen/Qwen2.5-7B-Instruct", None, ["template=null"], {}),
    ],
)
def test_what_the_command_line_says_of_the_model_holds(
    tmp_path: Path, name: str, kind: str | None, sets: list[str], flags: dict[str, list[str]]
) -> None:
    if kind:
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.json").write_text(json.dumps({"model_type": kind}), encoding="utf-8")
    assert find_model(name, load_recipe(assignments=sets), tmp_path).flags == flags


@pytest.mark.parametrize(
    ("name", "flags"), [("Qwen/Qwen2.5-7B-Instruct", {"template": ["llama3"]}), ("LLM-Research/Other", {})]
)
def test_what_a_recipe_of_ones_own_says_holds_for_its_model(
    tmp_path: Path, name: str, flags: dict[str, list[str]]
) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("title: x\nextends: qwen2.5-7b-instruct-4090d\ntemplate: llama3\n", encoding="utf-8")
    assert find_model(name, load_recipe(str(mine)), tmp_path).flags == flags


def test_the_model_types_of_recipes() -> None:
    assert {file.recipe.model_type for file in all_recipes()} == MODEL_TYPES


def test_a_link_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "snapshot").mkdir()
    (tmp_path / "snapshot" / "config.json").write_text("{}", encoding="utf-8")
    (tmp_path / "Qwen2.5-7B-Instruct").symlink_to(tmp_path / "snapshot")
    model = find_model("Qwen2.5-7B-Instruct", load_recipe(), tmp_path)
    assert model.argument == str(tmp_path / "Qwen2.5-7B-Instruct")
    assert model.flags == KNOWN


def test_a_hub_id_stays_as_it_is(tmp_path: Path) -> None:
    assert find_model("Qwen/Qwen2.5-7B-Instruct", load_recipe(), tmp_path).argument == "Qwen/Qwen2.5-7B-Instruct"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("./missing", "there is no folder {}/missing"),
        ("missing", "there is no folder {}/missing"),
        ("/a/b", "there is no folder /a/b"),
        ("a/b/c", "there is no folder {}/a/b/c"),
        ("empty", "model {}/empty: no config.json in it"),
        ("adapter", "model {}/adapter: a LoRA adapter, not a model"),
        ("broken", "{}/broken/config.json: not JSON"),
    ],
)
def test_what_is_no_model(tmp_path: Path, name: str, message: str) -> None:
    for folder, file in (("empty", None), ("adapter", "adapter_config.json"), ("broken", "config.json")):
        (tmp_path / folder).mkdir()
        if file:
            (tmp_path / folder / file).write_text("{", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        find_model(name, load_recipe(), tmp_path)
    assert message.format(tmp_path) in caught.value.message
