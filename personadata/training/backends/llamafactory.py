"""LLaMA-Factory: ``dataset_info.json`` and a training YAML beside the data.

Its dependencies exclude those of ms-swift, so it is run from an environment of its own, by the user.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from personadata.dataset import Dataset, Row
from personadata.errors import UserError
from personadata.files import read_text, write_atomic
from personadata.training.backends.llamafactory_data import describe_file, losses
from personadata.training.backends.llamafactory_yaml import map_settings
from personadata.training.plan import Plan
from personadata.training.prompts import TEMPLATES as DEFAULTS
from personadata.training.template import template_of

INFO = "dataset_info.json"
YAML = "llamafactory.yaml"


def write(plan: Plan, dataset: Dataset) -> tuple[list[Path], list[str]]:
    """Write both files for *plan*, beside the first file of *dataset*; their paths, and what could not be mapped.

    Entries of other data sets in an existing ``dataset_info.json`` stay.  Raises :class:`UserError` when that file is
    none, or has an entry of the same name for another file.
    """
    first = plan.data[0].path
    assert first is not None  # noqa: S101
    folder = first.parent
    flags, recipe = plan.command.flags, plan.recipe.recipe
    template = template_of(plan)
    system = "".join(flags["system"]) if "system" in flags else DEFAULTS.get(template, "")
    entries, notes = _datasets(plan, dataset, folder, system)
    trained = list(entries)
    notes += _add([Path(path) for path in flags.get("val_dataset", ())], entries, folder, system)
    info = _read_info(folder / INFO)
    for name, entry in entries.items():
        known = info.get(name, entry)
        if not isinstance(known, dict) or known.get("file_name") != entry.get("file_name"):
            raise UserError(f"{folder / INFO}: has another data set called {name!r}", help="rename the data file")
    settings, left = map_settings(flags, template, recipe.tuning == "full")
    settings |= {"dataset": ",".join(trained), "dataset_dir": str(folder)}
    if tried := [name for name in entries if name not in trained]:
        settings |= {"eval_dataset": ",".join(tried), "eval_strategy": "steps"}
    text = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=1000)
    head = f"# {recipe.title} (recipe {plan.recipe.name})\n# llamafactory-cli train {folder / YAML}\n"
    if not Path(plan.model).is_absolute():
        head += "# ModelScope instead of Hugging Face: USE_MODELSCOPE_HUB=1\n"
    write_atomic(folder / INFO, json.dumps({**info, **entries}, ensure_ascii=False, indent=2) + "\n")
    write_atomic(folder / YAML, head + text)
    return [folder / INFO, folder / YAML], [*notes, *left]


def _read_info(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        value = json.loads(read_text(path))
    except ValueError as error:
        raise UserError(f"{path}: not JSON: {error}") from None
    if not isinstance(value, dict):
        raise UserError(f"{path}: not a list of data sets: expected an object")
    return value


def _datasets(plan: Plan, dataset: Dataset, folder: Path, system: str) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """What is trained on, by the names that it gets, and what LLaMA-Factory makes of it otherwise than ms-swift."""
    entries: dict[str, dict[str, Any]] = {}
    notes: list[str] = []
    rows: dict[str, list[Row]] = {}
    for row in dataset:
        rows.setdefault(row.record.source.name, []).append(row)
    for part, source in zip(plan.data, dataset.sources, strict=True):
        assert part.path is not None  # noqa: S101
        entries[_free(part.path.stem, entries)] = describe_file(part.path, folder, rows.get(source.name, []))
        notes += losses(part.path.name, rows.get(source.name, []), system)
    for part in plan.general:
        base, mark, number = part.argument.rpartition("#")
        count = {"num_samples": int(number)} if mark and number.isdecimal() else {}
        if part.path is None:
            whole = base if count else part.argument
            entries[_free(whole.rpartition("/")[2], entries)] = _hub(whole) | count
            if "alpaca" not in whole.lower():
                notes.append(
                    f"general data {whole}: taken for Alpaca; if it is not, say so in {INFO} (formatting, columns)"
                )
            continue
        notes += _add([part.path], entries, folder, system, count)
    return entries, notes


def _add(
    paths: Sequence[Path],
    entries: dict[str, dict[str, Any]],
    folder: Path,
    system: str,
    more: dict[str, int] | None = None,
) -> list[str]:
    """Put the files *paths* among *entries*, each with *more*; what there is to say of them."""
    notes: list[str] = []
    for path in paths:
        found = list(Dataset.open([path])) if path.is_file() else []
        if not found:
            notes.append(f"{path}: describe it in {INFO} yourself, its format is not known here")
            continue
        entries[_free(path.stem, entries)] = describe_file(path, folder, found) | (more or {})
        notes += losses(path.name, found, system)
    return notes


def _hub(name: str) -> dict[str, Any]:
    site, mark, rest = name.partition("::")
    name, colon, subset = (rest if mark else name).partition(":")
    return {"hf_hub_url" if mark and site.lower() == "hf" else "ms_hub_url": name} | (
        {"subset": subset} if colon else {}
    )


def _free(name: str, taken: Mapping[str, Any]) -> str:
    """*name*, or with a number after it, such that it is not *taken* and can stand in a list with commas."""
    name = name.replace(",", "_").strip() or "data"
    names = (name if number == 1 else f"{name}_{number}" for number in range(1, 1000))
    return next(free for free in names if free not in taken)
