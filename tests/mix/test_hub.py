"""Data sets that a hub's own library loads; folders stand in for the hub, which needs a network."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.mix.hub import Hub
from personadata.mix.spec import Kind, parse_source
from tests.mix.rows import general, write


def hub(kind: Kind, name: str, subset: str = "") -> Hub:
    return Hub(replace(parse_source("owner/name#5"), kind=kind, hub=name, subset=subset))


@pytest.mark.skipif(importlib.util.find_spec("swift") is None, reason="ms-swift is not installed")
def test_ms_swift_loads_and_cuts_the_label(tmp_path: Path) -> None:
    folder = tmp_path / "alpaca-gpt4-data-zh"  # ms-swift goes by the last part of the name
    folder.mkdir()
    write(folder / "data.jsonl", [{**row, "input": "输入：甲"} for row in general(9)])
    found = hub("modelscope", str(folder))
    assert found.rows == 9
    records = list(found.read(frozenset((2, 4))))
    assert [record.number for record in records] == [2, 4]
    value = records[0].value
    assert isinstance(value, dict)
    assert value["messages"][0]["content"] == general(9)[2]["instruction"] + "\n甲"


@pytest.mark.skipif(importlib.util.find_spec("datasets") is None, reason="datasets is not installed")
def test_datasets_loads(tmp_path: Path) -> None:
    write(tmp_path / "train.jsonl", general(9))
    found = hub("huggingface", str(tmp_path))
    assert [record.value for record in found.read()] == general(9) or [
        {key: cell for key, cell in row.items() if cell is not None} for row in general(9)
    ] == [record.value for record in found.read()]


@pytest.mark.skipif(importlib.util.find_spec("datasets") is None, reason="datasets is not installed")
def test_what_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        UserError, match=r"owner/name#5: no such file or folder here, and .* Hugging Face it could not be loaded: .+"
    ) as caught:
        hub("huggingface", str(tmp_path / "gone"))
    assert f"hf download --repo-type dataset {tmp_path / 'gone'} --local-dir gone" in caught.value.help
    assert "--interleave leaves the loading to swift sft" in caught.value.help
