"""personadata mix as a program: what it says, what it leaves, and what is left of it when it is killed."""

from __future__ import annotations

import importlib.util
import json
import os
import pty
import re
import resource
import select
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from personadata.dataset import find_files, search
from personadata.mix.manifest import find_manifest
from tests.mix.rows import PERSONA, general, read, write

SAMPLE = Path(__file__).parents[2] / "samples" / "community-bot" / "self_cognition.json"
MIX = [sys.executable, "-m", "personadata", "mix"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    write(tmp_path / "data" / "self_cognition.json", PERSONA, "json")
    write(tmp_path / "general.jsonl", general(300))
    return tmp_path


def mix(folder: Path, *args: str, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Run it; *limit* is the most bytes that a file may grow to, as on a full disk."""

    def bound() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    # byte code cut off by the limit would be taken for whole by every later run
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*MIX, *args], cwd=folder, capture_output=True, encoding="utf-8", check=False, preexec_fn=bound, env=environment
    )  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_lint_passes_over_a_mix_of_what_lies_beside_it(folder: Path) -> None:
    def lint(*paths: str) -> str:
        command = [sys.executable, "-m", "personadata", "lint"]
        command += ["--isolated", "--exit-zero", "--select", "DU101", *paths]
        done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
        return done.stdout + done.stderr

    mix(folder, "--general", "general.jsonl", "--validation", "0.1")
    alone = "no findings in 1 file (6 samples)\nnote: data/train.jsonl is a mix of other files there"
    assert alone in lint()
    assert alone in lint("data")
    assert "in 1 file" in lint("data/train.jsonl")
    assert "note" not in lint("data/train.jsonl")
    assert "in 2 files" in lint("data", "data/train.jsonl")
    data = folder / "data"
    assert [path.name for path in search(data).mixes] == ["train.jsonl", "train.validation.jsonl"]
    assert search(folder).mixes == search(data).mixes
    # by themselves, and when the manifest says nothing that can be read, they are data like any
    (data / "self_cognition.json").rename(folder / "elsewhere.txt")
    assert [path.name for path in find_files([data])] == ["train.jsonl", "train.validation.jsonl"]
    for manifest in ("[]", "{", '{"outputs": {"train": 3}}'):
        (data / "train.mix.json").write_text(manifest, encoding="utf-8")
        assert search(folder).mixes == []


def test_defaults(folder: Path) -> None:
    done = mix(folder, "--general", "general.jsonl")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert sorted(files(folder)) == [
        "data/self_cognition.json", "data/train.jsonl", "data/train.mix-report.jsonl", "data/train.mix.json", "general.jsonl",
    ]  # fmt: skip
    assert len(read(folder / "data" / "train.jsonl")) == 306
    assert "wrote data/train.jsonl: 306 rows, for 10 epochs" in done.stderr
    assert "note: 60 exposures may not stick" in done.stderr
    assert "called 2 % there" in done.stderr
    assert "\r" not in done.stderr


def test_quiet(folder: Path) -> None:
    done = mix(folder, "--general", "general.jsonl", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_dry_run_shows_the_plan_and_writes_nothing(folder: Path) -> None:
    before = files(folder)
    done = mix(folder, "--general", "general.jsonl#100", "--exposures", "60", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "general.jsonl#100" in done.stdout
    assert " 94.3%" in done.stdout
    assert files(folder) == before


def test_the_mix_is_no_data_of_a_folder_twice(folder: Path) -> None:
    assert mix(folder, "--general", "general.jsonl", "-q", "-o", "data/out.jsonl").returncode == 0
    done = subprocess.run(
        [*MIX[:3], "lint", "data/out.mix.json", "data"], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert "mix-report" not in done.stdout
    assert mix(folder, "data", "--general", "general.jsonl", "-o", "data/out.jsonl").returncode == 2


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--general", "gone.jsonl"], "error: gone.jsonl: there is no gone.jsonl"),
        (["gone.json"], "error: gone.json: there is no gone.json"),
        (["--part", "general.jsonl"], "error: part 'general.jsonl': no name"),
        (["--general", "general.jsonl", "--general", "general.jsonl#3"], "error: general.jsonl#3: given twice"),
        (["--system", "x", "--template-system"], "--system and --template-system exclude each other"),
        (["-o", "data"], "error: data: not a kind of file"),
        (["-o", "general.jsonl/train.jsonl"], "error: general.jsonl/train.jsonl: cannot write: "),
        (["--general", "general.jsonl#99999999999"], "error: general: 99,999,999,999 rows of 300 are more than 1,000 copies"),
        (["--identity-share", "200%", "--general", "general.jsonl"], "'200%' is not a share: write 0.1 or 10%"),
        (["--identity-share", "nan", "--general", "general.jsonl"], "'nan' is not a share"),
        (["--epochs", "inf"], "'inf' is not a number above 0"),
        (["--exposures", "nan"], "'nan' is not a number above 0"),
        (["--validation", "0.6"], "'0.6' is not a share: write 0.05 or 5%, above 0 and at most 0.5"),
        (["--interleave"], "error: --interleave mixes other data"),
        (["--interleave", "--general", "o/n#5", "--validation", "0.1"], "error: --validation goes with a mix that is written"),
        (["--interleave", "--general", "o/n#9000000"], "error: 6 rows among 9,000,006 are less than 0.05%"),
        (["--interleave", "--general", "data.jsonl.gz#5"], "error: data.jsonl.gz: swift sft does not read such files"),
        (["--identity-share", "0.5", "--general", "general.jsonl#9", "--exposures", "9", "--epochs", "1"], "another one is given"),
        (["--engine", "ray", "--general", "general.jsonl"], ""),
    ],
)  # fmt: skip
def test_mistakes_are_told_and_leave_nothing(args: list[str], message: str, folder: Path) -> None:
    if not message:
        if importlib.util.find_spec("ray"):
            pytest.skip("ray is installed")
        message = "--engine ray needs Ray, which is not installed"
    (folder / "data.jsonl.gz").write_bytes(b"")
    before = files(folder)
    done = mix(folder, *args)
    assert done.returncode == 2, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert files(folder) == before


@pytest.mark.parametrize("name", ["train.jsonl", "train.parquet"])
@pytest.mark.parametrize("limit", [1, 3000, 20_000])
def test_a_full_disk_changes_nothing(name: str, limit: int, folder: Path) -> None:
    write(folder / "general.jsonl", general(2000))
    assert mix(folder, "--general", "general.jsonl#50", "-q", "-o", f"out/{name}").returncode == 0
    before = files(folder)
    done = mix(folder, "--general", "general.jsonl#2000", "-o", f"out/{name}", limit=limit)
    assert done.returncode == 2, done.stderr
    assert re.match(rf"error: out/{name}: cannot write: .*File too large\n", done.stderr), done.stderr
    assert "help: nothing was changed; make room on this disk, or give another place with -o" in done.stderr
    assert files(folder) == before


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.3])
def test_a_kill_leaves_the_old_mix_and_the_next_run_cleans_up(delay: float, folder: Path) -> None:
    write(folder / "large.jsonl", general(576) * 300)
    assert mix(folder, "--general", "general.jsonl#50", "-q", "-o", "out/train.jsonl").returncode == 0
    before = files(folder)
    command = [*MIX, "--general", "large.jsonl#all", "--no-clean", "-o", "out/train.jsonl"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
    while not (left := list(folder.glob("out/.*.tmp"))) and process.poll() is None:
        time.sleep(0.005)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = list(folder.glob("out/.*.tmp"))
    assert left
    assert {name: raw for name, raw in files(folder).items() if not name.endswith(".tmp")} == before
    assert find_manifest(folder / "out" / "train.jsonl")
    done = mix(folder, "--general", "general.jsonl#50", "-o", "out/train.jsonl")
    assert f"removed {folder.resolve()}/out/.train.jsonl.{process.pid}.tmp, left half-written" in done.stderr
    assert not list(folder.glob("out/.*.tmp"))


def test_an_interrupt_leaves_nothing(folder: Path) -> None:
    write(folder / "large.jsonl", general(576) * 300)
    before = files(folder)
    command = [*MIX, "--general", "large.jsonl#all", "--no-clean", "-o", "train.jsonl"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list(folder.glob(".*.tmp")) and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    assert process.wait() != 0
    assert files(folder) == before


def test_progress_is_shown_at_a_terminal(folder: Path) -> None:
    write(folder / "large.jsonl", general(576) * 300)
    parent, child = pty.openpty()
    command = [*MIX, "--general", "large.jsonl#all", "--no-clean"]
    process = subprocess.Popen(command, cwd=folder, stderr=child, stdout=subprocess.DEVNULL)
    os.close(child)
    shown = b""
    while process.poll() is None or select.select([parent], [], [], 0)[0]:
        try:
            shown += os.read(parent, 65536)
        except OSError:
            break
    os.close(parent)
    assert process.wait() == 0
    assert b"\rcleaning large.jsonl#all: " in shown


def test_flags_for_swift_to_mix_by_itself(folder: Path) -> None:
    args = [
        "--general",
        "AI-ModelScope/alpaca-gpt4-data-zh#500",
        "--general",
        "hf::a/b:c",
        "--part",
        "law=general.jsonl#94",
    ]
    done = mix(folder, *args, "--interleave")
    assert done.returncode == 0, done.stderr
    words = shlex.split(done.stdout.replace("\\\n", " "))
    assert words[:2] == ["swift", "sft"]
    start = words.index("--dataset") + 1
    persona = str(folder / "data" / "self_cognition.json")
    law = f"{folder / 'general.jsonl'}#94"
    assert words[start : start + 4] == [persona, "AI-ModelScope/alpaca-gpt4-data-zh#500", "hf::a/b:c#500", law]
    shares = [float(word) for word in words[start + 5 : start + 9]]
    assert words[start + 4] == "--interleave_prob"
    assert abs(sum(shares) - 1) < 1e-9
    assert [round(share * 1100) for share in shares] == [6, 500, 500, 94]
    assert words[words.index("--system") + 1] == "You are a helpful assistant."
    assert sorted(files(folder)) == ["data/self_cognition.json", "general.jsonl"]
    assert "not cleaned" in done.stderr


@pytest.mark.skipif(importlib.util.find_spec("swift") is None, reason="ms-swift is not installed")
def test_ms_swift_mixes_by_these_flags(folder: Path) -> None:
    done = mix(folder, "--general", "general.jsonl#94", "--interleave")
    words = shlex.split(done.stdout.replace("\\\n", " "))
    start = words.index("--dataset") + 1
    from swift.dataset import load_dataset

    shares = [float(word) for word in words[words.index("--interleave_prob") + 1 :][:2]]
    data, _ = load_dataset(
        words[start : start + 2], num_proc=1, interleave_prob=shares, stopping_strategy=words[words.index("--stopping_strategy") + 1]
    )  # fmt: skip
    asked = {message["content"] for row in data for message in row["messages"] if message["role"] == "user"}
    assert len(asked & {row["instruction"] for row in PERSONA}) == 6
    assert len(asked) == 100


def test_train_takes_the_mix(folder: Path) -> None:
    (folder / "data" / "self_cognition.json").write_bytes(SAMPLE.read_bytes())
    assert mix(folder, "--general", "general.jsonl", "-q").returncode == 0
    train = [
        *MIX[:3],
        "train",
        "data/train.jsonl",
        "--no-general",
        "--dry-run",
        *("--persona", str(SAMPLE.with_name("persona.yaml"))),
    ]
    done = subprocess.run(train, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert str(folder / "data" / "train.jsonl") in done.stdout


def test_the_manifest_is_json_for_people(folder: Path) -> None:
    assert mix(folder, "--general", "general.jsonl#10", "-q", "--seed", "3").returncode == 0
    manifest = json.loads((folder / "data" / "train.mix.json").read_text(encoding="utf-8"))
    assert (manifest["seed"], manifest["outputs"]["train"]["rows"]) == (3, 16)
    assert {"path", "sha256", "rows"} <= manifest["persona"]["files"][0].keys()
