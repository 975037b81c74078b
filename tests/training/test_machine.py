"""The cards of a machine, told by a stand-in for nvidia-smi: there is no card where these tests run."""

from __future__ import annotations

from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.training.choose import architecture_of, choose, lighter
from personadata.training.machine import QUERY, Card, describe_cards, find_cards
from personadata.training.memory import SNUG
from personadata.training.recipe import load_recipe

LINES = """\
0, GPU-aaaa-1, NVIDIA GeForce RTX 4090 D, 24564, 8.9
1, GPU-bbbb-2, Tesla T4, 15360, 7.5
"""
D4090, T4 = Card("NVIDIA GeForce RTX 4090 D", 24564 / 1024, True), Card("Tesla T4", 15.0, False)


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "nvidia-smi"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = "--query-gpu={QUERY}" ] || exit 9\ncat <<EOF\n{LINES}EOF\n', encoding="utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return program


@pytest.mark.parametrize(
    ("visible", "cards"),
    [
        (None, [D4090, T4]),
        ("0", [D4090]),
        ("1,0", [T4, D4090]),
        ("GPU-bbbb", [T4]),
        ("0,7,1", [D4090]),
        ("-1", []),
        ("", []),
        (" ", []),
    ],
)
def test_what_a_run_would_see(driver: Path, visible: str | None, cards: list[Card]) -> None:
    assert find_cards({} if visible is None else {"CUDA_VISIBLE_DEVICES": visible}) == cards


@pytest.mark.parametrize("body", ["exit 9", "echo No devices were found", "echo '0, x, y, [N/A], 8.0'", "echo a,b"])
def test_a_driver_without_a_card(driver: Path, body: str) -> None:
    driver.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    assert find_cards({}) == []


def test_without_a_driver_only_the_patient_ask_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    asked = []
    monkeypatch.setattr("personadata.training.machine.ask", lambda script: asked.append(script))
    assert find_cards({}, patient=False) == []
    assert asked == []


@pytest.mark.train
def test_pytorch_is_asked_where_there_is_no_driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    import torch

    monkeypatch.setenv("PATH", str(tmp_path))
    assert len(find_cards({})) == torch.cuda.device_count()


def test_cards_in_words() -> None:
    assert describe_cards([]) == "no graphics card that can be used"
    assert describe_cards([T4]) == "Tesla T4 with 15 GiB"
    assert describe_cards([T4, T4]) == "2 × Tesla T4 with 15 GiB"
    assert describe_cards([D4090, T4]) == "NVIDIA GeForce RTX 4090 D with 24 GiB, Tesla T4 with 15 GiB"


def card(memory: float, bf16: bool = True) -> Card:
    return Card("X", memory, bf16)


@pytest.mark.parametrize(
    ("cards", "model", "recipe"),
    [
        ([card(24)], None, "qwen2.5-7b-instruct-4090d"),
        ([card(80)], None, "qwen2.5-7b-instruct-4090d"),
        ([card(24), card(24)], None, "qwen2.5-7b-instruct-4090d"),
        ([card(20)], None, "qwen2.5-7b-instruct-20gb"),
        ([card(24, False)], None, "qwen2.5-7b-instruct-4090d"),
        ([card(16, False)], None, "qwen2.5-7b-instruct-qlora-16gb"),
        ([card(16)], None, "qwen2.5-7b-instruct-qlora-16gb"),
        ([card(11)], None, "qwen2.5-7b-instruct-qlora-12gb"),
        ([card(16), card(16)], None, "qwen2.5-7b-instruct-zero3-2x16gb"),
        # the smallest card decides
        ([card(24), card(16)], None, "qwen2.5-7b-instruct-zero3-2x16gb"),
        ([card(80)], "Qwen/Qwen2.5-72B-Instruct", "qwen2.5-72b-instruct-qlora-80gb"),
        ([card(80)] * 4, "Qwen/Qwen2.5-72B-Instruct", "qwen2.5-72b-instruct-zero3-4x80gb"),
        ([card(12)], "Qwen/Qwen3-0.6B", "qwen3-0.6b-8gb"),
        ([card(8)], "somebody/Qwen2.5-0.5B-Instruct", "qwen2.5-0.5b-instruct-8gb"),
    ],
)
def test_the_best_recipe_that_fits(cards: list[Card], model: str | None, recipe: str) -> None:
    choice = choose(cards, model)
    assert choice.name == recipe
    assert choice.reason.startswith(f"recipe {recipe}")
    assert describe_cards(cards) in choice.reason
    old = any(not each.bf16 for each in cards)
    assert ("settings.torch_dtype=float16" in choice.assignments) is old is ("has no bfloat16" in choice.reason)
    changed = load_recipe(choice.name, choice.assignments).recipe.settings
    assert not old or {changed.torch_dtype, changed.bnb_4bit_compute_dtype} <= {"float16", None}
    assert "estimated" in choice.reason


