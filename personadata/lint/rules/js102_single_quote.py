"""JS102 single-quote."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class SingleQuote(SyntaxRule):
    """A text or a key stands in single quotes.

    Comes from writing str(row) of a Python dict to a file instead of json.dumps(row).
    """

    code = "JS102"
    name = "single-quote"
    kinds = ("single-quote",)
    bad = (
        "{'instruction': '你是谁？', 'output': '我是小澜。'}",
        "{'a': 'don't'}",
    )
    good = ('{"a": "it\'s \'quoted\'"}',)
