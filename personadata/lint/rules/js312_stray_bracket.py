"""JS312 stray-bracket."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class StrayBracket(SyntaxRule):
    """A closing bracket closes nothing.

    One edit too many, or two files joined.
    """

    code = "JS312"
    name = "stray-bracket"
    kinds = ("stray-bracket",)
    bad = (
        '{"a": 1}}',
        '[{"a": 1}]\n]',
    )
    good = ('[{"a": "}]"}]',)
