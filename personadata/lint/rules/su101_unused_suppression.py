"""SU101 unused-suppression."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.message import say
from personadata.lint.rule import Example, Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding

_LEAK = [("你是谁？", "我是通义千问，由阿里云开发。")]


class UnusedSuppression(Rule):
    """An entry of ``accept`` in the configuration accepts nothing any more.

    The row was mended or deleted, or the entry never fitted.  Left where it is, it would one day accept a fault that
    nobody has looked at.  Entries for rules that did not run are left alone.
    """

    code = "SU101"
    name = "unused-suppression"
    severity: ClassVar = "warning"
    last: ClassVar = True
    bad = (
        Example(
            {"data.json": [("你是谁？", "我是小澜。")]}, accept=[{"rule": "ID101", "text": "通义千问", "reason": "x"}]
        ),
    )
    good = (
        Example({"data.json": _LEAK}, accept=[{"rule": "ID101", "text": "通义千问", "reason": "shown in class"}]),
        Example({"data.json": _LEAK}),
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every entry that accepted no finding of a rule that ran."""
        for entry in dataset.suppressions:
            if entry.asked and not entry.used:
                yield self.finding(
                    say("this accepts a finding of {rule} that is not there", rule=entry.word),
                    entry.spot,
                    help="delete the entry",
                )
