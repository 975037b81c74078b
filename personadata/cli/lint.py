"""personadata lint: data files in, findings out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from personadata.cli.lint_options import (
    BASELINE,
    CONFIG,
    FILES,
    FIXES,
    OUTPUT,
    RULES,
    DataPath,
    GivenPath,
    flags_of,
    options,
)
from personadata.errors import UserError
from personadata.files import write_atomic
from personadata.lint import remarks
from personadata.lint.check import check, declared
from personadata.lint.fixing import mending
from personadata.lint.known import read_known, renew
from personadata.lint.merge import load_settings
from personadata.lint.message import Message
from personadata.lint.scope import STDIN, open_scope
from personadata.lint.translate import language, translate
from personadata.render import PEOPLE, check_statistics, render, render_statistics, use_color


@click.command("lint")
@click.argument("paths", nargs=-1, type=DataPath(path_type=Path), metavar="[PATHS]...")
@options(CONFIG, RULES, FILES, FIXES, BASELINE, OUTPUT)
@click.option("--stdin-filename", type=GivenPath(path_type=Path), help="The file that standard input stands for.")
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
    lang, format = settings.lang.value, settings.output_format.value
    if statistics:
        format = check_statistics(format, automatic=settings.output_format.automatic)

    def tell(message: Message, *, err: bool = True) -> None:
        click.echo(translate(message, language(lang)), err=err)

    scope = open_scope(settings, (STDIN,) if stdin_filename and not paths else paths, stdin_filename)
    if output_file:
        scope.keep(output_file)
    persona = declared(settings)
    if write_baseline:
        number, path = renew(settings, scope, persona)
        tell(remarks.kept(number, path), err=False)
        if settings.baseline.value is None and not quiet:
            tell(remarks.unnamed(path))
        return
    baseline = read_known(settings)
    if fix or diff:
        done = mending.mend(settings, scope, persona, baseline, unsafe=unsafe_fixes)
        changes = mending.changes(scope, done.scope)
        if diff:
            for line in mending.diffs(scope, done.scope):
                click.echo(line, nl=False)
            for note in remarks.recoded(mending.new_encodings(scope, done.scope)):
                tell(note)
            sys.exit(1 if changes and not exit_zero else 0)
        mending.write(scope, done.scope)
        report = done.report
        if done.fixed:
            tell(remarks.mended(done.fixed, changes))
    else:
        report = check(settings, scope, persona, baseline)
    color = format == "full" and output_file is None and use_color(sys.stdout.isatty())
    pieces = list((render_statistics if statistics else render)(report, format, color=color, lang=lang))
    text = "".join(pieces[:-1] if quiet and format in PEOPLE else pieces)  # the last one is the summary
    if output_file:
        write_atomic(output_file, text)
    else:
        # with --fix standard output is for what standard input has become
        click.echo(text, nl=False, color=color, err=fix and scope.stdin is not None)
    for note in () if quiet else remarks.notes(scope, report, settings.baseline.value):
        tell(note)
    sys.exit(1 if not exit_zero and any(map(settings.counts, report.findings)) else 0)
