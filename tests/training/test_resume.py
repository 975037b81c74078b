"""Going on with a run; tests/test_end_to_end.py kills and resumes real ones."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.training.alive import this_process
from personadata.training.handover import merge_command
from personadata.training.launch import LAUNCH
from personadata.training.project import project_recipe
from personadata.training.resume import prepare
from personadata.training.runs import read_run
from tests.training.recorded import OPTIMIZER, change, checkpoint, record

pytestmark = pytest.mark.skipif(importlib.util.find_spec("swift") is None, reason="ms-swift is not installed")


def test_the_same_flags_from_the_last_complete_checkpoint(tmp_path: Path) -> None:
    run = record(tmp_path, "--learning_rate", "1e-3", code=None)
    checkpoint(run, 4, *OPTIMIZER)
    last = checkpoint(run, 8, *OPTIMIZER)
    checkpoint(run, 12)
    made = prepare(read_run(run), {"logging_steps": ["1"]})
    assert made.checkpoint == last
    before = read_run(run).flags
    assert made.command.flags == {**before, "logging_steps": ["1"], "resume_from_checkpoint": [str(last)]}
    assert made.command.flags["learning_rate"] == ["1e-3"]
    assert made.command.flags["output_dir"] == [str(run)]
    assert made.notes == (f"run {run.name} goes on from step 8 of 24",)


@pytest.mark.parametrize(
    ("name", "added", "said"),
    [
        ("data.json", "\n", "data.json: the data has changed since the run began"),
        ("mine.yaml", "settings: {lora_rank: 2}\n", "mine.yaml: the recipe has changed since the run began"),
        ("base.yaml", "general: [a/b]\n", "mine.yaml: the recipe has changed since the run began, or what it extends"),
        ("personadata.toml", "max_length = 99\n", "the recipe has changed since the run began"),
    ],
)
def test_changes_are_refused_unless_told(tmp_path: Path, name: str, added: str, said: str) -> None:
    (tmp_path / "personadata.toml").write_text("[train.settings]\nseed = 7\n", encoding="utf-8")
    run = record(
        tmp_path, code=1, sets=["epochs.alone=3", "more.hub_token=s3cret"], project=project_recipe(tmp_path)[1]
    )
    checkpoint(run, 4, *OPTIMIZER)
    assert "s3cret" not in (run / "run.json").read_text(encoding="utf-8")
    given = {"hub_token": ["s3cret"]}
    # what a recipe says in other words is the same recipe
    with (tmp_path / "base.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# a comment\ntuning: lora\n")
    assert prepare(read_run(run), given).checkpoint.name == "checkpoint-4"
    with (tmp_path / name).open("a", encoding="utf-8") as stream:
        stream.write(added)
    with pytest.raises(UserError, match=said) as caught:
        prepare(read_run(run), given)
    assert "--allow-changes" in caught.value.help
    assert any(said in note for note in prepare(read_run(run), given, changed=True).notes)
    (tmp_path / name).unlink()
    gone = "the recipe has changed" if name.endswith(".toml") else "cannot be read any more"
    with pytest.raises(UserError, match=gone):
        prepare(read_run(run), given)


def test_a_finished_run(tmp_path: Path) -> None:
    run = record(tmp_path)
    checkpoint(run, 4, *OPTIMIZER)
    with pytest.raises(UserError, match="is finished"):
        prepare(read_run(run))


def test_a_running_run(tmp_path: Path) -> None:
    run = record(tmp_path, code=None)
    checkpoint(run, 4, *OPTIMIZER)
    change(run, process=this_process())
    with pytest.raises(UserError, match="is still running"):
        prepare(read_run(run))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (None, "no checkpoint had been saved when it stopped"),
        ((), "checkpoint-4 holds weights only"),
        (("half",), "its only checkpoint is not complete"),
    ],
)
def test_nothing_to_go_on_from(tmp_path: Path, files: tuple[str, ...] | None, said: str) -> None:
    run = record(tmp_path, code=None)
    if files is not None:
        made = checkpoint(run, 4)
        if files:
            (made / "trainer_state.json").unlink()
    with pytest.raises(UserError, match=said):
        prepare(read_run(run))


def test_a_secret_in_the_environment_has_to_be_given_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WANDB_API_KEY", raising=False)
    run = record(tmp_path, code=1, sets=["env.WANDB_API_KEY=s3cret"])
    made = checkpoint(run, 4, *OPTIMIZER)
    assert "s3cret" not in (run / "run.json").read_text(encoding="utf-8")
    assert "WANDB_API_KEY" not in merge_command(read_run(run), tmp_path).environment
    with pytest.raises(UserError, match="does not hold the secret of WANDB_API_KEY") as caught:
        prepare(read_run(run))
    assert caught.value.help == f"give it again: WANDB_API_KEY=… personadata train --resume {run.name}"
    monkeypatch.setenv("WANDB_API_KEY", "s3cret")
    assert prepare(read_run(run)).checkpoint == made


def test_a_machine_among_others_is_the_same_one_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LAUNCH:
        monkeypatch.delenv(name, raising=False)
    run = record(tmp_path, code=1)
    checkpoint(run, 4, *OPTIMIZER)
    meeting = {"NNODES": "2", "NODE_RANK": "1", "MASTER_ADDR": "10.0.0.1"}
    change(run, environment=meeting)
    assert prepare(read_run(run)).command.environment == meeting
    monkeypatch.setenv("NODE_RANK", "0")
    assert prepare(read_run(run)).command.environment == {**meeting, "NODE_RANK": "0"}
    monkeypatch.setenv("NODE_RANK", "2")
    with pytest.raises(UserError, match="expected a whole number from 0 to 1"):
        prepare(read_run(run))


def test_a_secret_has_to_be_given_again(tmp_path: Path) -> None:
    run = record(tmp_path, "--hub_token", "s3cret", code=1)
    checkpoint(run, 4, *OPTIMIZER)
    assert "s3cret" not in (run / "run.json").read_text(encoding="utf-8")
    with pytest.raises(UserError, match="does not hold the secret of --hub_token"):
        prepare(read_run(run))
    assert prepare(read_run(run), {"hub_token": ["s3cret"]}).command.flags["hub_token"] == ["s3cret"]
