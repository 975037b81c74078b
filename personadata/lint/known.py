"""The baseline that the settings name: read before a run, or written anew after one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from personadata.errors import UserError
from personadata.lint.baseline import NAME, Known, read_baseline, unseen, write_baseline
from personadata.lint.check import check

if TYPE_CHECKING:
    from personadata.lint.scope import Scope
    from personadata.lint.settings import Settings
    from personadata.persona import Persona


def read_known(settings: Settings) -> dict[str, Known]:
    """The findings in the baseline that the settings name, by fingerprint; raises :class:`UserError`."""
    path = settings.baseline.value
    if path is None:
        return {}
    if not os.path.lexists(path):
        raise UserError(
            f"{settings.baseline.where.of('lint.baseline')}{path}: no such baseline",
            help="write it with --write-baseline",
        )
    return read_baseline(path)


def renew(settings: Settings, scope: Scope, persona: Persona | None = None) -> tuple[int, Path]:
    """Write the baseline that the settings name with what is found in *scope*: how many findings it holds, and where.

    Of a baseline that is there, the findings stay that this run says nothing of: those of rules that a flag has left
    out, and those in files that are not shown.  Raises :class:`UserError`.
    """
    path = settings.baseline.value or Path(NAME)
    scope.keep(path)
    off = {own.rule.code for own in settings.rules if not own.enabled.value and own.enabled.where.is_flag}
    files = None if scope.shown is None else {source.name for source in scope.sources if id(source) in scope.shown}
    partial = (off or files is not None) and os.path.lexists(path)
    kept = unseen(read_baseline(path), off, files) if partial else {}
    return write_baseline(path, check(settings, scope, persona).findings, kept), path
