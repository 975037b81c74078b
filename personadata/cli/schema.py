"""personadata schema: what an editor needs to complete and check the files that people write."""

from __future__ import annotations

import json
from typing import Any

import click


@click.command("schema")
@click.argument("of", type=click.Choice(["persona", "config", "recipe"]), default="persona")
def command(of: str) -> None:
    """Print a JSON Schema (draft 2020-12): of persona.yaml, the configuration or a recipe.

    `personadata init` puts the first beside the file that it writes. For files without one:

    \b
      personadata schema > persona.schema.json
      # first line of persona.yaml:
      # yaml-language-server: $schema=./persona.schema.json
    \b
      personadata schema config > personadata.schema.json
      # first line of personadata.toml:
      #:schema ./personadata.schema.json
    \b
      personadata schema recipe > recipe.schema.json
      # first line of a recipe:
      # yaml-language-server: $schema=./recipe.schema.json

    That of the configuration knows the lint rules that are installed here.
    """
    click.echo(json.dumps(_schema(of), ensure_ascii=False, indent=2))


def _schema(of: str) -> dict[str, Any]:
    if of == "config":
        from personadata.config.schema import config_schema

        return config_schema()
    if of == "recipe":
        from personadata.training.schema import recipe_schema

        return recipe_schema()
    from personadata.persona.schema import persona_schema

    return persona_schema()
