"""Carrying a plan out."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from personadata.errors import UserError
from personadata.training.manifest import NAME, begun, ended, write_manifest
from personadata.training.outcome import missing_rows, newest_adapter, rows_trained
from personadata.training.plan import Plan
from personadata.training.process import run


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: its record, the newest whole adapter, and what is wrong with the number of rows, if anything.

    ``exit_code`` is that of ``swift sft``, 128 + n for signal n, and 1 when it went well but left out rows of ours.
    """

    exit_code: int
    record: Path
    adapter: Path | None
    fault: str

    def __str__(self) -> str:
        fault = f"{'error' if self.exit_code else 'warning'}: {self.fault}\n" if self.fault else ""
        return f"{fault}record: {self.record}\nadapter: {self.adapter or 'none was written'}"


def train(plan: Plan, spec: Path | None = None) -> Outcome:
    """Run *plan* to its end in a new folder and leave ``run.json`` there, first without and then with the end.

    *spec* is the persona file, to be noted in it.  Raises :class:`UserError` when the run cannot be started.
    """
    try:
        plan.folder.mkdir(parents=True)
    except OSError as error:
        raise UserError(f"{plan.folder}: cannot create this folder: {error.strerror}") from None
    manifest = begun(plan, spec)
    write_manifest(plan.folder, manifest)
    clock = time.monotonic()
    code = run(plan.command.argv, {**os.environ, **plan.command.environment})
    seconds = time.monotonic() - clock
    adapter, rows = newest_adapter(plan.folder), rows_trained(plan.folder)
    write_manifest(plan.folder, ended(manifest, exit_code=code, seconds=seconds, adapter=adapter, rows=rows))
    fault = missing_rows(plan, rows) if code == 0 else ""
    return Outcome(code or int(bool(fault) and plan.seen), plan.folder / NAME, adapter, fault)
