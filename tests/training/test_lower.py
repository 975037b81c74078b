"""What to try when the card was too small."""

from __future__ import annotations

from typing import Any

import pytest

from personadata.training.lower import lower_memory
from personadata.training.recipe import load_recipe


def manifest(recipe: str, **flags: list[str]) -> dict[str, Any]:
    made = load_recipe(recipe).recipe
    return {"recipe": {"name": recipe}, "command": {"flags": {**made.settings.flags, **made.more, **flags}}}


def test_the_flags_that_cost_most_and_the_recipes_that_need_less() -> None:
    told = lower_memory(
        manifest("qwen2.5-7b-instruct-4090d", per_device_train_batch_size=["4"], gradient_checkpointing=["false"])
    )
    assert "--per_device_train_batch_size 1 --gradient_accumulation_steps 64" in told
    assert "--gradient_checkpointing true" in told
    assert "--max_length 1024" in told
    assert "--recipe qwen2.5-7b-instruct-20gb (about " in told
    assert "--recipe qwen2.5-7b-instruct-qlora-16gb (about " in told


def test_a_recipe_that_needs_as_much_or_more_cards_is_not_named() -> None:
    told = lower_memory(manifest("qwen2.5-7b-instruct-qlora-12gb"))
    assert "--recipe" not in told
    assert "zero" not in lower_memory(manifest("qwen2.5-7b-instruct-4090d"))


@pytest.mark.parametrize(
    "name", ["qwen2.5-0.5b-instruct-8gb", "qwen2.5-7b-instruct-full-zero3-4x80gb", "qwen3-8b-24gb"]
)
def test_there_is_always_something_to_say(name: str) -> None:
    assert lower_memory(manifest(name))


def test_a_recipe_of_the_users_own() -> None:
    told = lower_memory({"recipe": {"name": "mine"}, "command": {"flags": {"max_length": ["512"]}}})
    assert told == "take a smaller model or a larger card"
