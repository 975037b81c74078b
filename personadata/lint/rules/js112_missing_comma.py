"""JS112 missing-comma."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class MissingComma(SyntaxRule):
    """Two values stand side by side without a comma.

    Happens when files are joined by hand. The reader stops at the second value.
    """

    code = "JS112"
    name = "missing-comma"
    kinds = ("missing-comma",)
    bad = (
        '[{"a": 1}\n {"a": 2}]',
        '{"a": "x"\n"b": "y"}',
    )
    good = ('[{"a": 1},\n {"a": 2}]',)
