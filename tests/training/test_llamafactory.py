"""What is written for LLaMA-Factory, read and trained on by the real one.

Its dependencies exclude those of ms-swift: ``PERSONADATA_LLAMAFACTORY`` names a Python that has it.  Run with 0.9.5.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from personadata.dataset import Dataset
from personadata.sample import Sample
from personadata.training.backends import llamafactory
from personadata.training.layers import shipped
from personadata.training.plan import make_plan
from personadata.training.recipe import load_recipe
from tests import tiny_qwen

PYTHON = os.environ.get("PERSONADATA_LLAMAFACTORY", "")
pytestmark = [
    pytest.mark.train,
    pytest.mark.skipif(not PYTHON, reason="no Python with LLaMA-Factory: set PERSONADATA_LLAMAFACTORY"),
]
HERE = Path(__file__)
TINY = HERE.parents[1] / "data" / "tiny.yaml"
DEFAULT = "You are a helpful assistant."
ROUND = [{"role": "user", "content": "问一"}, {"role": "assistant", "content": "答一"}]
RECORDS: dict[str, list[dict[str, Any]]] = {
    "alpaca": [
        {"instruction": "问", "input": "料", "output": "答", "history": [["早", "安"]], "channel": "identity"},
        {"instruction": "问", "input": "", "output": "答", "system": "你是澜舟。"},
    ],
    "messages": [
        {"messages": [{"role": "system", "content": "你是澜舟。"}, *ROUND, *ROUND]},
        {"messages": ROUND, "channel": "negation"},
    ],
    "sharegpt": [
        {"conversations": [{"from": "human", "value": "问"}, {"from": "gpt", "value": "答"}], "system": "你是澜舟。"},
        {"conversations": [{"from": "human", "value": "问"}, {"from": "gpt", "value": "答"}]},
    ],
    "sharegpt in other words": [
        {"conversation": [{"from": "user", "content": "问"}, {"from": "bot", "content": "答"}], "system_prompt": "你是澜舟。"},
        {"conversation": [{"from": "system", "content": "甲"}, {"from": "user", "content": "问"}, {"from": "bot", "content": "答"}]},
    ],
    "query-response": [{"query": "问", "response": "答", "system": "你是澜舟。"}, {"query": "你好", "response": "好"}],
    "question-answer": [{"question": "问", "answer": "答"}, {"question": "问", "answer": "答", "system_prompt": "你是澜舟。"}],
    "a question in two": [{"instruction": "问", "input": "料", "answer": "答"}, {"instruction": "二", "input": "", "answer": "答"}],
}  # fmt: skip

OTHERWISE: dict[str, list[dict[str, Any]]] = {
    "an empty system prompt": [{"messages": [{"role": "system", "content": ""}, *ROUND]}],
    "not to be learnt": [{"messages": [ROUND[0], {**ROUND[1], "loss": False}, *ROUND]}],
    "two questions": [{"messages": [ROUND[0], *ROUND]}, {"messages": ROUND}],
    "none": [{"messages": ROUND}],
}
"""Rows of which LLaMA-Factory makes something else than ms-swift; the last is like any other."""


def environment(folder: Path) -> dict[str, str]:
    quiet = {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    return {**os.environ, **quiet, "HF_HOME": str(folder / "huggingface"), "LLAMAFACTORY_VERBOSITY": "WARN"}


def ask(folder: Path, questions: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [PYTHON, str(HERE.with_name("load_llamafactory.py"))], env=environment(folder), input=json.dumps(questions),
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"name"')]
    return {answer["name"]: answer for answer in answers}


def write(folder: Path, data: Path, recipe: str, **options: Any) -> tuple[Path, list[Sample]]:
    """The training YAML, and the samples that it is about."""
    dataset = Dataset.open([data])
    plan = make_plan(dataset, load_recipe(recipe), output=folder / "out", dry=True, **options)
    files, _ = llamafactory.write(plan, dataset)
    return files[1], [row.sample for row in dataset]


def chatml(sample: Sample) -> list[Any]:
    """The text of *sample* under Qwen's template, and what of it is to be learnt."""
    system = DEFAULT if sample.system is None else sample.system
    turns = [turn for turn in sample.turns if turn.role != "system"]
    spoken = "".join(f"<|im_start|>{turn.role}\n{turn.text}<|im_end|>\n" for turn in turns)
    answers = [f"{turn.text}<|im_end|>\n" for turn in turns if turn.role == "assistant"]
    return [f"<|im_start|>system\n{system}<|im_end|>\n{spoken}", answers]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_qwen.build(tmp_path_factory.mktemp("tiny"), ["问答料早安你好二甲", "你是澜舟。"])


