"""What is looked at before a run, a line each."""

from __future__ import annotations

import json
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.training.accepted import cache_folder, known_flags
from personadata.training.launch import LAUNCH
from personadata.training.layers import Layer
from personadata.training.machine import Card
from personadata.training.passthrough import read_passthrough
from personadata.training.plan import make_plan
from personadata.training.preflight import Line, look
from personadata.training.prompts import TEMPLATES, names_another, shipped_default
from personadata.training.recipe import load_recipe
from personadata.training.steps import steps_of

D4090 = Card("RTX 4090 D", 24.0, True)
T4 = Card("Tesla T4", 15.0, False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("CUDA_VISIBLE_DEVICES", *LAUNCH):
        monkeypatch.delenv(name, raising=False)
    write(tmp_path, 60)
    return tmp_path


def write(folder: Path, count: int, **more: Any) -> None:
    rows = [{"instruction": f"q{n}", "input": "", "output": "x", **more} for n in range(count)]
    (folder / "a.json").write_text(json.dumps(rows), encoding="utf-8")


def lines(
    recipe: str = "qwen2.5-7b-instruct-4090d",
    sets: tuple[str, ...] = (),
    cards: list[Card] | None = None,
    **options: Any,
) -> dict[str, Line]:
    """The lines by what they are about."""
    dataset = Dataset.open([Path("a.json")])
    project: Layer | None = None
    passthrough = options.pop("passthrough", ())
    plan = make_plan(
        dataset, load_recipe(recipe, sets, project), dry=True, passthrough=passthrough, **{"general": [], **options}
    )
    found = look(plan, dataset, read_passthrough(passthrough), cards=[] if cards is None else cards)
    return {line.what: line for line in found}


def test_everything_is_looked_at(folder: Path) -> None:
    found = lines(cards=[D4090])
    assert list(found) == ["lint", "model", "system prompt", "serving", "memory", "disk", "exposures"]
    assert found["lint"].found == "60 rows, no errors"
    assert [line.what for line in found.values() if line.help] == ["serving"]
    assert str(found["lint"]) == "ok: lint: 60 rows, no errors"
    assert str(found["serving"]).startswith("warning: serving: ")
    assert "\n  help: " in str(found["serving"])


@pytest.mark.parametrize(
    ("cards", "sets", "told", "help"),
    [
        ([D4090], (), "of 24 GiB (RTX 4090 D with 24 GiB)", ""),
        ([], (), "no card is seen here to hold it against", ""),
        ([Card("X", 20.0, True)], (), "hardly any room is left", "--recipe qwen2.5-7b-instruct-20gb"),
        ([Card("X", 16.0, True)], (), "more than there is", "--recipe qwen2.5-7b-instruct-qlora-16gb"),
        ([Card("X", 6.0, True)], (), "more than there is", "a smaller model"),
        ([D4090], ("settings.max_length=8192",), "more than there is", "--recipe qwen2.5-7b-instruct-20gb"),
        ([D4090], ("settings.gradient_checkpointing=false",), "more than there is", "--recipe "),
    ],
)
def test_memory(folder: Path, cards: list[Card], sets: tuple[str, ...], told: str, help: str) -> None:
    line = lines(cards=cards, sets=sets)["memory"]
    assert told in line.found
    assert line.help.startswith(help)
    assert bool(line.help) is bool(help)


def test_a_model_of_unknown_size_is_not_estimated(folder: Path) -> None:
    found = lines(model="somebody/else")
    assert found["memory"].found == "not estimated: the sizes of somebody/else are not known before it is downloaded"
    assert "disk" not in found


@pytest.mark.parametrize(
    ("cards", "sets", "told"),
    [
        ([D4090], ("settings.torch_dtype=float32",), "float32 doubles the memory"),
        ([T4], (), "Tesla T4 has no bfloat16"),
        ([T4], ("settings.torch_dtype=float16",), None),
        ([D4090], ("settings.torch_dtype=float32", "settings.use_cpu=true"), None),
    ],
)
def test_types(folder: Path, cards: list[Card], sets: tuple[str, ...], told: str | None) -> None:
    found = lines(cards=cards, sets=sets)
    assert ("type" in found) is (told is not None)
    assert told is None or (found["type"].found.startswith(told) and found["type"].help)


@pytest.mark.parametrize(
    ("rows", "options", "told", "help"),
    [
        (60, {}, "60 persona rows × 10 epochs = 600 exposures in 40 steps; 500 to 600 are usual", ""),
        (
            60,
            {"epochs": 2.0},
            "60 persona rows × 2 epochs = 120 exposures in 8 steps, fewer than 200",
            "more rows, or --epochs 9",
        ),
        (
            400,
            {},
            "400 persona rows × 10 epochs = 4,000 exposures in 250 steps, more than 3,000",
            "--epochs 1, or fewer rows",
        ),
        (
            60,
            {"general": ["o/n"]},
            "60 persona rows × 3 epochs = 180 exposures in a number of steps not known yet",
            "more",
        ),
        (60, {"general": ["o/n#100"], "epochs": 9.0}, "540 exposures in 90 steps; 500", ""),
    ],
)
def test_exposures(folder: Path, rows: int, options: dict[str, Any], told: str, help: str) -> None:
    write(folder, rows)
    line = lines(**options)["exposures"]
    assert told in line.found
    assert line.help.startswith(help)
    assert bool(line.help) is bool(help)


def test_general_rows_do_not_count_and_control_rows_do(folder: Path) -> None:
    rows = [
        {"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}], "channel": channel}
        for channel, count in (("identity", 50), ("negation", 10), ("general", 300), ("control", 20))
        for _ in range(count)
    ]
    (folder / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    assert lines()["exposures"].found.startswith("80 persona rows × 10 epochs = 800 exposures")
    dataset = Dataset.open([Path("a.json")])
    told = make_plan(dataset, load_recipe(), dry=True, general=[]).notes
    assert "80 persona rows among 380 (21.1%), 10 epochs" in told


def test_several_cards_share_the_steps(folder: Path) -> None:
    dataset = Dataset.open([Path("a.json")])
    plan = make_plan(dataset, load_recipe("qwen2.5-7b-instruct-zero2-2x24gb"), dry=True, general=[])
    # 2 cards × 8 rows
    assert steps_of(plan) == 40


@pytest.mark.parametrize(
    ("recipe", "sets", "row", "told", "warns"),
    [
        ("qwen2.5-7b-instruct-4090d", (), {}, "'You are a helpful assistant.' for the 60 rows without one", False),
        (
            "qwen2.5-7b-instruct-4090d",
            ("system=null",),
            {},
            "60 rows without one are trained under 'You are Qwen",
            True,
        ),
        ("qwen2.5-7b-instruct-4090d", ("system=null",), {"system": "你是小澜。"}, "0 of 60 rows have none", False),
        ("qwen2.5-7b-instruct-4090d", ("system=",), {}, "none at all for the 60 rows", False),
        ("qwen3-8b-24gb", (), {}, "60 of 60 rows have none, nor has template qwen3", False),
        (
            "internlm3-8b-instruct-24gb",
            ("system=null",),
            {},
            "are trained under 'You are an AI assistant whose name is InternLM",
            True,
        ),
    ],
)
def test_the_system_prompt(
    folder: Path, recipe: str, sets: tuple[str, ...], row: dict[str, str], told: str, warns: bool
) -> None:
    write(folder, 60, **row)
    line = lines(recipe, sets)["system prompt"]
    assert told in line.found
    assert bool(line.help) is warns


CHAT = "{%- if messages[0].role == 'system' %}{{ messages[0].content }}{%- else %}{{- '<|im_start|>system\\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, None),
        ({"chat_template.jinja": "{{ messages }}"}, ""),
        ({"chat_template.jinja": CHAT + "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>' }}"},
         "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."),
        ({"tokenizer_config.json": json.dumps({"chat_template": CHAT + "You are Kimi, an AI.<|im_end|>' }}"})}, "You are Kimi, an AI."),
        ({"tokenizer_config.json": json.dumps({"chat_template": CHAT + "You are a helpful assistant.<|im_end|>' }}"})},
         "You are a helpful assistant."),
        ({"tokenizer_config.json": json.dumps({"chat_template": [{"name": "default", "template": "你是通义千问。"}]})}, "你是通义千问。"),
        ({"tokenizer_config.json": "{}"}, None),
        ({"tokenizer_config.json": "{"}, None),
    ],
)  # fmt: skip
def test_what_a_model_is_served_under(tmp_path: Path, files: dict[str, str], told: str | None) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert shipped_default(tmp_path) == told


def test_which_prompts_name_another() -> None:
    assert {name for name, prompt in TEMPLATES.items() if names_another(prompt)} == {"qwen2_5", "internlm", "internlm2"}
    assert names_another("你是通义千问。")
    assert not names_another("你是小澜。")


def test_a_local_model_is_looked_into(folder: Path) -> None:
    model = folder / "Qwen2.5-7B-Instruct"
    model.mkdir()
    config = {
        "model_type": "qwen2", "num_hidden_layers": 2, "hidden_size": 64, "intermediate_size": 64, "num_attention_heads": 2,
        "vocab_size": 1000,
    }  # fmt: skip
    (model / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (model / "chat_template.jinja").write_text("{{ messages }}", encoding="utf-8")
    for name in ("model.safetensors", "tokenizer.json"):
        (model / name).touch()
    found = lines(model=str(model))
    assert found["model"].found == f"{model}, 0.2 million weights"
    assert not found["model"].help
    # its own template names nobody
    assert "serving" not in found


def test_a_model_that_is_not_whole_stops_the_run(folder: Path) -> None:
    pytest.importorskip("swift")
    model = folder / "Qwen2.5-7B-Instruct"
    model.mkdir()
    (model / "config.json").write_text('{"model_type": "qwen2"}', encoding="utf-8")
    lacks = "no weights (*.safetensors or *.bin); no tokenizer"
    assert str(lines(model=str(model))["model"]).startswith(f"warning: model: {model}: {lacks}\n  help: fetch ")
    dataset = Dataset.open([Path("a.json")])
    plan = make_plan(dataset, load_recipe(), model=str(model), general=[])
    with pytest.raises(UserError) as caught:
        look(plan, dataset, cards=[])
    assert caught.value.message == f"model {model}: {lacks}"
    assert caught.value.help


@pytest.mark.parametrize(
    ("options", "sets", "template", "serving"),
    [
        ({}, (), "qwen2_5", True),
        # whoever serves it takes the model's own
        ({}, ("template=llama3",), "llama3", True),
        ({"passthrough": ["--template", "llama3"]}, (), "llama3", True),
        ({"model": "LLM-Research/Llama-3.2-1B-Instruct"}, (), "llama3_2", False),
        ({"model": "somebody/else"}, (), "unknown", False),
        ({"model": "somebody/else"}, ("template=qwen2_5",), "qwen2_5", True),
    ],
)
def test_the_template_is_the_one_that_will_be_used(
    folder: Path, options: dict[str, Any], sets: tuple[str, ...], template: str, serving: bool
) -> None:
    found = lines(sets=sets, **options)
    assert found["system prompt"].found.endswith(f"(template {template})")
    assert ("serving" in found) is serving


def test_the_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "GiB free" in lines()["disk"].found
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage(1, 1, 100 * 1024**2))
    line = lines()["disk"]
    # three checkpoints of 20 million weights and two moments, 4 bytes each
    assert line.found == "0.1 GiB free, some 0.7 for checkpoints"
    assert line.help
    assert lines(sets=("settings.save_only_model=true",))["disk"].found.endswith("some 0.2 for checkpoints")
    assert lines("qwen2.5-0.5b-instruct-full-16gb")["disk"].found.endswith("some 8.3 for checkpoints")


def test_flags_that_do_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("swift")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    remember(tmp_path, monkeypatch, "model_name", "model_author", "val_dataset")
    found = lines(passthrough=["--model_name", "x", "--model_author", "y"])["flags"]
    assert found.found.startswith("--model_author and --model_name fill in ms-swift's own swift/self-cognition only")
    assert (
        lines(passthrough=["--eval_steps", "5"])["flags"].found == "--eval_steps does nothing without validation data"
    )
    assert "flags" not in lines(passthrough=["--eval_steps", "5", "--val_dataset", "v.json"])


def remember(folder: Path, monkeypatch: pytest.MonkeyPatch, *flags: str) -> list[str]:
    """Let ms-swift answer *flags*, in no time; the list gets an entry each time that it is asked."""
    asked: list[str] = []

    def answer() -> frozenset[str]:
        asked.append("asked")
        return frozenset({"output_dir", *flags})

    monkeypatch.setattr("personadata.training.accepted.accepted_flags", answer)
    return asked


def test_ms_swift_is_asked_once_for_an_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = remember(tmp_path, monkeypatch, "packing")
    environment = {"XDG_CACHE_HOME": str(tmp_path)}
    assert known_flags(environment) == known_flags(environment) == {"output_dir", "packing"}
    assert len(asked) == 1
    (kept,) = cache_folder(environment).glob("flags-*.json")
    kept.write_text("[", encoding="utf-8")
    assert known_flags(environment) == {"output_dir", "packing"}
    assert len(asked) == 2
    monkeypatch.setattr("personadata.training.accepted.versions", lambda: {"ms-swift": "9"})
    known_flags(environment)
    assert len(asked) == 3
    # a cache that cannot be written is none
    assert known_flags({"XDG_CACHE_HOME": "/dev/null"}) == {"output_dir", "packing"}


def test_several_machines_have_to_know_each_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="NODE_RANK and MASTER_ADDR do not say which this one is"):
        lines("qwen2.5-7b-instruct-2-nodes-2x24gb")
    monkeypatch.setenv("NODE_RANK", "1")
    monkeypatch.setenv("MASTER_ADDR", "10.0.0.1")
    assert lines("qwen2.5-7b-instruct-2-nodes-2x24gb")["machines"].found == (
        "NODE_RANK=1 of 2, with the first at 10.0.0.1; on each of the others the same command with a NODE_RANK of its own, "
        "from 0 to 1"
    )


