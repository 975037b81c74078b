"""personadata lint: data files in, findings out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from personadata.dataset import Dataset
from personadata.lint.report import Report
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.lint.select import choose_rules
from personadata.render import FORMATS, render


def _words(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> list[str]:
    return [word.strip() for value in values for word in value.split(",") if word.strip()]


@click.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
@click.option("--persona", "spec", type=click.Path(path_type=Path), help="The persona.yaml that the data is to teach.")
@click.option("--output-format", type=click.Choice(list(FORMATS)), default="full", show_default=True)
@click.option(
    "--select", multiple=True, callback=_words, metavar="CODES", help="Only these rules: ID102, DU, ALL, a name."
)
@click.option("--ignore", multiple=True, callback=_words, metavar="CODES", help="All but these rules.")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "never"]), default="error", show_default=True,
    help="What makes the exit code 1.",
)  # fmt: skip
def command(
    paths: tuple[Path, ...], spec: Path | None, output_format: str, select: list[str], ignore: list[str], fail_on: str
) -> None:
    """Check persona and instruction data in PATHS: files, folders, or - for standard input (default: data).

    All files together are one data set: duplicates and shares are found across them.  Exit code 0: nothing that
    counts; 1: findings; 2: wrong usage, or a file that cannot be read.
    """
    rules = choose_rules(RULES, select=select, ignore=ignore)
    persona = None
    if spec is not None:
        from personadata.persona import load_persona

        persona = load_persona(spec)
    dataset = Dataset.open(paths or (Path("data"),), persona)
    report = Report(run_rules(rules, dataset), dataset)
    color = output_format == "full" and sys.stdout.isatty()
    for piece in render(report, output_format, color=color):
        click.echo(piece, nl=False, color=color)
    counted = {"error": ("error",), "warning": ("error", "warning"), "never": ()}[fail_on]
    sys.exit(1 if any(finding.severity in counted for finding in report.findings) else 0)
