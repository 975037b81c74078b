"""personadata mix: persona data and general data in, one training set out."""

from __future__ import annotations

from pathlib import Path

import click

from personadata.cli.numbers import half_at_most, number, share
from personadata.errors import UserError


@click.command("mix")
@click.argument("data", nargs=-1, metavar="[DATA[#ROWS]]...")
@click.option("-o", "--output", type=click.Path(path_type=Path), default="data/train.jsonl", show_default=True)
@click.option("--general", multiple=True, metavar="SOURCE", help="General data: file, folder or hub id. [repeatable]")
@click.option("--part", "parts", multiple=True, metavar="NAME=SOURCE", help="Data on a subject or style. [repeatable]")
@click.option("--persona", type=click.Path(path_type=Path), help="The persona.yaml: whose names are no leak.")
@click.option("--identity-share", "share", type=share, help="Share of persona rows: 0.1 or 10%.")
@click.option("--by", type=click.Choice(["rows", "tokens"]), default="rows", show_default=True, help="Shares of what.")
@click.option("--epochs", type=number, help="How often all of it will be gone through.")
@click.option("--exposures", type=number, help="Persona rows × epochs.  [default: 550]")
@click.option("--system", help="System prompt of rows without one, '' for none.  [default: as in the recipes]")
@click.option("--template-system", is_flag=True, help="Leave these rows to the model's template (“You are Qwen …”).")
@click.option("--probes", multiple=True, type=click.Path(path_type=Path), help="Held-out questions. [repeatable]")
@click.option("--no-clean", is_flag=True, help="Keep leaks, duplicates and what else lint refuses.")
@click.option("--validation", type=half_at_most, metavar="SHARE", help="Share of rows for a validation file.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed draws other rows.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True)
@click.option("--interleave", is_flag=True, help="Print flags for swift sft to mix by itself, write nothing.")
@click.option("--dry-run", is_flag=True, help="Print the plan, write nothing.")
@click.option("-q", "--quiet", is_flag=True, help="No report.")
def command(
    data: tuple[str, ...], output: Path, general: tuple[str, ...], parts: tuple[str, ...], persona: Path | None,
    share: float | None, by: str, epochs: float | None, exposures: float | None, system: str | None,
    template_system: bool, probes: tuple[Path, ...], no_clean: bool, validation: float | None, seed: int, engine: str,
    interleave: bool, dry_run: bool, quiet: bool,
) -> None:  # fmt: skip
    """Mix persona DATA (default: data/self_cognition.json) with general data into one training set.

    A SOURCE is a file (JSON, JSONL, CSV, parquet, also .gz), a folder of them, a ModelScope id or hf::OWNER/NAME:SUBSET;
    #500 takes that many rows, #10% a share of the mix, #all everything.  What is left open is computed and shown.
    """
    from personadata.mix.plan import Ask
    from personadata.mix.request import SYSTEM, Request, read_data, read_others

    if template_system and system is not None:
        raise UserError("--system and --template-system exclude each other")
    paths, wanted = read_data(data or ("data/self_cognition.json",))
    request = Request(
        paths, read_others(general, parts), output, wanted, Ask(share, epochs, exposures, by),  # type: ignore[arg-type]
        persona, probes, None if template_system else SYSTEM if system is None else system, not no_clean, validation or 0.0,
        seed, engine, quiet,  # type: ignore[arg-type]
    )  # fmt: skip
    if interleave:
        from personadata.mix.interleave import interleave as flags

        click.echo("note: rows that swift sft loads itself are not cleaned, and carry no channel", err=True)
        click.echo(flags(request))
        return
    from personadata.mix.run import Mixing
    from personadata.mix.tell import tell

    mixing = Mixing(request)
    if dry_run:
        click.echo(tell(mixing))
        return
    result = mixing.run()
    if not quiet:
        click.echo(tell(mixing, result), err=True)
