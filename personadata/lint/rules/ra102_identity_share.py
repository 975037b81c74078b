"""RA102 identity-share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import ceil, floor
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.identity.kinds import Kinds, kinds_of
from personadata.lint.message import say
from personadata.lint.ratios.shares import tokens
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
    their ``channel``, by the map that ``expand`` writes, by the file when it is a persona set, else by their text, which
    finds about half of those in a file with both: there, 40 % of ``least`` counts.
    The table also has tokens, which training weighs: an estimate, the bytes of the texts by 4.5, without the template.
    """

    code = "RA102"
    name = "identity-share"
    severity: ClassVar = "warning"
    least: float = 0.02
    most: float = 0.5
    bad = (partial(_mix, 1, 99), partial(_mix, 60, 40))
    good = (partial(_mix, 5, 95), partial(_mix, 50, 50), partial(_mix, 20, 0))

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place."""
        kinds = kinds_of(dataset)
        own, general = len(kinds.identity), len(kinds.general)
        total = own + general
        if not general or not (own or dataset.persona):
            return
        share = own / total
        if kinds.most_identity / total < self.least:
            add = ceil(round((self.least * total - own) / (1 - self.least), 6))
            keep = floor(round(own / self.least, 6)) - own
            few, drop = say("add {n:,} identity {rows}", n=add, rows=_rows(add)), general - keep
            either = say(
                "add {n:,} identity {rows}, or drop {drop:,} general {ones}",
                n=add,
                rows=_rows(add),
                drop=drop,
                ones=_ones(drop),
            )
            help = either if own else few
        elif share > self.most:
            add = ceil(round(own / self.most - total, 6))
            keep = floor(round(general * self.most / (1 - self.most), 6)) if self.most < 1 else own
            drop = own - keep
            help = say(
                "add {n:,} general {rows}, or drop {drop:,} identity {ones}",
                n=add,
                rows=_rows(add),
                drop=drop,
                ones=_ones(drop),
            )
        else:
            return
        low = share <= self.most
        yield self.finding(
            say(
                "{own:,} of {total:,} rows are about the persona ({share:.1%}), below {bound:.0%}",
                own=own, total=total, share=share, bound=self.least,
            )
            if low
            else say(
                "{own:,} of {total:,} rows are about the persona ({share:.1%}), above {bound:.0%}",
                own=own, total=total, share=share, bound=self.most,
            ),
            help=help,
            table=_table(kinds),
        )  # fmt: skip


def _table(kinds: Kinds) -> list[tuple[str, ...]]:
    """Rows and tokens of either kind, with their shares."""
    parts = ((say("identity"), kinds.identity), (say("general"), kinds.general))
    sizes = [
        (name, len(rows), sum(tokens(turn.text) for row in rows for turn in row.sample.turns)) for name, rows in parts
    ]
    rows, all_tokens = sum(size[1] for size in sizes), max(1, sum(size[2] for size in sizes))
    head = (say("kind"), say("rows"), say("share"), say("tokens, about"), say("share"))
    lines = [(name, f"{n:,}", f"{n / rows:.1%}", f"{size:,.0f}", f"{size / all_tokens:.1%}") for name, n, size in sizes]
    return [head, *lines]


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"


def _ones(count: int) -> str:
    return "one" if count == 1 else "ones"