@pytest.mark.parametrize(
    ("cards", "model", "message", "help"),
    [
        ([], None, "no graphics card that can be used is seen here", "settings.use_cpu=true"),
        ([card(6)], None, "no recipe for Qwen/Qwen2.5-7B-Instruct fits X with 6 GiB", "a larger card, or several"),
        ([card(8)], None, "the smallest, qwen2.5-7b-instruct-qlora-12gb, takes 9 GiB", "--recipe qwen3-0.6b-8gb"),
        ([card(24)], "owner/unheard-of", "no recipe for owner/unheard-of", "personadata recipes"),
    ],
)
def test_why_nothing_fits(cards: list[Card], model: str | None, message: str, help: str) -> None:
    with pytest.raises(UserError) as caught:
        choose(cards, model)
    assert message in caught.value.message
    assert help in caught.value.help


CONFIG = (
    '{"model_type": "qwen2", "num_hidden_layers": 28, "hidden_size": 3584, "intermediate_size": 18944,'
    ' "num_attention_heads": 28, "num_key_value_heads": 4, "vocab_size": 152064}'
)


def test_a_folder_goes_by_its_sizes(tmp_path: Path) -> None:
    folder = tmp_path / "my-persona-base"
    folder.mkdir()
    (folder / "config.json").write_text(CONFIG, encoding="utf-8")
    choice = choose([card(24)], str(folder))
    assert choice.name == "qwen2.5-7b-instruct-4090d"
    assert "Qwen2.5-7B-Instruct is the nearest qwen2 model with recipes" in choice.reason
    (folder / "config.json").write_text(CONFIG.replace("qwen2", "gemma"), encoding="utf-8")
    with pytest.raises(UserError, match="no recipe for a gemma model"):
        choose([card(24)], str(folder))
    (folder / "config.json").write_text(CONFIG.replace("}", ', "num_experts": 4}'), encoding="utf-8")
    with pytest.raises(UserError, match="a mixture of experts"):
        choose([card(24)], str(folder))


@pytest.mark.parametrize(
    ("name", "memory", "found"),
    [
        ("qwen2.5-7b-instruct-4090d", 20, "qwen2.5-7b-instruct-20gb"),
        ("qwen2.5-7b-instruct-4090d", 16, "qwen2.5-7b-instruct-qlora-16gb"),
        ("qwen2.5-7b-instruct-4090d", 10, "qwen2.5-7b-instruct-qlora-12gb"),
        ("qwen2.5-7b-instruct-4090d", 6, None),
        ("qwen3-8b-24gb", 16, None),
    ],
)
def test_the_next_lighter_recipe(name: str, memory: float, found: str | None) -> None:
    assert lighter(load_recipe(name), memory) == found
    assert 0 < SNUG < 1


def test_sizes_by_name() -> None:
    recipe = load_recipe().recipe
    assert architecture_of("x/Qwen2.5-7B-Instruct", recipe) == recipe.architecture
    assert architecture_of("Qwen/Qwen3-8B", recipe) == load_recipe("qwen3-8b-24gb").recipe.architecture
    assert architecture_of("x/y", recipe) == "the sizes of x/y are not known before it is downloaded"
