"""Other trainers: what is written for them.

LLaMA-Factory cannot be installed beside ms-swift, so its files are held against the schema that it documents in
data/README.md, which is spelled out here; test_llamafactory.py holds them against the real one where there is one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.training.backends import llamafactory, plain
from personadata.training.backends.llamafactory_yaml import TEMPLATES
from personadata.training.layers import shipped
from personadata.training.plan import Plan, make_plan
from personadata.training.recipe import load_recipe

COLUMNS = ("prompt", "query", "response", "history", "messages", "system", "tools")
TAGS = ("role_tag", "content_tag", "user_tag", "assistant_tag", "observation_tag", "function_tag", "system_tag")
TEXT = {"type": "string"}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("hf_hub_url", "ms_hub_url", "file_name", "subset", "folder"), TEXT),
            "formatting": {"enum": ["alpaca", "sharegpt"]},
            "num_samples": {"type": "integer", "minimum": 1},
            "columns": {"properties": dict.fromkeys(COLUMNS, TEXT), "additionalProperties": False},
            "tags": {"properties": dict.fromkeys(TAGS, TEXT), "additionalProperties": False},
        },
        "additionalProperties": False,
        "oneOf": [{"required": [name]} for name in ("hf_hub_url", "ms_hub_url", "file_name")],
    },
}
RECORDS: dict[str, list[dict[str, Any]]] = {
    "alpaca": [
        {"instruction": "a", "input": "", "output": "b", "history": [["c", "d"]]},
        {"instruction": "a", "input": "x", "output": "b", "system": ""},
    ],
    "messages": [{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b", "loss": False},
                               {"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}]}],
    "sharegpt": [{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}], "system": "s"}],
    "query-response": [{"query": "a", "response": "b"}],
}  # fmt: skip
EXPECTED = {
    "alpaca": ("alpaca", {"prompt": "instruction", "query": "input", "response": "output", "system": "system", "history": "history"}),
    "messages": ("sharegpt", {"messages": "messages"}),
    "sharegpt": ("sharegpt", {"messages": "conversations", "system": "system"}),
    "query-response": ("alpaca", {"prompt": "query", "response": "response"}),
}  # fmt: skip


def plan(
    folder: Path, name: str = "alpaca", recipe: str = "qwen2.5-7b-instruct-4090d", **options: Any
) -> tuple[Plan, Dataset]:
    path = folder / "mine.json"
    path.write_text(json.dumps(RECORDS[name], ensure_ascii=False), encoding="utf-8")
    dataset = Dataset.open([path])
    return make_plan(dataset, load_recipe(recipe), output=folder / "out", dry=True, **options), dataset


@pytest.mark.parametrize("name", RECORDS)
def test_the_data_is_described(tmp_path: Path, name: str) -> None:
    files, _ = llamafactory.write(*plan(tmp_path, name))
    assert files == [tmp_path / "dataset_info.json", tmp_path / "llamafactory.yaml"]
    info = json.loads(files[0].read_text(encoding="utf-8"))
    jsonschema.validate(info, SCHEMA)
    formatting, columns = EXPECTED[name]
    assert info["mine"]["file_name"] == "mine.json"
    assert info["mine"]["formatting"] == formatting
    assert info["mine"]["columns"] == columns
    assert ("tags" in info["mine"]) == (name == "messages")
    assert info["alpaca-gpt4-data-zh"] == {"ms_hub_url": "AI-ModelScope/alpaca-gpt4-data-zh", "num_samples": 500}
    settings = yaml.safe_load(files[1].read_text(encoding="utf-8"))
    assert settings["dataset"] == "mine,alpaca-gpt4-data-zh,alpaca-gpt4-data-en"
    assert settings["dataset_dir"] == str(tmp_path)


def test_the_recipe_is_mapped(tmp_path: Path) -> None:
    files, left = llamafactory.write(*plan(tmp_path, "query-response"))
    settings = yaml.safe_load(files[1].read_text(encoding="utf-8"))
    assert left == []
    wanted = {
        "stage": "sft", "do_train": True, "finetuning_type": "lora", "template": "qwen", "bf16": True, "lora_target": "all",
        "model_name_or_path": "Qwen/Qwen2.5-7B-Instruct", "default_system": "You are a helpful assistant.",
        "cutoff_len": 2048, "learning_rate": 1e-4, "lora_rank": 8, "gradient_accumulation_steps": 16, "num_train_epochs": 3,
    }  # fmt: skip
    assert settings.items() >= wanted.items()
    assert not {"max_length", "system", "model", "torch_dtype", "add_version"} & settings.keys()


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_shipped_recipe_has_a_template_and_numbers(tmp_path: Path, name: str) -> None:
    files, left = llamafactory.write(*plan(tmp_path, "query-response", name, general=()))
    settings = yaml.safe_load(files[1].read_text(encoding="utf-8"))
    assert settings["template"] in TEMPLATES.values()
    assert isinstance(settings["learning_rate"], float)
    assert (settings["finetuning_type"] == "full") == ("-full-" in name)
    assert not any("template" in note for note in left)


def test_what_cannot_be_mapped_is_said(tmp_path: Path) -> None:
    passed = [
        "--use_liger_kernel",
        "true",
        "--loss_scale",
        "last_round",
        "--modules_to_save",
        "embed_tokens",
        "lm_head",
    ]
    made, dataset = plan(tmp_path, passthrough=passed, general=())
    files, left = llamafactory.write(made, dataset)
    settings = yaml.safe_load(files[1].read_text(encoding="utf-8"))
    assert settings["mask_history"] is True
    assert settings["additional_target"] == "embed_tokens,lm_head"
    assert "--use_liger_kernel true: has no counterpart that is known here" in left
    assert "mine.json: 1 rows have an empty system prompt, and LLaMA-Factory puts its default there: " in "".join(left)
    _, left = llamafactory.write(*plan(tmp_path, "messages", general=()))
    assert any("1 rows have answers with loss: false" in note for note in left)


MIXED = {
    "roles": [{"conversations": [{"from": word, "value": "a"}, {"from": "gpt", "value": "b"}]} for word in ("human", "user")],
    "texts": [{"messages": [{"role": "user", key: "a"}, {"role": "assistant", key: "b"}]} for key in ("value", "content")],
    "lists": [{key: [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]} for key in ("conversation", "conversations")],
    "formats": [{"query": "a", "response": "b"}, {"instruction": "a", "input": "", "output": "b"}],
    "answers": [{"prompt": "a", "answer": "b"}, {"prompt": "a", "output": "b"}],
}  # fmt: skip


@pytest.mark.parametrize("name", MIXED)
def test_a_file_that_says_one_thing_in_two_ways_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RECORDS, name, MIXED[name])
    with pytest.raises(UserError, match=r"mine\.json: .*LLaMA-Factory") as caught:
        llamafactory.write(*plan(tmp_path, name, general=()))
    assert "--backend plain" in caught.value.help


def test_held_out_rows_and_order_go_along(tmp_path: Path) -> None:
    held = tmp_path / "a,b.json"
    held.write_text(json.dumps(RECORDS["query-response"]), encoding="utf-8")
    passed = ["--val_dataset", str(held), "--train_dataloader_shuffle", "false", "--dataset_shuffle", "false"]
    made, dataset = plan(tmp_path, "query-response", general=["swift/Qwen3-SFT-Mixin#2"], passthrough=passed)
    files, left = llamafactory.write(made, dataset)
    settings = yaml.safe_load(files[1].read_text(encoding="utf-8"))
    assert (settings["dataset"], settings["eval_dataset"]) == ("mine,Qwen3-SFT-Mixin", "a_b")
    assert (settings["eval_strategy"], settings["disable_shuffling"]) == ("steps", True)
    assert json.loads(files[0].read_text(encoding="utf-8"))["a_b"]["file_name"] == "a,b.json"
    assert left == [
        "general data swift/Qwen3-SFT-Mixin: taken for Alpaca; if it is not, say so in dataset_info.json (formatting, columns)"
    ]


def test_rows_that_are_left_out_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = [{"role": role, "content": "a"} for role in ("user", "user", "assistant")]
    monkeypatch.setitem(RECORDS, "odd", [{"messages": turns}, {"messages": turns[1:]}])
    _, left = llamafactory.write(*plan(tmp_path, "odd", general=()))
    assert left == ["mine.json: 1 rows do not go from user to assistant and back, and LLaMA-Factory leaves them out"]


def test_other_data_sets_stay(tmp_path: Path) -> None:
    (tmp_path / "dataset_info.json").write_text('{"theirs": {"file_name": "x.json"}}', encoding="utf-8")
    made = plan(tmp_path)
    llamafactory.write(*made)
    first = (tmp_path / "dataset_info.json").read_text(encoding="utf-8")
    assert json.loads(first).keys() >= {"theirs", "mine"}
    llamafactory.write(*made)
    assert (tmp_path / "dataset_info.json").read_text(encoding="utf-8") == first
    (tmp_path / "dataset_info.json").write_text('{"mine": {"file_name": "x.json"}}', encoding="utf-8")
    with pytest.raises(UserError, match="another data set called 'mine'"):
        llamafactory.write(*made)
    (tmp_path / "dataset_info.json").write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match="not JSON"):
        llamafactory.write(*made)


def test_plain_has_every_decision_made(tmp_path: Path) -> None:
    files, notes = plain.write(*plan(tmp_path))
    rows = [json.loads(line) for line in files[0].read_text(encoding="utf-8").splitlines()]
    assert [[turn["role"] for turn in row["messages"]] for row in rows] == [
        ["system", "user", "assistant", "user", "assistant"],
        # an empty system prompt is none
        ["user", "assistant"],
    ]
    assert rows[0]["messages"][0]["content"] == "You are a helpful assistant."
    assert notes == [
        f"general data AI-ModelScope/alpaca-gpt4-data-{lang}#500 is not in it: add it where you train" for lang in ("zh", "en")
    ]  # fmt: skip
    page = files[1].read_text(encoding="utf-8")
    assert "2 conversations" in page
    assert "learning_rate 1e-4" in page


def test_plain_takes_general_data_that_is_here(tmp_path: Path) -> None:
    (tmp_path / "general.json").write_text(json.dumps(RECORDS["sharegpt"]), encoding="utf-8")
    files, notes = plain.write(*plan(tmp_path, general=[str(tmp_path / "general.json")]))
    rows = files[0].read_text(encoding="utf-8").splitlines()
    assert notes == []
    assert json.loads(rows[2])["messages"][0] == {"role": "system", "content": "s"}
