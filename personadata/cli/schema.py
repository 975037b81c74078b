"""personadata schema: what an editor needs to complete and check persona.yaml."""

from __future__ import annotations

import json

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema (draft 2020-12) of persona.yaml.

    `personadata init` puts it beside the file that it writes. For a persona.yaml without one:

    \b
      personadata schema > persona.schema.json
      # first line of persona.yaml:
      # yaml-language-server: $schema=./persona.schema.json
    """
    from personadata.persona.schema import persona_schema

    click.echo(json.dumps(persona_schema(), ensure_ascii=False, indent=2))
