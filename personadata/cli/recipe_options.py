"""The options of train that are about the recipe and what is looked at before a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from personadata.errors import UserError

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.training.plan import Plan
    from personadata.training.recipe import RecipeFile


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of ``train`` that choose a recipe, change it and show what comes of it."""
    for option in (
        click.option("--show", type=click.IntRange(1, 1000), metavar="N", help="With --dry-run: N rows as the model sees them."),
        click.option("--set", "assignments", multiple=True, metavar="KEY=VALUE", help="Change the recipe: settings.lora_rank=16. [repeatable]"),
        click.option("--recipe", metavar="NAME_OR_FILE", help="As personadata recipes lists them, a file, or auto.  [default: the configuration's, else qwen2.5-7b-instruct-4090d]"),
    ):  # fmt: skip
        command = option(command)
    return command


def find_recipe(name: str | None, assignments: tuple[str, ...], model: str | None) -> RecipeFile:
    """The recipe to go by, with the values of the project's configuration and *assignments* over its own."""
    from personadata.training.project import project_recipe
    from personadata.training.recipe import DEFAULT, load_recipe

    named, layer = project_recipe(Path.cwd())
    chosen = name or named or DEFAULT
    if chosen == "auto":
        from personadata.training.choose import choose
        from personadata.training.machine import find_cards

        choice = choose(find_cards(), model)
        click.echo(f"note: {choice.reason}", err=True)
        chosen, assignments = choice.name, (*choice.assignments, *assignments)
    return load_recipe(chosen, assignments, layer)


def tell_preflight(plan: Plan, dataset: Dataset, passthrough: list[str]) -> None:
    """Say what was found before the run, a line each."""
    from personadata.training.passthrough import read_passthrough
    from personadata.training.preflight import look

    for line in look(plan, dataset, read_passthrough(passthrough)):
        click.echo(str(line), err=True)


def show(plan: Plan, dataset: Dataset, number: int | None, dry: bool) -> None:
    """``--show``."""
    if number is None:
        return
    if not dry:
        raise UserError("--show goes with --dry-run")
    import sys

    from personadata.render import use_color
    from personadata.training.show import draw, show_rows

    rows = show_rows(plan, dataset, number)
    click.echo("\n" + "".join(draw(rows, color=use_color(sys.stdout.isatty()))), nl=False)
