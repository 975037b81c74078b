"""Fixing the files of a scope: in memory, as a diff, or where they lie."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from personadata.lint.check import check
from personadata.lint.fixing import fix
from personadata.lint.fixing.patch import check_writable, diff, differs, recoded, save

if TYPE_CHECKING:
    from personadata.lint.baseline import Known
    from personadata.lint.finding import Finding
    from personadata.lint.report import Report
    from personadata.lint.scope import Scope
    from personadata.lint.settings import Settings
    from personadata.persona import Persona
    from personadata.source import Source


class Mended(NamedTuple):
    """The files as they are after fixing, what is still found in them, and how many findings were mended."""

    scope: Scope
    report: Report
    fixed: int


def mend(
    settings: Settings,
    scope: Scope,
    persona: Persona | None = None,
    known: Mapping[str, Known] | None = None,
    *,
    unsafe: bool = False,
) -> Mended:
    """*scope* with the fixes of what :func:`check` finds in it, in memory; only files that are shown are touched."""
    reports: list[Report] = []

    def find(sources: Sequence[Source]) -> list[Finding]:
        now = scope.changed(sources)
        reports.append(check(settings, now, persona, known))
        return [finding if _inside(finding, now) else replace(finding, fix=None) for finding in reports[-1].findings]

    done = fix.mend(scope.sources, find, unsafe=unsafe)
    return Mended(scope.changed(done.sources), reports[-1], done.total)


def diffs(old: Scope, new: Scope) -> Iterator[str]:
    """The unified diff from the files of *old* to those of *new*, a line at a time."""
    for before, after in zip(old.sources, new.sources, strict=True):
        if after is not before:
            yield from diff(before, after)


def new_encodings(old: Scope, new: Scope) -> list[str]:
    """The names of the files of *new* that are in another encoding than those of *old*, which no diff shows."""
    return [after.name for before, after in zip(old.sources, new.sources, strict=True) if recoded(before, after)]


def changes(old: Scope, new: Scope) -> int:
    """How many files of *new* are others than those of *old*."""
    return sum(differs(before, after) for before, after in zip(old.sources, new.sources, strict=True))


def write(old: Scope, new: Scope) -> None:
    """Put the files of *new* in place of those of *old*, each whole or not at all.

    Standard input goes to standard output, changed or not.  Raises :class:`UserError` when a file cannot be written;
    when one is read-only, none is.
    """
    pairs = list(enumerate(zip(old.sources, new.sources, strict=True)))
    changed = [after for at, (before, after) in pairs if at != old.stdin and differs(before, after)]
    for source in changed:
        check_writable(source)
    for source in changed:
        save(source)
    if new.stdin is not None:
        sys.stdout.buffer.write(new.sources[new.stdin].raw)
        sys.stdout.buffer.flush()


def _inside(finding: Finding, scope: Scope) -> bool:
    edits = finding.fix.edits if finding.fix else ()
    return scope.shown is None or all(id(edit.source) in scope.shown for edit in edits)
