"""JS104 not-a-number."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class NotANumber(SyntaxRule):
    """NaN or Infinity stands as a value.

    JSON has no such values, though Python reads and writes them; pandas writes NaN for an empty cell. Other readers
    refuse the file, and what reads it gets a number where a text belongs.
    """

    code = "JS104"
    name = "not-a-number"
    kinds = ("not-a-number",)
    bad = ('{"instruction": "你是谁？", "input": NaN, "output": "我是小澜。"}',)
    good = ('{"a": "NaN"}',)
