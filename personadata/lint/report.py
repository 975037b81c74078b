"""What a run of the linter has to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from personadata.lint.finding import Finding, Severity

if TYPE_CHECKING:
    from personadata.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a run and the data they are about."""

    findings: Sequence[Finding]
    dataset: Dataset

    def count(self, severity: Severity) -> int:
        """How many findings are of this *severity*."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def summary(self) -> str:
        """``3 errors, 1 warning in 2 files (300 samples)``."""
        counts = [
            _number(self.count("error"), "error"),
            _number(self.count("warning"), "warning"),
            _number(self.count("info"), "note"),
        ]
        files = _number(len(self.dataset.sources), "file")
        samples = _number(len(self.dataset), "sample") or "no samples"
        return f"{', '.join(filter(None, counts)) or 'no findings'} in {files} ({samples})"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}" if count else ""
