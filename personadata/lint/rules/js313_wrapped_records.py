"""JS313 wrapped-records."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class WrappedRecords(SyntaxRule):
    """The records stand inside an object instead of an array.

    Exports often write {"data": […]}, and pandas a table column by column, {"instruction": {"0": …}, …}. Training
    frameworks read the object as one row, or crash.
    """

    code = "JS313"
    name = "wrapped-records"
    kinds = ("wrapped", "by-columns")
    bad = (
        '{"version": 1, "data": [{"instruction": "你是谁？", "output": "我是小澜。"}]}',
        '{"instruction": {"0": "你是谁？", "1": "你好"}, "output": {"0": "我是小澜。", "1": "你好！"}}',
        '{"instruction": ["你是谁？", "你好"], "output": ["我是小澜。", "你好！"]}',
    )
    good = (
        '{"messages": [{"role": "user", "content": "你是谁？"}]}',
        '[{"data": [{"a": 1}]}, {"data": []}]',
    )
