"""The loss, from what ms-swift logs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personadata.training.losses import Loss, losses, read_history, read_summary, trouble
from personadata.training.table import loss_table


def entry(step: int, loss: float, epoch: float, **channels: float) -> dict[str, object]:
    named = {f"loss_{name}": value for name, value in channels.items()}
    return {"loss": loss, "epoch": epoch, **named, "global_step/max_steps": f"{step}/4"}


def write(folder: Path, *entries: object, rest: str = "") -> Path:
    (folder / "logging.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in entries) + rest, encoding="utf-8")
    return folder


def test_what_a_resumed_run_does_again_counts_once(tmp_path: Path) -> None:
    first = [entry(1, 9, 0.5), entry(2, 8, 1), entry(3, 7, 1.5)]
    again = [entry(2, 8.5, 1), entry(3, 7.5, 1.5), entry(4, 6, 2)]
    history = read_history(write(tmp_path, *first, *again, {"train_runtime": 1, "global_step/max_steps": "4/4"}))
    assert [line["loss"] for line in history] == [9, 8.5, 7.5, 6]


def test_a_line_that_was_being_written_is_passed_over(tmp_path: Path) -> None:
    history = read_history(write(tmp_path, entry(1, 9, 0.5), rest='{"loss": 8, "epo'))
    assert [line["loss"] for line in history] == [9]
    assert read_summary(tmp_path) == {}


def test_no_log_is_no_loss(tmp_path: Path) -> None:
    assert read_history(tmp_path) == []
    assert losses([]) == {}
    assert trouble([]) == ""


def test_by_channel_first_and_last_epoch() -> None:
    history = [
        entry(1, 8, 0.5, identity=8, general=4),
        entry(2, 6, 1, identity=7),
        entry(3, 4, 1.5, identity=3, general=2),
        entry(4, 2, 2, identity=1),
    ]
    assert losses(history) == {
        "": Loss(8, 3), "general": Loss(4, 2), "identity": Loss(8, 2),
    }  # fmt: skip


def test_a_channel_that_the_last_epoch_did_not_log_has_its_last_value() -> None:
    assert losses([entry(1, 8, 0.5, rare=5), entry(2, 6, 3, identity=1)])["rare"] == Loss(5, 5)


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ({"loss": 1.5, "grad_norm": 2}, ""),
        ({"loss": 1.5}, ""),
        ({"loss": float("nan"), "grad_norm": 1}, "nan"),
        # transformers' own figures for a broken training: run on the tiny model with a learning rate of 1e6
        ({"loss": 0.0, "grad_norm": float("nan")}, "nan"),
        ({"loss": "nan"}, "nan"),
        # rows without an answer: run with 4.6.0
        ({"loss": 0.0, "grad_norm": 0.0}, "zero"),
    ],
)
def test_trouble(last: dict[str, object], found: str) -> None:
    assert trouble([{"loss": 3.0, "grad_norm": 1.0}, last]) == found


def test_the_table() -> None:
    found = {"": Loss(9, 2), "identity": Loss(8, 1.5), "None": Loss(7, 3)}
    assert list(loss_table(found, {"identity": 10}, 1060)) == [
        "channel    rows  first loss  last epoch",
        "(none)        -      7.0000      3.0000",
        "identity     10      8.0000      1.5000",
        "all       1,060      9.0000      2.0000",
    ]
    assert list(loss_table({"": Loss(9, 2)}, {}, None))[1].split() == ["all", "-", "9.0000", "2.0000"]
