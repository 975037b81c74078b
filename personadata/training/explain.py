"""What is to be said of a copied command, and what to write instead."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from personadata.training.copied import Copied, read_copied
from personadata.training.flag_table import VERDICTS, remarks
from personadata.training.instead import NAMING, is_own_set, nearest_recipe, write_instead
from personadata.training.remarked import Said, data, lacking, renamed, system

USING = {
    "infer": "personadata chat RUN",
    "export": "personadata merge RUN",
    "deploy": "personadata serve RUN",
}
NAMING_HELPS = (
    "fills in {{NAME}} and {{AUTHOR}} of ms-swift's own swift/self-cognition, 108 rows that are the same for everybody; "
    "a persona.yaml gives rows of your own, which deny other names too"
)


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
    lines = [Said("wrong", subject, text) for subject, text in copied.slips]
    lines += [Said("wrong", f"--{name}", "given more than once; only the last one counts") for name in copied.twice]
    for word in copied.loose[:1]:
        lines.append(Said("changed", word, "4.x reads a file of settings from the first word; 3.x has --config for it"))
    flags = dict(copied.flags)
    for name, values in copied.flags.items():
        shown = shlex.join([f"--{name}", *values])
        others = copied.flags.keys() - {name}
        remark = next((each for each in remarks() if each.concerns(copied.command, name, values, others)), None)
        if name in NAMING and is_own_set(copied.flags):
            lines.append(Said("note", shown, NAMING_HELPS))
        elif remark is not None:
            lines.append(Said(remark.verdict, shown, remark.say))
        if remark is not None and remark.write is not None:
            flags.pop(name, None)
            flags |= _written(remark.write, values, flags)
    if ["full"] in (copied.flags.get("train_type"), copied.flags.get("tuner_type")):
        flags["tuning"] = ["full"]
    if copied.command != "sft":
        return Explained(copied, tuple(_sorted(lines)), USING[copied.command])
    if "dataset" in flags:
        flags["dataset"] = [renamed(name) for name in flags["dataset"]]
    file = nearest_recipe(flags, copied.environment)
    lines += [*lacking(copied, flags), *data(flags, folder), *system(flags, file)]
    return Explained(copied, tuple(_sorted(lines)), write_instead(copied, flags, file))


def _sorted(lines: list[Said]) -> list[Said]:
    return sorted(lines, key=lambda line: VERDICTS.index(line.verdict))


def _written(write: str, values: list[str], flags: dict[str, list[str]]) -> dict[str, list[str]]:
    """The flags of *write*, in which ``{values}`` stands for *values*; one that is in *flags* too keeps its own."""
    found: dict[str, list[str]] = {}
    name = ""
    for word in write.split():
        if word.startswith("--"):
            name = word[2:]
            found[name] = list(flags.get(name, ()))
        else:
            found[name] = [*found[name], *values] if word == "{values}" else [word]
    return found
