"""JS304 empty-file."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class EmptyFile(SyntaxRule):
    """The file holds no record at all.

    Training on it stops with an error that does not name the file.
    """

    code = "JS304"
    name = "empty-file"
    kinds = ("empty-file",)
    bad = (
        "",
        "[]",
        " \n",
    )
    good = ('[{"a": 1}]',)
