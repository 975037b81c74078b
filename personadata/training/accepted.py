"""What the installed ms-swift takes, asked once for each installation: it takes seconds to answer."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from personadata.errors import UserError
from personadata.files import write_atomic
from personadata.training.installed import accepted_flags, accepted_names, versions
from personadata.training.interpreter import interpreter

KEPT = 8
"""How many installations are remembered."""


def known_flags(environment: Mapping[str, str] = os.environ) -> frozenset[str]:
    """What :func:`~personadata.training.installed.accepted_flags` tells, from the user's cache when it was asked before.

    The answer is kept by interpreter and by the versions of everything that defines flags; a cache that cannot be read
    or written is none.
    """
    return _remembered("flags", accepted_flags, environment)


def known_names(kind: str, environment: Mapping[str, str] = os.environ) -> frozenset[str]:
    """The names of *kind*, ``template`` or ``model_type``, that the installed ms-swift has; kept likewise."""
    return _remembered(kind, lambda: accepted_names(kind), environment)


def _remembered(kind: str, ask: Callable[[], frozenset[str]], environment: Mapping[str, str]) -> frozenset[str]:
    folder = cache_folder(environment)
    told = json.dumps([interpreter(), versions()], sort_keys=True)
    path = folder / f"{kind}-{sha256(told.encode()).hexdigest()[:16]}.json"
    with suppress(OSError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, list) and found:
            return frozenset(map(str, found))
    names = ask()
    with suppress(OSError, UserError):
        write_atomic(path, json.dumps(sorted(names)))
        for old in sorted(folder.glob(f"{kind}-*.json"), key=lambda each: each.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)
    return names


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where personadata may keep what it can find out again: XDG_CACHE_HOME, else ``~/.cache``."""
    home = environment.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "personadata"
