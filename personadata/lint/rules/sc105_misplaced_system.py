"""SC105 misplaced-system."""

from __future__ import annotations

from personadata.lint.shape import ShapeRule


class MisplacedSystem(ShapeRule):
    """A system message stands after another message.

    Chat templates know one system prompt, at the head of the conversation; one further on is refused or misread.
    """

    code = "SC105"
    name = "misplaced-system"
    kinds = ("misplaced-system",)
    remedy = "move it to the front, or make two samples of it"
    bad = ([{"messages": [{"role": "user", "content": "你是谁？"}, {"role": "system", "content": "请用中文。"}]}],)
    good = (
        [
            {
                "messages": [
                    {"role": "system", "content": "请用中文。"},
                    {"role": "user", "content": "你是谁？"},
                    {"role": "assistant", "content": "我是小澜。"},
                ]
            }
        ],
    )
