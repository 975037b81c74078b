"""Carrying a plan out, or going on with a run."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.training.command import Command
from personadata.training.described import describe
from personadata.training.diagnosis import explain, last_words, name_failure
from personadata.training.dropped import Dropped, find_dropped, tell
from personadata.training.failures import LOSS
from personadata.training.losses import Loss, losses, read_history, trouble
from personadata.training.lower import lower_memory
from personadata.training.manifest import NAME, begun, continued, ended, stamp, write_manifest
from personadata.training.outcome import (
    all_seen,
    kind_of,
    missing_rows,
    newest_checkpoint,
    newest_resumable,
    rows_trained,
    steps_done,
    uncounted,
)
from personadata.training.output import LOG, Output
from personadata.training.plan import Plan
from personadata.training.process import run
from personadata.training.resume import Resumption
from personadata.training.table import loss_table


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: its record, the newest complete checkpoint, what is wrong, if anything, and the loss by channel.

    ``exit_code`` is that of ``swift sft``, 128 + n for signal n, and 1 when it went well but left out rows of ours or
    learnt nothing.
    """

    exit_code: int
    record: Path
    checkpoint: Path | None
    fault: str
    losses: Mapping[str, Loss]
    rows: Mapping[str, int]
    total: int | None
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        if self.losses:
            yield from loss_table(self.losses, self.rows, self.total)
        if self.fault:
            yield f"{'error' if self.exit_code else 'warning'}: {self.fault}"
        yield from self.notes
        yield f"record: {self.record}"
        yield f"log: {self.record.parent / LOG}"
        if self.checkpoint:
            yield f"{kind_of(self.checkpoint)}: {self.checkpoint}"
        else:
            yield "no complete checkpoint was written"


def train(plan: Plan, spec: Path | None = None, dataset: Dataset | None = None) -> Outcome:
    """Run *plan* to its end in a new folder and leave ``run.json`` there, first without and then with the end.

    *spec* is the persona file and *dataset* what the plan was made of, to be noted in it.  Raises :class:`UserError`
    when the run cannot be started.
    """
    try:
        plan.folder.mkdir(parents=True)
    except OSError as error:
        raise UserError(f"{plan.folder}: cannot create this folder: {error.strerror}") from None
    return _carry_out(plan.folder, plan.command, begun(plan, spec, describe(dataset or ())))


def resume(resumption: Resumption) -> Outcome:
    """Go on with a run in its own folder, to its end."""
    before = resumption.run
    manifest = continued(before.manifest, resumption.checkpoint, resumption.command.hushed().argv)
    return _carry_out(before.folder, resumption.command, manifest)


def _carry_out(folder: Path, command: Command, manifest: Mapping[str, Any]) -> Outcome:
    write_manifest(folder, manifest)
    output = _open(folder / LOG, command)
    clock = time.monotonic()
    # Python keeps what it prints into a pipe until there is much of it
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **command.environment}
    try:
        code = run(command.argv, environment, listen=output)
    finally:
        output.close()
    seconds = time.monotonic() - clock
    history, rows, checkpoint = read_history(folder), rows_trained(folder), newest_checkpoint(folder)
    broken = "" if code else trouble(history)
    faults, dropped = _faults(folder, command, manifest, code, rows, broken)
    failed = code or int(bool(broken) or (bool(faults) and all_seen(manifest)))
    done = ended(
        manifest, exit_code=code, seconds=seconds, checkpoint=checkpoint, rows=rows, steps=steps_done(history, checkpoint),
        losses=losses(history), fault="\n".join(faults),
        dropped=[{"place": row.place, "reason": row.reason} for row in dropped], broken=bool(broken),
    )  # fmt: skip
    notes = [f"note: {note}" for note in (output.fault, "" if code else uncounted(manifest)) if note]
    try:
        write_manifest(folder, done)
    except UserError as error:
        faults.append(f"the record of this run could not be written: {error}")
    if code and newest_resumable(folder):
        notes.append(f"to go on from the last checkpoint: personadata train --resume {folder}")
    return Outcome(
        failed,
        folder / NAME,
        checkpoint,
        "\n".join(faults),
        losses(history),
        manifest.get("channels") or {},
        rows,
        tuple(notes),
    )


def _faults(
    folder: Path, command: Command, manifest: Mapping[str, Any], code: int, rows: int | None, broken: str
) -> tuple[list[str], list[Dropped]]:
    """What went wrong, each with what to do, and the rows that are to blame."""
    dropped: list[Dropped] = []
    if code:
        told = explain(folder / LOG, code, {"lower": lower_memory(manifest)})
        if not told and code < 128:
            told = last_words(folder / LOG, code)
        # the rows are what a user can mend; ms-swift only says that none was left
        if name_failure(folder / LOG) == "no rows":
            dropped = _name(command, manifest)
        return [part for part in (told, tell(dropped)) if part], dropped
    faults = []
    if missing := missing_rows(manifest, rows):
        dropped = _name(command, manifest)
        faults += [part for part in (missing, tell(dropped)) if part]
    if broken:
        means, remedy = LOSS[broken]
        faults.append(f"{means}\nhelp: {remedy}")
    return faults, dropped


def _name(command: Command, manifest: Mapping[str, Any]) -> list[Dropped]:
    """The rows that were left out; those that cannot be named do not hide that there are some."""
    try:
        return find_dropped(command, [*manifest["data"], *manifest["general"]])
    except UserError as error:
        return [Dropped("the rows cannot be named", error.message)]


def _open(log: Path, command: Command) -> Output:
    try:
        with log.open("a", encoding="utf-8") as stream:
            stream.write(
                f"# {stamp(datetime.now(timezone.utc))}\n# {command.hushed().shell()}\n".replace("\n  ", "\n#   ")
            )
        return Output(log)
    except OSError as error:
        raise UserError(f"{log}: cannot write: {error.strerror}") from None
