"""RA102 identity-share."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.identity import kinds_of
from personadata.lint.message import say
from personadata.lint.rule import Example, Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding


def _mix(identity: int, general: int) -> Example:
    return Example(
        {
            "identity.json": [(f"你是谁，第{number}次问？", "我是小澜。") for number in range(identity)],
            "general.json": [(f"{number}的平方是多少？", f"{number * number}") for number in range(general)],
        }
    )


class IdentityShare(Rule):
    """The share of identity rows in a mix with general data is too small or too large.

    Below ``least`` the persona does not stick: 88 identity rows in 290,000 left a model confused about itself
    (LLaMA-Factory issue 2085).  Above ``most`` the model speaks of itself where nobody asked, and forgets.  The
    recipes that work have 5 to 33 %.  A set without general data is no mix and passes.  Rows count as identity by
    their ``channel``, by the map that ``expand`` writes, else by their text: give ``--persona`` for the best guess.
    """

    code = "RA102"
    name = "identity-share"
    severity: ClassVar = "warning"
    least: float = 0.02
    most: float = 0.5
    bad = (_mix(1, 99), _mix(60, 40))
    good = (_mix(5, 95), _mix(50, 50), _mix(20, 0))

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place."""
        kinds = kinds_of(dataset)
        own, general = len(kinds.identity), len(kinds.general)
        total = own + general
        if not general or not (own or dataset.persona):
            return
        share = own / total
        if share < self.least:
            add = ceil(round((self.least * total - own) / (1 - self.least), 6))
            keep = floor(round(own / self.least, 6)) - own
            drop = f", or drop {general - keep:,} general {_ones(general - keep)}" if own else ""
            help = f"add {add:,} identity {_rows(add)}{drop}"
        elif share > self.most:
            add = ceil(round(own / self.most - total, 6))
            keep = floor(round(general * self.most / (1 - self.most), 6)) if self.most < 1 else own
            help = f"add {add:,} general {_rows(add)}, or drop {own - keep:,} identity {_ones(own - keep)}"
        else:
            return
        yield self.finding(
            say(
                "{own:,} of {total:,} rows are about the persona ({share:.1%}), {side} {bound:.0%}",
                own=own,
                total=total,
                share=share,
                side="below" if share < self.least else "above",
                bound=self.least if share < self.least else self.most,
            ),
            help=help,
        )


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"


def _ones(count: int) -> str:
    return "one" if count == 1 else "ones"
