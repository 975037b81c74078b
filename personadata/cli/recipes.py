"""personadata recipes: which there are, and what one of them comes to."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("recipes")
@click.argument("name", required=False, metavar="[NAME_OR_FILE]")
@click.option(
    "--set", "assignments", multiple=True, metavar="KEY=VALUE", help="As of train: show it changed. [repeatable]"
)
@click.option("--output-format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(name: str | None, assignments: tuple[str, ...], format_: str) -> None:
    """List the recipes of train, or show one with where each of its values comes from.

    Memory is what a row of full length takes by estimate; it was not measured on a graphics card.  Values of the
    configuration ([tool.personadata.train]) count in what is shown of one.
    """
    from personadata.training import recipe_table
    from personadata.training.choose import all_recipes
    from personadata.training.project import project_recipe
    from personadata.training.recipe import load_recipe

    if name is None:
        files = all_recipes()
        told = json.dumps([recipe_table.entry(file) for file in files], ensure_ascii=False, indent=2)
        click.echo(told if format_ == "json" else "\n".join(recipe_table.listing(files)))
        return
    file = load_recipe(name, assignments, project_recipe(Path.cwd())[1])
    told = json.dumps(recipe_table.entry(file, whole=True), ensure_ascii=False, indent=2)
    click.echo(told if format_ == "json" else "\n".join(recipe_table.page(file)))
