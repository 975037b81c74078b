"""TR101 too-long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.message import Message, say
from personadata.lint.rule import Example, Mark, SampleRule
from personadata.lint.text.tokens import TURN, Counter, count_tokens, estimate, long_rows, may_exceed, tokenizer

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row
    from personadata.persona import Persona
    from personadata.sample import Sample

_LONG = "人类养猫已经有几千年的历史，猫也早就习惯了和人一起生活。" * 160


class TooLong(SampleRule):
    """A row is longer than the trainer takes, and is left out or cut.

    ms-swift leaves rows of more than ``--max_length`` tokens out, 33 of 55 in one run, and says so in a single line
    of its log; with ``--truncation_strategy right`` it cuts the end of the answer off instead.  ``max_length`` is
    2,048 as in the recipes.  With ``tokenizer``, the folder of a model, tokens are counted with it (transformers must
    be installed); without, they are estimated for Qwen2.5, 13 % more or less for nine rows in ten.
    """

    code = "TR101"
    name = "too-long"
    severity: ClassVar = "warning"
    max_length: int = 2048
    tokenizer: str = ""
    bad = (
        [("介绍一下猫。", _LONG)],
        Example({"data.json": [("介绍一下猫。", "猫是一种常见的宠物。" * 20)]}, options={"max_length": 64}),
    )
    good = ([("介绍一下猫。", "猫是一种常见的宠物。")], [("介绍一下猫。", _LONG[:2000])])

    def candidates(self, dataset: Dataset) -> Iterable[Row]:
        """The rows that are long enough."""
        return long_rows(dataset, self.max_length)

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The row as a whole, from where it would be cut."""
        if not may_exceed(sample, self.max_length):
            return
        count: Counter = tokenizer(self.tokenizer) if self.tokenizer else estimate
        tokens = count_tokens(sample, count)
        if tokens <= self.max_length:
            return
        turn, start = _cut(sample, self.max_length, tokens, count)
        yield self.mark(
            self._say(tokens),
            turn,
            start,
            len(sample.turns[turn].text),
            help=say("shorten it, or train with --max_length {n} or more: it would be left out", n=tokens),
        )

    def _say(self, tokens: int) -> Message:
        if self.tokenizer:
            return say("{n:,} tokens, more than max_length {most:,}", n=tokens, most=self.max_length)
        return say("about {n:,} tokens (estimated), more than max_length {most:,}", n=tokens, most=self.max_length)


def _cut(sample: Sample, limit: int, tokens: int, count: Counter) -> tuple[int, int]:
    """The turn and the character behind which the tokens over *limit* begin, about."""
    left = limit - (tokens - sum(TURN + count(turn.text) for turn in sample.turns))
    for index, turn in enumerate(sample.turns):
        here = TURN + count(turn.text)
        if here > left:
            return index, max(0, round(len(turn.text) * max(0.0, left - TURN) / here))
        left -= here
    return len(sample.turns) - 1, 0
