"""Runs on the disk: found, listed, and known for what they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.training.alive import is_alive, this_process
from personadata.training.losses import Loss
from personadata.training.manifest import ended
from personadata.training.runs import find_run, find_runs, read_run
from personadata.training.table import runs_table, summary
from tests.training.recorded import FULL, change, checkpoint, record


@pytest.mark.parametrize(
    ("code", "status"),
    [(0, "finished"), (1, "failed"), (2, "failed"), (130, "killed"), (137, "killed"), (None, "killed")],
)
def test_status(tmp_path: Path, code: int | None, status: str) -> None:
    assert read_run(record(tmp_path, code=code)).status == status


def test_a_run_whose_process_lives_is_running(tmp_path: Path) -> None:
    run = record(tmp_path, code=None)
    change(run, process=this_process())
    assert read_run(run).status == "running"


def test_a_run_of_another_host_is_taken_at_its_word(tmp_path: Path) -> None:
    run = record(tmp_path, code=None)
    change(run, process={"host": "elsewhere", "pid": 1, "born": None})
    assert read_run(run).status == "running"


def test_processes() -> None:
    own = this_process()
    assert is_alive(own)
    assert is_alive({**own, "host": "elsewhere"}) is None
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert is_alive({**own, "pid": child.pid}) is False
    assert is_alive({"host": own["host"]}) is False
    if sys.platform == "linux":
        # the number is another's since
        assert is_alive({**own, "born": "before"}) is False


def test_found_by_name_folder_file_checkpoint_and_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = record(tmp_path)
    last = record(tmp_path)
    made = checkpoint(first, 4)
    (tmp_path / "runs" / "notes").mkdir()
    (tmp_path / "runs" / "broken").mkdir()
    (tmp_path / "runs" / "broken" / "run.json").write_text("{", encoding="utf-8")
    assert [run.folder for run in find_runs(tmp_path / "runs")] == [first, last]
    monkeypatch.chdir(tmp_path)
    assert find_run(output=Path("runs")).folder == last
    for name in (first.name, str(first), str(first / "run.json"), str(made), f"runs/{first.name}"):
        assert find_run(name, Path("runs")).folder == first
    with pytest.raises(UserError, match=r"no run 'x'"):
        find_run("x", Path("runs"))
    with pytest.raises(UserError, match="did you mean"):
        find_run(first.name[:-1], Path("runs"))
    with pytest.raises(UserError, match="no run in nowhere"):
        find_run(output=Path("nowhere"))
    with pytest.raises(UserError, match=r"notes: no run.json in it"):
        find_run("runs/notes", Path("runs"))


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"command": {}}', '"x"'])
def test_what_is_no_record(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"run.json: "):
        read_run(tmp_path)


def test_a_loss_that_is_no_number_is_valid_json_and_a_failure(tmp_path: Path) -> None:
    manifest = read_run(record(tmp_path)).manifest
    nan = {"": Loss(2.0, float("nan")), "identity": Loss(float("inf"), 1.0)}
    done = ended(manifest, exit_code=0, seconds=1, checkpoint=None, rows=3, losses=nan, broken=True)
    assert json.loads(json.dumps(done, allow_nan=False))["finished"]["loss"] == {"first": 2.0, "last": None}
    assert done["status"] == "failed"


def test_the_list(tmp_path: Path) -> None:
    run = record(tmp_path)
    made = checkpoint(run, 12)
    record(tmp_path, code=None)
    runs = find_runs(tmp_path / "runs")
    head, first, second = runs_table(runs)
    assert head.split() == [
        "run",
        "status",
        "model",
        "recipe",
        "data",
        "rows",
        "epochs",
        "steps",
        "loss",
        "time",
        "result",
    ]
    assert first.split() == [
        run.name, "finished", "Qwen2.5-7B-Instruct", "mine", "data.json", "3", "40", "12", "1.5000", "1:02:05", "adapter", "checkpoint-12",
    ]  # fmt: skip
    assert second.split()[1:] == ["killed", "Qwen2.5-7B-Instruct", "mine", "data.json", "3", "40", *"----"]
    told = summary(runs[0])
    assert json.loads(json.dumps(told)) == told
    assert (told["adapter"], told["full_model"]) == (str(made), None)
    checkpoint(run, 16, weights=FULL)
    (told,) = map(summary, find_runs(tmp_path / "runs")[:1])
    assert (told["adapter"], told["full_model"]) == (None, str(run / "checkpoint-16"))
    assert next(line for line in runs_table(runs) if run.name in line).endswith("model checkpoint-16")
    assert told["channels"] == {"identity": {"first": 9.5, "last": 1.25}}
