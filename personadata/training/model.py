"""The model to tune: a hub id or a local folder, and what ms-swift has to be told about it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from personadata.errors import UserError
from personadata.files import read_text
from personadata.training.place import absolute
from personadata.training.recipe import RecipeFile

_HUB = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
MODEL_TYPES = frozenset({"internlm2", "internlm3", "llama", "qwen2", "qwen3"})
"""Those of the shipped recipes, which ms-swift 3.12 and 4.6 both have."""
MAX_CONFIG = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Model:
    """``argument`` is for ``--model``, an absolute path or a hub id; ``flags`` go with it; ``note`` says why."""

    argument: str
    flags: dict[str, list[str]] = field(default_factory=dict)
    note: str = ""


def is_called(name: str, model: str) -> bool:
    """Whether *name*, a folder or hub id, is called like *model*, by which ms-swift tells models."""
    # the ModelScope cache spells a dot in a folder's name as three underscores
    return Path(name).name.replace("___", ".").lower() == Path(model).name.lower()


def find_model(name: str, file: RecipeFile, base: Path) -> Model:
    """The model *name*: a folder, looked for relative to *base*, else a hub id ``OWNER/NAME``.

    ms-swift knows models by the folder's name; one that is called neither like the recipe's model nor differently
    inside is described by the recipe's model type and template.  Those that ``--set`` or the configuration says hold for
    any model, those of a user's own recipe for its model.  Raises :class:`UserError` when there is neither.
    """
    path, recipe = absolute(name, base), file.recipe
    same = is_called(path.name, recipe.model)
    holding = file.said | (file.own if same else frozenset())
    asked = {"model_type": recipe.model_type, "template": recipe.template}
    said = {key: [value] for key, value in asked.items() if value and key in holding}
    if not path.exists():
        if name.startswith((".", "/", "~")) or not _HUB.fullmatch(name):
            raise UserError(
                f"model {name!r}: there is no folder {path}",
                help="a folder with config.json and the weights, or a hub id such as Qwen/Qwen2.5-7B-Instruct",
            )
        return Model(name, said)
    config = path / "config.json"
    if not config.is_file():
        adapter = (path / "adapter_config.json").is_file()
        raise UserError(
            f"model {path}: " + ("a LoRA adapter, not a model" if adapter else "no config.json in it"),
            help="name the model that the adapter belongs to" if adapter else "name the folder that holds the weights",
        )
    # looking the folder up on a hub takes ms-swift 20 s when there is no network
    flags = {"check_model": ["false"], **said}
    if same or not (recipe.model_type and recipe.template) or len(said) == len(asked):
        return Model(str(path), flags)
    kind = _model_type(config)
    if kind != recipe.model_type:
        note = (
            f"config.json says model type {kind!r}, the recipe is for {recipe.model_type!r}: ms-swift decides by name"
        )
        return Model(str(path), flags, note)
    flags |= {"model_type": [recipe.model_type], "template": [recipe.template]}
    note = f"taking {path.name} for a {recipe.model_type} model with template {recipe.template}; -- --template sets another"
    return Model(str(path), flags, note)


def _model_type(config: Path) -> str:
    try:
        value = json.loads(read_text(config, limit=MAX_CONFIG, kind="model configuration"))
    except ValueError as error:
        raise UserError(f"{config}: not JSON: {error}") from None
    return str(value.get("model_type", "")) if isinstance(value, dict) else ""
