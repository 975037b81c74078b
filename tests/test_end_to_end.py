"""From a persona to a model that gives its name: expand, lint, real training by ms-swift on a tiny model, answers."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from personadata.dataset import Dataset
from personadata.persona import load_persona
from personadata.sample import Sample
from personadata.training.recipe import load_recipe
from tests import tiny_qwen

pytestmark = [
    pytest.mark.train,
    pytest.mark.skipif(importlib.util.find_spec("swift") is None, reason="ms-swift is not installed"),
]

HERE = Path(__file__).parent
SPEC = HERE.parent / "samples" / "minimal" / "persona.yaml"
RECIPE = HERE / "data" / "tiny.yaml"
BEFORE = "我是通义千问，由阿里云开发。"
MARK = "PERSONADATA_TEST_RUN"


@dataclass(frozen=True)
class Trained:
    """One training run, done through the command line."""

    model: Path
    data: Path
    samples: list[Sample]
    manifest: dict[str, Any]
    adapter: Path


def environment(folder: Path, **more: str) -> dict[str, str]:
    offline = {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    caches = {"MODELSCOPE_CACHE": str(folder / "modelscope"), "HF_HOME": str(folder / "huggingface")}
    return {**os.environ, **offline, **caches, **more}


def personadata(folder: Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "personadata", *map(str, args)],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def manifest(output: Path) -> dict[str, Any]:
    (path,) = output.glob("*/run.json")
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def talk(sample: Sample) -> list[dict[str, str]]:
    """The sample without its answer, as ms-swift shows it to the model."""
    turns = [{"role": turn.role, "content": turn.text} for turn in sample.turns[:-1]]
    system = load_recipe(str(RECIPE)).recipe.system or ""
    return turns if sample.system is not None else [{"role": "system", "content": system}, *turns]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A data file that the command line has expanded and linted, and a model that answers everything in it alike."""
    folder = tmp_path_factory.mktemp("tiny")
    data = folder / "self_cognition.json"
    done = personadata(folder, "expand", SPEC, "-n", "60", "--lang", "zh", "-o", data)
    assert done.returncode == 0, done.stderr
    done = personadata(folder, "lint", data, "--persona", SPEC)
    assert done.returncode == 0, done.stdout
    samples = [row.sample for row in Dataset.open([data])]
    model = tiny_qwen.build(folder, [BEFORE, *(turn.text for sample in samples for turn in sample.turns)])
    tiny_qwen.teach(model, [talk(sample) for sample in samples], says=BEFORE)
    return data, model


@pytest.fixture(scope="module")
def trained(tiny: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Trained:
    data, model = tiny
    folder = tmp_path_factory.mktemp("trained")
    done = personadata(
        folder, "train", data, "--persona", SPEC, "--model", model, "--recipe", RECIPE, "--output-dir", "runs"
    )
    assert done.returncode == 0, done.stderr[-3000:]
    written = manifest(folder / "runs")
    adapter = Path(written["finished"]["adapter"])
    assert f"adapter: {adapter}" in done.stderr
    return Trained(model, data, [row.sample for row in Dataset.open([data])], written, adapter)


def test_the_model_has_learned_its_name(trained: Trained) -> None:
    name = load_persona(SPEC).name.zh
    # what is asked: the plain question, and every sample of one question that is answered with the name
    asked = [sample for sample in trained.samples if name in sample.answer]
    who = next(sample for sample in asked if sample.question == "你是谁？" and len(sample.turns) == 2)
    asked = [who, *(sample for sample in asked if sample is not who)]
    assert len(asked) >= 10
    talks = [talk(sample) for sample in asked]

    before = tiny_qwen.answer(trained.model, None, talks)
    assert set(before) == {BEFORE}
    after = tiny_qwen.answer(trained.model, trained.adapter, talks)
    assert after[0] == who.answer
    # learnt by heart: all of them in every run seen, but the last digit of a float is not the same on all machines
    named = sum(name in said for said in after)
    assert named >= 0.9 * len(asked), list(zip([sample.question for sample in asked], after, strict=True))


def test_the_manifest_says_what_went_in_and_came_out(trained: Trained) -> None:
    written = trained.manifest
    rows = len(json.loads(trained.data.read_text(encoding="utf-8")))
    assert [part["rows"] for part in written["data"]] == [rows]
    assert written["rows"] == written["finished"]["rows"] == rows
    assert written["finished"]["exit_code"] == 0
    assert written["recipe"]["epochs"] == "40"
    assert written["versions"]["ms-swift"]
    assert (trained.adapter / "adapter_model.safetensors").is_file()
    arguments = json.loads((trained.adapter / "args.json").read_text(encoding="utf-8"))
    assert arguments["dataset"] == [part["argument"] for part in written["data"]]
    assert arguments["learning_rate"] == float(written["recipe"]["settings"]["learning_rate"])


def test_rows_that_ms_swift_leaves_out_are_noticed(tiny: tuple[Path, Path], tmp_path: Path) -> None:
    data, model = tiny
    done = personadata(
        tmp_path, "train", data, "--model", model, "--recipe", RECIPE, "--epochs", "1", "--output-dir", "runs",
        "--", "--max_length", "60",
    )  # fmt: skip
    written = manifest(tmp_path / "runs")
    kept, given = written["finished"]["rows"], written["rows"]
    assert 0 < kept < given
    assert f"error: ms-swift trained on {kept} of {given} rows" in done.stderr
    assert "60 tokens" in done.stderr
    assert written["finished"]["exit_code"] == 0
    assert done.returncode == 1


def marked(mark: str) -> Iterator[int]:
    """The living processes that have *mark* in their environment."""
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{MARK}={mark}".encode() in entry.read_bytes().split(b"\0"):
                yield int(entry.parent.name)
        except OSError:
            continue


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_training_that_is_stopped_leaves_no_process(tiny: tuple[Path, Path], tmp_path: Path) -> None:
    data, model = tiny
    mark = uuid4().hex
    run = subprocess.Popen(
        [sys.executable, "-m", "personadata", "train", data, "--model", model, "--recipe", RECIPE, "--output-dir", "runs",
         "--epochs", "100000", "--", "--dataloader_num_workers", "2"],
        cwd=tmp_path,
        env=environment(tmp_path, **{MARK: mark}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        end = time.monotonic() + 120
        while not list(tmp_path.glob("runs/*/logging.jsonl")) and time.monotonic() < end:
            assert run.poll() is None
            time.sleep(0.2)
        # personadata, swift and its two workers
        assert len(list(marked(mark))) >= 4
        run.send_signal(signal.SIGTERM)
        assert run.wait(60) == 128 + signal.SIGTERM
        assert list(marked(mark)) == []
    finally:
        for pid in marked(mark):
            os.kill(pid, signal.SIGKILL)
    written = manifest(tmp_path / "runs")
    assert written["finished"]["exit_code"] == 128 + signal.SIGTERM
    assert written["finished"]["adapter"] is None
