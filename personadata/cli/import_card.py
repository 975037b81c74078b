"""personadata import-card: a draft of a persona spec from a character card."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click


@click.command("import-card")
@click.argument("card", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="persona.yaml", show_default=True, help="Where to write."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the comments; by default the card's.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
def command(card: Path, output: Path, lang: Literal["zh", "en"] | None, force: bool) -> None:
    """Make a draft of persona.yaml from the character card CARD (v1 to v3; JSON, PNG or CHARX).

    A card knows a character, not a product: name and system prompt are filled in, the developer and whatever else
    has to be declared is marked TODO.
    """
    from personadata.importing import draft_card, read_card
    from personadata.importing.write import refuse_existing, write_draft

    refuse_existing(output, force=force)
    found = read_card(card)
    left = write_draft(draft_card(found, card.name, lang), output)
    holder = f" in {found.holder}" if found.holder else ""
    click.echo(f"{card}: a character card, {found.version}{holder}", err=True)
    click.echo("".join(f"to do: {line}\n" for line in left), err=True, nl=False)
    click.echo(f"wrote {output}, a draft\nnext: settle what is to do, then personadata expand {output}")
