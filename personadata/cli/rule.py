"""personadata rule: what a lint rule is for and how it is set here, offline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from personadata.cli.lint_options import RULES, flags_of, options
from personadata.errors import UserError
from personadata.lint.manual.entries import entry, index, page
from personadata.lint.merge import load_settings
from personadata.lint.select import named
from personadata.lint.translate import language


@click.command("rule")
@click.argument("rule", required=False, metavar="[RULE]")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Use no configuration file.")
@click.option("--lang", type=click.Choice(["auto", "zh", "en"]), help="Language of names and messages.")
@options(RULES)
@click.option("--output-format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(rule: str | None, config: Path | None, isolated: bool, format_: str, **given: Any) -> None:
    """Explain the lint rule RULE, a code or a name; list those of a family such as ID, or all of them.

    Options are shown with the values in force here, and with what set them.
    """
    settings = load_settings(flags_of(given), config=config, isolated=isolated)
    lang = language(settings.lang.value)
    try:
        meant = named([own.rule for own in settings.rules], "ALL" if rule is None else rule)
    except UserError as error:
        raise UserError(error.message, help="personadata rule lists all of them") from None
    chosen = [own for own in settings.rules if own.rule in meant]
    one = rule in (chosen[0].rule.code, chosen[0].rule.name)
    if format_ == "json":
        found = [entry(own) for own in chosen]
        click.echo(json.dumps(found[0] if one else found, ensure_ascii=False, indent=2))
    else:
        click.echo(page(chosen[0], lang) if one else index(chosen, lang))
