"""Training on what ``personadata mix`` wrote."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from personadata.cli import main
from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.training.check import require_clean
from personadata.training.mixed import find_mix, refuse_hidden
from personadata.training.plan import make_plan
from personadata.training.preflight import look
from personadata.training.recipe import load_recipe


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    persona = [
        {"instruction": f"第{number}次问，你是谁？", "output": f"第{number}次答，我是小澜。"} for number in range(30)
    ]
    general = [{"instruction": f"{n}乘以{n}等于几？", "output": f"{n}乘以{n}等于{n * n}。"} for n in range(100, 220)]
    for name, rows in (("persona.json", persona), ("general.json", general)):
        (tmp_path / name).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def mix(*arguments: str) -> Path:
    with pytest.raises(SystemExit) as ended:
        main(["mix", *arguments, "--general", "general.json#100", "-o", "train.jsonl", "-q"])
    assert not ended.value.code
    return Path("train.jsonl")


def flags(data: Path, general: Sequence[str] | None = None, **given: object) -> dict[str, list[str]]:
    plan = make_plan(Dataset.open([data]), load_recipe(), general=general, dry=True, **given)  # type: ignore[arg-type]
    return {name: list(values) for name, values in plan.command.flags.items()}


def test_a_mix_brings_its_own_general_data_epochs_order_and_validation_file(folder: Path) -> None:
    data = mix("persona.json", "--epochs", "4", "--validation", "0.1")
    given = flags(data)
    assert given["dataset"] == [str(folder / "train.jsonl")]
    assert given["num_train_epochs"] == ["4"]
    assert given["val_dataset"] == [str(folder / "train.validation.jsonl")]
    assert (given["dataset_shuffle"], given["train_dataloader_shuffle"]) == (["false"], ["false"])


def test_what_is_asked_for_outweighs_the_mix(folder: Path) -> None:
    data = mix("persona.json", "--epochs", "4")
    given = flags(data, general=["general.json#10"], epochs=2.0, passthrough=["--dataset_shuffle", "true"])
    assert given["dataset"] == [str(folder / "train.jsonl"), f"{folder / 'general.json'}#10"]
    assert given["num_train_epochs"] == ["2"]
    assert given["dataset_shuffle"] == ["true"]
    assert "val_dataset" not in given


def test_the_rows_of_a_mix_are_counted_although_it_is_validated(folder: Path) -> None:
    data = mix("persona.json", "--validation", "0.1")
    dataset = Dataset.open([data])
    assert make_plan(dataset, load_recipe(), dry=True).rows == len(dataset)


def test_a_mix_is_counted_as_it_was_mixed(folder: Path) -> None:
    rows = json.loads((folder / "persona.json").read_text(encoding="utf-8"))
    for number, row in enumerate(rows):
        row["channel"] = "control" if number % 10 == 0 else "identity"
    (folder / "persona.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    data = mix("persona.json", "--epochs", "10")
    manifest = json.loads((folder / "train.mix.json").read_text(encoding="utf-8"))
    assert manifest["channels"] == {"identity": 27, "control": 3, "general": 100}
    dataset = Dataset.open([data])
    plan = make_plan(dataset, load_recipe(), dry=True)
    told = next(line.found for line in look(plan, dataset, cards=[]) if line.what == "exposures")
    assert told.startswith(f"30 persona rows × 10 epochs = {manifest['exposures']:.0f} exposures")
    # and of the persona file alone likewise
    assert make_plan(Dataset.open([folder / "persona.json"]), load_recipe(), dry=True).persona == 30


@pytest.mark.parametrize(
    ("data", "folders", "message"),
    [
        (["."], ["."], "train on the mix: personadata train train.jsonl; or on the persona files alone: personadata train "),
        (["persona.json"], ["."], "personadata train train.jsonl; or on the persona file alone: personadata train persona.json"),
        (["persona.json"], [], None),
        (["train.jsonl"], ["."], None),
        (["persona.json"], ["empty"], None),
    ],
)  # fmt: skip
def test_a_mix_beside_the_data_is_not_passed_over_unsaid(
    folder: Path, data: list[str], folders: list[str], message: str | None
) -> None:
    mix("persona.json", "--validation", "0.1")
    (folder / "empty").mkdir()
    if message is None:
        refuse_hidden([Path(name) for name in data], map(Path, folders))
        return
    with pytest.raises(UserError, match=r"holds a mix, train\.jsonl, and what it was made of") as caught:
        refuse_hidden([Path(name) for name in data], map(Path, folders))
    assert message in caught.value.help


def test_a_mix_that_was_changed_since_is_a_file_like_any_other(folder: Path) -> None:
    data = mix("persona.json")
    assert find_mix([data]) is not None
    assert find_mix([data, folder / "general.json"]) is None
    data.write_bytes(data.read_bytes() + b"\n")
    assert find_mix([data]) is None
    assert len(flags(data)["dataset"]) == 3


def test_rows_that_were_to_be_repeated_do_not_stop_the_run(folder: Path) -> None:
    data = mix("persona.json#60")
    mixed = find_mix([data])
    assert mixed is not None
    assert mixed.repeats
    assert len(require_clean([data], ignore=["PH"])) == 160
    copy = folder / "copy.jsonl"
    copy.write_bytes(data.read_bytes())
    with pytest.raises(UserError, match="DU101"):
        require_clean([copy], ignore=["PH"])
