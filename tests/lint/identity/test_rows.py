"""Rows as people write them: with a fault, each under its code, and without one though they look as if they had."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from personadata.lint.samples import find_marks
from personadata.persona import Persona
from personadata.sample import Sample, Turn

ROWS: Final = Path(__file__).parent / "rows"
PERSONAS: Final[dict[str, Persona | None]] = {
    "lan": Persona.model_validate(
        {
            "name": {"zh": "小澜", "en": "Lan"},
            "developer": {"zh": "青穹科技", "en": "Qingqiong Tech"},
            "role": {"zh": "写作助手", "en": "writing assistant"},
            "languages": ["zh", "en", "zh-Hant"],
            "limits": {"internet": "no", "realtime": "no", "memory": "no", "actions": "no"},
        }
    ),
    "xiaoyu": Persona.model_validate({"name": "小雨", "developer": "听雨工作室", "role": "聊天伙伴"}),
    "sunny": Persona.model_validate({"name": "Sunny", "developer": "Daybreak Labs", "languages": ["en"]}),
    "atlas": Persona.model_validate({"name": "Atlas", "developer": "Northwind Systems", "languages": ["en"]}),
    "ali": Persona.model_validate(
        {
            "name": {"zh": "小通", "en": "Xiaotong"},
            "developer": {"zh": "阿里云", "en": "Alibaba Cloud"},
            "base_model": "Qwen2.5-7B-Instruct",
            "base_model_policy": "disclose",
            "denied_models": {"drop": ["通义千问"]},
        }
    ),
    "none": None,
}


def rows(name: str) -> list[Any]:
    lines = (ROWS / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(row, id=row["turns"][0][:20]) for row in map(json.loads, lines)]


def found(row: dict[str, Any]) -> set[str]:
    turns = [Turn("system", row["system"])] if "system" in row else []
    turns += [Turn(("user", "assistant")[at % 2], text) for at, text in enumerate(row["turns"])]
    sample = Sample(tuple(turns), channel=row.get("channel", ""))
    return {mark.code for mark in find_marks(sample, PERSONAS[row["persona"]], warnings=True) if mark.code[:2] == "ID"}


@pytest.mark.parametrize("row", rows("faults.jsonl"))
def test_faults_are_found(row: dict[str, Any]) -> None:
    assert found(row) & set(row["code"].split("/"))


@pytest.mark.parametrize("row", rows("clean.jsonl"))
def test_what_only_looks_like_a_fault_is_left_alone(row: dict[str, Any]) -> None:
    assert not found(row)
