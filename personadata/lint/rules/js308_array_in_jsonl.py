"""JS308 array-in-jsonl."""

from __future__ import annotations

from personadata.lint.rule import Example
from personadata.lint.syntax import SyntaxRule


class ArrayInJsonl(SyntaxRule):
    """A .jsonl file holds an array.

    Frameworks that look at the name read every line as a record of its own and stop at the first bracket.
    """

    code = "JS308"
    name = "array-in-jsonl"
    severity = "warning"
    kinds = ("array-in-jsonl",)
    bad = (Example({"data.jsonl": '[{"a": 1},\n{"a": 2}]\n'}),)
    good = (Example({"data.json": '[{"a": 1},\n{"a": 2}]\n'}),)
