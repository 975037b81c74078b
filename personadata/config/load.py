"""Finding the configuration of a project, and reading it: every mistake at once, each with its line and column."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from personadata.errors import UserError, did_you_mean

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    from personadata.config.model import Config
    from personadata.yaml_marks import Document, Place, Problem

OWN: Final = "personadata.toml"
SHARED: Final = "pyproject.toml"
_TABLE: Final = ("tool", "personadata")
_TABLES: Final = ("accept",)
_EXPECTED: Final = {
    "list_type": 'expected a list, e.g. ["a", "b"]',
    "string_type": "expected a text in quotes",
    "missing": "missing; it has to be there",
    "dict_type": "expected a table",
    "model_type": "expected a table",
}


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A configuration that has been read: ``values`` with the place of each, and the ``folder`` its paths start from."""

    path: Path
    values: Config
    document: Document
    root: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where relative paths start."""
        return self.path.parent

    def get(self, *keys: str) -> Any:
        """The value under *keys*, as written in the file; None when it is not there."""
        value: Any = self.values
        for key in keys:
            value = getattr(value, key.replace("-", "_"))
        return value

    def resolve(self, path: str | Path) -> Path:
        """*path* as it is seen from the current folder."""
        return self.folder / path

    def place(self, *keys: str | int) -> Place:
        """Line and column of the value under *keys*, or of what is nearest to it."""
        return self.document.values[self.document.trace((*self.root, *keys))]


def find_config(folder: Path) -> Path | None:
    """The nearest ``personadata.toml``, or ``pyproject.toml`` with a ``[tool.personadata]`` table, from *folder* up."""
    for place in (folder, *folder.parents):
        with suppress(OSError):  # a folder above may be closed to us
            if (own := place / OWN).is_file():
                return own
            if (shared := place / SHARED).is_file() and _concerns_us(shared):
                return shared
    return None


def load_config(path: Path) -> ConfigFile:
    """The configuration at *path*; raises :class:`UserError` that lists every mistake by line."""
    from pydantic import ValidationError

    from personadata.config.model import Config
    from personadata.config.toml import read_toml
    from personadata.yaml_marks import Problem

    document = read_toml(path)
    root = _TABLE if path.name == SHARED else ()
    value = document.value
    if not root and isinstance(value.get("tool"), dict) and _TABLE[1] in value["tool"]:
        place = document.values[document.trace(_TABLE)]
        own = "that is for pyproject.toml; here, write data = … at the top, and [lint] for [tool.personadata.lint]"
        document.refuse([Problem(place, f"tool.personadata: {own}")])
    for step in root:
        if not isinstance(value, dict) or step not in value:
            raise UserError(f"{path}: no [tool.personadata] table")
        value = value[step]
    try:
        return ConfigFile(path, Config.model_validate(value), document, root)
    except ValidationError as error:
        document.refuse([_problem(document, root, item) for item in error.errors(include_url=False)])


def _concerns_us(path: Path) -> bool:
    """Whether the project file at *path* has a table for us; one that cannot be read is for others to mend."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
    if "personadata" not in text:
        return False
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        value = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        # a broken file that is about us is reported, not passed over
        return "tool.personadata" in text
    tool = value.get("tool")
    return isinstance(tool, dict) and "personadata" in tool


def _problem(document: Document, root: tuple[str, ...], error: ErrorDetails) -> Problem:
    from personadata.yaml_marks import Problem

    where = error["loc"]
    path = document.trace((*root, *where))
    of_key = error["type"] == "extra_forbidden" or error.get("ctx", {}).get("key")
    place = document.keys.get(path) if of_key else None
    shown = "".join(f"[{step}]" if isinstance(step, int) else f".{_spelled(step)}" for step in where).lstrip(".")
    message = _message(error)
    return Problem(place or document.values[path], f"{shown}: {message}" if shown else message)


def _spelled(key: str) -> str:
    return key if re.fullmatch(r"[\w-]+", key, re.ASCII) else f'"{key}"'


def _message(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "list_type" and error["loc"][-1] in _TABLES:
        return f"expected a list of tables, each under [[{'.'.join(map(str, error['loc']))}]]"
    if kind == "config":
        return str(context.get("message", error["msg"]))
    if kind == "extra_forbidden":
        *parents, key = error["loc"]
        return f"unknown key{did_you_mean(str(key), _keys(parents))}"
    if kind == "literal_error":
        choices = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        given = error["input"]
        close = did_you_mean(given, choices.split(", ")) if isinstance(given, str) else ""
        return f"{given!r:.60} is not one of {choices}{close}"
    return _EXPECTED.get(kind, error["msg"])


def _keys(parents: list[str | int]) -> list[str]:
    from personadata.config.model import Config

    table: type[BaseModel] = Config
    for step in (step for step in parents if isinstance(step, str)):
        inner = next(item.annotation for item in table.model_fields.values() if item.alias == step)
        inner = next(iter(get_args(inner)), inner)  # of a list of tables, the table
        assert isinstance(inner, type)  # noqa: S101
        table = inner
    return [str(item.alias) for item in table.model_fields.values()]
