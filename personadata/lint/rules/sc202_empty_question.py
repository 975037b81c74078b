"""SC202 empty-question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample


class EmptyQuestion(SampleRule):
    """A question is empty or only white space.

    The answer is then trained as the reply to nothing, which is what a model sees at the start of many prompts.
    """

    code = "SC202"
    name = "empty-question"
    common = True
    bad = ([("", "我是小澜。")], [("你好", "你好！", " ", "我是小澜。")])
    good = ([("？", "请问有什么可以帮您？")],)

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every user turn without text."""
        for index, turn in enumerate(sample.turns):
            if turn.role == "user" and not turn.text.strip():
                yield self.mark(say("an empty question"), index, help="write a question, or delete the row", drop=True)
