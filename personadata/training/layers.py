"""What a recipe inherits: files over files, then a project's configuration, then the command line; later ones win."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from personadata.errors import UserError, did_you_mean
from personadata.resources import bundled
from personadata.yaml_marks import Document, Place, Problem, read_yaml

MAX_DEPTH = 8
OWN = frozenset({"extends", "title"})
"""Keys that are never inherited."""
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """One source of values: ``value`` is what it says, ``document`` knows where, below ``root``.

    ``name`` is what messages call it; that of a file is its path, to which they add line and column.
    """

    name: str
    value: dict[str, Any]
    document: Document
    root: Path_ = ()
    lines: bool = True

    def place(self, path: Path_, *, key: bool = False) -> Place:
        """Where the value at *path* stands, or its *key*, or what is nearest to it."""
        full = self.document.trace((*self.root, *path))
        return (self.document.keys if key else self.document.values).get(full, Place(1, 1))

    def shown(self, path: Path_) -> str:
        """``FILE:LINE`` of the value at *path*, or the name of what has no lines."""
        return f"{Path(self.name).name}:{self.place(path).line}" if self.lines else self.name


def shipped() -> dict[str, Path]:
    """The recipes that come with personadata, by name."""
    return {path.stem: path for path in sorted(bundled("train").glob("*.yaml"))}


def open_file(path: Path) -> Layer:
    """The recipe file *path* alone; raises :class:`UserError` when it is no YAML map or has a key twice."""
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _read(path, stamp)


@lru_cache(maxsize=256)
def _read(path: Path, stamp: int) -> Layer:
    """As :func:`open_file`; many recipes extend the same few, and YAML is slow."""
    document = read_yaml(path, kind="recipe")
    if not isinstance(document.value, dict):
        raise UserError(f"{path}: not a recipe: expected keys with values", help="personadata schema recipe")
    return Layer(str(path), document.value, document)


def inherit(layer: Layer) -> list[Layer]:
    """*layer* after all those that it extends, directly and further up.

    Raises :class:`UserError` at the ``extends`` that leads nowhere, around in a circle or too far.
    """
    chain = [layer]
    known = shipped()
    while (base := chain[0].value.get("extends")) is not None:
        first = chain[0]
        path = _base(first, base, known)
        names = [Path(each.name) for each in chain]
        if path.resolve() in [each.resolve() for each in names]:
            circle = " → ".join(each.stem for each in [*reversed(names), path])
            _refuse(first, f"extends: a circle: {circle}")
        if len(chain) >= MAX_DEPTH:
            _refuse(first, f"extends: more than {MAX_DEPTH} recipes deep")
        chain.insert(0, open_file(path))
    return [*(_bequeath(each) for each in chain[:-1]), layer]


def _bequeath(layer: Layer) -> Layer:
    kept = {key: item for key, item in layer.value.items() if key not in OWN}
    return replace(layer, value=anchor(kept, Path(layer.name).parent))


def anchor(value: dict[str, Any], folder: Path) -> dict[str, Any]:
    """*value* with the files that it names beside its own, in *folder*, by their absolute paths."""

    def absolute(name: object) -> object:
        if not isinstance(name, str):
            return name
        stem, mark, number = name.rpartition("#")
        path, rest = (stem, mark + number) if mark and not (folder / name).exists() else (name, "")
        return f"{(folder / path).absolute()}{rest}" if path and (folder / path).exists() else name

    anchored = dict(value)
    if isinstance(value.get("general"), list):
        anchored["general"] = [absolute(entry) for entry in value["general"]]
    if "model" in value:
        anchored["model"] = absolute(value["model"])
    return anchored


def _base(layer: Layer, name: object, known: dict[str, Path]) -> Path:
    if not isinstance(name, str):
        _refuse(layer, "extends: expected the name of a recipe or a file")
    beside = Path(layer.name).parent / str(name)
    path = known.get(str(name), beside)
    if not path.is_file():
        _refuse(layer, f"extends: no recipe {name!r}{did_you_mean(str(name), known)}, and no file {beside}")
    return path


def _refuse(layer: Layer, message: str) -> NoReturn:
    layer.document.refuse(
        [*layer.document.problems, Problem(layer.place(("extends",)), message)],
        help="extends takes one name that personadata recipes lists, or a file beside this one",
    )
