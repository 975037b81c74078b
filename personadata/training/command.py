"""The one ``swift sft`` command that ms-swift 3.12 and 4.6 both understand."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from personadata.training.fingerprint import HUSHED, hush, is_secret
from personadata.training.installed import release
from personadata.training.interpreter import interpreter
from personadata.training.launch import is_several
from personadata.training.model import Model
from personadata.training.recipe import OWNED, Recipe
from personadata.training.settings import Settings

NEUTRAL = (
    frozenset(Settings.model_fields) | frozenset(OWNED) | {"model_type", "template", "system", "enable_channel_loss"}
)
"""Flags that ms-swift 3.12 and 4.6 take alike."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is run: ``program`` and then ``flags``, with ``environment`` added to what is set."""

    program: tuple[str, ...]
    flags: Mapping[str, Sequence[str]]
    environment: Mapping[str, str]

    @property
    def argv(self) -> list[str]:
        """The words of the command."""
        return [*self.program, *(word for name, values in self.flags.items() for word in (f"--{name}", *values))]

    def shell(self) -> str:
        """The command to paste into a POSIX shell, one flag a line."""
        start = [f"{name}={shlex.quote(value)}" for name, value in self.environment.items()]
        lines = [" ".join([*start, shlex.join(self.program)])]
        lines += [shlex.join([f"--{name}", *values]) for name, values in self.flags.items()]
        return " \\\n  ".join(lines)

    def hushed(self) -> Command:
        """The same with ``***`` for the values of flags and variables that carry secrets, to be written down."""
        flags = {name: [HUSHED] * len(values) if is_secret(name) else values for name, values in self.flags.items()}
        return Command(self.program, flags, hush(self.environment))


def build_flags(
    recipe: Recipe,
    model: Model,
    datasets: Iterable[str],
    folder: Path,
    epochs: str,
    extra: Mapping[str, Sequence[str]],
    *,
    version: str | None = None,
) -> dict[str, Sequence[str]]:
    """Every flag of the run and its values, for ms-swift *version*; *extra* replaces what the recipe says.

    Left out on purpose: ``--train_type`` (3.x) or ``--tuner_type`` (4.x), whose default is LoRA in both, but for
    recipes that tune all weights; and ``--config``, which 4.x does not have.
    """
    flags: dict[str, Sequence[str]] = {"model": [model.argument], **model.flags}
    flags |= {
        "dataset": list(datasets),
        "output_dir": [str(folder)],
        # the folder is ours and new: no vN-DATE folder inside it
        "add_version": ["false"],
        "num_train_epochs": [epochs],
    }
    if recipe.system is not None:
        flags["system"] = [recipe.system]
    if recipe.tuning == "full":
        flags["train_type" if version and release(version) < (4,) else "tuner_type"] = ["full"]
    return flags | recipe.settings.flags | recipe.more | dict(extra)


def program(environment: Mapping[str, str], swift: bool) -> tuple[str, ...]:
    """How ``swift sft`` is started by the Python that has it; plain ``swift sft`` when ms-swift is not there.

    For one process the module itself: ``swift`` would be a process in between that keeps signals from it.  For
    several, which NPROC_PER_NODE or NNODES ask for, ``swift`` is what starts torchrun.
    """
    if not swift:
        return ("swift", "sft")
    return (interpreter(), "-m", *(("swift.cli.main", "sft") if is_several(environment) else ("swift.cli.sft",)))
