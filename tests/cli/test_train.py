"""personadata train, up to where ms-swift takes over; tests/test_end_to_end.py goes on from there."""

from __future__ import annotations

import importlib.util
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from personadata.cli import main

ROWS = [
    {"instruction": f"问题{number}：{topic}怎么读？", "input": "", "output": f"“{topic}”的读音请查字典第{number}页。"}
    for number, topic in enumerate("山水云月风雪雷电星河湖海江川溪泉松竹梅兰菊荷桃李")
]
installed = pytest.mark.skipif(importlib.util.find_spec("swift") is None, reason="ms-swift is not installed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "self_cognition.json").write_text(json.dumps(ROWS, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def train(folder: Path, *args: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """Run the console entry; *code* is Python that goes before it."""
    start = f"{code}\nfrom personadata.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", start, "train", *args],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "CUDA_VISIBLE_DEVICES"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# the same as if the package were not there: its metadata is what is asked
WITHOUT_SWIFT = """
import importlib.metadata as metadata
def version(name, real=metadata.version):
    if name == "ms-swift":
        raise metadata.PackageNotFoundError(name)
    return real(name)
metadata.version = version
"""


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@installed
def test_a_dry_run_prints_the_command_and_nothing_else(folder: Path) -> None:
    before = files(folder)
    done = train(folder, "--dry-run")
    assert done.returncode == 0, done.stderr
    words = shlex.split(done.stdout)
    assert words[:4] == ["CUDA_VISIBLE_DEVICES=0", sys.executable, "-m", "swift.cli.sft"]
    flags = dict(line.strip(" \\").split(" ", 1) for line in done.stdout.splitlines()[1:])
    assert flags["--model"] == "Qwen/Qwen2.5-7B-Instruct"
    assert flags["--system"] == "'You are a helpful assistant.'"
    assert flags["--num_train_epochs"] == "3"
    assert shlex.split(flags["--dataset"]) == [
        str(folder / "data" / "self_cognition.json"),
        "AI-ModelScope/alpaca-gpt4-data-zh#500",
        "AI-ModelScope/alpaca-gpt4-data-en#500",
    ]
    assert "24 persona rows among 1,024 (2.3%), 3 epochs" in done.stderr
    assert files(folder) == before
    assert not (folder / "output").exists()


def test_a_dry_run_needs_no_ms_swift(folder: Path) -> None:
    done = train(folder, "--dry-run", "--no-general", "--", "--seed", "1", code=WITHOUT_SWIFT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("CUDA_VISIBLE_DEVICES=0 swift sft \\\n  --model Qwen/Qwen2.5-7B-Instruct \\\n")
    assert "--num_train_epochs 10 \\\n" in done.stdout
    assert done.stdout.endswith("  --seed 1\n")
    assert "ms-swift is not installed" in done.stderr
    assert "pip install 'personadata[train]'" in done.stderr


def test_a_run_needs_ms_swift(folder: Path) -> None:
    done = train(folder, code=WITHOUT_SWIFT)
    assert done.returncode == 2
    assert done.stderr == (
        "error: ms-swift is not installed, and it does the training\nhelp: pip install 'personadata[train]'\n"
    )
    assert not (folder / "output").exists()


MISTAKES = {
    "no data": (["missing.json"], "missing.json: no such file or folder"),
    "no general data": (["--general", "missing.json"], "there is no {}/missing.json"),
    "both": (["--general", "a/b", "--no-general"], "--general and --no-general exclude each other"),
    "no model": (["--model", "./missing"], "model './missing': there is no folder {}/missing"),
    "no recipe": (["--recipe", "qwen"], "no recipe 'qwen'"),
    "no persona": (["--persona", "missing.yaml"], "missing.yaml: no such spec"),
    "no rule": (["--ignore", "XX999"], "no rule 'XX999'"),
    "owned flag": (["--", "--output_dir", "x"], "--output_dir after --: --output_dir is set by personadata"),
    "no flag": (["--", "x"], "'x' after -- is no flag"),
    "output is a file": (["--output-dir", "data/self_cognition.json"], "is a file, and the runs need a folder"),
}


@pytest.mark.parametrize(("args", "message"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(folder: Path, args: list[str], message: str) -> None:
    before = files(folder)
    options, cut, rest = (
        (args[: args.index("--")], ["--"], args[args.index("--") + 1 :]) if "--" in args else (args, [], [])
    )
    done = train(folder, *options, "--dry-run", *cut, *rest)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("error: ")
    assert message.format(folder) in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr
    assert files(folder) == before


@installed
@pytest.mark.parametrize(
    ("data", "refused"),
    [([], True), (["data"], True), (["data/self_cognition.json"], False), (["data/train.jsonl"], False)],
)
def test_a_mix_is_trained_on_or_refused(
    folder: Path, data: list[str], refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    general = [{"instruction": f"{n}乘以{n}等于几？", "output": f"{n}乘以{n}等于{n * n}。"} for n in range(100, 130)]
    (folder / "general.json").write_text(json.dumps(general, ensure_ascii=False), encoding="utf-8")
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit):
        main(["mix", "--general", "general.json", "-q"])
    done = train(folder, *data, "--dry-run", "--no-general")
    if not refused:
        assert done.returncode == 0, done.stderr
        return
    assert done.returncode == 2
    assert done.stderr == (
        "error: data holds a mix, data/train.jsonl, and what it was made of\n"
        "help: train on the mix: personadata train data/train.jsonl; "
        "or on the persona file alone: personadata train data/self_cognition.json\n"
    )


@installed
def test_the_command_of_one_machine_of_two(folder: Path) -> None:
    meeting = {"NODE_RANK": "1", "MASTER_ADDR": "10.0.0.1"}
    start = "".join(f"import os; os.environ[{name!r}] = {value!r}\n" for name, value in meeting.items())
    recipe = ("--recipe", "qwen2.5-7b-instruct-2-nodes-2x24gb")
    done = train(folder, "--dry-run", *recipe, code=start)
    assert done.returncode == 0, done.stderr
    words = shlex.split(done.stdout)
    variables = dict(word.split("=", 1) for word in words[: words.index(sys.executable)])
    assert variables == {
        "CUDA_VISIBLE_DEVICES": "0,1", "NPROC_PER_NODE": "2", "NNODES": "2", "MASTER_PORT": "29500", **meeting
    }  # fmt: skip


def test_lint_errors_stop_the_run(folder: Path) -> None:
    path = folder / "data" / "self_cognition.json"
    path.write_text(json.dumps([*ROWS, {**ROWS[0], "output": ""}], ensure_ascii=False), encoding="utf-8")
    done = train(folder, "--dry-run")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "error: the data has lint errors, so nothing was trained" in done.stderr
    assert "SC201" in done.stderr
    assert train(folder, "--dry-run", "--ignore", "SC201").returncode == 0


@installed
@pytest.mark.train
@pytest.mark.parametrize(
    ("flag", "message"),
    [
        ("--learning_rte", "--learning_rte: ms-swift {} has no such flag (did you mean 'learning_rate'?)"),
        ("--no_such_flag", "--no_such_flag: ms-swift {} has no such flag"),
    ],
)
def test_the_installed_ms_swift_is_asked_for_its_flags(folder: Path, flag: str, message: str) -> None:
    from importlib.metadata import version

    done = train(folder, "--dry-run", "--", flag, "1")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "error: " + message.format(version("ms-swift"))


def test_help_says_how_to_pass_flags_on(folder: Path) -> None:
    done = train(folder, "--help")
    assert done.stdout.startswith("Usage: personadata train [OPTIONS] [DATA]... [-- SWIFT_FLAGS]\n")
