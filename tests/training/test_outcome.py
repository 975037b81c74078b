"""What a run leaves in its folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from personadata.training.outcome import (
    missing_rows,
    newest_checkpoint,
    newest_resumable,
    read_state,
    result_of,
    rows_trained,
    steps_done,
    uncounted,
)

WHOLE = ("adapter_config.json", "adapter_model.safetensors", "trainer_state.json")
OPTIMIZER = ("optimizer.pt", "scheduler.pt")
FULL = ("config.json", "model.safetensors", "trainer_state.json")


def checkpoint(folder: Path, name: str, *files: str) -> Path:
    (folder / name).mkdir()
    for file in files:
        (folder / name / file).touch()
    return folder / name


def test_the_newest_complete_checkpoint(tmp_path: Path) -> None:
    assert newest_checkpoint(tmp_path) is None
    checkpoint(tmp_path, "checkpoint-9", *WHOLE)
    newest = checkpoint(tmp_path, "checkpoint-10", *WHOLE)
    # killed while it was written; not a checkpoint of a step
    checkpoint(tmp_path, "checkpoint-11", *WHOLE[:2])
    checkpoint(tmp_path, "checkpoint-merged", *WHOLE)
    assert newest_checkpoint(tmp_path) == newest


def test_what_came_out_is_named_for_what_it_is(tmp_path: Path) -> None:
    adapter, model = checkpoint(tmp_path, "checkpoint-1", *WHOLE), checkpoint(tmp_path, "checkpoint-2", *FULL)
    assert result_of(adapter) == {"adapter": str(adapter), "full_model": None}
    assert result_of(model) == {"adapter": None, "full_model": str(model)}
    assert result_of(None) == {"adapter": None, "full_model": None}


@pytest.mark.parametrize(("logged", "saved", "steps"), [([20, 40], 48, 48), ([20, 40], None, 40), ([], None, 0)])
def test_steps_done(tmp_path: Path, logged: list[int], saved: int | None, steps: int) -> None:
    history = [{"global_step/max_steps": f"{step}/60"} for step in logged]
    made = checkpoint(tmp_path, "checkpoint-1", *FULL) if saved else None
    if made:
        (made / "trainer_state.json").write_text(json.dumps({"global_step": saved}), encoding="utf-8")
    assert steps_done(history, made) == steps


@pytest.mark.parametrize(
    ("files", "whole", "resumable"),
    [
        (WHOLE, True, False),
        ((*WHOLE, *OPTIMIZER), True, True),
        ((*WHOLE, "optimizer.pt"), True, False),
        ((*WHOLE[:2], *OPTIMIZER), False, False),
        ((*FULL, *OPTIMIZER), True, True),
        (("config.json", "model-00001-of-00002.safetensors", "trainer_state.json"), True, False),
        (("adapter_config.json", "trainer_state.json", *OPTIMIZER), False, False),
        ((*WHOLE, "latest", "global_step5"), True, True),
    ],
)
def test_what_makes_a_checkpoint_complete(tmp_path: Path, files: tuple[str, ...], whole: bool, resumable: bool) -> None:
    made = checkpoint(tmp_path, "checkpoint-5", *files)
    (made / "trainer_state.json").write_text('{"global_step": 5}') if "trainer_state.json" in files else None
    assert newest_checkpoint(tmp_path) == (made if whole else None)
    assert newest_resumable(tmp_path) == (made if resumable else None)


def test_a_state_that_was_written_by_half_cannot_be_resumed(tmp_path: Path) -> None:
    made = checkpoint(tmp_path, "checkpoint-5", *WHOLE, *OPTIMIZER)
    (made / "trainer_state.json").write_text('{"global_step": 5, "log_his')
    assert newest_resumable(tmp_path) is None
    assert read_state(made) == {}


SUMMARY = '{"train_dataset": "31.3±2.9, min=28.0, max=39.0, size=%d", "last_model_checkpoint": null}\n'


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('{"loss": 1}\n' + SUMMARY % 55, 55),
        ('{"loss": 1}\n', None),
        ('{"train_dataset": null, "last_model_checkpoint": null}\n', None),
        ("[1]\n", None),
        ("", None),
        ('{"train_data', None),
    ],
)
def test_rows_trained(tmp_path: Path, text: str, rows: int | None) -> None:
    assert rows_trained(tmp_path) is None
    (tmp_path / "logging.jsonl").write_text(text, encoding="utf-8")
    assert rows_trained(tmp_path) == rows


def record(rows: int | None, *hashes: str | None, **flags: list[str]) -> dict[str, Any]:
    data = [{"argument": f"{number}", "sha256": text} for number, text in enumerate(hashes)]
    return json.loads(json.dumps({"rows": rows, "data": data[:1], "general": data[1:], "command": {"flags": flags}}))


@pytest.mark.parametrize(
    ("made", "trained", "said"),
    [
        (record(5, "x"), 5, ""),
        (record(5, "x"), None, ""),
        (record(None, "x"), 4, ""),
        (
            record(5, "x", max_length=["2048"]),
            4,
            "ms-swift trained on 4 of 5 rows: it leaves out, without a word, rows ",
        ),
        (record(5, "x", None), 4, "; rows of general data that was not read here may be among them"),
    ],
)
def test_missing_rows(made: dict[str, Any], trained: int | None, said: str) -> None:
    told = missing_rows(made, trained)
    assert said in told
    assert bool(said) == bool(told)
    if made["command"]["flags"] and told:
        assert "longer than 2048 tokens (--max_length)" in told


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (record(5, "x"), ""),
        (record(None, "x", packing=["true"]), "--packing"),
        (record(None, "x", streaming=["true"]), "--streaming"),
        (record(None, "x", None), "is not known here"),
    ],
)
def test_what_is_not_counted_is_said(made: dict[str, Any], said: str) -> None:
    assert said in uncounted(made)
    assert bool(said) == bool(uncounted(made))
