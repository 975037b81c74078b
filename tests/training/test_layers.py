"""What recipes inherit, what changes them, and where every value and every mistake comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.training.layers import MAX_DEPTH, shipped
from personadata.training.project import project_recipe
from personadata.training.recipe import load_recipe

BASE = """\
title: the base
model: owner/name
model_type: qwen2
template: qwen2_5
architecture: {layers: 1, hidden: 8, intermediate: 8, heads: 1, kv_heads: 1, head_dim: 8, vocabulary: 8}
machine: {memory: 24}
system: hello
epochs: {alone: 10, mixed: 3}
settings:
  lora_rank: 8
  max_length: 2048
env:
  CUDA_VISIBLE_DEVICES: "0"
"""


def write(folder: Path, **files: str) -> str:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return str(folder / f"{list(files)[-1]}.yaml")


def test_values_are_inherited_key_by_key_and_know_their_place(tmp_path: Path) -> None:
    child = "extends: base.yaml\ntitle: mine\nsettings:\n  max_length: 1024\n  seed: 1\nepochs:\n  mixed: 5\n"
    file = load_recipe(write(tmp_path, base=BASE, child=child))
    recipe = file.recipe
    assert recipe.settings.flags == {"lora_rank": ["8"], "max_length": ["1024"], "seed": ["1"]}
    assert (recipe.epochs.alone, recipe.epochs.mixed, recipe.system) == ("10", "5", "hello")
    assert file.name == "child"
    assert file.origins["settings", "lora_rank"] == "base.yaml:10"
    assert file.origins["settings", "max_length"] == "child.yaml:4"
    assert file.origins["epochs", "alone"] == "base.yaml:8"
    assert file.origins["title",] == "child.yaml:2"
    assert file.origins["system",] == "base.yaml:7"


def test_null_takes_an_inherited_value_away(tmp_path: Path) -> None:
    child = (
        "extends: base.yaml\ntitle: mine\nsystem: null\nsettings: {lora_rank: ~}\nenv: {CUDA_VISIBLE_DEVICES: null}\n"
    )
    recipe = load_recipe(write(tmp_path, base=BASE, child=child)).recipe
    assert recipe.system is None
    assert recipe.settings.flags == {"max_length": ["2048"]}
    assert recipe.env == {}


def test_another_model_does_not_inherit_what_describes_the_first(tmp_path: Path) -> None:
    child = "extends: base.yaml\ntitle: mine\nmodel: owner/other\n"
    recipe = load_recipe(write(tmp_path, base=BASE, child=child)).recipe
    assert (recipe.model_type, recipe.template, recipe.architecture) == (None, None, None)
    recipe = load_recipe(write(tmp_path, base=BASE, child=child + "template: qwen\n")).recipe
    assert recipe.template == "qwen"


def test_files_of_a_base_stand_beside_it(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "general.json").write_text("[]", encoding="utf-8")
    write(there, base=BASE + "general: ['general.json#3', owner/set#4]\n")
    recipe = load_recipe(write(tmp_path, child="extends: there/base.yaml\ntitle: x\n")).recipe
    assert recipe.general == (f"{there}/general.json#3", "owner/set#4")


CHILD = "extends: base.yaml\ntitle: mine\n"
WRONG = {
    "no such base": (
        {"base": BASE, "child": "title: x\nextends: qwen2.5-7b-instruct-4090\n"},
        "child.yaml:2:10: extends: no recipe 'qwen2.5-7b-instruct-4090' (did you mean 'qwen2.5-7b-instruct-4090d'?)",
    ),
    "itself": ({"child": "title: x\nextends: child.yaml\n"}, "child.yaml:2:10: extends: a circle: child → child"),
    "circle": (
        {"a": "extends: b.yaml\n", "b": "extends: child.yaml\n", "child": "title: x\nextends: a.yaml\n"},
        "b.yaml:1:10: extends: a circle: child → a → b → child",
    ),
    "a list": ({"child": "extends: [a]\n"}, "child.yaml:1:10: extends: expected the name of a recipe or a file"),
    "base is no recipe": ({"base": "- a\n", "child": CHILD}, "base.yaml: not a recipe"),
    "mistake of the base": (
        {"base": BASE.replace("lora_rank: 8", "lora_rank: x"), "child": CHILD},
        "base.yaml:10:14: settings.lora_rank: 'x' is not a whole number from 1",
    ),
    "mistake of the child": (
        {"base": BASE, "child": CHILD + "settings:\n  max_length: 0\n"},
        "child.yaml:4:15: settings.max_length: '0' is not a whole number from 1",
    ),
    "title is not inherited": ({"base": BASE, "child": "extends: base.yaml\n"}, "child.yaml:1:1: title: missing"),
    "twice in the base": (
        {"base": BASE + "system: again\n", "child": CHILD},
        "base.yaml:14:1: 'system' is here a second time, first at 7:1",
    ),
    "tuner type": (
        {"base": BASE, "child": CHILD + "more: {tuner_type: full}\n"},
        "child.yaml:3:8: more.tuner_type: is spelled by version: write tuning: lora or tuning: full",
    ),
    "no size": (
        {"base": BASE, "child": CHILD + "machine: {memory: inf}\n"},
        "child.yaml:3:19: machine.memory: ",
    ),
    "no number of cards": (
        {"base": BASE, "child": CHILD + "machine: {cards: two}\n"},
        "child.yaml:3:18: machine.cards: 'two' is not a whole number above 0",
    ),
}


@pytest.mark.parametrize(("files", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_shown_where_it_is(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(UserError) as caught:
        load_recipe(write(tmp_path, **files))
    (line,) = caught.value.message.splitlines()
    assert line.startswith(f"{tmp_path}/{message}")


def test_it_does_not_go_on_for_ever(tmp_path: Path) -> None:
    chain = {"r0": BASE} | {f"r{n}": f"extends: r{n - 1}.yaml\ntitle: x\n" for n in range(1, MAX_DEPTH + 1)}
    with pytest.raises(UserError, match=rf"r1.yaml:1:10: extends: more than {MAX_DEPTH} recipes deep"):
        load_recipe(write(tmp_path, **chain))
    del chain[f"r{MAX_DEPTH}"]
    assert load_recipe(write(tmp_path, **chain)).recipe.system == "hello"


# ---- on the command line ----


def test_assignments_win_and_say_so(tmp_path: Path) -> None:
    said = [
        "settings.lora_rank=16", "settings.learning_rate=5e-5", "settings.target_modules=[q_proj, v_proj]", "system=a: [b]",
        "more.packing=true", "env.OMP_NUM_THREADS=2", "epochs.mixed=1", "settings.max_length=null",
    ]  # fmt: skip
    file = load_recipe(write(tmp_path, base=BASE), said)
    flags = file.recipe.settings.flags
    assert flags == {"lora_rank": ["16"], "learning_rate": ["5e-5"], "target_modules": ["q_proj", "v_proj"]}
    assert file.recipe.system == "a: [b]"
    assert file.recipe.more == {"packing": ("true",)}
    assert file.recipe.env["OMP_NUM_THREADS"] == "2"
    assert file.recipe.epochs.mixed == "1"
    assert file.origins["settings", "lora_rank"] == "--set settings.lora_rank"


@pytest.mark.parametrize(
    ("assignment", "message"),
    [
        ("lora_rank", "--set lora_rank: expected KEY=VALUE"),
        ("=1", "--set =1: expected KEY=VALUE"),
        ("extends=qwen3-8b-24gb", "--set extends=qwen3-8b-24gb: a recipe is not extended by --set"),
        ("extends=", "--set extends=: a recipe is not extended by --set"),
        ("extends=null", "--set extends=null: a recipe is not extended by --set"),
        ("a.b.c=1", "--set a.b.c=1: a.b.c is too deep"),
        ("lora_rank=1", "--set lora_rank: lora_rank: unknown key; it belongs under settings: settings.lora_rank"),
        ("settings.lora_rnk=1", "--set settings.lora_rnk: settings.lora_rnk: unknown key (did you mean 'lora_rank'?)"),
        ("settings.lora_rank=x", "--set settings.lora_rank: settings.lora_rank: 'x' is not a whole number from 1"),
        ("settings.torch_dtype=fp16", "--set settings.torch_dtype: settings.torch_dtype: 'fp16' is not one of"),
        ("more.output_dir=x", "--set more.output_dir: more.output_dir: is set by personadata: give --output-dir"),
        ("env.LD_PRELOAD=x", "--set env.LD_PRELOAD: env.LD_PRELOAD: is not a variable a recipe may set"),
        ("epochs=3", "--set epochs: epochs: expected keys with values"),
        ("settings.target_modules=[a", "--set settings.target_modules:1:"),
    ],
)
def test_an_assignment_that_is_wrong(tmp_path: Path, assignment: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        load_recipe(write(tmp_path, base=BASE), [assignment])
    assert caught.value.message.startswith(message)


# ---- in the project's configuration ----


def test_the_project_changes_the_recipe(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "mine.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "general.json").write_text("[]", encoding="utf-8")
    text = 'recipe = "mine.yaml"\ngeneral = ["general.json"]\n[train.settings]\nlora_rank = 4\nlearning_rate = 1e-5\nuse_dora = true\n'
    (tmp_path / "personadata.toml").write_text(f"[train]\n{text}", encoding="utf-8")
    name, layer = project_recipe(tmp_path / "deep")
    assert name == str(tmp_path / "mine.yaml")
    file = load_recipe(name, ["settings.max_length=7"], layer)
    assert file.recipe.settings.flags == {
        "lora_rank": ["4"], "max_length": ["7"], "learning_rate": ["1e-05"], "use_dora": ["true"],
    }  # fmt: skip
    assert file.recipe.general == (f"{tmp_path}/general.json",)
    assert file.origins["settings", "lora_rank"] == "personadata.toml:5"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[train.settings]\nlora_rank = 0\n",
            "personadata.toml:2:13: settings.lora_rank: '0' is not a whole number from 1",
        ),
        ("[train]\nmodl = 'x'\n", "personadata.toml:2:1: modl: unknown key (did you mean 'model'?)"),
        ("[train]\nrecipe = 3\n", "personadata.toml:2:10: train.recipe: expected a name or a file in quotes"),
        ("[train]\ntitle = 'x'\n", "personadata.toml:2:9: train.title: name the recipe with recipe"),
    ],
)
def test_a_mistake_in_the_configuration(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "personadata.toml").write_text(text, encoding="utf-8")
    base = write(tmp_path, base=BASE)
    with pytest.raises(UserError) as caught:
        load_recipe(base, (), project_recipe(tmp_path)[1])
    assert caught.value.message.startswith(f"{tmp_path}/{message}")


def test_without_a_table_there_is_nothing_to_change(tmp_path: Path) -> None:
    (tmp_path / "personadata.toml").write_text("lang = 'zh'\n", encoding="utf-8")
    assert project_recipe(tmp_path) == (None, None)


UNTRIED = ("not tried out", "not run", "nothing here was run", "qwen2.5-7b-instruct-qlora-16gb", "as on 16 gb")


@pytest.mark.parametrize("path", shipped().values(), ids=shipped())
def test_every_shipped_recipe_says_where_its_figures_come_from(path: Path) -> None:
    text = " ".join(line.strip("# ") for line in path.read_text(encoding="utf-8").lower().splitlines())
    assert any(word in text for word in ("posts", "arxiv", "ms-swift", "default"))
    assert any(word in text for word in UNTRIED)
    recipe = load_recipe(path.stem).recipe
    assert recipe.architecture
    assert recipe.machine
    assert recipe.model_type
    assert recipe.template
