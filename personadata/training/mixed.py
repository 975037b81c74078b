"""Data that ``personadata mix`` wrote: it brings its general part, its epochs and its order along."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from personadata.dataset import find_files, search
from personadata.errors import UserError
from personadata.mix.manifest import find_manifest, manifest_path
from personadata.training.place import absolute


@dataclass(frozen=True, slots=True)
class Mix:
    """What the manifest of a mix says that a run has to know; ``validation`` is None when nothing was set apart."""

    epochs: float
    persona: int
    repeats: bool
    validation: Path | None

    @property
    def flags(self) -> dict[str, list[str]]:
        """Flags of ``swift sft`` that leave the mix as it is: its order, in which no two ways to say one thing meet."""
        order = {"dataset_shuffle": ["false"], "train_dataloader_shuffle": ["false"]}
        return order | ({"val_dataset": [str(self.validation)]} if self.validation else {})


def find_mix(files: Iterable[Path]) -> Mix | None:
    """The mix that *files* are, None unless they are one file whose manifest speaks of its very bytes."""
    paths = list(files)
    found = find_manifest(paths[0]) if len(paths) == 1 else None
    if found is None or found["outputs"]["train"]["file"] != paths[0].name:
        return None
    return Mix(found["epochs"], found["persona"]["taken"], _repeats(found), _validation(found, paths[0]))


def refuse_hidden(data: Sequence[Path], folders: Iterable[Path]) -> None:
    """Raise :class:`UserError` when one of *folders* holds a mix that training on *data* would pass over."""
    files = find_files(data)
    trained = {os.path.realpath(file) for file in files}
    for folder in folders:
        # beside the validation file stands no manifest
        mixes = [file for file in search(folder).mixes if manifest_path(file).is_file()]
        mix = next((file for file in mixes if os.path.realpath(file) not in trained), None)
        if mix:
            raise UserError(
                f"{folder} holds a mix, {mix}, and what it was made of",
                help=f"train on the mix: {shlex.join(['personadata', 'train', str(mix)])}; or on the persona {'file' if len(files) == 1 else 'files'} alone: "
                + shlex.join(["personadata", "train", *map(str, files)]),
            )


def _repeats(manifest: Mapping[str, Any]) -> bool:
    """Whether rows stand in it more than once, as asked for."""
    persona = manifest["persona"]
    return persona["taken"] > persona["distinct"] or any(source["copies"] for source in manifest["sources"])


def _validation(manifest: Mapping[str, Any], data: Path) -> Path | None:
    output = manifest["outputs"].get("validation")
    path = data.with_name(output["file"]) if output else None
    return absolute(path) if path and path.is_file() else None
