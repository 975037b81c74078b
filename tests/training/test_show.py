"""Rows as the model will see them, by the template of the ms-swift that is installed."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sys
from pathlib import Path

import pytest

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.training.interpreter import VARIABLE
from personadata.training.plan import Plan, make_plan
from personadata.training.recipe import load_recipe
from personadata.training.show import Shown, draw, show_rows
from tests import tiny_qwen

HERE = Path(__file__)
PYTHONS = {
    "4.x": sys.executable,
    "3.x": os.environ.get("PERSONADATA_SWIFT3", str(HERE.parents[2] / ".venv-swift3" / "bin" / "python")),
}
CONTEXT = {"role": "assistant", "content": "不对。", "loss": False}
TURNS = [{"role": "user", "content": "再说"}, {"role": "assistant", "content": "我是小澜。"}]
ROWS = [
    {
        "messages": [
            {"role": "system", "content": "你是小澜。"},
            {"role": "user", "content": "你是谁？"},
            CONTEXT,
            *TURNS,
        ]
    },
    {"messages": TURNS},
    {"messages": [{"role": "user", "content": "长" * 400}, TURNS[1]]},
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("torch")
    return tiny_qwen.build(tmp_path_factory.mktemp("tiny"), [json.dumps(ROWS[:2], ensure_ascii=False)])


def planned(folder: Path, model: Path, recipe: str = "qwen2.5-7b-instruct-4090d", *sets: str) -> tuple[Plan, Dataset]:
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    dataset = Dataset.open([path])
    return make_plan(dataset, load_recipe(recipe, sets), model=str(model), general=[], dry=True), dataset


@pytest.mark.train
@pytest.mark.parametrize("version", PYTHONS)
def test_rows_are_shown_by_the_template(
    version: str, tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = importlib.util.find_spec("swift") is not None if version == "4.x" else Path(PYTHONS[version]).exists()
    if not there:
        pytest.skip(f"no ms-swift {version} at {PYTHONS[version]}")
    monkeypatch.setenv(VARIABLE, PYTHONS[version])
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    first, second, third = show_rows(
        *planned(tmp_path, model, "qwen2.5-7b-instruct-4090d", "settings.max_length=300"), 9
    )
    assert "".join(text for text, _ in first.pieces) == (
        "<|im_start|>system\n你是小澜。<|im_end|>\n<|im_start|>user\n你是谁？<|im_end|>\n<|im_start|>assistant\n不对。<|im_end|>\n"
        "<|im_start|>user\n再说<|im_end|>\n<|im_start|>assistant\n我是小澜。<|im_end|>\n"
    )
    # the turn that is context only is not trained on
    assert [text for text, trained in first.pieces if trained] == ["我是小澜。<|im_end|>\n"]
    assert first.place == f"{tmp_path}/rows.jsonl:1"
    assert 0 < first.trained < first.tokens
    assert second.pieces[0][0].startswith("<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n")
    assert "MaxLengthError" in third.error


def test_a_model_without_a_tokenizer(tmp_path: Path) -> None:
    pytest.importorskip("swift")
    model = tmp_path / "Qwen2.5-7B-Instruct"
    model.mkdir()
    (model / "config.json").write_text('{"model_type": "qwen2"}', encoding="utf-8")
    with pytest.raises(UserError, match="no tokenizer in it, so rows cannot be shown"):
        show_rows(*planned(tmp_path, model), 1)


def test_without_ms_swift(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tmp_path / "Qwen2.5-7B-Instruct"
    model.mkdir()
    (model / "config.json").write_text('{"model_type": "qwen2"}', encoding="utf-8")
    monkeypatch.setattr("personadata.training.installed.version", missing)
    with pytest.raises(UserError, match="ms-swift is not installed"):
        show_rows(*planned(tmp_path, model), 1)


def missing(package: str) -> str:
    from importlib.metadata import PackageNotFoundError

    raise PackageNotFoundError(package)


SHOWN = [
    Shown("a.json:1", (("q\n", False), ("a", True), ("\n", False), ("b", True)), 9, 4),
    Shown("a.json:7", error="too long"),
]


def test_what_is_trained_on_is_marked() -> None:
    text = "".join(draw(SHOWN))
    assert "a.json:1: 9 tokens, 4 trained on\nq\n⟦a⟧\n⟦b⟧\n" in text
    assert "a.json:7\n  left out by ms-swift: too long\n" in text
    colored = "".join(draw(SHOWN, color=True))
    assert "\x1b[32m⟦a⟧\x1b[0m" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == text
