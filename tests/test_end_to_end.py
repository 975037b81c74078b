"""From a persona to a model that gives its name: expand, lint, real training by ms-swift on a tiny model, answers.

All of it with the ms-swift that is installed beside the tests, and again with a 3.x of an environment of its own.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from personadata.dataset import Dataset
from personadata.persona import load_persona
from personadata.sample import Sample
from personadata.training.losses import read_history
from personadata.training.recipe import load_recipe
from tests import tiny_qwen

pytestmark = [
    pytest.mark.train,
    pytest.mark.skipif(importlib.util.find_spec("swift") is None, reason="ms-swift is not installed"),
]

HERE = Path(__file__).parent
SPEC = HERE.parent / "samples" / "minimal" / "persona.yaml"
RECIPE = HERE / "data" / "tiny.yaml"
FULL = RECIPE.with_name("tiny-full.yaml")
BEFORE = "我是通义千问，由阿里云开发。"
MARK = "PERSONADATA_TEST_RUN"
SWIFT3 = Path(os.environ.get("PERSONADATA_SWIFT3", HERE.parent / ".venv-swift3" / "bin" / "python"))
GENERAL = [(f"{a}加{b}等于几？", f"{a}加{b}等于{a + b}。") for a in (1, 2, 3) for b in (4, 5, 6)]
VERSIONS = [
    "4.x",
    pytest.param(
        "3.x",
        marks=pytest.mark.skipif(
            not SWIFT3.exists(),
            reason="no Python with ms-swift 3.x: make .venv-swift3/.ready, or set PERSONADATA_SWIFT3",
        ),
    ),
]


@dataclass(frozen=True)
class Trained:
    """One training run, done through the command line with the ms-swift of ``python``."""

    version: str
    python: Path
    model: Path
    data: Path
    folder: Path
    samples: list[Sample]
    manifest: dict[str, Any]
    adapter: Path
    said: str


def environment(folder: Path, **more: str) -> dict[str, str]:
    offline = {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    caches = {"MODELSCOPE_CACHE": str(folder / "modelscope"), "HF_HOME": str(folder / "huggingface")}
    return {**os.environ, **offline, **caches, "CUDA_VISIBLE_DEVICES": "", **more}


def python_of(version: str) -> Path:
    """The Python that has that ms-swift."""
    return SWIFT3 if version == "3.x" else Path(sys.executable)


def personadata(folder: Path, *args: str | Path, said: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "personadata", *map(str, args)],
        cwd=folder,
        env=environment(folder, **more),
        input=said,
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
    rows = [{"messages": [{"role": "user", "content": q}, {"role": "assistant", "content": a}]} for q, a in GENERAL]
    lines = [json.dumps({**row, "channel": "general"}, ensure_ascii=False) for row in rows]
    (folder / "general.jsonl").write_text("\n".join(lines), encoding="utf-8")
    samples = [row.sample for row in Dataset.open([data, folder / "general.jsonl"])]
    model = tiny_qwen.build(folder, [BEFORE, *(turn.text for sample in samples for turn in sample.turns)])
    tiny_qwen.teach(model, [talk(sample) for sample in samples], says=BEFORE)
    return data, model


@pytest.fixture(scope="module", params=VERSIONS)
def trained(
    request: pytest.FixtureRequest, tiny: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> Trained:
    data, model = tiny
    folder = tmp_path_factory.mktemp("trained")
    python = python_of(request.param)
    done = personadata(
        folder, "train", data, "--general", data.parent / "general.jsonl", "--persona", SPEC, "--model", model,
        "--recipe", RECIPE, "--output-dir", "runs", "--python", python,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    written = manifest(folder / "runs")
    adapter = Path(written["finished"]["adapter"])
    assert f"adapter: {adapter}" in done.stderr
    samples = [row.sample for row in Dataset.open([data])]
    return Trained(request.param, python, model, data, folder, samples, written, adapter, done.stderr)


def test_the_model_has_learned_its_name_and_still_does_sums(trained: Trained) -> None:
    name = load_persona(SPEC).name.zh
    # what is asked: the plain question, and every sample of one question that is answered with the name
    asked = [sample for sample in trained.samples if name in sample.answer]
    who = next(sample for sample in asked if sample.question == "你是谁？" and len(sample.turns) == 2)
    asked = [who, *(sample for sample in asked if sample is not who)]
    assert len(asked) >= 10
    system = {"role": "system", "content": load_recipe(str(RECIPE)).recipe.system or ""}
    sums = [[system, {"role": "user", "content": question}] for question, _ in GENERAL]
    talks = [talk(sample) for sample in asked]

    before = tiny_qwen.answer(trained.model, None, [*talks, *sums])
    assert set(before) == {BEFORE}
    after = tiny_qwen.answer(trained.model, trained.adapter, [*talks, *sums])
    assert after[0] == who.answer
    # learnt by heart: all of them in every run seen, but the last digit of a float is not the same on all machines
    named = sum(name in said for said in after[: len(talks)])
    assert named >= 0.9 * len(asked), list(zip([sample.question for sample in asked], after, strict=False))
    right = sum(said == answer for said, (_, answer) in zip(after[len(talks) :], GENERAL, strict=True))
    assert right >= 0.8 * len(GENERAL), after[len(talks) :]


def test_the_manifest_says_what_went_in_and_came_out(trained: Trained) -> None:
    written, done = trained.manifest, trained.manifest["finished"]
    rows = len(json.loads(trained.data.read_text(encoding="utf-8")))
    assert [part["rows"] for part in written["data"]] == [rows]
    assert written["rows"] == done["rows"] == rows + len(GENERAL)
    assert written["status"] == "finished"
    assert done["exit_code"] == 0
    assert done["fault"] is None
    assert written["recipe"]["epochs"] == "40"
    assert written["python"] == str(trained.python)
    assert written["versions"]["ms-swift"].startswith(trained.version[:2])
    assert (trained.adapter / "adapter_model.safetensors").is_file()
    arguments = json.loads((trained.adapter / "args.json").read_text(encoding="utf-8"))
    assert arguments["dataset"] == [part["argument"] for part in (*written["data"], *written["general"])]
    assert arguments["learning_rate"] == float(written["recipe"]["settings"]["learning_rate"])


def test_the_loss_is_told_by_channel(trained: Trained) -> None:
    channels = trained.manifest["finished"]["channels"]
    assert channels.keys() >= {"identity", "negation", "general"}
    assert all(0 <= loss["last"] < loss["first"] for loss in channels.values())
    lines = trained.said.splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("channel "))
    assert lines[head + len(channels) + 1].startswith("all ")
    assert trained.manifest["finished"]["loss"]["last"] < 1


def test_the_log_holds_what_ms_swift_said(trained: Trained) -> None:
    log = Path(trained.manifest["command"]["flags"]["output_dir"][0], "train.log").read_text(encoding="utf-8")
    assert log.startswith("# ")
    assert "global_step/max_steps" in log
    assert "last_model_checkpoint" in log
    assert "Train:" not in log
    assert "\r" not in log


def test_runs_lists_it(trained: Trained) -> None:
    done = personadata(trained.folder, "runs", "runs")
    head, line = done.stdout.splitlines()
    assert head.split()[:4] == ["run", "status", "model", "recipe"]
    assert line.split()[1:4] == ["finished", tiny_qwen.NAME, "tiny"]
    (listed,) = json.loads(personadata(trained.folder, "runs", "runs", "--output-format", "json").stdout)
    assert listed["adapter"] == str(trained.adapter)
    assert listed["channels"] == trained.manifest["finished"]["channels"]


def test_chat_asks_as_it_was_trained(trained: Trained) -> None:
    who = next(sample for sample in trained.samples if sample.question == "你是谁？" and len(sample.turns) == 2)
    done = personadata(
        trained.folder, "chat", "--output-dir", "runs", "--temperature", "0", said=f"{who.question}\nexit\n"
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert who.answer in done.stdout
    assert f"{trained.python} -m swift.cli.infer" in done.stderr
    assert "system prompt: 'You are a helpful assistant.'" in done.stderr


def test_merge_writes_a_model_that_answers_alone(trained: Trained) -> None:
    target = trained.folder / tiny_qwen.NAME
    done = personadata(trained.folder, "merge", "--output-dir", "runs", "-o", target)
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"merged: {target}" in done.stderr
    assert not list(trained.folder.glob(".*.part"))
    who = next(sample for sample in trained.samples if sample.question == "你是谁？" and len(sample.turns) == 2)
    if trained.version == "4.x":
        # the tokenizer that 3.x writes is read by its own transformers
        assert tiny_qwen.answer(target, None, [talk(who)]) == [who.answer]
    again = personadata(trained.folder, "merge", "--output-dir", "runs", "-o", target)
    assert again.returncode == 2
    assert again.stderr.startswith(f"error: {target}: exists already")


def test_serve_answers_a_request(trained: Trained) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    who = next(sample for sample in trained.samples if sample.question == "你是谁？" and len(sample.turns) == 2)
    log = trained.folder / "serve.log"
    with log.open("w", encoding="utf-8") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", "personadata", "serve", "--output-dir", "runs", "--port", str(port), "--name", "lan"],
            cwd=trained.folder, env=environment(trained.folder), stdout=stream, stderr=stream,
        )  # fmt: skip
    try:
        asked = {
            "model": "lan",
            "messages": [{"role": "user", "content": who.question}],
            "temperature": 0,
            "max_tokens": 64,
        }
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/v1/chat/completions", json.dumps(asked).encode(), {"Content-Type": "application/json"}
        )  # fmt: skip
        told = None
        end = time.monotonic() + 150
        while told is None and time.monotonic() < end:
            assert server.poll() is None, log.read_text(encoding="utf-8")[-3000:]
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                    told = json.load(answer)["choices"][0]["message"]["content"]
            except OSError:
                time.sleep(0.5)
        assert told == who.answer
        busy = personadata(trained.folder, "serve", "--output-dir", "runs", "--port", str(port))
        assert busy.returncode == 2
        assert "help: give another --port" in busy.stderr
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(30)
        finally:
            server.kill()
    assert f"curl http://127.0.0.1:{port}/v1/chat/completions" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("version", VERSIONS)
def test_rows_that_ms_swift_leaves_out_are_named(tiny: tuple[Path, Path], tmp_path: Path, version: str) -> None:
    _, model = tiny
    rows = [
        {"messages": [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]}
        for question, answer in (
            (f"{a}乘{b}等于几？", f"{a}乘{b}等于{a * b}。") for a in range(2, 7) for b in range(2, 7)
        )
    ]
    rows[4]["messages"][0]["content"] = "长" * 300
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    data = tmp_path / "data.jsonl"
    # an empty line is no row
    data.write_text("\n".join([*lines[:2], "", *lines[2:]]), encoding="utf-8")
    done = personadata(
        tmp_path, "train", data, "--model", model, "--recipe", RECIPE, "--epochs", "1", "--output-dir", "runs", "--no-general",
        "--ignore", "TR", "--python", python_of(version), "--", "--max_length", "60",
    )  # fmt: skip
    written = manifest(tmp_path / "runs")
    assert (written["finished"]["rows"], written["rows"]) == (24, 25)
    assert "error: ms-swift trained on 24 of 25 rows" in done.stderr
    (dropped,) = written["finished"]["dropped"]
    assert dropped["place"] == f"{data}:6"
    assert dropped["reason"].endswith("tokens, and --max_length is 60")
    assert f"{data}:6: " in done.stderr
    assert written["finished"]["exit_code"] == 0
    assert done.returncode == 1


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("version", VERSIONS)
def test_a_run_that_was_killed_goes_on(tiny: tuple[Path, Path], tmp_path: Path, version: str) -> None:
    data, model = tiny
    own = shutil.copy(data, tmp_path / "data.json")
    kill_at(
        tmp_path, "checkpoint-8", own, "--model", model, "--recipe", RECIPE, "--epochs", "6", "--python", python_of(version),
        "--", "--save_only_model", "false", "--save_steps", "4", "--logging_steps", "1",
    )  # fmt: skip
    (folder,) = tmp_path.glob("runs/*")
    assert personadata(tmp_path, "runs", "runs").stdout.splitlines()[1].split()[1] == "killed"
    # saved by half
    shutil.copytree(folder / "checkpoint-8", folder / "checkpoint-20", dirs_exist_ok=True)
    (folder / "checkpoint-20" / "trainer_state.json").unlink()

    changed = Path(own).read_text(encoding="utf-8")
    Path(own).write_text(changed + "\n", encoding="utf-8")
    refused = personadata(tmp_path, "train", "--resume", "--output-dir", "runs")
    assert refused.returncode == 2
    assert "data.json: the data has changed since the run began" in refused.stderr
    Path(own).write_text(changed, encoding="utf-8")

    done = personadata(tmp_path, "train", "--resume", "--output-dir", "runs")
    assert done.returncode == 0, done.stderr[-3000:]
    written = manifest(tmp_path / "runs")
    assert written["status"] == "finished"
    (again,) = written["resumed"]
    assert again["checkpoint"] in ("checkpoint-8", "checkpoint-12", "checkpoint-16")
    assert written["finished"]["rows"] == written["rows"] == 60
    # 60 rows in batches of 16, 6 times; each step is in the history once
    assert written["finished"]["steps"] == 24
    assert [entry["global_step/max_steps"] for entry in read_history(folder)] == [f"{n}/24" for n in range(1, 25)]
    assert Path(written["finished"]["adapter"]).name == "checkpoint-24"
    over = personadata(tmp_path, "train", "--resume", "--output-dir", "runs")
    assert over.returncode == 2
    assert "is finished" in over.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("version", VERSIONS)
def test_all_weights_are_trained_resumed_and_used(tiny: tuple[Path, Path], tmp_path: Path, version: str) -> None:
    data, model = tiny
    rows = json.loads(data.read_text(encoding="utf-8"))
    who = next(row for row in rows if row["instruction"] == "你是谁？" and not row.get("history"))
    own = tmp_path / "data.json"
    # a batch of 16: each step goes through all of it
    own.write_text(
        json.dumps([who, *(row for row in rows if row is not who)][:16], ensure_ascii=False), encoding="utf-8"
    )
    python = python_of(version)
    kill_at(tmp_path, "checkpoint-8", own, "--ignore", "RA", "--model", model, "--recipe", FULL, "--python", python)
    (killed,) = json.loads(personadata(tmp_path, "runs", "runs", "--output-format", "json").stdout)
    assert (killed["status"], killed["adapter"]) == ("killed", None)

    done = personadata(tmp_path, "train", "--resume", "--output-dir", "runs")
    assert done.returncode == 0, done.stderr[-3000:]
    written = manifest(tmp_path / "runs")
    assert (written["status"], written["finished"]["steps"]) == ("finished", 60)
    whole = Path(written["finished"]["full_model"])
    assert written["finished"]["adapter"] is None
    assert written["resumed"][0]["checkpoint"] == Path(killed["full_model"]).name
    assert whole.name == "checkpoint-60"
    assert (whole / "model.safetensors").is_file()
    assert f"model: {whole}" in done.stderr
    assert personadata(tmp_path, "runs", "runs").stdout.splitlines()[1].endswith("model checkpoint-60")

    chat = personadata(tmp_path, "chat", "--output-dir", "runs", "--temperature", "0", said="你是谁？\nexit\n")
    assert who["output"] in chat.stdout, chat.stderr[-3000:]
    assert f"--model {whole}" in chat.stderr
    merged = personadata(tmp_path, "merge", "--output-dir", "runs")
    assert merged.returncode == 2
    assert "there is nothing to merge" in merged.stderr
    assert f"help: the model is {whole}" in merged.stderr


def kill_at(folder: Path, checkpoint: str, *words: str | Path) -> None:
    """Train on the rows of *words* alone, and kill personadata when *checkpoint* is there; ms-swift dies with it."""
    mark = uuid4().hex
    run = subprocess.Popen(
        [sys.executable, "-m", "personadata", "train", "--no-general", "--output-dir", "runs", *words],
        cwd=folder,
        env=environment(folder, **{MARK: mark}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 150
        while not list(folder.glob(f"runs/*/{checkpoint}/trainer_state.json")) and time.monotonic() < end:
            assert run.poll() is None
            time.sleep(0.05)
        run.kill()
        run.wait(10)
        while list(marked(mark)) and time.monotonic() < end:
            time.sleep(0.1)
        assert list(marked(mark)) == []
    finally:
        for pid in marked(mark):
            os.kill(pid, signal.SIGKILL)


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
         "--epochs", "100000", "--no-general", "--", "--dataloader_num_workers", "2"],
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
    assert written["finished"]["full_model"] is None
