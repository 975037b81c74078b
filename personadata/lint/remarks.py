"""What a run of the linter tells people beside its report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from personadata.lint.message import Message, say

if TYPE_CHECKING:
    from personadata.lint.report import Report
    from personadata.lint.scope import Scope


def kept(number: int, baseline: Path) -> Message:
    """How many findings the *baseline* that was just written holds."""
    return say("{n:,} finding{s} kept in {file}", n=number, s=_s(number), file=str(baseline))


def unnamed(baseline: Path) -> Message:
    """That nothing names the *baseline* that was just written, so that the next run does not know of it."""
    return say(
        'note: lint goes by it with --baseline {file}, or with baseline = "{file}" under lint', file=str(baseline)
    )


def mended(findings: int, files: int) -> Message:
    """How much ``--fix`` has mended."""
    return say(
        "mended {found} in {files}",
        found=say("{n:,} finding{s}", n=findings, s=_s(findings)),
        files=say("{n:,} file{s}", n=files, s=_s(files)),
    )


def recoded(files: list[str]) -> Iterator[Message]:
    """The *files* that ``--fix`` would write in another encoding: a diff shows texts, and these may be the same."""
    for file in files:
        yield say("note: {file} would become UTF-8 without a byte order mark", file=file)


def notes(scope: Scope, report: Report, baseline: Path | None) -> Iterator[Message]:
    """What the run did not look at or miss: mixes, that no rule runs, findings that are gone from the *baseline*."""
    for mix in scope.mixes:
        yield say("note: {mix} is a mix of other files there; by itself: personadata lint {mix}", mix=str(mix))
    if not report.rules:
        yield say("note: no rule is on, so nothing was looked for")
    if gone := len(report.gone):
        yield say(
            "note: {n:,} finding{s} of the baseline {file} {are} gone; --write-baseline forgets what is",
            n=gone,
            s=_s(gone),
            file=str(baseline),
            are="is" if gone == 1 else "are",
        )


def _s(count: int) -> str:
    return "s" * (count != 1)
