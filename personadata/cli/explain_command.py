"""personadata explain-command: what a copied command for ms-swift really does."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from personadata.files import read_text


@click.command("explain-command")
@click.argument("text", metavar="COMMAND_OR_FILE")
def command(text: str) -> None:
    """Say what the swift command in COMMAND_OR_FILE does today, flag by flag, and what to write instead.

    It is a command in quotes, a file that has it, or - for standard input.  Nothing is run.  Exit code 1: something in
    it is wrong, so that ms-swift would stop at it or train against the persona.
    """
    from personadata.training.explain import explain

    if text == "-":
        text = sys.stdin.read()
    elif "\n" not in text and len(text) < 4096 and Path(text).is_file():
        text = read_text(Path(text), limit=1024 * 1024)
    wrong = False
    for number, found in enumerate(explain(text, Path.cwd())):
        click.echo(
            ("\n" if number else "")
            + f"swift {found.copied.command}, {len(found.copied.flags)} {'flag' if len(found.copied.flags) == 1 else 'flags'}"
        )
        for line in found.lines:
            click.echo(f"  {line.verdict}: {line.subject}\n    {line.text}")
            wrong |= line.verdict == "wrong"
        click.echo(f"write instead:\n  {found.instead}")
    sys.exit(1 if wrong else 0)
