"""Recipes: the settings of a training run, one YAML file a model and card."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, Field, ValidationError
from pydantic_core import PydanticCustomError

from personadata.errors import UserError, did_you_mean
from personadata.resources import bundled
from personadata.training.settings import Part, Positive, Settings, Words
from personadata.yaml_marks import Place, Problem, read_yaml

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from personadata.yaml_marks import Document

DEFAULT = "qwen2.5-7b-instruct-4090d"
OWNED: Mapping[str, str] = {
    "model": "give --model",
    "dataset": "give the files as DATA, general data with --general",
    "output_dir": "give --output-dir",
    "add_version": "every run has a folder of its own already",
    "num_train_epochs": "give --epochs",
    "check_model": "it is set for local models",
}
"""Flags of ``swift sft`` that personadata sets itself, and what to do instead of passing them."""
CODE = frozenset({"external_plugins", "custom_register_path", "local_repo_path"})
_ENVIRONMENT = re.compile(
    r"(CUDA|NVIDIA|NCCL|HIP|ROCR|ASCEND|OMP|MKL|PYTORCH|TORCH|TOKENIZERS|HF|MODELSCOPE|WANDB|SWANLAB)_[A-Z0-9_]+"
    r"|USE_HF|NPROC_PER_NODE|NNODES|NODE_RANK|MASTER_ADDR|MASTER_PORT"
)


def _flag(name: str) -> str:
    if name in OWNED:
        raise PydanticCustomError("recipe", f"is set by personadata: {OWNED[name]}")
    if name in Settings.model_fields:
        raise PydanticCustomError("recipe", "belongs under settings")
    if name in CODE:
        raise PydanticCustomError("recipe", "loads code, which a recipe may not; pass it after -- yourself")
    if not re.fullmatch(r"[A-Za-z]\w*", name):
        raise PydanticCustomError("recipe", "is no flag: write its name without dashes")
    return name


def _variable(name: str) -> str:
    if not _ENVIRONMENT.fullmatch(name):
        raise PydanticCustomError("recipe", "is not a variable a recipe may set")
    return name


class Epochs(Part):
    """How often the data is gone through: persona data alone, and with general data beside it."""

    alone: Positive
    mixed: Positive


class Recipe(Part):
    """What a recipe file says.

    ``model_type`` and ``template`` are for local folders whose name does not tell ms-swift what they hold; ``more``
    are flags of ``swift sft`` beyond ``settings``; ``env`` is added to the environment where that does not set it.
    """

    title: str
    model: str
    model_type: str | None = None
    template: str | None = None
    system: str | None = None
    general: tuple[str, ...] = ()
    epochs: Epochs
    settings: Settings = Field(default_factory=Settings)
    more: dict[Annotated[str, AfterValidator(_flag)], Words] = Field(default_factory=dict)
    env: dict[Annotated[str, AfterValidator(_variable)], str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecipeFile:
    """A recipe and where it comes from; ``name`` is what it is called by, ``sha256`` of the file's bytes."""

    recipe: Recipe
    name: str
    path: Path
    sha256: str


def load_recipe(name: str = DEFAULT) -> RecipeFile:
    """The shipped recipe of that *name*, or the one in the file *name*.

    Raises :class:`UserError` for a name that is neither, and one that lists every problem of the file by line.
    """
    shipped = {path.stem: path for path in sorted(bundled("train").glob("*.yaml"))}
    path = shipped.get(name, Path(name))
    if name not in shipped and not path.exists():
        raise UserError(
            f"no recipe {name!r}{did_you_mean(name, shipped)}", help=f"a file, or one of: {', '.join(shipped)}"
        )
    document = read_yaml(path, kind="recipe")
    if not isinstance(document.value, dict):
        raise UserError(
            f"{path}: not a recipe: expected keys with values", help=f"keys: {', '.join(Recipe.model_fields)}"
        )
    try:
        recipe = Recipe.model_validate(document.value)
    except ValidationError as error:
        document.refuse(document.problems + [_problem(document, item) for item in error.errors(include_url=False)])
    if document.problems:
        document.refuse(document.problems)
    return RecipeFile(recipe, name if name in shipped else path.stem, path, sha256(path.read_bytes()).hexdigest())


def _problem(document: Document, error: ErrorDetails) -> Problem:
    kind, where = error["type"], error["loc"]
    path = document.trace(where)
    at_key = kind == "extra_forbidden" or where[-1] == "[key]"
    place = (document.keys if at_key else document.values).get(path, Place(1, 1))
    shown = (
        ".".join(str(step) for step in (*path, *where[-1:]) if step != "[key]")
        if kind == "missing"
        else ".".join(map(str, path))
    )
    if kind == "extra_forbidden":
        parts: dict[str | int, type[BaseModel]] = {"settings": Settings, "epochs": Epochs}
        known = parts.get(where[0], Recipe) if len(where) > 1 else Recipe
        message = f"unknown key{did_you_mean(str(where[-1]), known.model_fields)}"
        if known is Settings:
            message += "; other flags of swift sft go under more"
    elif kind == "missing":
        message = "missing"
    elif kind == "recipe":
        message = error["msg"]
    elif kind == "literal_error":
        message = f"{str(error['input'])[:40]!r} is not one of {error.get('ctx', {}).get('expected')}"
    else:
        message = {
            "string_type": "expected a single value",
            "tuple_type": "expected a list",
            "dict_type": "expected keys with values",
            "model_type": "expected keys with values",
        }.get(kind, error["msg"])
    return Problem(place, f"{shown}: {message}")
