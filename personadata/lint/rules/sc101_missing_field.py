"""SC101 missing-field."""

from __future__ import annotations

from personadata.lint.shape import ShapeRule


class MissingField(ShapeRule):
    """A record lacks a field that its format needs.

    ms-swift leaves such rows out and goes on with the rest, with no more than a line in its log, or trains on a row
    without an answer at a loss of 0.0.  Of capitalised names it takes some and loses others: with ``Instruction``,
    ``Input`` and ``Output`` the question is gone (4.6.0 and 3.12.6, run), and other trainers read none of them.
    """

    code = "SC101"
    name = "missing-field"
    kinds = ("missing-field",)
    remedy = "add the field, or delete the row"
    bad = (
        [{"instruction": "你是谁？"}],
        [{"instruction": "你是谁？", "input": "", "Output": "我是小澜。"}],
        [{"instruction": "你是谁？", "output": None}],
        [{"messages": [{"role": "user", "content": "你是谁？"}, {"role": "assistant"}]}],
        [{"conversations": [{"from": "human", "value": "你是谁？"}, {"value": "我是小澜。"}]}],
    )
    good = (
        [{"instruction": "你是谁？", "output": "我是小澜。"}],
        [("你是谁？", "我是小澜。", "再说一遍", "小澜。")],
        [{"conversations": [{"from": "human", "value": "你是谁？"}, {"from": "gpt", "value": "我是小澜。"}]}],
    )
