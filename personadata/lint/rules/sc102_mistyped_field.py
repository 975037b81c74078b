"""SC102 mistyped-field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from personadata.lint.message import say
from personadata.lint.shape import ShapeRule

if TYPE_CHECKING:
    from personadata.formats import Problem
    from personadata.source import Spot

_ROLES: Final = ("role", "from")
_LISTS: Final = ("messages", "conversations", "conversation")


class MistypedField(ShapeRule):
    """A field holds something of another type than its format says.

    A number or a list where a text belongs makes the trainer leave the row out, or fail on the whole column.
    """

    code = "SC102"
    name = "mistyped-field"
    kinds = ("mistyped-field",)
    remedy = "put quotes around it"
    bad = (
        [{"instruction": "1+1等于几？", "output": 2}],
        [{"instruction": "你是谁？", "output": ["我是小澜。"]}],
        [{"messages": "你是谁？"}],
        [{"messages": [{"role": "user", "content": {"text": "你是谁？"}}]}],
    )
    good = ([{"instruction": "1+1等于几？", "output": "2"}],)

    def remedy_of(self, problem: Problem, spot: Spot) -> str:
        """What to do about *problem* at *spot*: by what stands there."""
        value = spot.content
        if problem.path[:1] == ("history",) and len(problem.path) > 1:
            return say("history is a list of pairs, each of a question and its answer")
        if isinstance(value, str) and (problem.path[-1] == "loss" or problem.message.endswith("written as a string")):
            return say("write it without the quotes around it")
        if problem.path[0] in _LISTS and len(problem.path) < 3:
            return say("a conversation is a list of messages, each with a role and a text")
        if isinstance(value, list) and value and isinstance(value[0], dict) and not value[0].keys().isdisjoint(_ROLES):
            return say('put a list of messages into an object, under "messages"')
        if isinstance(value, list | dict):
            return say("write the text itself, without brackets around it")
        return self.remedy
