"""JS103 python-literal."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class PythonLiteral(SyntaxRule):
    """True, False or None stands where JSON has true, false and null.

    Comes from writing str(row) of a Python dict to a file instead of json.dumps(row).
    """

    code = "JS103"
    name = "python-literal"
    kinds = ("python-literal",)
    bad = ('{"a": None, "b": True}',)
    good = ('{"a": null, "b": "None"}',)
