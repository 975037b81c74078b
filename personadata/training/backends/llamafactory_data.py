"""How LLaMA-Factory is told what a data file holds, and what it would make of the rows all the same.

The fields are those of its ``data/parser.py``; what it does with rows is that of its ``data/converter.py`` and of
``data/processor/supervised.py`` (0.9.5, run).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from personadata.dataset import Row
from personadata.errors import UserError
from personadata.formats.columns import Columns, columns_of
from personadata.formats.turns import ROLE_KEYS, ROLES, TEXT_KEYS
from personadata.sample import Sample

_TAGS = {
    "role_tag": "from",
    "content_tag": "value",
    "user_tag": "human",
    "assistant_tag": "gpt",
    "system_tag": "system",
}
"""What LLaMA-Factory expects in lists of messages when it is told nothing."""
_HELP = "--backend plain writes all of it in one way"


def describe_file(path: Path, folder: Path, rows: Sequence[Row]) -> dict[str, Any]:
    """The entry in *folder*'s ``dataset_info.json`` for the file *path* with *rows*.

    Raises :class:`UserError` when its records are not all of one make, which is all that LLaMA-Factory reads.
    """
    formats = {row.format for row in rows}
    if len(formats) != 1:
        raise UserError(
            f"{path}: records of several formats, and LLaMA-Factory takes one a file: {', '.join(sorted(formats))}",
            help=_HELP,
        )
    values: list[Mapping[str, Any]] = [row.record.value for row in rows if isinstance(row.record.value, Mapping)]
    names = {name for value in values for name in value}
    found = columns_of(names)
    if found.kind == "messages":
        field = _only(path, "list of messages", found.taken.get("messages", ()), found)
        columns, tags = {"messages": field}, _tags(path, [item for value in values for item in value.get(field) or ()])
    else:
        question = found.taken.get("query", ()) or (_only(path, "question", (), found),)
        columns = dict(zip(("prompt", "query"), question, strict=False))
        columns["response"], tags = _only(path, "answer", found.taken.get("response", ()), found), {}
        if "history" in names:
            columns["history"] = "history"
    if system := found.taken.get("system"):
        columns["system"] = system[0]
    name = str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)
    formatting = "sharegpt" if found.kind == "messages" else "alpaca"
    entry: dict[str, Any] = {"file_name": name, "formatting": formatting, "columns": columns}
    return entry | ({"tags": tags} if tags else {})


def losses(name: str, rows: Sequence[Row], default: str) -> Iterator[str]:
    """What LLaMA-Factory makes of *rows* in the file *name* and cannot be told otherwise.

    *default* is the system prompt that it puts where a row has none.
    """
    empty = sum(row.sample.system == "" for row in rows)
    if empty and default:
        yield (
            f"{name}: {empty:,} rows have an empty system prompt, and LLaMA-Factory puts its default there: {default[:60]!r}"
        )
    masked = sum(any(turn.loss is False for turn in row.sample.turns) for row in rows)
    if masked:
        yield f"{name}: {masked:,} rows have answers with loss: false, and LLaMA-Factory trains on them all the same"
    odd = sum(not _alternates(row.sample) for row in rows)
    if odd:
        yield f"{name}: {odd:,} rows do not go from user to assistant and back, and LLaMA-Factory leaves them out"


def _alternates(sample: Sample) -> bool:
    roles = [turn.role for turn in sample.turns if turn.role != "system"]
    return len(roles) % 2 == 0 and all(
        role == ("assistant" if number % 2 else "user") for number, role in enumerate(roles)
    )


def _tags(path: Path, items: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """How roles and texts are called in *items*; empty when it is as LLaMA-Factory expects."""
    keys = {
        "role_tag": {next(key for key in ROLE_KEYS if item.get(key) is not None) for item in items},
        "content_tag": {next(key for key in TEXT_KEYS if item.get(key) is not None) for item in items},
    }
    said = {str(item[key]) for item in items for key in keys["role_tag"] if item.get(key) is not None}
    for role in ("user", "assistant", "system"):
        keys[f"{role}_tag"] = {word for word in said if ROLES[word] == role}
    for words in keys.values():
        if len(words) > 1:
            raise UserError(
                f"{path}: messages say {' and '.join(sorted(words))} for one thing, and LLaMA-Factory takes one word a file",
                help=_HELP,
            )
    tags = {name: next(iter(words), _TAGS[name]) for name, words in keys.items()}
    return {} if tags == _TAGS else tags


def _only(path: Path, what: str, names: Sequence[str], found: Columns) -> str:
    if len(names) == 1:
        return names[0]
    clashing = [*names, *(name for part in found.clashing.values() for name in part)]
    told = f"could be any of {', '.join(clashing)}" if clashing else "is not there"
    raise UserError(f"{path}: the field of the {what} {told}, and LLaMA-Factory needs one", help=_HELP)
