"""JS101 trailing-comma."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class TrailingComma(SyntaxRule):
    """A comma has no value behind it.

    Left behind when the last record or field is deleted. Python's json and pandas refuse the whole file.
    """

    code = "JS101"
    name = "trailing-comma"
    kinds = ("trailing-comma", "extra-comma")
    bad = (
        '[{"instruction": "你是谁？", "output": "我是小澜。"},]',
        '{"instruction": "你是谁？", "output": "我是小澜。",}',
        '[{"a": 1},, {"a": 2}]',
    )
    good = ('[{"instruction": "你是谁？", "output": "逗号在这里,]"}]',)
