"""What is decided before a run."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.training.launch import LAUNCH
from personadata.training.manifest import begun
from personadata.training.plan import Plan, make_plan
from personadata.training.recipe import load_recipe
from personadata.training.recipe_table import entry, page

TINY = str(Path(__file__).parents[1] / "data" / "tiny.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, count in (("a", 3), ("b", 2), ("general", 15)):
        rows = [{"instruction": f"{name}{n}", "input": "", "output": "x"} for n in range(count)]
        (tmp_path / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    return tmp_path


def plan(recipe: str = "qwen2.5-7b-instruct-4090d", **options: object) -> Plan:
    dataset = Dataset.open([Path("a.json"), Path("b.json")])
    return make_plan(dataset, load_recipe(recipe), dry=True, **options)  # type: ignore[arg-type]


def test_the_recipe_decides_by_default(folder: Path) -> None:
    made = plan()
    hub = ["AI-ModelScope/alpaca-gpt4-data-zh#500", "AI-ModelScope/alpaca-gpt4-data-en#500"]
    assert made.command.flags["dataset"] == [str(folder / "a.json"), str(folder / "b.json"), *hub]
    assert made.command.flags["num_train_epochs"] == ["3"]
    assert made.command.flags["output_dir"] == [str(made.folder)]
    assert made.folder.parent == folder / "output"
    assert made.command.environment == {"CUDA_VISIBLE_DEVICES": "0"}
    assert made.rows == 1005
    assert "5 persona rows among 1,005 (0.5%), 3 epochs" in made.notes


@pytest.mark.parametrize(
    ("options", "rows", "epochs", "note"),
    [
        ({"general": []}, 5, "10", "5 persona rows alone, 10 epochs"),
        ({"general": [], "epochs": 2.5}, 5, "2.5", "5 persona rows alone, 2.5 epochs"),
        ({"general": ["general.json"]}, 20, "3", "5 persona rows among 20 (25.0%), 3 epochs"),
        ({"general": ["general.json#5"], "epochs": 7.0}, 10, "7", "5 persona rows among 10 (50.0%), 7 epochs"),
        ({"general": ["owner/name"]}, None, "3", "5 persona rows with general data of a size not known yet, 3 epochs"),
        ({"general": [], "passthrough": ["--packing", "true"]}, None, "10", "5 persona rows alone, 10 epochs"),
    ],
)
def test_rows_and_epochs(folder: Path, options: dict[str, object], rows: int | None, epochs: str, note: str) -> None:
    made = plan(**options)
    assert made.rows == rows
    assert made.command.flags["num_train_epochs"] == [epochs]
    assert note in made.notes


def test_the_environment_of_the_user_comes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    assert plan().command.environment == {}


@pytest.mark.parametrize(
    ("recipe", "variables", "told"),
    [
        ("qwen2.5-7b-instruct-2-nodes-2x24gb", {"NODE_RANK": "1", "MASTER_ADDR": "a"},
         {"NODE_RANK": "1", "MASTER_ADDR": "a", "NNODES": "2", "NPROC_PER_NODE": "2", "MASTER_PORT": "29500"}),
        ("qwen2.5-7b-instruct-2-nodes-2x24gb", {"NNODES": "4", "MASTER_PORT": "1", "NODE_RANK": "0"},
         {"NNODES": "4", "NPROC_PER_NODE": "2", "MASTER_PORT": "1", "NODE_RANK": "0"}),
        # torchrun is not started: they mean nothing
        ("qwen2.5-7b-instruct-4090d", {"NODE_RANK": "1", "MASTER_ADDR": "a"}, {}),
        ("qwen2.5-7b-instruct-4090d", {"NPROC_PER_NODE": "2"}, {"NPROC_PER_NODE": "2"}),
    ],
)  # fmt: skip
def test_the_command_says_how_its_processes_meet(
    folder: Path, monkeypatch: pytest.MonkeyPatch, recipe: str, variables: dict[str, str], told: dict[str, str]
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
    for name in LAUNCH:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert plan(recipe).command.environment == told


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the answers of ms-swift are kept: each takes seconds."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.train
@pytest.mark.parametrize(
    ("text", "sets", "passthrough", "message"),
    [
        ("", ["template=nope"], [], "--set template: template 'nope': ms-swift {} knows none of this name"),
        ("", ["template=mistral_nmo"], [], "did you mean 'mistral_nemo'?"),
        ("", ["model_type=nope"], [], "--set model_type: model_type 'nope'"),
        ("template: nope\n", [], [], "mine.yaml:3: template 'nope'"),
        ("", [], ["--template", "nope"], "-- --template: template 'nope'"),
        ("", ["template=mistral_nemo"], [], None),
        # asked of nobody: the recipes have it for both versions
        ("", ["template=llama3"], [], None),
        # brings templates of its own
        ("", ["template=nope"], ["--external_plugins", "mine.py"], None),
    ],
)
def test_names_that_ms_swift_does_not_know(
    folder: Path,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    sets: list[str],
    passthrough: list[str],
    message: str | None,
) -> None:
    pytest.importorskip("swift")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    (folder / "mine.yaml").write_text(f"title: x\nextends: qwen2.5-7b-instruct-4090d\n{text}", encoding="utf-8")
    dataset, recipe = Dataset.open([Path("a.json")]), load_recipe("mine.yaml", sets)
    if message is None:
        assert make_plan(dataset, recipe, passthrough=passthrough).command.flags
        return
    with pytest.raises(UserError) as caught:
        make_plan(dataset, recipe, passthrough=passthrough)
    assert message.format(version("ms-swift")) in caught.value.message
    assert caught.value.help


def test_keys_in_the_environment_of_a_recipe_are_not_written_down(folder: Path) -> None:
    (folder / "mine.yaml").write_text(
        "title: x\nextends: qwen2.5-7b-instruct-4090d\nenv: {WANDB_API_KEY: s3cret, HF_TOKEN: s3cret, HF_HOME: /hf}\n",
        encoding="utf-8",
    )
    made = plan("mine.yaml")
    assert made.command.environment["WANDB_API_KEY"] == "s3cret"
    written = begun(made, None)
    assert "s3cret" not in json.dumps(written)
    assert written["environment"] == {
        "CUDA_VISIBLE_DEVICES": "0", "WANDB_API_KEY": "***", "HF_TOKEN": "***", "HF_HOME": "/hf"
    }  # fmt: skip
    assert "s3cret" not in made.command.hushed().shell()
    assert "s3cret" not in "".join(page(made.recipe)) + json.dumps(entry(made.recipe, whole=True))


def test_paths_in_a_recipe_stand_beside_it(folder: Path) -> None:
    place = folder / "recipes"
    place.mkdir()
    (folder / "general.json").rename(place / "general.json")
    text = "title: x\nmodel: o/n\nepochs: {alone: 1, mixed: 1}\ngeneral: [general.json#4]\n"
    (place / "mine.yaml").write_text(text, encoding="utf-8")
    made = plan(str(place / "mine.yaml"))
    assert made.command.flags["dataset"] == [
        *(str(folder / name) for name in ("a.json", "b.json")),
        f"{place}/general.json#4",
    ]


def test_two_runs_in_a_second_have_two_folders(folder: Path) -> None:
    first = plan()
    for number in range(60):
        name = f"{first.folder.name[:-2]}{number:02}"
        (first.folder.parent / name).mkdir(parents=True)
    assert not plan().folder.exists()


def test_an_output_folder_that_is_a_file(folder: Path) -> None:
    with pytest.raises(UserError, match="is a file"):
        plan(output=Path("a.json"))


def test_a_dry_plan_writes_nothing(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    plan()
    assert sorted(folder.rglob("*")) == before


def test_the_manifest_of_a_plan(folder: Path) -> None:
    (folder / "persona.yaml").write_text("name: x\ndeveloper: y\n", encoding="utf-8")
    made = plan(TINY, general=["general.json", "o/n#5"])
    written = begun(made, Path("persona.yaml"))
    assert json.loads(json.dumps(written)) == written
    assert [part["rows"] for part in written["data"]] == [3, 2]
    assert [part["argument"] for part in written["general"]] == [str(folder / "general.json"), "o/n#5"]
    assert written["general"][1]["sha256"] is None
    assert len(written["data"][0]["sha256"]) == 64
    assert written["rows"] == 25
    assert written["persona"]["path"] == str(folder / "persona.yaml")
    assert written["recipe"]["name"] == "tiny"
    assert written["recipe"]["settings"]["target_modules"] == "all-linear"
    assert written["command"]["argv"] == made.command.argv
    assert written["finished"] is None
