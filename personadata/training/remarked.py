"""What there is to say of the data, the numbers and the system prompt of a copied command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.training.copied import Copied
from personadata.training.flag_table import data_names
from personadata.training.instead import NAMING, OWN_SET, epochs_of, is_own_set
from personadata.training.prompts import TEMPLATES, names_another
from personadata.training.recipe import RecipeFile
from personadata.training.steps import FEWEST, MOST


@dataclass(frozen=True, slots=True)
class Said:
    """A line on ``subject``: a flag as it stands, or what else of the command is meant."""

    verdict: str
    subject: str
    text: str


def data(flags: dict[str, list[str]], folder: Path) -> Iterator[Said]:
    """The rows of the data in *flags*, their share and how often they are seen, as far as files lie in *folder*."""
    own, hub, missing = _counted(flags.get("dataset", []), folder)
    for name in missing:
        yield Said(
            "note", name, "no such file here, so its rows are not counted; ms-swift would take it for the id of a data set "
            "on a hub and look there for a minute",
        )  # fmt: skip
    general = sum(rows or 0 for rows in hub.values())
    if any(rows is None for rows in hub.values()):
        yield Said("note", "--dataset", "the whole of a data set: add #500 or so to take some rows of it")
    if general and missing and not own:
        yield Said(
            "note", "share", f"50 rows beside {general:,} are {50 / (50 + general):.1%} of the rows, not the 2 % that posts "
            f"speak of; that would be {round(general * 0.02 / 0.98)} rows",
        )  # fmt: skip
    if own:
        share = own / (own + general)
        yield Said("note", "share", f"{own:,} rows of yours among {own + general:,} are {share:.1%} of the rows")
        epochs = epochs_of(flags) or 3
        seen = round(own * epochs)
        judged = (
            f"fewer than {FEWEST}, the name may not stick" if seen < FEWEST
            else f"more than {MOST:,}, it may introduce itself everywhere" if seen > MOST else "500 to 600 are usual"
        )  # fmt: skip
        yield Said("note", "exposures", f"{own:,} rows × {epochs:g} epochs are {seen:,}: {judged}")


def renamed(name: str) -> str:
    """*name* of a data set as ms-swift 3 and 4 know it."""
    stem, mark, number = name.partition("#")
    return f"{data_names().get(stem, stem)}{mark}{number}"


def lacking(copied: Copied, flags: dict[str, list[str]]) -> Iterator[Said]:
    """What both versions stop without, and numbers that are none."""
    if not copied.loose and "config" not in copied.flags:
        if not flags.get("model"):
            yield Said("wrong", "no --model", "both versions stop without one")
        if not flags.get("dataset") and "cached_dataset" not in flags:
            yield Said("wrong", "no --dataset", "both versions stop without data")
    for word in (word for values in flags.values() for word in values if re.search(r"\$\{?\w", word)):
        yield Said("note", word, "a variable that nothing here sets: put what it stands for in its place")
    for name in flags.get("dataset", ()):
        if name != (old := next((one for one in copied.flags.get("dataset", ()) if renamed(one) == name), name)):
            yield Said("wrong", old, f"a name of ms-swift 2; it is {name.partition('#')[0]} since 3.0")
    if is_own_set(copied.flags) and not copied.flags.keys() & NAMING:
        yield Said(
            "wrong",
            "swift/self-cognition",
            "without --model_name and --model_author its answers say {{NAME}} and {{AUTHOR}}",
        )
    if "num_train_epochs" in flags and epochs_of(flags) is None:
        given = " ".join(flags["num_train_epochs"])
        yield Said("wrong", f"--num_train_epochs {given}".strip(), "not a number above 0")


def _counted(names: list[str], folder: Path) -> tuple[int, dict[str, int | None], list[str]]:
    own, hub, missing = 0, {}, []
    for name in names:
        stem, mark, number = name.rpartition("#")
        path = folder / (stem if mark and not (folder / name).exists() else name)
        rows = int(number) if mark and number.isdecimal() else None
        if path.is_file():
            try:
                own += rows or len(Dataset.open([path]))
            except UserError:
                missing.append(name)
        elif OWN_SET.fullmatch(name):
            continue
        elif path.suffix in (".json", ".jsonl", ".csv") or name.startswith((".", "/", "~")):
            missing.append(name)
        else:
            hub[name] = rows
    return own, hub, missing


def system(flags: dict[str, list[str]], file: RecipeFile) -> Iterator[Said]:
    """What rows without a system prompt are trained under, going by the template of the recipe in *file*."""
    default = TEMPLATES.get(file.recipe.template or "", "")
    if not default or not names_another(default):
        return
    if "system" in flags:
        yield Said(
            "note", "--system", f"keeps the template's own out of the rows ({default!r}); serve the model with the same one, "
            "or its name is gone: without one the template's own is back",
        )  # fmt: skip
    else:
        yield Said(
            "wrong",
            "no --system",
            f"every row without a system prompt is trained under {default!r}, which denies the persona",
        )
