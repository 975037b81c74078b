"""``[tool.personadata.train]``: the recipe of a project, and what it changes in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from personadata.config.load import find_config, load_config
from personadata.errors import UserError
from personadata.training.layers import Layer, anchor


def project_recipe(folder: Path) -> tuple[str | None, Layer | None]:
    """The recipe that the configuration above *folder* names, and its other keys as a layer; None for what it lacks."""
    path = find_config(folder)
    if path is None:
        return None, None
    config = load_config(path)
    table: Any = config.document.value
    root = (*config.root, "train")
    for step in root:
        table = table.get(step, {})
    if not table:
        return None, None
    values = {key: textual(item) for key, item in table.items() if key != "recipe"}
    name = table.get("recipe")
    if name is not None and not isinstance(name, str):
        place = config.place("train", "recipe")
        raise UserError(f"{path}:{place.line}:{place.column}: train.recipe: expected a name or a file in quotes")
    if name is not None and name != "auto" and (config.folder / name).is_file():
        name = str(config.folder / name)
    layer = Layer(str(path), anchor(values, config.folder), config.document, root) if values else None
    for key in ("extends", "title"):
        if key in values:
            place = config.place("train", key)
            raise UserError(f"{path}:{place.line}:{place.column}: train.{key}: name the recipe with recipe")
    return name, layer


def textual(value: Any) -> Any:
    """*value* as a recipe has it, where every number and truth value is the text that was meant."""
    if isinstance(value, dict):
        return {str(key): textual(item) for key, item in value.items()}
    if isinstance(value, list):
        return [textual(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    return str(value)
