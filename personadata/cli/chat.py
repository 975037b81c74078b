"""personadata chat: talk with what a run has trained."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from personadata.cli.running import DRY, OUTPUT, PYTHON, RUN, chosen_system, hand_over


@click.command("chat")
@RUN
@OUTPUT
@click.option("--system", help="System prompt.  [default: that of the training]")
@click.option("--max-tokens", type=click.IntRange(1), default=512, show_default=True, help="Most tokens an answer.")
@click.option("--temperature", type=click.FloatRange(0), help="0 always gives the same answer.  [default: the model's]")
@DRY
@PYTHON
def command(
    run: str, output_dir: Path, system: str | None, max_tokens: int, temperature: float | None, dry_run: bool
) -> None:
    """Talk with the model that RUN has trained (a folder, or a name in the output folder; default: the last run).

    Hands over to `swift infer` with the template and the system prompt of the training; `exit` ends it.
    """
    from personadata.training.handover import chat_command, system_prompt
    from personadata.training.resume import use_its_python
    from personadata.training.runs import find_run

    found = find_run(run, output_dir)
    use_its_python(found)
    asked = chosen_system(system, system_prompt(found))
    hand_over(chat_command(found, asked, max_tokens, temperature, stream=sys.stdin.isatty()), dry_run)
