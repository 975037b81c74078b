"""TR102 no-room-to-answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from personadata.lint.message import say
from personadata.lint.rule import Mark, SampleRule
from personadata.lint.text.tokens import Counter, count_tokens, estimate, long_rows, may_exceed, tokenizer
from personadata.sample import Sample

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row
    from personadata.persona import Persona

_LONG = "人类养猫已经有几千年的历史，猫也早就习惯了和人一起生活。" * 160


class NoRoomToAnswer(SampleRule):
    """What comes before the last answer fills the trainer's whole length by itself.

    A longer ``--max_length`` apart, nothing saves such a row: with ``--truncation_strategy right`` ms-swift cuts the
    whole answer off, and there is nothing left to learn; with ``left`` the question is gone.  The options are those
    of TR101, and so is the estimate.
    """

    code = "TR102"
    name = "no-room-to-answer"
    max_length: int = 2048
    tokenizer: str = ""
    bad = ([(f"总结：{_LONG}", "猫和人一起生活了几千年。")],)
    good = ([("介绍一下猫。", _LONG)], [("总结：" + _LONG[:2000], "猫和人一起生活了几千年。")])

    def candidates(self, dataset: Dataset) -> Iterable[Row]:
        """The rows that are long enough."""
        return long_rows(dataset, self.max_length)

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """The last question, when it and all before it are as long as the trainer takes."""
        if not may_exceed(sample, self.max_length):
            return
        before = Sample(sample.turns[:-1])
        if not before.turns or not may_exceed(before, self.max_length):
            return
        count: Counter = tokenizer(self.tokenizer) if self.tokenizer else estimate
        tokens = count_tokens(before, count)
        if tokens >= self.max_length:
            yield self.mark(
                say("{n:,} tokens before the answer, and max_length is {most:,}", n=tokens, most=self.max_length),
                len(before.turns) - 1,
                help="shorten what comes before the answer, or delete the row",
            )
