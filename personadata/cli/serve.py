"""personadata serve: what a run has trained, behind OpenAI's interface."""

from __future__ import annotations

from pathlib import Path

import click

from personadata.cli.running import DRY, OUTPUT, PYTHON, RUN, chosen_system, hand_over


@click.command("serve")
@RUN
@OUTPUT
@click.option("--system", help="System prompt for requests without one.  [default: that of the training]")
@click.option("--name", help="What requests call the model.  [default: the run's name]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 is open to all.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@DRY
@PYTHON
def command(
    run: str, output_dir: Path, system: str | None, name: str | None, host: str, port: int, dry_run: bool
) -> None:
    """Serve the model that RUN has trained (a folder, or a name in the output folder; default: the last run).

    Hands over to `swift deploy` with the template and the system prompt of the training, and says how to call it.
    """
    from personadata.training.handover import serve_command, system_prompt
    from personadata.training.resume import use_its_python
    from personadata.training.runs import find_run
    from personadata.training.serving import how_to_call, require_free

    found = find_run(run, output_dir)
    use_its_python(found)
    asked = chosen_system(system, system_prompt(found))
    called = name or found.folder.name
    ready = serve_command(found, asked, called, host, port)
    if not dry_run:
        require_free(host, port)
        click.echo(how_to_call(called, host, port), err=True)
    hand_over(ready, dry_run)
