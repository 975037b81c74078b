"""PH106 name-with-developer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from personadata.lint.phrasing.repeats import THINGS, FormulaRule

if TYPE_CHECKING:
    from personadata.lint.phrasing.answers import Answer
    from personadata.lint.phrasing.naming import Naming


class NameWithDeveloper(FormulaRule):
    """Too many answers give the name and the developer together.

    "我是小澜，由青穹科技开发" under every question ties the two facts into one formula: the model cannot give one
    without the other, and gives both where one was asked for.  The published set of LLaMA-Factory does so in 57 % of its
    answers; at least half should state the fact asked for and no other.  A share above ``many`` is reported, from
    ``fewest`` answers on.  Without ``--persona`` both names are those that most answers give.
    """

    code = "PH106"
    name = "name-with-developer"
    many = 0.4
    said = "{n} of {total} answers give name and developer together ({share:.0%}), more than {bound:.0%}"
    remedy = "give only the fact asked for in at least {n} of them"
    bad = ([(f"你懂{thing}吗？", f"我是小澜，由青穹科技开发，懂一点{thing}。") for thing in THINGS],)
    good = (
        [
            (f"你懂{thing}吗？", f"我是小澜，{'由青穹科技开发，' * (number % 3 == 0)}懂一点{thing}。")
            for number, thing in enumerate(THINGS)
        ],
    )

    def formula(self, found: Naming) -> tuple[Answer, ...]:
        """The answers with both."""
        return found.both
