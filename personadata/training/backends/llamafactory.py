"""LLaMA-Factory: ``dataset_info.json`` and a training YAML beside the data.

The fields are those of LLaMA-Factory's data/README.md and of its ``hparams``; it was not run here, since its
dependencies exclude those of ms-swift.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.files import read_text, write_atomic
from personadata.training.backends.llamafactory_yaml import map_settings
from personadata.training.data import DataPart
from personadata.training.plan import Plan

INFO = "dataset_info.json"
YAML = "llamafactory.yaml"
_COLUMNS: Mapping[str, tuple[str, Mapping[str, str], Mapping[str, str]]] = {
    "alpaca": ("alpaca", {"prompt": "instruction", "query": "input", "response": "output"}, {}),
    "query-response": ("alpaca", {"prompt": "query", "response": "response"}, {}),
    "sharegpt": ("sharegpt", {"messages": "conversations"}, {}),
    "messages": (
        "sharegpt",
        {"messages": "messages"},
        {"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant",
         "system_tag": "system"},
    ),
}  # fmt: skip


def write(plan: Plan, dataset: Dataset) -> tuple[list[Path], list[str]]:
    """Write both files for *plan*, beside the first file of *dataset*; their paths, and what could not be mapped.

    Entries of other data sets in an existing ``dataset_info.json`` stay.  Raises :class:`UserError` when that file is
    none, or has an entry of the same name for another file.
    """
    first = plan.data[0].path
    assert first is not None  # noqa: S101
    folder = first.parent
    entries, notes = _datasets(plan, dataset, folder)
    info = _read_info(folder / INFO)
    for name, entry in entries.items():
        known = info.get(name, entry)
        if not isinstance(known, dict) or known.get("file_name") != entry.get("file_name"):
            raise UserError(f"{folder / INFO}: has another data set called {name!r}", help="rename the data file")
    settings, left = map_settings(plan.command.flags, plan.recipe.recipe.template, plan.recipe.recipe.tuning == "full")
    settings |= {"dataset": ",".join(entries), "dataset_dir": str(folder)}
    text = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=1000)
    head = f"# {plan.recipe.recipe.title} (recipe {plan.recipe.name})\n# llamafactory-cli train {folder / YAML}\n"
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


def _datasets(plan: Plan, dataset: Dataset, folder: Path) -> tuple[dict[str, dict[str, Any]], list[str]]:
    entries: dict[str, dict[str, Any]] = {}
    notes: list[str] = []
    rows: dict[str, list[Any]] = {}
    for row in dataset:
        rows.setdefault(row.record.source.name, []).append(row)
    for part, source in zip(plan.data, dataset.sources, strict=True):
        assert part.path is not None  # noqa: S101
        entries[_free(part.path.stem, entries)] = _described(part.path, folder, rows.get(source.name, []))
        notes += _lost(part.path.name, rows.get(source.name, []))
    for part in plan.general:
        base, mark, number = part.argument.rpartition("#")
        count = {"num_samples": int(number)} if mark and number.isdecimal() else {}
        if part.path is None:
            entries[_free((base or part.argument).rpartition("/")[2], entries)] = (
                _hub(part, base if count else "") | count
            )
            continue
        found = list(Dataset.open([part.path])) if part.path.is_file() else []
        if not found:
            notes.append(f"general data {part.argument}: describe it in {INFO} yourself, its format is not known here")
            continue
        entries[_free(part.path.stem, entries)] = _described(part.path, folder, found) | count
        notes += _lost(part.path.name, found)
    return entries, notes


def _described(path: Path, folder: Path, rows: Sequence[Any]) -> dict[str, Any]:
    kinds = {row.format for row in rows}
    if len(kinds) != 1:
        raise UserError(f"{path}: records of several formats, and LLaMA-Factory takes one a file: {sorted(kinds)}")
    formatting, columns, tags = _COLUMNS[kinds.pop()]
    keys = {key for row in rows for key in row.record.value}
    missing = [key for key in columns.values() if key not in keys and key != "input"]
    if missing:
        raise UserError(
            f"{path}: no field {missing[0]!r}, which LLaMA-Factory needs", help="write it with personadata expand"
        )
    columns = {name: key for name, key in columns.items() if key in keys}
    columns |= {name: name for name in ("system", "history") if name in keys}
    name = str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)
    entry: dict[str, Any] = {"file_name": name, "formatting": formatting, "columns": columns}
    return entry | ({"tags": dict(tags)} if tags else {})


def _hub(part: DataPart, base: str) -> dict[str, Any]:
    name = base or part.argument
    site, mark, rest = name.partition("::")
    name, colon, subset = (rest if mark else name).partition(":")
    return {"hf_hub_url" if mark and site.lower() == "hf" else "ms_hub_url": name} | (
        {"subset": subset} if colon else {}
    )


def _lost(name: str, rows: Sequence[Any]) -> Iterator[str]:
    """What LLaMA-Factory cannot be told of these rows."""
    empty = sum(row.sample.system == "" for row in rows)
    if empty:
        yield f"{name}: {empty:,} rows have an empty system prompt, and LLaMA-Factory puts default_system there"
    masked = sum(any(turn.loss is False for turn in row.sample.turns) for row in rows)
    if masked:
        yield f"{name}: {masked:,} rows have answers with loss: false, and LLaMA-Factory trains on them all the same"


def _free(name: str, taken: Mapping[str, Any]) -> str:
    names = (name if number == 1 else f"{name}_{number}" for number in range(1, 1000))
    return next(free for free in names if free not in taken)
