"""The command of personadata that does what a copied one for ms-swift does."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from personadata.training.choose import all_recipes
from personadata.training.copied import Copied
from personadata.training.recipe import DEFAULT, RecipeFile, load_recipe
from personadata.training.settings import Settings

_OURS = frozenset(
    {"model", "dataset", "num_train_epochs", "output_dir", "system", "add_version", "check_model", "tuning"}
)


def nearest_recipe(flags: dict[str, list[str]]) -> RecipeFile:
    """The recipe for the model of *flags* that differs least from them; the default one when there is none for it."""
    model = "".join(flags.get("model", ())).replace("___", ".").rstrip("/").rpartition("/")[2].lower()
    named = [file for file in all_recipes() if file.recipe.model.rpartition("/")[2].lower() == model]
    return min(named, key=lambda file: _distance(flags, file)) if named else load_recipe(DEFAULT)


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
    names = flags.get("dataset", [])
    hub = [name for name in names if not name.startswith((".", "/", "~")) and not _is_file(name)]
    words = [
        "personadata",
        "train",
        *(name.rpartition("#")[0] if "#" in name else name for name in names if name not in hub),
    ]
    model = "".join(flags.get("model", ()))
    if file.name != DEFAULT:
        words += ["--recipe", file.name]
    if model and model != recipe.model:
        words += ["--model", model]
    if not hub:
        words.append("--no-general")
    elif tuple(hub) != recipe.general:
        words += [word for name in hub for word in ("--general", name)]
    usual = recipe.epochs.mixed if hub else recipe.epochs.alone
    epochs = "".join(flags.get("num_train_epochs", ())) or "3"
    if float(epochs) != float(usual):
        words += ["--epochs", epochs]
    for key, value in changes(flags, file):
        words += ["--set", f"{key}={value}"]
    output = "".join(copied.flags.get("output_dir", ()))
    if output and output.rstrip("/") != "output":
        words += ["--output-dir", output]
    rest = {name: values for name, values in flags.items() if name not in _OURS and name not in Settings.model_fields}
    if rest:
        words += ["--", *(word for name, values in rest.items() for word in (f"--{name}", *values))]
    environment = {name: value for name, value in copied.environment.items() if recipe.env.get(name) != value}
    return " ".join([*(f"{name}={shlex.quote(value)}" for name, value in environment.items()), shlex.join(words)])


def _is_file(name: str) -> bool:
    return Path(name.partition("#")[0]).suffix in (".json", ".jsonl", ".csv")
