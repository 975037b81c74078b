"""RA112 system-monotony."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.identity.kinds import kinds_of
from personadata.lint.message import say
from personadata.lint.ratios.shares import FEWEST
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity

_SHOWN: Final = 40  # characters of a system prompt


def _rows(*systems: str | None) -> list[dict[str, str]]:
    return [
        {
            "instruction": f"你是谁，第{number}次问？",
            "output": "我是小澜。",
            **({} if system is None else {"system": system}),
        }
        for number, system in enumerate(systems * 20)
    ]


class SystemMonotony(Rule):
    """Nearly all persona rows have the same system prompt, or none.

    What is learned under one system prompt is tied to it: trained without one, or with "You are a helpful assistant.",
    and served with the base model's own, which names the base model, the persona is gone (LLaMA-Factory issues 1231 and
    6188).  Rows with no system prompt, a plain one, the persona's own and the base model's should take turns.  One value,
    or none, in more than ``most`` of the persona rows is reported.
    """

    code = "RA112"
    name = "system-monotony"
    severity: ClassVar[Severity] = "warning"
    most: float = 0.8
    bad = (_rows(None), _rows("你是小澜。"))
    good = (_rows(None, "你是小澜。"),)

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place."""
        rows = kinds_of(dataset).identity
        if len(rows) < FEWEST:
            return
        (value, n), total = Counter(row.sample.system for row in rows).most_common(1)[0], len(rows)
        if n <= self.most * total:
            return
        share = n / total
        if value is None:
            message = say(
                "{n:,} of {total:,} persona rows have no system prompt ({share:.0%}), more than {bound:.0%}",
                n=n,
                total=total,
                share=share,
                bound=self.most,
            )
        else:
            said = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
            message = say(
                "{n:,} of {total:,} persona rows have the system prompt “{said}” ({share:.0%}), more than {bound:.0%}",
                n=n,
                total=total,
                said=said,
                share=share,
                bound=self.most,
            )
        yield self.finding(message, help=say("give at least {n:,} of them another system prompt, or none", n=n - int(self.most * total)))  # fmt: skip
