"""File names as reports for other programs write them: relative to the current folder, with forward slashes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final
from urllib.parse import quote

from personadata.lazy import regex


def relative(name: str) -> str:
    """*name* from the current folder on, which CI takes for the root of the repository; absolute when it lies elsewhere."""
    path = os.path.normpath(name)
    if Path(path).is_absolute():
        path = os.path.relpath(path) if Path(path).is_relative_to(Path.cwd()) else path
    elif path.startswith(os.pardir):
        path = str(Path(path).absolute())
    return Path(os.path.normpath(path)).as_posix()


# half pairs that stand for no byte of a file's name, so no file has them
_HALVES: Final = regex("[\ud800-\udc7f\udd00-\udfff]")


def uri(name: str) -> str:
    """:func:`relative` as a URI reference: percent-encoded, with ``file://`` when it is absolute."""
    path = _HALVES.sub("\ufffd", relative(name))
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path, errors="surrogateescape")
