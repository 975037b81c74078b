"""personadata train: samples in, an adapter or a model out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from personadata.cli import recipe_options
from personadata.cli.numbers import number
from personadata.cli.running import export_for, go_on, options
from personadata.errors import UserError


class _Passing(click.Command):
    """A command that keeps what stands after ``--`` apart, in ``ctx.meta``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        cut = args.index("--") if "--" in args else len(args)
        ctx.meta["passthrough"] = args[cut + 1 :]
        return super().parse_args(ctx, args[:cut])


@click.command("train", cls=_Passing)
@click.argument("data", nargs=-1, type=click.Path(path_type=Path), metavar="[DATA]... [-- SWIFT_FLAGS]")
@click.option("--model", metavar="ID_OR_DIR", help="Model to tune.  [default: the recipe's]")
@click.option("--output-dir", type=click.Path(path_type=Path), default="output", show_default=True)
@click.option("--general", multiple=True, metavar="SPEC", help="File or hub id[#ROWS], not the recipe's. [repeatable]")
@click.option("--no-general", is_flag=True, help="Train on DATA alone.")
@click.option("--epochs", type=number, help="Times through it.  [default: the recipe's]")
@click.option("--persona", "spec", type=click.Path(path_type=Path), help="The persona.yaml to check DATA against.")
@click.option("--ignore", multiple=True, metavar="CODE", help="A lint rule that does not stop the run. [repeatable]")
@click.option("--dry-run", is_flag=True, help="Print the command for a shell, create nothing.")
@recipe_options.options
@options
@click.pass_context
def command(
    ctx: click.Context, data: tuple[Path, ...], model: str | None, recipe: str | None, output_dir: Path, spec: Path | None,
    general: tuple[str, ...], no_general: bool, epochs: float | None, ignore: tuple[str, ...], dry_run: bool,
    assignments: tuple[str, ...], show: int | None, resume: str | None, allow_changes: bool, backend: str | None,
) -> None:  # fmt: skip
    """Tune a model on DATA, files or folders, with ms-swift (default: data/self_cognition.json).

    DATA is linted first, and errors stop the run.  Each run has a folder of its own with its checkpoints and run.json,
    which says what went in and what came out.  Exit code 1: ms-swift left rows out; 2: wrong usage or lint errors;
    otherwise that of swift sft, 128 + n for signal n.
    """
    from personadata.training import check, mixed, plan, run

    if resume is not None:
        if data:
            raise UserError("--resume takes the data of the run it goes on with", help="leave DATA out")
        go_on(resume, output_dir, ctx.meta["passthrough"], changed=allow_changes, dry=dry_run)
        return
    if general and no_general:
        raise UserError("--general and --no-general exclude each other")
    given = data or (Path("data/self_cognition.json"),)
    mixed.refuse_hidden(given, [path for path in data if path.is_dir()] if data else [given[0].parent])
    dataset = check.require_clean(given, spec, ignore)
    chosen = recipe_options.find_recipe(recipe, assignments, model)
    made = plan.make_plan(
        dataset, chosen, model=model, output=output_dir, general=() if no_general else general or None, epochs=epochs,
        passthrough=ctx.meta["passthrough"], dry=dry_run or bool(backend),
    )  # fmt: skip
    click.echo("".join(f"note: {note}\n" for note in made.notes), err=True, nl=False)
    if backend:
        export_for(backend, made, dataset)
        return
    recipe_options.tell_preflight(made, dataset, ctx.meta["passthrough"])
    if dry_run:
        click.echo(made.command.shell())
    recipe_options.show(made, dataset, show, dry_run)
    if dry_run:
        return
    ended = run.train(made, spec, dataset)
    click.echo(ended, err=True)
    sys.exit(ended.exit_code)
