"""JS202 truncated-file."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class TruncatedFile(SyntaxRule):
    """The file ends in the middle of a record.

    A download or a copy was cut short, or the writing program was killed.
    """

    code = "JS202"
    name = "truncated-file"
    kinds = ("truncated",)
    bad = (
        '{"a": "写完了"}\n{"a": "没有写',
        '[{"a": 1}, {"a":',
    )
    good = ('{"a": "写完了"}\n',)