def test_its_parser_takes_every_recipe(tmp_path: Path) -> None:
    questions = {}
    for name in shipped():
        (tmp_path / name).mkdir()
        data = tmp_path / name / "mine.json"
        data.write_text(json.dumps(RECORDS["query-response"]), encoding="utf-8")
        words = [str(write(tmp_path / name, data, name)[0]), "use_cpu=true"]
        questions[name] = {"words": words, "rows": False}
    answers = ask(tmp_path, questions)
    assert answers.keys() == shipped().keys()
    for name, answer in answers.items():
        assert answer["error"] is None, (name, answer["error"])
        recipe, taken = load_recipe(name).recipe, answer["settings"]
        assert taken["finetuning_type"] == recipe.tuning
        assert taken["default_system"] == recipe.system
        assert taken["learning_rate"] == float(recipe.settings.learning_rate or 0)
        assert taken["cutoff_len"] == int(recipe.settings.max_length or 0)
        assert taken["enable_thinking"] == (recipe.settings.loss_scale != "ignore_empty_think")
        assert taken["quantization_bit"] == (int(recipe.settings.quant_bits) if recipe.settings.quant_bits else None)


def test_its_loader_keeps_every_row_as_it_is(tmp_path: Path, model: Path) -> None:
    questions: dict[str, Any] = {}
    wanted: dict[str, list[Any]] = {}
    for name, records in {**RECORDS, **OTHERWISE}.items():
        folder = tmp_path / name.replace(" ", "-")
        folder.mkdir()
        data = folder / "mine, own.json"
        data.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
        path, samples = write(folder, data, str(TINY), model=str(model), general=())
        questions[name] = {"words": [str(path)], "rows": True}
        wanted[name] = [chatml(sample) for sample in samples]
    # what the notes and docs/running.md say it does in its own way
    wanted["an empty system prompt"] = wanted["none"]
    wanted["two questions"] = wanted["none"]
    questions["too long"] = {"words": [*questions["none"]["words"], "cutoff_len=30"], "rows": True}
    # a template with thoughts: the empty one is there and is not learnt
    own = Path(shutil.copy(data, tmp_path))
    path, _ = write(tmp_path, own, "qwen3-0.6b-8gb", model=str(model), general=())
    questions["thinking"] = {"words": [str(path), "use_cpu=true"], "rows": True}
    thought = "<|im_start|>user\n问一<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n答一<|im_end|>\n"
    wanted["thinking"] = [[thought, ["答一<|im_end|>\n"]]]

    answers = ask(tmp_path, questions)
    assert [name for name, answer in answers.items() if answer["error"]] == [], answers
    ((cut, _),) = answers.pop("too long")["rows"]
    assert len(cut) < len(wanted["none"][0][0])
    assert {name: answer["rows"] for name, answer in answers.items()} == wanted


def test_it_trains(tmp_path: Path, model: Path) -> None:
    rows = [{"instruction": f"问{number}", "input": "", "output": f"答{number}"} for number in range(40)]
    data = tmp_path / "mine.json"
    data.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "kept.json").write_text(json.dumps(rows[:3], ensure_ascii=False), encoding="utf-8")
    passed = ["--logging_steps", "1", "--eval_steps", "4", "--val_dataset", str(tmp_path / "kept.json")]
    path, _ = write(tmp_path, data, str(TINY), model=str(model), general=(), epochs=2, passthrough=passed)
    done = subprocess.run(
        [PYTHON, "-m", "llamafactory.cli", "train", str(path)], cwd=tmp_path, env=environment(tmp_path),
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    (folder,) = (tmp_path / "out").iterdir()
    state = json.loads((folder / "trainer_state.json").read_text(encoding="utf-8"))
    # 40 rows in batches of 16, twice
    assert state["global_step"] == 6
    assert [entry["step"] for entry in state["log_history"] if "eval_loss" in entry] == [4, 6]
    losses = [entry["loss"] for entry in state["log_history"] if "loss" in entry]
    assert losses[-1] < losses[0]
    assert (folder / "adapter_model.safetensors").is_file()
