"""How a run that did not fit on the card needs less memory: the settings that cost most, and recipes that need less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from personadata.errors import UserError
from personadata.training.layers import shipped
from personadata.training.memory import GIB, estimate, work_of
from personadata.training.recipe import Recipe, load_recipe

MOST = 3
"""How many recipes are named, the largest that need less first."""


def lower_memory(manifest: Mapping[str, Any]) -> str:
    """Flags to add after ``--`` and shipped recipes to try, for the run of *manifest*."""
    flags: Mapping[str, list[str]] = manifest["command"]["flags"]
    words = " ".join(_smaller(flags))
    tries = [f"add -- {words}"] if words else []
    recipes = _recipes(str(manifest["recipe"]["name"]), flags)
    if recipes:
        named = ", ".join(f"--recipe {name} (about {size / GIB:.0f} GiB)" for name, size in recipes[:MOST])
        tries.append(f"a recipe for the same model that needs less: {named}")
    return "; or ".join(tries) or "take a smaller model or a larger card"


def _smaller(flags: Mapping[str, list[str]]) -> Iterator[str]:
    def value(name: str, default: int) -> int:
        word = (flags.get(name) or [""])[0]
        return int(word) if word.isdecimal() else default

    batch, steps = value("per_device_train_batch_size", 1), value("gradient_accumulation_steps", 1)
    if batch > 1:
        # the same number of rows a step
        yield f"--per_device_train_batch_size 1 --gradient_accumulation_steps {batch * steps}"
    if (flags.get("gradient_checkpointing") or ["true"])[0] == "false":
        yield "--gradient_checkpointing true"
    length = value("max_length", 2048)
    if length > 1024:
        yield "--max_length 1024"
    elif length > 512:
        yield "--max_length 512"


def _recipes(name: str, flags: Mapping[str, list[str]]) -> list[tuple[str, float]]:
    """Shipped recipes for the model of recipe *name* that are estimated to need less than *flags* do, with bytes."""
    if name not in shipped():
        return []
    own = load_recipe(name).recipe
    if own.architecture is None:
        return []
    taken = estimate(own.architecture, work_of(flags, full=own.tuning == "full", cards=own.world)).total
    found = []
    for other in shipped():
        try:
            recipe = load_recipe(other).recipe
        except UserError:
            continue
        size = _needed(recipe)
        if recipe.model == own.model and recipe.world <= own.world and size is not None and size < taken:
            found.append((other, size))
    return sorted(found, key=lambda entry: -entry[1])


def _needed(recipe: Recipe) -> float | None:
    if recipe.architecture is None:
        return None
    flags = {**recipe.settings.flags, **recipe.more}
    return estimate(recipe.architecture, work_of(flags, full=recipe.tuning == "full", cards=recipe.world)).total
