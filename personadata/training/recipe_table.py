"""Recipes as people and programs read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from personadata.render.table import table
from personadata.training.choose import estimate_recipe
from personadata.training.fingerprint import hush_parts
from personadata.training.recipe import DEFAULT, RecipeFile


def listing(files: Sequence[RecipeFile]) -> Iterator[str]:
    """One line a recipe."""
    rows = [
        (
            file.name, _memory(file), str(file.recipe.machine or ""), file.recipe.title.partition(",")[0]
            + (" (default)" if file.name == DEFAULT else ""), " + ".join(file.recipe.general) or "none",
        )
        for file in files
    ]  # fmt: skip
    yield from table([("recipe", "memory", "of", "model", "general data"), *rows])


def page(file: RecipeFile) -> Iterator[str]:
    """Every value of *file* and where it comes from."""
    recipe = file.recipe
    yield f"{file.name}: {recipe.title}"
    yield f"{file.path}" + (f", which extends {recipe.extends}" if recipe.extends else "")
    guess = estimate_recipe(recipe)
    machine = f" of {recipe.machine}" if recipe.machine else ""
    yield f"memory {guess}{machine} on each card, by estimate and unmeasured" if guess else "memory not estimated"
    yield ""
    yield from table(
        [
            ("value", "", "from"),
            *(
                (".".join(keys), text, file.origins.get(keys) or file.origins.get(keys[:1], ""))
                for keys, text in _values(file)
            ),
        ]
    )


def entry(file: RecipeFile, *, whole: bool = False) -> dict[str, Any]:
    """*file* as JSON; the *whole* of it with values and origins."""
    recipe, guess = file.recipe, estimate_recipe(file.recipe)
    told: dict[str, Any] = {
        "name": file.name,
        "title": recipe.title,
        "path": str(file.path),
        "model": recipe.model,
        "machine": recipe.machine.model_dump() if recipe.machine else None,
        "memory_bytes": round(guess.total) if guess else None,
        "general": list(recipe.general),
    }
    if whole:
        told["values"] = hush_parts(recipe.model_dump(exclude_none=True, mode="json"))
        told["origins"] = {".".join(keys): place for keys, place in file.origins.items()}
    return told


def _memory(file: RecipeFile) -> str:
    guess = estimate_recipe(file.recipe)
    return f"{guess.gib:.0f} GiB" if guess else ""


def _values(file: RecipeFile) -> Iterator[tuple[tuple[str, ...], str]]:
    told = hush_parts(file.recipe.model_dump(exclude_none=True, exclude={"extends", "title"}, mode="json"))
    for key, value in told.items():
        if isinstance(value, dict) and key != "architecture":
            yield from (((key, name), _text(inner)) for name, inner in value.items() if (key, name) in file.origins)
        elif isinstance(value, dict):
            yield from (((key, name), _text(inner)) for name, inner in value.items())
        elif (key,) in file.origins:
            yield (key,), _text(value)


def _text(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
