"""personadata runs: what was trained, of what, and how it ended."""

from __future__ import annotations

import json
from pathlib import Path

import click

from personadata.errors import UserError


@click.command("runs")
@click.argument("folder", type=click.Path(path_type=Path), default="output", metavar="[DIR]")
@click.option("--output-format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(folder: Path, format_: str) -> None:
    """List the training runs in DIR (default: output), the oldest first."""
    from personadata.training.runs import find_runs
    from personadata.training.table import runs_table, summary

    if not folder.is_dir():
        raise UserError(f"{folder}: no such folder", help="name the folder that train writes its runs to")
    runs = find_runs(folder)
    if format_ == "json":
        click.echo(json.dumps([summary(run) for run in runs], ensure_ascii=False, indent=2))
    elif runs:
        click.echo("\n".join(runs_table(runs)))
    else:
        click.echo(f"no runs in {folder}", err=True)
