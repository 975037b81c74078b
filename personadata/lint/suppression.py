"""Findings that the configuration accepts, each for a reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from personadata.lint.globs import names

if TYPE_CHECKING:
    from personadata.lint.finding import Finding
    from personadata.source import Spot


@dataclass(slots=True, eq=False)
class Suppression:
    """One entry of ``accept``: a finding is accepted when all that the entry says is true of it.

    ``word`` is the rule as written and ``codes`` what it names; ``text`` stands somewhere in the row, ``fingerprint``
    begins the finding's own, ``files`` matches its file.  ``used`` counts the findings accepted, ``asked`` says whether
    any of its rules ran at all.  ``spot`` is the entry itself.
    """

    word: str
    codes: frozenset[str]
    text: str = ""
    fingerprint: str = ""
    files: re.Pattern[str] | None = None
    reason: str = ""
    spot: Spot | None = None
    used: int = 0
    asked: bool = False

    def accepts(self, finding: Finding) -> bool:
        """Whether *finding* is one of those meant."""
        if finding.code not in self.codes:
            return False
        if self.files is not None and not (finding.spot and names(self.files, finding.spot.source.name)):
            return False
        if self.fingerprint and not finding.fingerprint.startswith(self.fingerprint):
            return False
        return not self.text or self.text in _row(finding)


def suppress(findings: Iterable[Finding], suppressions: Sequence[Suppression], ran: Collection[str]) -> list[Finding]:
    """*findings* without those that are accepted; *ran* are the codes of the rules that made them."""
    kept: list[Finding] = []
    for entry in suppressions:
        entry.used, entry.asked = 0, not entry.codes.isdisjoint(ran)
    for finding in findings:
        entry_ = next((entry for entry in suppressions if entry.accepts(finding)), None)
        if entry_ is None:
            kept.append(finding)
        else:
            entry_.used += 1
    return kept


def _row(finding: Finding) -> str:
    """All texts of the row that *finding* is in, or its message when it is about the whole set."""
    spot = finding.spot
    if spot is None:
        return str(finding.message)
    if spot.record is None:
        return str(spot.content)
    return "\n".join(_texts(spot.record.value))


def _texts(value: object) -> Iterable[str]:
    """Every text inside *value*, without recursion: data may be nested as deep as it likes."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            todo += reversed(item.values())
        elif isinstance(item, list):
            todo += reversed(item)
