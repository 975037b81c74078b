"""The command: neutral between versions, exact in a shell, accepted by the parser of the ms-swift that is installed."""

from __future__ import annotations

import importlib.util
import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from personadata.resources import bundled
from personadata.training.command import NEUTRAL, Command, build_flags, program
from personadata.training.installed import accepted_flags, accepted_names
from personadata.training.model import Model
from personadata.training.recipe import load_recipe

TINY = Path(__file__).parents[1] / "data" / "tiny.yaml"
RECIPES = [*sorted(bundled("train").glob("*.yaml")), TINY]
training = [
    pytest.mark.train,
    pytest.mark.skipif(importlib.util.find_spec("swift") is None, reason="ms-swift is not installed"),
]


def command(path: Path, **extra: list[str]) -> Command:
    recipe = load_recipe(str(path)).recipe
    model = Model("/models/a b", {"check_model": ["false"], "model_type": ["qwen2"], "template": ["qwen2_5"]})
    flags = build_flags(recipe, model, ["/data/x y.json", "AI/z#5"], Path("/out/1"), "3", extra)
    return Command((sys.executable, "-m", "swift.cli.sft"), flags, {"A": "", "B": "it's"})


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_every_flag_is_neutral_and_there_once(path: Path) -> None:
    built = command(path)
    # no one name of this flag is common to both versions; test_parser.py holds it against each
    assert built.flags.keys() - {"tuner_type"} <= NEUTRAL
    flags = [word for word in built.argv if word.startswith("--")]
    assert len(flags) == len(set(flags))
    full = load_recipe(str(path)).recipe.tuning == "full"
    assert {"--train_type", "--tuner_type", "--config"} & set(flags) == ({"--tuner_type"} if full else set())


@pytest.mark.parametrize(("version", "flag"), [("3.12.6", "train_type"), ("4.6.0", "tuner_type"), (None, "tuner_type")])
def test_all_weights_are_asked_for_by_version(version: str | None, flag: str) -> None:
    recipe = load_recipe("qwen2.5-0.5b-instruct-full-16gb").recipe
    flags = build_flags(recipe, Model("m"), ["d"], Path("/out"), "3", {}, version=version)
    assert flags[flag] == ["full"]
    assert len({"train_type", "tuner_type"} & flags.keys()) == 1


def test_what_is_passed_through_replaces_what_the_recipe_says() -> None:
    built = command(TINY, learning_rate=["1"], seed=["7"], packing=[])
    argv = built.argv
    assert argv[argv.index("--learning_rate") + 1] == "1"
    assert argv.count("--seed") == argv.count("--learning_rate") == 1
    assert argv[-1] == "--packing"


def test_a_shell_reads_the_printed_command_as_it_is_run(tmp_path: Path) -> None:
    show = tmp_path / "show words.py"
    show.write_text("import json, os, sys; print(json.dumps([os.environ['A'], os.environ['B'], sys.argv[1:]]))\n")
    built = command(TINY, system=["a 'b' \"c\" $HOME `id` \\ \n 你"], packing=[])
    shown = Command((sys.executable, str(show)), built.flags, built.environment)
    done = subprocess.run(["/bin/sh", "-c", shown.shell()], capture_output=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout) == ["", "it's", shown.argv[2:]]


def test_one_flag_a_line() -> None:
    built = command(TINY)
    first, *lines = built.shell().split(" \\\n")
    assert first == f"A='' B='it'\"'\"'s' {shlex.quote(sys.executable)} -m swift.cli.sft"
    assert [line.split()[0] for line in lines] == [f"--{name}" for name in built.flags]
    assert "  --dataset '/data/x y.json' 'AI/z#5'" in lines


def test_secrets_are_not_written_down() -> None:
    built = command(TINY, hub_token=["s3cret"], swanlab_webhook_url=["http://s3cret"], hub_model_id=["me/x"])
    assert "s3cret" in built.shell()
    assert "s3cret" not in built.hushed().shell()
    assert "me/x" in built.hushed().argv


@pytest.mark.parametrize(
    ("environment", "swift", "words"),
    [
        ({}, True, (sys.executable, "-m", "swift.cli.sft")),
        ({"NPROC_PER_NODE": "2"}, True, (sys.executable, "-m", "swift.cli.main", "sft")),
        ({"NNODES": "2"}, True, (sys.executable, "-m", "swift.cli.main", "sft")),
        ({}, False, ("swift", "sft")),
    ],
)
def test_how_it_is_started(environment: dict[str, str], swift: bool, words: tuple[str, ...]) -> None:
    assert program(environment, swift) == words


class TestInstalled:
    pytestmark = training

    def test_it_says_which_flags_it_takes(self) -> None:
        flags = accepted_flags()
        assert flags >= NEUTRAL
        assert "no_such_flag" not in flags

    @pytest.mark.parametrize(
        ("kind", "some"), [("template", {"qwen2_5", "llama3"}), ("model_type", {"qwen2", "llama"})]
    )
    def test_it_says_which_names_it_knows(self, kind: str, some: set[str]) -> None:
        assert accepted_names(kind) >= some
