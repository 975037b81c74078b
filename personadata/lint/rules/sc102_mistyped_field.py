"""SC102 mistyped-field."""

from __future__ import annotations

from personadata.lint.shape import ShapeRule


class MistypedField(ShapeRule):
    """A field holds something of another type than its format says.

    A number or a list where a text belongs makes the trainer leave the row out, or fail on the whole column.
    """

    code = "SC102"
    name = "mistyped-field"
    kinds = ("mistyped-field",)
    remedy = "write a value of the right type: quotes around a text, none around a list"
    bad = (
        [{"instruction": "1+1等于几？", "output": 2}],
        [{"instruction": "你是谁？", "output": ["我是小澜。"]}],
        [{"messages": "你是谁？"}],
        [{"messages": [{"role": "user", "content": {"text": "你是谁？"}}]}],
    )
    good = ([{"instruction": "1+1等于几？", "output": "2"}],)
