"""personadata expand: a persona in, training samples out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from personadata.formats import FORMATS


@click.command("expand")
@click.argument("spec", type=click.Path(path_type=Path), default="persona.yaml")
@click.option("-n", "--count", type=click.IntRange(1, 100_000), default=300, show_default=True, help="Samples wanted.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default="data/self_cognition.json", show_default=True)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed gives other samples.")
@click.option("--lang", "languages", multiple=True, type=click.Choice(["zh", "en"]), help="Only this one. [repeatable]")
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="alpaca", show_default=True)
@click.option("--only", multiple=True, metavar="CATEGORY", help="Only these categories. [repeatable]")
@click.option("--without", multiple=True, metavar="CATEGORY", help="All but these categories. [repeatable]")
@click.option("--templates", type=click.Path(path_type=Path), help="Your templates, laid over the shipped ones.")
@click.option("--rules", type=click.Path(path_type=Path), help="Your paraphrase rules, laid over the shipped ones.")
@click.option("--preview", is_flag=False, flag_value="*", metavar="[CATEGORY]", help="Show a handful, write nothing.")
@click.option("--explain", metavar="FILE:LINE", help="Show what stands behind a row of FILE, write nothing.")
@click.option("--check", is_flag=True, help="Fail when the data at -o is not what SPEC and templates give now.")
@click.option("--heldout", type=click.Path(path_type=Path), help="Also write probe questions that training never sees.")
@click.option("-q", "--quiet", is_flag=True, help="No report.")
def command(
    spec: Path, count: int, output: Path, seed: int, languages: tuple[str, ...], format_: str, only: tuple[str, ...],
    without: tuple[str, ...], templates: Path | None, rules: Path | None, preview: str | None, explain: str | None,
    check: bool, heldout: Path | None, quiet: bool,
) -> None:  # fmt: skip
    """Turn the persona in SPEC into varied, traceable training samples.

    The same spec, seed and version give the same bytes on any machine.
    """
    from personadata.expand import write

    if explain:
        from personadata.expand.explain import explain as story

        click.echo(story(explain, templates=templates, rules=rules))
        return
    make = partial(write.expand_spec, spec, templates=templates, rules=rules)
    if check:
        from personadata.expand.check import stale

        if problem := stale(output, make):
            click.echo(problem)
            raise SystemExit(1)
        return
    chosen = (*only, *([preview] if preview not in (None, "*") else []))
    run = make(count=count, seed=seed, languages=languages, only=chosen, without=without, format_=format_)
    if preview:
        click.echo(write.preview(run))
        return
    write.write_expansion(run, output)
    if heldout:
        write.write_heldout(run, heldout, templates=templates, rules=rules)
    if not quiet:
        click.echo(write.report(run, output), err=True)
