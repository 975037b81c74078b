"""The command: neutral between versions, exact in a shell, accepted by the parser of the ms-swift that is installed."""

from __future__ import annotations

import importlib.util
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from personadata.resources import bundled
from personadata.training.command import NEUTRAL, Command, build_flags, program
from personadata.training.installed import accepted_flags
from personadata.training.model import Model
from personadata.training.recipe import load_recipe

TINY = Path(__file__).parents[1] / "data" / "tiny.yaml"
RECIPES = [*sorted(bundled("train").glob("*.yaml")), TINY]
PARSE = """
import json, sys
from transformers import HfArgumentParser
try:
    from swift import SftArguments as Arguments
except ImportError:
    from swift.llm import TrainArguments as Arguments
known, left = HfArgumentParser([Arguments]).parse_known_args(sys.argv[1:])
print(json.dumps([left, {name: getattr(known, name) for name in ("dataset", "system", "num_train_epochs", "lora_rank")}]))
"""
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
    assert built.flags.keys() <= NEUTRAL
    flags = [word for word in built.argv if word.startswith("--")]
    assert len(flags) == len(set(flags))
    assert {"--train_type", "--tuner_type", "--config"}.isdisjoint(flags)


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


def parsed(words: list[str]) -> tuple[list[str], dict[str, object]]:
    """What the real parser leaves over of *words*, and some of what it understands."""
    done = subprocess.run(
        [sys.executable, "-c", PARSE, *words],
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    left, understood = json.loads(done.stdout.splitlines()[-1])
    return left, understood


class TestInstalled:
    pytestmark = training

    @pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
    def test_its_parser_takes_every_flag(self, path: Path) -> None:
        built = command(path)
        left, understood = parsed([*built.argv[3:], "--no_such_flag", "x"])
        # the last one shows that something would be left over
        assert left == ["--no_such_flag", "x"]
        assert understood["dataset"] == ["/data/x y.json", "AI/z#5"]
        assert understood["system"] == "You are a helpful assistant."
        assert understood["num_train_epochs"] == 3
        assert understood["lora_rank"] == int(load_recipe(str(path)).recipe.settings.flags["lora_rank"][0])

    def test_it_says_which_flags_it_takes(self) -> None:
        flags = accepted_flags()
        assert flags >= NEUTRAL
        assert "no_such_flag" not in flags
