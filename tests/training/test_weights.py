"""Whether a model's folder is whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personadata.training.weights import what_lacks

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 15\n"
INDEX = json.dumps({"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}})
ONE, TWO = "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"
REST = {"config.json": "{}", "tokenizer.json": "{}"}
WHOLE = {
    "one file": REST | {"model.safetensors": ""},
    "PyTorch": REST | {"pytorch_model.bin": ""},
    "shards": REST | {"model.safetensors.index.json": INDEX, ONE: "", TWO: ""},
    "a name of its own": REST | {"weights.safetensors": ""},
    "another tokenizer": {"config.json": "{}", "qwen.tiktoken": "", "model.safetensors": ""},
    "what a download left behind": REST | {"model.safetensors": "", "x.incomplete": ""},
}
FETCH = "fetch what is missing: modelscope download OWNER/NAME --local_dir {}"
LACKING = {
    "nothing": ({"config.json": "{}"}, "no weights (*.safetensors or *.bin); no tokenizer", FETCH),
    "no weights": (REST, "no weights (*.safetensors or *.bin)", FETCH),
    "no weights but the arguments": (REST | {"training_args.bin": ""}, "no weights (*.safetensors or *.bin)", FETCH),
    "no tokenizer": (
        {"config.json": "{}", "tokenizer_config.json": "{}", "model.safetensors": ""}, "no tokenizer", FETCH
    ),
    "a shard": (
        REST | {"model.safetensors.index.json": INDEX, ONE: ""}, f"1 of 2 files of weights are not there: {TWO}", FETCH
    ),
    "a shard of PyTorch": (
        REST | {"pytorch_model.bin.index.json": json.dumps({"weight_map": {"a": "pytorch_model-1.bin"}})},
        "1 of 1 files of weights are not there: pytorch_model-1.bin", FETCH,
    ),
    "the index": (
        REST | {ONE: "", TWO: ""}, f"no model.safetensors.index.json, which says what is in {ONE}, {TWO}", FETCH
    ),
    "a broken index": (REST | {"model.safetensors.index.json": "{"}, "index.json: not JSON", FETCH),
    "a download": (
        REST | {"model.safetensors.incomplete": ""},
        "no weights (*.safetensors or *.bin); a download was cut off: model.safetensors.incomplete", FETCH,
    ),
    "a download of Hugging Face": (
        REST | {".cache/huggingface/download/a.0.incomplete": ""}, "a download was cut off: a.0.incomplete", FETCH
    ),
    "a download of ModelScope": (
        REST | {"._____temp/model.safetensors": ""}, "a download was cut off: model.safetensors", FETCH
    ),
    "pointers": (
        REST | {"model.safetensors": POINTER, "tokenizer.json": POINTER},
        "model.safetensors, tokenizer.json hold no content yet, only pointers of git-lfs", "git -C {} lfs pull",
    ),
}  # fmt: skip


def folder(place: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.mark.parametrize("files", WHOLE.values(), ids=WHOLE)
def test_whole(tmp_path: Path, files: dict[str, str]) -> None:
    assert what_lacks(folder(tmp_path, files)) == ("", "")


@pytest.mark.parametrize(("files", "told", "help"), LACKING.values(), ids=LACKING)
def test_not_whole(tmp_path: Path, files: dict[str, str], told: str, help: str) -> None:
    lacks, advice = what_lacks(folder(tmp_path, files))
    assert told in lacks
    assert advice == help.format(tmp_path)


def test_a_link_that_leads_nowhere_is_no_file(tmp_path: Path) -> None:
    folder(tmp_path, REST)
    (tmp_path / "model.safetensors").symlink_to(tmp_path / "blobs" / "0")
    assert what_lacks(tmp_path)[0] == "no weights (*.safetensors or *.bin)"
