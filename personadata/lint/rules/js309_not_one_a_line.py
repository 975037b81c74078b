"""JS309 not-one-a-line."""

from __future__ import annotations

from personadata.lint.rule import Example
from personadata.lint.syntax import SyntaxRule


class NotOneALine(SyntaxRule):
    """Records of a .jsonl file do not stand one in each line.

    Readers of the format take each line for a record: they break on a record spread over lines and on two in one.
    """

    code = "JS309"
    name = "not-one-a-line"
    kinds = ("not-one-a-line",)
    bad = (
        Example({"data.jsonl": '{\n"a": 1\n}\n'}),
        Example({"data.jsonl": '{"a": 1}{"a": 2}\n'}),
    )
    good = (
        Example({"data.jsonl": '{"a": 1}\n\n{"a": 2}\n'}),
        Example({"data.json": '[{\n"a": 1\n}]'}),
    )
