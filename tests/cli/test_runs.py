"""personadata runs, chat, merge, serve, and what train does beside training; tests/test_end_to_end.py runs ms-swift."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.training.recorded import FULL, OPTIMIZER, checkpoint, record


def personadata(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "personadata", *args],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_runs(tmp_path: Path) -> None:
    run = record(tmp_path)
    done = personadata(tmp_path, "runs", "runs")
    assert done.returncode == 0
    assert done.stdout.splitlines()[1].startswith(f"{run.name}  finished")
    (told,) = json.loads(personadata(tmp_path, "runs", "runs", "--output-format", "json").stdout)
    assert told["run"] == run.name
    (tmp_path / "empty").mkdir()
    none = personadata(tmp_path, "runs", "empty")
    assert (none.returncode, none.stdout, none.stderr) == (0, "", "no runs in empty\n")


DRY = {
    "chat": ("swift.cli.infer", "--adapters"),
    "merge": ("swift.cli.export", "--adapters"),
    "serve": ("swift.cli.deploy", "--adapters"),
}


@pytest.mark.parametrize("name", DRY)
def test_a_dry_run_prints_the_command_and_does_nothing(tmp_path: Path, name: str) -> None:
    run = record(tmp_path)
    made = checkpoint(run, 12)
    before = files(tmp_path)
    done = personadata(tmp_path, name, "--output-dir", "runs", "--dry-run")
    assert done.returncode == 0, done.stderr
    words = shlex.split(done.stdout)
    module, flag = DRY[name]
    assert module in words
    assert words[words.index(flag) + 1] == str(made)
    assert files(tmp_path) == before


@pytest.mark.parametrize(("name", "module"), [("chat", "swift.cli.infer"), ("serve", "swift.cli.deploy")])
def test_a_whole_model_is_chatted_with_and_served_as_it_is(tmp_path: Path, name: str, module: str) -> None:
    made = checkpoint(record(tmp_path), 12, weights=FULL)
    words = shlex.split(personadata(tmp_path, name, "--output-dir", "runs", "--dry-run").stdout)
    assert module in words
    assert words[words.index("--model") + 1] == str(made)
    assert "--adapters" not in words


def test_a_whole_model_is_not_merged(tmp_path: Path) -> None:
    made = checkpoint(record(tmp_path), 12, weights=FULL)
    done = personadata(tmp_path, "merge", "--output-dir", "runs")
    assert done.returncode == 2
    assert "trained the whole model, so there is nothing to merge" in done.stderr
    assert f"help: the model is {made}" in done.stderr


MISTAKES = {
    "no folder": (["runs", "nowhere"], "nowhere: no such folder"),
    "no run": (["chat", "--output-dir", "nowhere"], "no run in nowhere"),
    "no such run": (["serve", "x", "--output-dir", "runs"], "no run 'x'"),
    "no adapter": (["chat", "--output-dir", "runs"], "has no complete checkpoint"),
    "nothing to merge": (["merge", "--output-dir", "runs"], "has no complete checkpoint"),
    "no checkpoint": (["train", "--resume", "--output-dir", "runs"], "no checkpoint had been saved when it stopped"),
    "data beside resume": (["train", "data.json", "--resume"], "--resume takes the data of the run it goes on with"),
    "no python": (["chat", "--output-dir", "runs", "--python", "/no/python"], "/no/python: no Python that can be run"),
}


@pytest.mark.parametrize(("args", "message"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(tmp_path: Path, args: list[str], message: str) -> None:
    run = record(tmp_path, code=None)
    if "--python" in args:
        checkpoint(run, 4)
    before = files(tmp_path)
    done = personadata(tmp_path, *args)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-2 if "help: " in done.stderr else -1].startswith("error: ")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert files(tmp_path) == before


def test_a_dry_resume_prints_the_command(tmp_path: Path) -> None:
    pytest.importorskip("swift")
    run = record(tmp_path, code=None)
    last = checkpoint(run, 8, *OPTIMIZER)
    done = personadata(tmp_path, "train", "--resume", "--output-dir", "runs", "--dry-run", "--", "--logging_steps", "1")
    assert done.returncode == 0, done.stderr
    words = shlex.split(done.stdout)
    assert words[words.index("--resume_from_checkpoint") + 1] == str(last)
    assert words[words.index("--logging_steps") + 1] == "1"
    assert f"note: run {run.name} goes on from step 8 of 24" in done.stderr


@pytest.mark.parametrize(
    ("backend", "written"),
    [("llamafactory", ["dataset_info.json", "llamafactory.yaml"]), ("plain", ["README.md", "train.jsonl"])],
)
def test_other_trainers(tmp_path: Path, backend: str, written: list[str]) -> None:
    record(tmp_path)
    before = files(tmp_path)
    # three rows make no set worth training on
    ignored = [word for code in ("RA101", "RA102", "RA103") for word in ("--ignore", code)]
    done = personadata(tmp_path, "train", "data.json", "--backend", backend, "--no-general", *ignored)
    assert done.returncode == 0, done.stderr
    new = files(tmp_path).keys() - before.keys()
    assert sorted(path.name for path in new) == sorted(written)
    assert sorted(line.rpartition("/")[2] for line in done.stdout.splitlines()) == sorted(written)
