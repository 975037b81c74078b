"""personadata expand: a persona in, training samples out."""

from __future__ import annotations

from pathlib import Path

import click

from personadata.formats import FORMATS


@click.command("expand")
@click.argument("spec", type=click.Path(path_type=Path), default="persona.yaml")
@click.option("-n", "--count", type=click.IntRange(1, 100_000), default=300, show_default=True, help="Samples wanted.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default="data/self_cognition.json", show_default=True)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed gives other samples.")
@click.option(
    "--lang", "languages", multiple=True, type=click.Choice(["zh", "en"]), help="Only this language. [repeatable]"
)
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="alpaca", show_default=True)
@click.option("--only", multiple=True, metavar="CATEGORY", help="Only these categories. [repeatable]")
@click.option("--without", multiple=True, metavar="CATEGORY", help="All but these categories. [repeatable]")
@click.option("--templates", type=click.Path(path_type=Path), help="Your templates, laid over the shipped ones.")
@click.option("--rules", type=click.Path(path_type=Path), help="Your paraphrase rules, laid over the shipped ones.")
@click.option("--preview", is_flag=False, flag_value="*", metavar="[CATEGORY]", help="Show a handful, write nothing.")
@click.option("-q", "--quiet", is_flag=True, help="No report.")
def command(
    spec: Path, count: int, output: Path, seed: int, languages: tuple[str, ...], format_: str, only: tuple[str, ...],
    without: tuple[str, ...], templates: Path | None, rules: Path | None, preview: str | None, quiet: bool,
) -> None:  # fmt: skip
    """Turn the persona in SPEC into varied, traceable training samples.

    The same spec, seed and version give the same bytes on any machine.
    """
    from personadata.expand.report import preview_rows, report
    from personadata.expand.write import expand_spec, write_expansion

    run = expand_spec(
        spec, count=count, seed=seed, languages=languages, templates=templates, rules=rules,
        only=(*only, *([preview] if preview not in (None, "*") else [])), without=without, format_=format_,
    )  # fmt: skip
    if preview:
        click.echo(preview_rows(run.expansion))
        return
    write_expansion(run, output, format_)
    if not quiet:
        click.echo(report(run.expansion, output), err=True)
