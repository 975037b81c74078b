"""The candidates of a block of pairs: questions all of which fit all its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from personadata.expand.features import analyse
from personadata.expand.paraphrase import Variant
from personadata.expand.slots import LOOP_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from personadata.expand.answering import Answering
    from personadata.expand.candidate import Candidate
    from personadata.expand.paraphrase import Paraphraser
    from personadata.expand.sentences import Sentences
    from personadata.expand.template import Dialogue

_WORDINGS = 10
"""Wordings tried for one question."""
_ROUNDS = 12
"""Rounds through the questions of a block; those with a loop have their bindings dealt out over them."""


class Pairs:
    """The pairs of one category for one persona."""

    def __init__(self, lines: Sentences, answering: Answering, paraphraser: Paraphraser) -> None:
        self.lines = lines
        self.answering = answering
        self.paraphraser = paraphraser
        self.category = lines.category

    def candidates(self, block: Dialogue) -> Iterator[Candidate | None]:
        """Candidates of a block: each question in turn, in another wording or about something else every round."""
        steps = {step.speaker: step.lines for step in block.steps}
        questions = [line for line in steps["Q"] if self.lines.usable(line)]
        answers = [line for line in steps["A"] if self.lines.usable(line)]
        materials = steps.get("I", ())
        looped = [line for line in questions if not line.slots.isdisjoint(LOOP_OF)]
        wordings = [
            (
                line,
                self.paraphraser.variants(
                    self.lines.form(line, {}), self.category.id, self.category.group, line.text, _WORDINGS,
                    register="".join(line.marks[:1]),
                ),
            )
            for line in questions
            if line.slots.isdisjoint(LOOP_OF)
        ]  # fmt: skip
        for turn in range(_ROUNDS):
            for line, options in wordings:
                wording = next(options, None)
                if wording is None or any(rule.meaning == "→A" for rule in wording.rules):
                    continue
                yield self.answering.paired(line, wording, answers, materials, {})
            for line in looped:
                for binding in self.lines.bindings(line.slots, line.text)[turn::_ROUNDS]:
                    text = self.lines.form(line, binding)
                    wording = Variant(text, (), analyse(text, self.category.language))
                    yield self.answering.paired(line, wording, answers, materials, binding)
