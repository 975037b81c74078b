"""The command of personadata that does what a copied one for ms-swift does."""

from __future__ import annotations

import math
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from personadata.training.choose import all_recipes
from personadata.training.copied import Copied
from personadata.training.recipe import DEFAULT, RecipeFile, load_recipe
from personadata.training.settings import Settings

_OURS = frozenset(
    {"model", "dataset", "num_train_epochs", "output_dir", "system", "add_version", "check_model", "tuning"}
)


DATA = "data/self_cognition.json"
"""What ``personadata expand`` writes and ``personadata train`` takes when nothing else is said."""
NAMING = frozenset(("model_name", "model_author"))
OWN_SET = re.compile(r"(?:swift/|.*/)?self-cognition(?::\w+)?(?:#\d+)?")
"""ms-swift's own identity data set, whose answers take name and author from flags."""


def is_own_set(flags: dict[str, list[str]]) -> bool:
    """Whether *flags* train on ms-swift's own identity data set."""
    return "self_cognition_sample" in flags or any(map(OWN_SET.fullmatch, flags.get("dataset", ())))


def epochs_of(flags: dict[str, list[str]]) -> float | None:
    """The epochs of *flags*, 3 where they say nothing, None where they say nonsense."""
    try:
        epochs = float(" ".join(flags.get("num_train_epochs", ("3",))))
    except ValueError:
        return None
    return epochs if 0 < epochs < math.inf else None


def _model(name: str) -> str:
    """The last part of a model's *name* or folder, with the dots that ms-swift and its caches write otherwise."""
    return name.replace("___", ".").rstrip("/").rpartition("/")[2].lower().replace("_", ".")


def nearest_recipe(flags: dict[str, list[str]], environment: Mapping[str, str] = MappingProxyType({})) -> RecipeFile:
    """The recipe for the model of *flags* that differs least from them; the default one when there is none for it.

    Those for as many processes as *environment* starts come first.
    """
    processes = environment.get("NPROC_PER_NODE", "1")
    model = _model("".join(flags.get("model", ())))
    named = [file for file in all_recipes() if _model(file.recipe.model) == model]
    if not named:
        return load_recipe(DEFAULT)
    return min(
        named, key=lambda file: (file.recipe.env.get("NPROC_PER_NODE", "1") != processes, *_distance(flags, file))
    )


def _distance(flags: dict[str, list[str]], file: RecipeFile) -> tuple[int, int, bool]:
    """How much of *file* would have to be changed, or taken away, to have what *flags* say."""
    given = file.recipe.settings.flags
    beyond = [name for name in ("deepspeed", "quant_method") if name in given and name not in flags]
    return len(list(changes(flags, file))) + len(beyond), file.recipe.world, file.name != DEFAULT


def changes(flags: dict[str, list[str]], file: RecipeFile) -> Iterator[tuple[str, str]]:
    """The settings of *flags* that *file* has otherwise, as keys and values of ``--set``."""
    known = file.recipe.settings.flags
    for name, values in flags.items():
        if name in Settings.model_fields and not _equal(values, known.get(name)):
            yield f"settings.{name}", values[0] if len(values) == 1 else f"[{', '.join(values)}]"
    tuning = "".join(flags.get("tuning", ("lora",)))
    if tuning != file.recipe.tuning:
        yield "tuning", tuning
    system = " ".join(flags.get("system", ()))
    if "system" in flags and system != (file.recipe.system or ""):
        yield "system", system


def _equal(values: list[str], known: list[str] | None) -> bool:
    if known is None or len(values) != len(known):
        return False
    try:
        return [float(value) for value in values] == [float(value) for value in known]
    except ValueError:
        return values == known


def write_instead(copied: Copied, flags: dict[str, list[str]], file: RecipeFile) -> str:
    """The command of personadata that does by *file* what *copied* does; *flags* are its own, put right."""
    recipe = file.recipe
    names = [name for name in flags.get("dataset", []) if not OWN_SET.fullmatch(name)]
    hub = [name for name in names if not name.startswith((".", "/", "~")) and not _is_file(name)]
    words = [
        "personadata",
        "train",
        *(name.rpartition("#")[0] if "#" in name else name for name in names if name not in hub),
    ]
    if len(words) > 2 and is_own_set(copied.flags):
        words.append(DATA)
    model = "".join(flags.get("model", ()))
    if file.name != DEFAULT:
        words += ["--recipe", file.name]
    if model and model != recipe.model and ("/" in model or _model(model) != _model(recipe.model) or "_" not in model):
        words += ["--model", model]
    if not hub:
        words.append("--no-general")
    elif tuple(hub) != recipe.general:
        words += [word for name in hub for word in ("--general", name)]
    usual = recipe.epochs.mixed if hub else recipe.epochs.alone
    epochs = epochs_of(flags)
    if epochs is not None and epochs != float(usual):
        words += ["--epochs", f"{epochs:g}"]
    for key, value in changes(flags, file):
        words += ["--set", f"{key}={value}"]
    output = "".join(copied.flags.get("output_dir", ()))
    if output and output.rstrip("/") != "output":
        words += ["--output-dir", output]
    rest = {name: values for name, values in flags.items() if name not in _OURS and name not in Settings.model_fields}
    if rest:
        words += ["--", *(word for name, values in rest.items() for word in (f"--{name}", *values))]
    environment = {name: value for name, value in copied.environment.items() if recipe.env.get(name) != value}
    train = " ".join([*(f"{name}={shlex.quote(value)}" for name, value in environment.items()), shlex.join(words)])
    return "\n  ".join([*_make_data(copied), train]) if is_own_set(copied.flags) else train


def _make_data(copied: Copied) -> Iterator[str]:
    """The commands that make data of a persona in place of ms-swift's own; the Chinese name stands first there."""
    name, author = ("".join(copied.flags.get(flag, ("NAME",))[:1]) or "NAME" for flag in ("model_name", "model_author"))
    yield shlex.join(["personadata", "init", "--name", name, "--developer", author])
    sets = (one.rpartition("#")[2] for one in copied.flags.get("dataset", ()) if OWN_SET.fullmatch(one))
    count = "".join(copied.flags.get("self_cognition_sample", ())) or next(sets, "")
    yield "personadata expand" + (f" -n {count}" if count.isdecimal() else "")


def _is_file(name: str) -> bool:
    return Path(name.partition("#")[0]).suffix in (".json", ".jsonl", ".csv")
