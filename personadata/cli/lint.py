"""personadata lint: data files in, findings out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from personadata.cli.lint_options import BASELINE, CONFIG, FILES, FIXES, OUTPUT, RULES, DataPath, flags_of, options
from personadata.errors import UserError
from personadata.files import write_atomic
from personadata.lint.baseline import NAME, read_baseline
from personadata.lint.baseline import write_baseline as save_baseline
from personadata.lint.check import STDIN, check, declared, open_scope
from personadata.lint.fixing import mending
from personadata.lint.merge import load_settings
from personadata.render import PEOPLE, render, render_statistics, use_color


@click.command("lint")
@click.argument("paths", nargs=-1, type=DataPath(path_type=Path), metavar="[PATHS]...")
@options(CONFIG, RULES, FILES, FIXES, BASELINE, OUTPUT)
@click.option("--stdin-filename", type=click.Path(path_type=Path), help="The file that standard input stands for.")
@click.option("--show-settings", is_flag=True, help="Show what would be gone by, and what set it; check nothing.")
def command(
    paths: tuple[Path, ...], config: Path | None, isolated: bool, output_file: Path | None, statistics: bool,
    quiet: bool, exit_zero: bool, stdin_filename: Path | None, show_settings: bool, fix: bool, unsafe_fixes: bool,
    diff: bool, write_baseline: bool, **given: Any,
) -> None:  # fmt: skip
    """Check persona and instruction data in PATHS: files, folders, patterns, or - for standard input.

    PATHS are one data set: duplicates and shares are found across them.  Where a configuration names the data set,
    that one is judged as a whole, and PATHS limit what is shown; the default is that set, else the folder data.
    Exit code 0: nothing that counts; 1: findings, or with --diff something to mend; 2: wrong usage, or a file that
    cannot be read.
    """
    settings = load_settings(flags_of(given), config=config, isolated=isolated)
    if show_settings:
        from personadata.lint.show import show

        click.echo(show(settings))
        return
    if stdin_filename and paths and STDIN not in paths:
        raise UserError("--stdin-filename is for standard input, and no - is among the paths")
    if unsafe_fixes and not (fix or diff):
        raise UserError("--unsafe-fixes goes with --fix or --diff")
    if write_baseline and (fix or diff):
        raise UserError("--write-baseline keeps findings, and --fix and --diff mend them: one at a time")
    scope = open_scope(settings, (STDIN,) if stdin_filename and not paths else paths, stdin_filename)
    persona, path = declared(settings), settings.baseline.value
    if write_baseline:
        target = path or Path(NAME)
        number = save_baseline(target, check(settings, scope, persona).findings)
        click.echo(f"{number:,} finding{'s' * (number != 1)} kept in {target}")
        return
    known = read_baseline(path) if path else {}
    if fix or diff:
        done = mending.mend(settings, scope, persona, known, unsafe=unsafe_fixes)
        if diff:
            changes = "".join(mending.diffs(scope, done.scope))
            click.echo(changes, nl=False)
            sys.exit(1 if changes and not exit_zero else 0)
        files, report = mending.write(scope, done.scope), done.report
        if done.fixed:
            mended = f"{done.fixed:,} finding{'s' * (done.fixed != 1)} in {files:,} file{'s' * (files != 1)}"
            click.echo(f"mended {mended}", err=True)
    else:
        report = check(settings, scope, persona, known)
    format = settings.output_format.value
    color = format == "full" and output_file is None and use_color(sys.stdout.isatty())
    pieces = list((render_statistics if statistics else render)(report, format, color=color, lang=settings.lang.value))
    text = "".join(pieces[:-1] if quiet and format in PEOPLE else pieces)  # the last one is the summary
    if output_file:
        write_atomic(output_file, text)
    else:
        # with --fix standard output is for what standard input has become
        click.echo(text, nl=False, color=color, err=fix and scope.has_stdin)
    for mix in () if quiet else scope.mixes:
        click.echo(f"note: {mix} is a mix of other files there; by itself: personadata lint {mix}", err=True)
    if report.gone and not quiet:
        gone = f"{len(report.gone):,} of the baseline {path} {'is' if len(report.gone) == 1 else 'are'} gone"
        click.echo(f"note: {gone}; --write-baseline forgets what is", err=True)
    sys.exit(1 if not exit_zero and any(map(settings.counts, report.findings)) else 0)
