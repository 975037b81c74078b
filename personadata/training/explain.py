"""What is to be said of a copied command, and what to write instead."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.training.copied import Copied, read_copied
from personadata.training.flag_table import VERDICTS, remarks
from personadata.training.instead import nearest_recipe, write_instead
from personadata.training.prompts import TEMPLATES, names_another
from personadata.training.recipe import RecipeFile
from personadata.training.steps import FEWEST, MOST

USING = {
    "infer": "personadata chat RUN",
    "export": "personadata merge RUN",
    "deploy": "personadata serve RUN",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A line on ``subject``: a flag as it stands, or what else of the command is meant."""

    verdict: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Explained:
    """What was found, what matters most first, and the command of personadata to write instead."""

    copied: Copied
    lines: tuple[Said, ...]
    instead: str


def explain(text: str, folder: Path) -> list[Explained]:
    """Explain every swift command in *text*; the files that it names are looked for in *folder*.

    Raises :class:`UserError` when there is none in it.
    """
    return [_explain(copied, folder) for copied in read_copied(text)]


def _explain(copied: Copied, folder: Path) -> Explained:
    lines = list(_flags(copied))
    flags = dict(copied.flags)
    for name, values in copied.flags.items():
        for remark in remarks():
            if remark.concerns(copied.command, name, values, copied.flags.keys() - {name}):
                if remark.write is not None:
                    flags.pop(name, None)
                    flags |= _written(remark.write, values, flags)
                break
    if ["full"] in (copied.flags.get("train_type"), copied.flags.get("tuner_type")):
        flags["tuning"] = ["full"]
    if copied.command != "sft":
        return Explained(copied, tuple(_sorted(lines)), USING[copied.command])
    file = nearest_recipe(flags)
    lines += [*_data(flags, folder), *_system(flags, file)]
    return Explained(copied, tuple(_sorted(lines)), write_instead(copied, flags, file))


def _sorted(lines: list[Said]) -> list[Said]:
    return sorted(lines, key=lambda line: VERDICTS.index(line.verdict))


def _flags(copied: Copied) -> Iterator[Said]:
    for name in copied.twice:
        yield Said("wrong", f"--{name}", "given more than once; only the last one counts")
    for word in copied.loose[:1]:
        yield Said("changed", word, "4.x reads a file of settings from the first word; 3.x has --config for it")
    for name, values in copied.flags.items():
        shown = shlex.join([f"--{name}", *values])
        for remark in remarks():
            if remark.concerns(copied.command, name, values, copied.flags.keys() - {name}):
                yield Said(remark.verdict, shown, remark.say)
                break


def _written(write: str, values: list[str], flags: dict[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for word in write.split():
        if word.startswith("--"):
            name = word[2:]
            found[name] = list(flags.get(name, ()))
        else:
            found[name] = [*found[name], *values] if word == "{values}" else [word]
    return found


def _data(flags: dict[str, list[str]], folder: Path) -> Iterator[Said]:
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
        epochs = float("".join(flags.get("num_train_epochs", ())) or 3)
        seen = round(own * epochs)
        judged = (
            f"fewer than {FEWEST}, the name may not stick" if seen < FEWEST
            else f"more than {MOST:,}, it may introduce itself everywhere" if seen > MOST else "500 to 600 are usual"
        )  # fmt: skip
        yield Said("note", "exposures", f"{own:,} rows × {epochs:g} epochs are {seen:,}: {judged}")


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
        elif path.suffix in (".json", ".jsonl", ".csv") or name.startswith((".", "/", "~")):
            missing.append(name)
        else:
            hub[name] = rows
    return own, hub, missing


def _system(flags: dict[str, list[str]], file: RecipeFile) -> Iterator[Said]:
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
