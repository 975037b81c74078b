"""Where the shipped folders are: in a wheel, an editable install and a bare checkout alike."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Kind = Literal["templates", "rules", "train", "samples"]


def bundled(kind: Kind) -> Path:
    """The folder of shipped *kind* files.

    A wheel carries them under ``personadata/_bundled``; a checkout has them at its top level.
    """
    installed = Path(__file__).parent / "_bundled"
    root = installed if installed.is_dir() else Path(__file__).parents[1]
    return root / kind


def layered(kind: Kind, own: Path | None) -> list[Path]:
    """The shipped folder of *kind*, and *own*, whose files come before those in it, where there is one."""
    return [bundled(kind), *([own] if own else [])]
