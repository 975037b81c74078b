"""Paths as ms-swift has to get them: absolute, and still called what the user calls them."""

from __future__ import annotations

from pathlib import Path

from personadata.errors import UserError


def absolute(name: str | Path, base: Path | None = None) -> Path:
    """*name* as an absolute path, relative to *base* or the current folder.

    A link keeps its own name, by which ms-swift tells models and data sets apart.  Raises :class:`UserError` for the
    home of an unknown user.
    """
    try:
        path = (base or Path.cwd()) / Path(name).expanduser()
    except RuntimeError:
        raise UserError(f"{name}: there is no such user") from None
    return path.resolve() if path.name in ("", "..") else path.parent.resolve() / path.name
