"""SC104 unknown-role."""

from __future__ import annotations

from personadata.lint.shape import ShapeRule


class UnknownRole(ShapeRule):
    """A message has a role that is not system, user or assistant.

    The trainer leaves the whole row out, or gives the text to nobody.
    """

    code = "SC104"
    name = "unknown-role"
    kinds = ("unknown-role", "unsupported-role")
    remedy = "use system, user and assistant (in sharegpt: human and gpt)"
    bad = (
        [{"messages": [{"role": "User", "content": "你是谁？"}, {"role": "assistant", "content": "我是小澜。"}]}],
        [{"conversations": [{"from": "human", "value": "你是谁？"}, {"from": "小澜", "value": "我是小澜。"}]}],
        [{"messages": [{"role": "user", "content": "几点了？"}, {"role": "tool", "content": "12:30"}]}],
    )
    good = ([{"conversations": [{"from": "human", "value": "你是谁？"}, {"from": "gpt", "value": "我是小澜。"}]}],)
