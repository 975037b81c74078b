"""SU102 suppression-without-reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.message import say
from personadata.lint.rule import Example, Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding

_LEAK = [("你是谁？", "我是通义千问，由阿里云开发。")]


class SuppressionWithoutReason(Rule):
    """An entry of ``accept`` in the configuration does not say why.

    Who reads it next year cannot tell a fault that was looked at and found right from one that was put away.
    """

    code = "SU102"
    name = "suppression-without-reason"
    last: ClassVar = True
    bad = (
        Example({"data.json": _LEAK}, accept=[{"rule": "ID101", "text": "通义千问"}]),
        Example({"data.json": _LEAK}, accept=[{"rule": "ID101", "text": "通义千问", "reason": " "}]),
    )
    good = (Example({"data.json": _LEAK}, accept=[{"rule": "ID101", "text": "通义千问", "reason": "shown in class"}]),)

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every entry whose reason is missing or blank."""
        for entry in dataset.suppressions:
            if not entry.reason.strip():
                yield self.finding(
                    say("a finding of {rule} is accepted without a reason", rule=entry.word),
                    entry.spot,
                    help='add reason = "…"',
                )
