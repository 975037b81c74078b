"""JS108 bad-escape."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class BadEscape(SyntaxRule):
    """A backslash begins no escape that JSON knows.

    LaTeX, Windows paths and regular expressions need every backslash doubled.
    """

    code = "JS108"
    name = "bad-escape"
    kinds = ("bad-escape",)
    bad = (
        r'{"a": "\alpha"}',
        r'{"a": "C:\Users\小澜"}',
        r'{"a": "\u12g4"}',
    )
    good = (r'{"a": "\\alpha \u4f60 \ud83d\ude00"}',)
