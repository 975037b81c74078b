"""Fixing the files of a scope: in memory, as a diff, or where they lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from personadata.lint.check import check
from personadata.lint.fixing import fix
from personadata.lint.fixing.patch import diff, save

if TYPE_CHECKING:
    from personadata.lint.baseline import Known
    from personadata.lint.check import Scope
    from personadata.lint.finding import Finding
    from personadata.lint.report import Report
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


def write(old: Scope, new: Scope) -> int:
    """Put the files of *new* in place of those of *old*, each whole or not at all; how many changed.

    Standard input goes to standard output, changed or not.  Raises :class:`UserError` when a file cannot be written.
    """
    return sum(save(before, after) for before, after in zip(old.sources, new.sources, strict=True))


def _inside(finding: Finding, scope: Scope) -> bool:
    edits = finding.fix.edits if finding.fix else ()
    return scope.shown is None or all(id(edit.source) in scope.shown for edit in edits)
