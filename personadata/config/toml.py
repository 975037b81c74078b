"""TOML that people write, read as plain values that know their line and column."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

from personadata.config.marks import Marker
from personadata.errors import UserError
from personadata.files import read_text
from personadata.yaml_marks import MAX_DEPTH, Document, Place, Problem

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["parse_toml", "read_toml", "tomllib"]

MAX_BYTES: Final = 256 * 1024
_FAULT: Final = re.compile(r"(?P<message>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")
_TWICE: Final = re.compile(r"Cannot overwrite a value|Cannot declare (?P<table>.*) twice")
_HELP: Final = 'texts stand in quotes and lists in [ ]: data = ["data"]'


def read_toml(path: Path) -> Document:
    """The TOML file at *path*; raises :class:`UserError` when it cannot be read, is larger than 256 KiB or not TOML."""
    return parse_toml(read_text(path, limit=MAX_BYTES, kind="configuration file"), path)


def parse_toml(text: str, path: Path) -> Document:
    """As :func:`read_toml`, for a text that is already here; *path* is what messages call it."""
    document = Document(path)
    try:
        document.value = tomllib.loads(text)
        Marker(text.replace("\r\n", "\n"), document).mark()
    except tomllib.TOMLDecodeError as error:
        document.refuse([_problem(str(error), text)], help=_HELP)
    except RecursionError:
        raise UserError(f"{path}: nested more than {MAX_DEPTH} levels deep") from None
    return document


def _problem(message: str, text: str) -> Problem:
    found = _FAULT.fullmatch(message)
    if found is None:
        return Problem(Place(1, 1), f"not valid TOML: {message}")
    line = int(found["line"] or text.rstrip("\n").count("\n") + 1)
    last = len(text.rstrip("\n").rpartition("\n")[2]) + 1
    if twice := _TWICE.fullmatch(found["message"]):
        whole = text.split("\n")[line - 1]
        start = Place(line, len(whole) - len(whole.lstrip()) + 1)
        key = ".".join(re.findall(r"'([^']*)'", twice["table"] or ""))
        return Problem(start, f"not valid TOML: {f'[{key}]' if key else 'this key'} stands there for the second time")
    place = Place(line, int(found["column"] or last))
    return Problem(place, f"not valid TOML: {found['message'][:1].lower()}{found['message'][1:]}")
