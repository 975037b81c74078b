"""JS314 gave-up."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class GaveUp(SyntaxRule):
    """The file is so damaged that reading it to the end would take too long.

    What comes after the place is not checked.
    """

    code = "JS314"
    name = "gave-up"
    kinds = ("gave-up",)
    bad = ('{a: "x\n' * 4000,)
    good = ('[{"a": 1}]',)
