"""Recipes: the settings of a training run, one YAML file a model and card."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from personadata.errors import UserError, did_you_mean
from personadata.training.architecture import Architecture
from personadata.training.fingerprint import fingerprint, hush_assignment
from personadata.training.layers import Layer, inherit, open_file, shipped
from personadata.training.merged import OF_A_MODEL, Merged, merge
from personadata.training.overrides import overrides
from personadata.training.settings import Part, Positive, Settings, Word, Words

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

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
    if name in ("tuner_type", "train_type"):
        raise PydanticCustomError("recipe", "is spelled by version: write tuning: lora or tuning: full")
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


class Machine(Part):
    """What the recipe is written for: ``nodes`` machines with ``cards`` cards of ``memory`` GiB each."""

    memory: float = Field(gt=0, allow_inf_nan=False, description="Memory of one card, GiB.")
    cards: int = Field(default=1, gt=0, description="Cards in one machine.")
    nodes: int = Field(default=1, gt=0, description="Machines.")

    def __str__(self) -> str:
        cards = f"{self.cards} × {self.memory:g} GiB" if self.cards > 1 else f"{self.memory:g} GiB"
        return f"{self.nodes} machines with {cards}" if self.nodes > 1 else cards


class Recipe(Part):
    """How a model is tuned on a machine."""

    extends: str | None = Field(
        default=None, description="The recipe whose values hold where this one says nothing: a name, or a file."
    )
    title: str = Field(description="What it is for, in a line.")
    model: str = Field(description="OWNER/NAME on a hub, or a folder beside this file.")
    model_type: str | None = Field(default=None, description="For folders whose name tells ms-swift nothing.")
    template: str | None = Field(default=None, description="The chat template, likewise.")
    architecture: Architecture | None = Field(default=None, description="Sizes, for the estimate of memory.")
    machine: Machine | None = Field(default=None, description="What the recipe is written for.")
    tuning: Literal["lora", "full"] = Field(default="lora", description="An adapter, or all weights.")
    system: str | None = Field(default=None, description="The system prompt of rows that have none.")
    general: tuple[str, ...] = Field(default=(), description="General data: FILE or OWNER/NAME, with #N for N rows.")
    epochs: Epochs
    settings: Settings = Field(default_factory=Settings, description="Flags of swift sft.")
    more: dict[Annotated[str, AfterValidator(_flag)], Words] = Field(
        default_factory=dict, description="Flags of swift sft that not every version has."
    )
    env: dict[Annotated[str, AfterValidator(_variable)], Word] = Field(
        default_factory=dict, description="Variables, where the environment does not set them."
    )

    @property
    def world(self) -> int:
        """How many cards share the work."""
        return self.machine.cards * self.machine.nodes if self.machine else 1


@dataclass(frozen=True, slots=True)
class RecipeFile:
    """A recipe and where it comes from.

    ``name`` is what it is called by, ``path`` its own file, ``sha256`` the :func:`fingerprint` of all that holds in the
    end.  ``origins`` has the place of every value by its keys: ``("settings", "lora_rank")`` → ``base.yaml:36``.
    ``assignments`` and the ``configuration`` file were put over the files, secrets hushed.  ``said`` are the keys about
    the model that these two set, ``own`` those from a file that is not shipped.
    """

    recipe: Recipe
    name: str
    path: Path
    sha256: str
    origins: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    assignments: tuple[str, ...] = ()
    configuration: Path | None = None
    said: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()


def load_recipe(name: str = DEFAULT, assignments: Sequence[str] = (), project: Layer | None = None) -> RecipeFile:
    """The shipped recipe of that *name*, or the one in the file *name*, with what it extends.

    Over it go the values of the *project*'s configuration, then *assignments* such as ``settings.lora_rank=16``.
    Raises :class:`UserError` for a name that is neither, and one that lists every problem with its place.
    """
    known = shipped()
    path = known.get(name, Path(name))
    if name not in known and not path.exists():
        raise UserError(
            f"no recipe {name!r}{did_you_mean(name, known)}", help=f"a file, or one of: {', '.join(known)}, auto"
        )
    files = inherit(open_file(path))
    layers = [*files, *([project] if project else ()), *overrides(assignments)]
    merged = merge(layers)
    problems = [line for layer in layers for line in _flaws(layer)]
    try:
        recipe = Recipe.model_validate(merged.value)
    except ValidationError as error:
        found = [_problem(merged, files[-1], item) for item in error.errors(include_url=False)]
        raise UserError("\n".join([*problems, *dict.fromkeys(text for _, text in sorted(found))])) from None
    if problems:
        raise UserError("\n".join(problems))
    origins = {words: layer.shown(words) for words, layer in merged.owners.items()}
    shown = name if name in known else path.stem
    over = {id(layer) for layer in layers[len(files) :]}
    owners = {key: owner for key in OF_A_MODEL if (owner := merged.owners.get((key,)))}
    brought = {str(file) for file in known.values()}
    return RecipeFile(
        recipe,
        shown,
        path,
        fingerprint(recipe),
        origins,
        tuple(hush_assignment(text) for text in assignments),
        Path(project.name) if project else None,
        frozenset(key for key, owner in owners.items() if id(owner) in over),
        frozenset(key for key, owner in owners.items() if id(owner) not in over and owner.name not in brought),
    )


def _flaws(layer: Layer) -> list[str]:
    return [f"{layer.name}:{p.place.line}:{p.place.column}: {p.message}" for p in layer.document.problems]


PARTS: Mapping[str, type[Part]] = {
    "settings": Settings, "epochs": Epochs, "machine": Machine, "architecture": Architecture
}  # fmt: skip


def _problem(merged: Merged, own: Layer, error: ErrorDetails) -> tuple[tuple[str, int, int], str]:
    """What is wrong, at its place in the layer that says it; first the place to sort by."""
    kind = error["type"]
    where = tuple(step for step in error["loc"] if step != "[key]")
    at_key = kind == "extra_forbidden" or error["loc"][-1] == "[key]"
    layer = own if kind == "missing" and len(where) == 1 else merged.owner(where, own)
    place = layer.place(where, key=at_key)
    text = f"{'.'.join(map(str, where))}: {_message(kind, where, error)}"
    at = f"{layer.name}:{place.line}:{place.column}" if layer.lines else layer.name
    return (layer.name, *place), f"{at}: {text}"


def _message(kind: str, where: tuple[str | int, ...], error: ErrorDetails) -> str:
    if kind == "extra_forbidden":
        known = PARTS.get(str(where[0]), Recipe) if len(where) > 1 else Recipe
        message = f"unknown key{did_you_mean(str(where[-1]), known.model_fields)}"
        if known is Settings:
            message += "; other flags of swift sft go under more"
        elif known is Recipe and where[-1] in Settings.model_fields:
            message = f"unknown key; it belongs under settings: settings.{where[-1]}"
        return message
    if kind == "literal_error":
        return f"{str(error['input'])[:40]!r} is not one of {error.get('ctx', {}).get('expected')}"
    if kind in ("int_parsing", "float_parsing", "greater_than"):
        return f"{str(error['input'])[:40]!r} is not a {'whole ' if 'int' in kind else ''}number above 0"
    said = {
        "missing": "missing",
        "string_type": "expected a single value",
        "tuple_type": "expected a list",
        "dict_type": "expected keys with values",
        "model_type": "expected keys with values",
    }
    return said.get(kind, error["msg"])
