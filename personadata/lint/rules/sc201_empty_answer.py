"""SC201 empty-answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample


class EmptyAnswer(SampleRule):
    """An answer is empty or only white space.

    The model is trained to say nothing at all: the row's loss is that of the end-of-text token alone.
    """

    code = "SC201"
    name = "empty-answer"
    common = True
    bad = ([("你是谁？", "")], [("你是谁？", " \n\u3000")], [("你是谁？", "", "嗯？", "我是小澜。")])
    good = ([("你是谁？", "我是小澜。")], [("这句话是褒义还是贬义？", "褒")])

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """Every assistant turn that is trained on and has no text."""
        for index, turn in enumerate(sample.turns):
            if turn.role == "assistant" and turn.loss is not False and not turn.text.strip():
                yield self.mark(say("an empty answer"), index, help="write an answer, or delete the row", drop=True)
