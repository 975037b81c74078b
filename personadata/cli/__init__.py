"""The command line: one module a command, imported only when that command runs."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from contextlib import suppress
from errno import ENOSPC
from typing import Any

import click

from personadata import __version__
from personadata.errors import UserError

COMMANDS = {
    "init": ("personadata.cli.init", "Write a commented persona.yaml to start from."),
    "schema": ("personadata.cli.schema", "Print the JSON Schema of a file that people write."),
    "import-card": ("personadata.cli.import_card", "Draft a persona.yaml from a character card."),
    "import-identity": ("personadata.cli.import_identity", "Draft a persona.yaml from an identity set."),
    "expand": ("personadata.cli.expand", "Turn a persona into training samples."),
    "lint": ("personadata.cli.lint", "Check persona and instruction data."),
    "rule": ("personadata.cli.rule", "Explain a lint rule, or list them all."),
    "mix": ("personadata.cli.mix", "Mix persona data with general data."),
    "recipes": ("personadata.cli.recipes", "List the recipes of train, or show one."),
    "explain-command": ("personadata.cli.explain_command", "Say what is wrong with a copied swift command."),
    "train": ("personadata.cli.train", "Train a LoRA adapter with ms-swift."),
    "runs": ("personadata.cli.runs", "List training runs: data, recipe, result."),
    "chat": ("personadata.cli.chat", "Talk with what a run has trained."),
    "merge": ("personadata.cli.merge", "Merge a run's adapter into its model."),
    "serve": ("personadata.cli.serve", "Serve what a run has trained, as OpenAI's API."),
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and one-line helps without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        if not gc.isenabled():
            gc.freeze()  # what is imported stays
            gc.enable()
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from personadata.errors import did_you_mean

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"no such command {args[0]!r}{did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="personadata")
def cli() -> None:
    """Dataset authoring and quality linting for giving a language model a name of its own."""


def _leave(code: object) -> None:
    """End the process at once, unless what it wrote cannot be flushed.

    Giving back the objects of a run one by one takes a thirtieth of its time, and has no use.
    """
    if code is None or isinstance(code, int):
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code or 0)


def main(argv: list[str] | None = None) -> Any:
    """Run the command line; a :class:`UserError` is printed as it is and exits with 2."""
    process = argv is None
    if process:  # an eighth of a short run would go into looking through what is being imported
        gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli(args=argv, prog_name="personadata")
    except SystemExit as done:
        if process and sys.argv[1:2] == ["lint"]:
            _leave(done.code)
        raise
    except UserError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except OSError as error:
        if error.errno != ENOSPC:
            raise
        with suppress(OSError):
            sys.stdout.close()
        click.echo(f"error: cannot write: {error.strerror}", err=True)
        sys.exit(2)
    finally:
        if process:
            gc.freeze()  # nor is anything collected at the end