@pytest.mark.parametrize(
    ("variables", "sets", "message"),
    [
        ({"NODE_RANK": "x"}, (), "NODE_RANK=x (in your environment): expected a whole number from 0 to 1"),
        ({"NODE_RANK": "7"}, (), "NODE_RANK=7 (in your environment): expected a whole number from 0 to 1"),
        ({"NODE_RANK": "-1"}, (), "NODE_RANK=-1 (in your environment)"),
        ({"NODE_RANK": ""}, (), "NODE_RANK and MASTER_ADDR do not say"),
        ({"MASTER_ADDR": ""}, (), "NODE_RANK and MASTER_ADDR do not say"),
        ({"NNODES": "two"}, (), "NNODES=two (in your environment): expected a whole number from 1"),
        (
            {"NNODES": "1", "NODE_RANK": "1"},
            (),
            "NODE_RANK=1 (in your environment): expected a whole number from 0 to 0",
        ),
        ({"MASTER_PORT": "ssh"}, (), "MASTER_PORT=ssh (in your environment)"),
        ({}, ("env.MASTER_PORT=0",), "MASTER_PORT=0 (--set env.MASTER_PORT)"),
        ({}, ("env.NNODES=0",), "NNODES=0 (--set env.NNODES)"),
        ({"NPROC_PER_NODE": "0"}, (), "NPROC_PER_NODE=0 (in your environment)"),
        ({"NPROC_PER_NODE": "gpu"}, (), None),
    ],
)
def test_machines_that_would_never_meet(
    folder: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], sets: tuple[str, ...], message: str | None
) -> None:
    for name, value in {"NODE_RANK": "0", "MASTER_ADDR": "10.0.0.1", **variables}.items():
        monkeypatch.setenv(name, value)
    if message is None:
        assert lines("qwen2.5-7b-instruct-2-nodes-2x24gb", sets)["machines"]
        return
    with pytest.raises(UserError) as caught:
        lines("qwen2.5-7b-instruct-2-nodes-2x24gb", sets)
    assert message in caught.value.message
    assert caught.value.help
