"""JS307 lines-in-json."""

from __future__ import annotations

from personadata.lint.rule import Example
from personadata.lint.syntax import SyntaxRule


class LinesInJson(SyntaxRule):
    """A .json file holds one record a line, or more behind its array.

    Frameworks that look at the name read it as one document and stop at the second line.  What follows an array, as
    where files were joined, is an error: no reader gets past it.
    """

    code = "JS307"
    name = "lines-in-json"
    severity = "warning"
    kinds = ("lines-in-json", "after-array")
    bad = (
        Example({"data.json": '{"a": 1}\n{"a": 2}\n'}),
        Example({"data.json": '[{"a": 1}]\n[{"a": 2}]\n'}),
    )
    good = (
        Example({"data.jsonl": '{"a": 1}\n{"a": 2}\n'}),
        Example({"data.json": '[{"a": 1}, {"a": 2}]'}),
    )
