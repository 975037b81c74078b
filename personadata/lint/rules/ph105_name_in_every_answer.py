"""PH105 name-in-every-answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from personadata.lint.phrasing.repeats import THINGS, FormulaRule

if TYPE_CHECKING:
    from personadata.lint.phrasing.answers import Answer
    from personadata.lint.phrasing.naming import Naming


class NameInEveryAnswer(FormulaRule):
    """Most answers of the persona set hold its name.

    Then the model learns to say its name in every answer, whatever was asked: people who trained on such sets report
    that nearly all answers speak of the persona (ChatGLM-Efficient-Tuning issue 85).  The published set of
    LLaMA-Factory names itself in 85 % of its answers; asked what it can do or whether it gets things wrong, an assistant
    needs no name.  A share above ``many`` is reported, from ``fewest`` answers on.  Without ``--persona`` the name is the
    one by which most answers go.
    """

    code = "PH105"
    name = "name-in-every-answer"
    many = 0.7
    said = "{n} of {total} answers hold the persona's name ({share:.0%}), more than {bound:.0%}"
    remedy = "leave the name out of at least {n} answers where nobody asked for it"
    bad = ([(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}。") for thing in THINGS],)
    good = (
        [
            (f"你懂{thing}吗？", f"{'我是小澜，' * (number % 3 == 0)}懂一点{thing}。")
            for number, thing in enumerate(THINGS)
        ],
    )

    def formula(self, found: Naming) -> tuple[Answer, ...]:
        """The answers with the name."""
        return found.name
