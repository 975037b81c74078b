"""Patterns of files: ``*`` and ``?`` stay within a folder, ``**`` goes through any number of them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from glob import escape, glob, has_magic
from pathlib import Path
from typing import Final

from personadata.dataset import NOT_DATA, NOT_DATA_SUFFIXES, SUFFIXES
from personadata.errors import UserError
from personadata.lazy import regex

_PARTS: Final = regex(
    r"(?P<deep>(?<![^/])\*\*/(?:\*\*/)*)|(?P<all>(?<![^/])\*\*\Z)|(?P<star>\*+)|(?P<one>\?)|(?P<set>\[!?\]?[^\]/]*\])"
)
DEEP: Final = "**"
_MEANS: Final = {"deep": "(?:[^/]+/)*", "all": ".*", "star": "[^/]*", "one": "[^/]"}
_SPECIAL: Final = regex(r"([\\\[\]^&|~])")


def expand(paths: Iterable[Path]) -> list[Path]:
    """*paths* with every pattern among them replaced by the data files it names, in order of their names.

    Files and folders that exist are left as they are.  Raises :class:`UserError` for a pattern that names nothing.
    """
    found: list[Path] = []
    for path in paths:
        if not has_magic(str(path)) or os.path.exists(path):  # noqa: PTH110 - which, unlike Path's, never raises
            found.append(path)
            continue
        inside = sorted(name for name in _named(path) if _is_data(name))
        if not inside:
            raise UserError(
                f"{path}: no data file matches this pattern",
                help="data files end in .json or .jsonl; * stays within a folder, ** goes through any number of them",
            )
        found += map(Path, inside)
    return found


def _named(path: Path) -> Iterator[str]:
    """What there is of the name *path*, a pattern; ``**`` goes through no links, which may lead around in circles."""
    if DEEP not in path.parts:
        # Path.glob takes no absolute patterns, and shows hidden files
        yield from glob(str(path))  # noqa: PTH207
        return
    at = path.parts.index(DEEP)
    rest = path.parts[at:]
    wanted = re.compile(_regex("/".join(rest)), re.DOTALL)
    hidden = any(part.startswith(".") for part in rest)
    for top in glob(str(Path(*path.parts[:at]))):  # noqa: PTH207
        for root, folders, files in os.walk(top):
            folders[:] = [name for name in folders if hidden or not name.startswith(".")]
            places = (Path(root, name) for name in files if hidden or not name.startswith("."))
            yield from (str(place) for place in places if wanted.fullmatch(place.relative_to(top).as_posix()))


def pattern_of(glob: str, folder: Path) -> re.Pattern[str]:
    """What the whole paths that *glob* names look like; without a slash it is about names in any folder.

    A *glob* that names a folder stands for all that is in it.  Match it with :func:`names`.
    """
    place = os.path.normpath(glob).replace(os.sep, "/")
    if not Path(glob).is_absolute():
        anchor = Path(os.path.realpath(folder))
        place = (
            os.path.normpath(f"{escape(anchor.as_posix())}/{place}")
            if "/" in place
            else f"{escape(anchor.anchor)}**/{place}"
        )
    return re.compile(f"{_regex(place)}(?:/.*)?", re.DOTALL)


def _regex(glob: str) -> str:
    text, at = "", 0
    for part in _PARTS.finditer(glob):
        text += re.escape(glob[at : part.start()]) + _meaning(part)
        at = part.end()
    return text + re.escape(glob[at:])


def names(pattern: re.Pattern[str], file: str) -> bool:
    """Whether *pattern* names the *file*, as it is called or as it is without symbolic links."""
    # the current folder has no links in its name, while an absolute path may
    called = Path.cwd() / file
    return any(pattern.fullmatch(Path(os.path.normpath(path)).as_posix()) for path in (called, called.resolve()))


def _meaning(part: re.Match[str]) -> str:
    if not part["set"]:
        return _MEANS[part.lastgroup or ""]
    negated = part["set"].startswith("[!")
    members = _SPECIAL.sub(r"\\\1", part["set"][2 if negated else 1 : -1])
    group = f"[{'^/' if negated else ''}{members}]"
    try:
        re.compile(group)
    except re.error:  # a range from back to front
        return re.escape(part["set"])
    return group


def _is_data(name: str) -> bool:
    file = Path(name)
    data = file.name.lower().endswith(SUFFIXES) and not file.name.lower().endswith(NOT_DATA_SUFFIXES)
    return data and file.name not in NOT_DATA and file.is_file()
