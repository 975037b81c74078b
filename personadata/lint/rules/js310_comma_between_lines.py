"""JS310 comma-between-lines."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class CommaBetweenLines(SyntaxRule):
    """Commas stand between the records of a file without the brackets of an array.

    Neither an array nor lines: an array that lost its brackets.
    """

    code = "JS310"
    name = "comma-between-lines"
    kinds = ("comma-between-lines",)
    bad = ('{"a": 1},\n{"a": 2}\n',)
    good = ('[{"a": 1},\n{"a": 2}]\n',)
