"""All that is decided before a run starts; nothing is written yet."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.training.asked import check_flags, said_names
from personadata.training.command import Command, build_flags, program
from personadata.training.data import DataPart, general_parts, persona_part, total
from personadata.training.described import channel_flags, describe
from personadata.training.installed import installed
from personadata.training.launch import to_set
from personadata.training.mixed import find_mix
from personadata.training.model import find_model
from personadata.training.passthrough import read_passthrough
from personadata.training.place import absolute
from personadata.training.recipe import RecipeFile

UNCOUNTED = frozenset(
    {"cached_dataset", "interleave_prob", "lazy_tokenize", "packing", "split_dataset_ratio", "streaming"}
    | {"truncation_strategy"}
)
"""Flags with which the number of rows trained on is not the number of rows given."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A run that can start: ``folder`` is where it goes, ``notes`` is what to tell the user first.

    ``persona`` is how many rows are persona data, control rows included, which ``mix`` counts as well; a ``dry`` one is
    only to be shown.
    """

    command: Command
    folder: Path
    started: datetime
    recipe: RecipeFile
    model: str
    epochs: str
    data: tuple[DataPart, ...]
    general: tuple[DataPart, ...]
    persona: int
    notes: tuple[str, ...]
    dry: bool = False

    @property
    def rows(self) -> int | None:
        """How many rows ms-swift should train on, None when that cannot be known."""
        return None if UNCOUNTED & self.command.flags.keys() else total([*self.data, *self.general])

    @property
    def seen(self) -> bool:
        """Whether every row is in a file that was read here, so that none may be missing afterwards."""
        return all(part.sha256 for part in (*self.data, *self.general))


def make_plan(
    dataset: Dataset,
    recipe: RecipeFile,
    *,
    model: str | None = None,
    output: Path = Path("output"),
    general: Sequence[str] | None = None,
    epochs: float | None = None,
    passthrough: Sequence[str] = (),
    dry: bool = False,
) -> Plan:
    """Plan to train on *dataset* by *recipe*.

    *general* is the general data to mix in, None for the recipe's; *model* and *epochs* likewise.  What ``personadata
    mix`` wrote has its own general data, epochs and validation file.  Raises :class:`UserError` for whatever would stop
    the run, but lets a *dry* one pass without ms-swift.
    """
    here = Path.cwd()
    beside = absolute(recipe.path).parent
    rows = Counter(row.record.source.name for row in dataset)
    data = tuple(persona_part(Path(source.name), rows[source.name]) for source in dataset.sources)
    mix = find_mix(Path(source.name) for source in dataset.sources)
    if mix and general is None:
        general = ()
    mixed = tuple(general_parts(recipe.recipe.general, beside) if general is None else general_parts(general, here))
    chosen = find_model(model, recipe, here) if model else find_model(recipe.recipe.model, recipe, beside)
    epochs = epochs or (mix.epochs if mix else None)
    times = f"{epochs:g}" if epochs else recipe.recipe.epochs.mixed if mixed else recipe.recipe.epochs.alone
    extra = read_passthrough(passthrough)
    notes = [chosen.note, *check_flags([*recipe.recipe.more, *extra], said_names(recipe, chosen, extra), dry)]
    environment = to_set(recipe.recipe.env)
    described = describe(dataset)
    started = datetime.now(timezone.utc)
    folder = _free(absolute(output), f"{started:%Y%m%d-%H%M%S}")
    arguments = [part.argument for part in (*data, *mixed)]
    command = Command(
        program({**os.environ, **environment}, installed("ms-swift") is not None),
        build_flags(
            recipe.recipe,
            chosen,
            arguments,
            folder,
            times,
            {**channel_flags(described), **(mix.flags if mix else {}), **extra},
            version=installed("ms-swift"),
        ),
        environment,
    )
    own = mix.persona if mix else (total(data) or 0) - described.channels.get("general", 0)
    notes.append(_shares(own, [*data, *mixed], times))
    told = tuple(filter(None, notes))
    return Plan(command, folder, started, recipe, chosen.argument, times, data, mixed, own, told, dry)


def _free(output: Path, name: str) -> Path:
    """A folder in *output* that does not exist yet."""
    if output.exists() and not output.is_dir():
        raise UserError(f"{output}: is a file, and the runs need a folder", help="give another --output-dir")
    names = (name if number == 1 else f"{name}-{number}" for number in range(1, 1000))
    return next(output / free for free in names if not (output / free).exists())


def _shares(own: int, parts: Sequence[DataPart], epochs: str) -> str:
    everything = total(parts)
    if own == everything:
        return f"{own:,} persona rows alone, {epochs} epochs"
    if everything is None:
        return f"{own:,} persona rows with general data of a size not known yet, {epochs} epochs"
    return f"{own:,} persona rows among {everything:,} ({own / everything:.1%}), {epochs} epochs"
