"""The shape of all JS rules: each reports some kinds of damage that reading met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.finding import Finding
from personadata.lint.rule import Rule
from personadata.source import Spot

if TYPE_CHECKING:
    from personadata.dataset import Dataset


class SyntaxRule(Rule):
    """Reports the damage of its ``kinds``, see :data:`personadata.source.KINDS`."""

    kinds: ClassVar[tuple[str, ...]]

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """The damage of these kinds in every file."""
        for source in dataset.sources:
            for damage in source.damage:
                if damage.kind in self.kinds:
                    spot = Spot(source, start=damage.start, end=damage.end)
                    yield self.finding(damage.message, spot, help=damage.help)
