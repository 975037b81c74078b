"""The options of train and its kin that are about running: which Python has ms-swift, going on, other trainers."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from personadata.errors import UserError

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.training.command import Command
    from personadata.training.plan import Plan

PYTHON = click.option(
    "--python", metavar="PATH", envvar="PERSONADATA_SWIFT_PYTHON", expose_value=False,
    callback=lambda ctx, param, value: _use(value), is_eager=True,
    help="The Python that has ms-swift, or its environment's folder.  [env: PERSONADATA_SWIFT_PYTHON; default: this one]",
)  # fmt: skip
RUN = click.argument("run", default="last", metavar="[RUN]")
OUTPUT = click.option(
    "--output-dir", type=click.Path(path_type=Path), default="output", show_default=True, help="Where runs lie."
)
DRY = click.option("--dry-run", is_flag=True, help="Print the command, do nothing.")


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of ``train`` that concern how it runs."""
    for option in (
        PYTHON,
        click.option("--backend", type=click.Choice(["llamafactory", "plain"]), help="Write files for that trainer instead."),
        click.option("--allow-changes", is_flag=True, help="With --resume: also when data or recipe have changed."),
        click.option("--resume", is_flag=False, flag_value="last", metavar="[RUN]", help="Go on with RUN, else the last one."),
    ):  # fmt: skip
        command = option(command)
    return command


def go_on(name: str, output: Path, passthrough: Sequence[str], *, changed: bool, dry: bool) -> None:
    """``train --resume``."""
    from personadata.training import resume, run
    from personadata.training.passthrough import read_passthrough
    from personadata.training.runs import find_run

    found = find_run(name, output)
    resume.use_its_python(found)
    ready = resume.prepare(found, read_passthrough(passthrough), changed=changed)
    click.echo("".join(f"note: {note}\n" for note in ready.notes), err=True, nl=False)
    if dry:
        click.echo(ready.command.shell())
        return
    ended = run.resume(ready)
    click.echo(ended, err=True)
    sys.exit(ended.exit_code)


def export_for(backend: str, plan: Plan, dataset: Dataset) -> None:
    """``train --backend``."""
    from personadata.training.backends import llamafactory, plain

    files, notes = {"llamafactory": llamafactory.write, "plain": plain.write}[backend](plan, dataset)
    click.echo("".join(f"note: {note}\n" for note in notes), err=True, nl=False)
    click.echo("\n".join(f"wrote {file}" for file in files))


def hand_over(command: Command, dry: bool) -> None:
    """Show *command* and become it: keys and signals go to it, and its exit code is ours."""
    click.echo(command.shell(), err=not dry)
    if dry:
        return
    from personadata.training.installed import require_swift

    require_swift()
    sys.stdout.flush()
    sys.stderr.flush()
    program = command.argv[0]
    try:
        os.execve(program, command.argv, {**os.environ, **command.environment})  # noqa: S606
    except OSError as error:
        raise UserError(f"{shlex.quote(program)}: cannot start: {error.strerror}") from None


def chosen_system(given: str | None, trained: str | None) -> str | None:
    """The system prompt to ask under, which is said aloud."""
    system = trained if given is None else given
    said = "the template's own" if system is None else repr(system) if system else "none at all"
    click.echo(f"note: system prompt: {said}{'' if given is None else ' (as given)'}", err=True)
    return system


def _use(python: str | None) -> None:
    if python:
        os.environ["PERSONADATA_SWIFT_PYTHON"] = python
