"""personadata rule: what a lint rule is for and how it is set here, offline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from personadata.cli.lint_options import RULES, flags_of, options
from personadata.errors import UserError, did_you_mean
from personadata.lint.manual.entries import entry, index, page
from personadata.lint.merge import load_settings
from personadata.lint.translate import language


@click.command("rule")
@click.argument("rule", required=False, metavar="[RULE]")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Use no configuration file.")
@click.option("--lang", type=click.Choice(["auto", "zh", "en"]), help="Language of names and messages.")
@options(RULES)
@click.option("--output-format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(rule: str | None, config: Path | None, isolated: bool, format_: str, **given: Any) -> None:
    """Explain the lint rule RULE, a code or a name; without it, list all of them.

    Options are shown with the values in force here, and with what set them.
    """
    settings = load_settings(flags_of(given), config=config, isolated=isolated)
    lang = language(settings.lang.value)
    chosen = [own for own in settings.rules if rule in (None, own.rule.code, own.rule.name)]
    if not chosen:
        words = [word for own in settings.rules for word in (own.rule.code, own.rule.name)]
        raise UserError(f"no rule {rule!r}{did_you_mean(str(rule), words)}", help="personadata rule lists all of them")
    if format_ == "json":
        found = [entry(own) for own in chosen]
        click.echo(json.dumps(found if rule is None else found[0], ensure_ascii=False, indent=2))
    else:
        click.echo(index(settings, lang) if rule is None else page(chosen[0], lang))
