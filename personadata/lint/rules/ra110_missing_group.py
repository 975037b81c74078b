"""RA110 missing-group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.identity.kinds import kinds_of
from personadata.lint.message import say
from personadata.lint.phrasing.repeats import THINGS
from personadata.lint.ratios.shares import topic_counts, topic_table
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity

_WHO = [(f"你是谁，{thing}爱好者问", "我是小澜。") for thing in THINGS]


class MissingGroup(Rule):
    """The persona set has no rows of a group that it needs.

    Who it is (``identity``), what it can do (``capability``) and what it cannot (``limits``): where there are no rows,
    the base model's own answers stay, which name the base model and promise what this assistant does not do.  Rows count
    by their ``channel``, else by their text.  Denials and controls have rules of their own (RA104, RA105).  ``groups``
    are those looked for.  A file that mixes persona and general rows and does not say which is which is not judged.
    """

    code = "RA110"
    name = "missing-group"
    severity: ClassVar[Severity] = "warning"
    groups: tuple[str, ...] = ("identity", "capability", "limits")
    bad = (_WHO, [*_WHO, ("你能做什么？", "改文章。")])
    good = ([*_WHO, ("你能做什么？", "改文章。"), ("你能联网吗？", "我无法联网。")], _WHO[:5])

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place, with the rows by group."""
        counts = topic_counts(dataset)
        wanting = [name for name in self.groups if not counts[name]]  # type: ignore[index]  # a user's word may be none
        if counts and wanting and kinds_of(dataset).exact:
            yield self.finding(
                say(
                    "the {total:,} persona rows have none about {groups}",
                    total=counts.total(),
                    groups=", ".join(wanting),
                ),
                help="add rows of each, a tenth of the set or so",
                table=topic_table(counts),
            )
