"""YAML by PyYAML's safe loader, in C where that was built: a tenth of the time."""

from __future__ import annotations

from typing import Any

import yaml

from personadata.errors import UserError

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(text: str | bytes, shown: str) -> Any:
    """The value of *text*; raises :class:`UserError` at its place in *shown*, the name that people see, when it is no YAML."""
    try:
        return yaml.load(text, Loader=LOADER)  # noqa: S506  (a safe loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise UserError(f"{shown}:{where}: not YAML: {getattr(error, 'problem', None) or error}") from None
