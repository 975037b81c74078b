"""JS311 unclosed-array."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class UnclosedArray(SyntaxRule):
    """The array of records is never closed.

    The file was cut, or records were appended behind the last bracket and it went missing.
    """

    code = "JS311"
    name = "unclosed-array"
    kinds = ("unclosed-array",)
    bad = ('[{"a": 1},\n{"a": 2}\n',)
    good = ('[{"a": 1},\n{"a": 2}]\n',)
