"""What a run of the linter has to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from personadata.lint.finding import Finding, Severity
from personadata.lint.message import Message, say
from personadata.lint.origin import Origins
from personadata.lint.translate import Lang, translate

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.baseline import Known
    from personadata.lint.rule import Rule


class Anchor(NamedTuple):
    """A line of a file that stands for a finding without a place: where its bound was set, for one."""

    name: str
    row: int = 1


class Count(NamedTuple):
    """How many findings a rule has, and how many of them a fix can mend."""

    code: str
    name: str
    findings: int
    fixable: int


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a run and the data they are about.

    ``rules`` are those that ran, by default all that ship; ``anchors`` says, by code, which line of a configuration
    set the bounds of a rule; ``gone`` are findings of a baseline that were not met again.
    """

    findings: Sequence[Finding]
    dataset: Dataset
    rules: Sequence[Rule | type[Rule]] = ()
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    gone: Sequence[Known] = ()
    origins: Origins = field(default_factory=Origins, compare=False)

    def count(self, severity: Severity) -> int:
        """How many findings are of this *severity*."""
        return sum(finding.severity == severity for finding in self.findings)

    def statistics(self) -> list[Count]:
        """The findings counted by rule, the most frequent first."""
        counts = Counter(finding.code for finding in self.findings)
        fixable = Counter(finding.code for finding in self.findings if finding.fix)
        names = {finding.code: finding.name for finding in self.findings}
        order = sorted(counts, key=lambda code: (-counts[code], code))
        return [Count(code, names[code], counts[code], fixable[code]) for code in order]

    def anchor(self, code: str) -> Anchor:
        """The line that stands for a finding of *code* without a place: in the configuration, else line 1 of the data."""
        first = next((source.name for source in self.dataset.sources), "data")
        return self.anchors.get(code) or Anchor(first)

    @property
    def summary(self) -> str:
        """``3 errors, 1 warning in 2 files (300 samples)``."""
        return self.summarize("en")

    def summarize(self, lang: Lang) -> str:
        """The :attr:`summary` in *lang*."""
        counts = [
            say("{n:,} {severity}{s}", n=count, severity=name, s=_s(count))
            for name, count in (
                (say("error"), self.count("error")),
                (say("warning"), self.count("warning")),
                (say("note"), self.count("info")),
            )
            if count
        ]
        found = reduce(lambda one, other: say("{one}, {other}", one=one, other=other), counts or [say("no findings")])
        files, samples = len(self.dataset.sources), len(self.dataset)
        whole = say(
            "{found} in {files} ({samples})",
            found=found,
            files=say("{n:,} file{s}", n=files, s=_s(files)),
            samples=say("{n:,} sample{s}", n=samples, s=_s(samples)) if samples else say("no samples"),
        )
        return translate(self._mended_by(whole), lang)

    def _mended_by(self, whole: Message) -> Message:
        safe = sum(finding.fix is not None and finding.fix.safe for finding in self.findings)
        unsafe = sum(finding.fix is not None for finding in self.findings) - safe
        if safe:
            whole = say("{whole}; --fix mends {n:,}", whole=whole, n=safe)
        if unsafe:
            whole = say(
                "{whole}; --fix --unsafe-fixes mends {n:,} more"
                if safe
                else "{whole}; --fix --unsafe-fixes mends {n:,}",
                whole=whole,
                n=unsafe,
            )
        return whole


def _s(count: int) -> str:
    return "s" * (count != 1)
