"""JS303 nul-character."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class NulCharacter(SyntaxRule):
    """The file holds NUL characters.

    A crash while writing leaves them, and binary files have them.
    """

    code = "JS303"
    name = "nul-character"
    kinds = ("nul",)
    bad = ('{"a": "x"}\n\0\0\0\0',)
    good = (r'{"a": "\u0000"}',)
