"""JS201 broken-off-record."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class BrokenOffRecord(SyntaxRule):
    """A record breaks off: a quote or a bracket is never closed.

    A line was cut, or an edit took too much. The records after it are read all the same.
    """

    code = "JS201"
    name = "broken-off-record"
    kinds = ("unclosed",)
    bad = (
        '{"a": "没有写完\n{"a": "下一行"}',
        '[\n{"a": [1, 2},\n{"a": 3}\n]',
    )
    good = ('{"a": "写完了"}\n{"a": "下一行"}',)
