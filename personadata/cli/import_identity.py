"""personadata import-identity: a draft of a persona spec from an existing identity set."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click


@click.command("import-identity")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="persona.yaml", show_default=True, help="Where to write."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the comments; by default that of most rows.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
def command(file: Path, output: Path, lang: Literal["zh", "en"] | None, force: bool) -> None:
    """Make a draft of persona.yaml from the identity set FILE.

    Takes alpaca, sharegpt, messages, and query and response of ms-swift, as JSON or JSON lines. Name, developer,
    languages and denied models are what most rows say; capabilities are only suggested, in comments.
    """
    from personadata.importing import draft_identity, read_identity
    from personadata.importing.identity_report import report
    from personadata.importing.write import refuse_existing, write_draft

    refuse_existing(output, force=force)
    found = read_identity(file)
    left = write_draft(draft_identity(found, file.name, lang), output)
    click.echo("\n".join(report(found, str(file))), err=True)
    click.echo("".join(f"to do: {line}\n" for line in left), err=True, nl=False)
    click.echo(f"wrote {output}, a draft\nnext: settle what is to do, then personadata expand {output}")
