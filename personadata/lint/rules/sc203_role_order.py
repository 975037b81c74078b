"""SC203 role-order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample


class RoleOrder(SampleRule):
    """Question and answer do not take turns, or the last question has no answer.

    ms-swift (4.6.0, run) joins two user messages without a space between, puts an empty question before an answer
    that comes first, and trains with a loss of 0 on a row without an answer, all without a word.
    """

    code = "SC203"
    name = "role-order"
    common = True
    bad = (
        [{"messages": [{"role": "user", "content": "你是谁？"}]}],
        [{"messages": [{"role": "assistant", "content": "我是小澜。"}]}],
        [{"conversations": [{"from": "human", "value": "你好"}, {"from": "human", "value": "你是谁？"}]}],
        [{"messages": [{"role": "system", "content": "你是小澜。"}]}],
        [
            {
                "messages": [
                    {"role": "user", "content": "你是谁？"},
                    {"role": "assistant", "content": "我是小澜。"},
                    {"role": "assistant", "content": "一个助手。"},
                ]
            }
        ],
    )
    good = (
        [("你好", "你好！", "你是谁？", "我是小澜。")],
        [{"instruction": "你是谁？", "output": "我是小澜。", "system": "你是小澜。", "history": [["你好", "你好！"]]}],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every turn that does not follow on the one before, and a last turn that is no answer."""
        before = "system"
        for index, turn in enumerate(sample.turns):
            if turn.role == before == "user":
                yield self.mark(say("two questions in a row"), index, help="join them, or put the answer between")
            elif turn.role == before == "assistant":
                yield self.mark(say("two answers in a row"), index, help="join them, or put the question between")
            elif turn.role == "assistant" and before == "system":
                yield self.mark(say("an answer before any question"), index, help="begin with a question")
            before = turn.role
        if before == "user":
            yield self.mark(say("no answer to the last question"), len(sample.turns) - 1, help="add one, or delete it")
        elif before == "system":
            yield self.mark(say("no question and no answer"), help="delete the row")
