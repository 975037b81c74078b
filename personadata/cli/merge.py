"""personadata merge: adapter and model in one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from personadata.cli.running import DRY, OUTPUT, PYTHON, RUN


@click.command("merge")
@RUN
@OUTPUT
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), help="Folder to write.  [default: RUN/merged]"
)
@DRY
@PYTHON
def command(run: str, output_dir: Path, target: Path | None, dry_run: bool) -> None:
    """Merge the adapter of RUN into its model (a folder, or a name in the output folder; default: the last run).

    Hands over to `swift export`.  The folder appears when it is complete; one that exists is never written to.
    """
    from personadata.training import merging
    from personadata.training.resume import use_its_python
    from personadata.training.runs import find_run

    found = find_run(run, output_dir)
    use_its_python(found)
    ready = merging.prepare(found, target or found.folder / "merged")
    click.echo(ready.command.shell(), err=not dry_run)
    if dry_run:
        return
    code = merging.merge(ready)
    if code:
        click.echo(f"error: swift export ended with exit code {code}; {ready.target} was not written", err=True)
        sys.exit(code)
    click.echo(f"merged: {ready.target}", err=True)
