"""A draft put where its author goes on with it."""

from __future__ import annotations

import os
from pathlib import Path

from personadata.errors import UserError
from personadata.files import write_atomic
from personadata.importing.draft import Draft, problems


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise :class:`UserError` when there is something at *path* already and *force* is not given."""
    if not force and os.path.lexists(path):
        raise UserError(f"{path}: is already there", help="--force overwrites it, -o writes elsewhere")


def write_draft(draft: Draft, path: Path) -> list[str]:
    """Write *draft* to *path*, whole or not at all; what has to be done before it can be used, one line each.

    First what keeps it from being loaded, as loading it says it, then the number of places marked TODO.  Raises
    :class:`UserError` when the draft is too large or the place cannot be written.
    """
    text = draft.text()
    write_atomic(path, text)
    faults = problems(text, path)
    marked = f"{path}: {len(draft.left)} places marked TODO" if len(draft.left) > 1 else f"{path}: 1 place marked TODO"
    return [*faults, *([marked] if draft.left else [])]
