"""JS205 huge-number."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class HugeNumber(SyntaxRule):
    """A number has more digits than Python converts.

    Python refuses to read whole numbers of more than 4,300 digits, other readers round them.
    """

    code = "JS205"
    name = "huge-number"
    kinds = ("huge-number",)
    bad = ('{"id": ' + "7" * 5000 + "}",)
    good = ('{"id": ' + "7" * 40 + "}",)
