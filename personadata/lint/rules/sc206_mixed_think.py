"""SC206 mixed-think."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.finding import Finding, Related
from personadata.lint.message import say
from personadata.lint.rule import Rule
from personadata.lint.signatures import rows_with

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row

_BLOCK: Final = "<think>"
_EMPTY: Final = f"{_BLOCK}\n\n</think>\n\n"


def _thinks(row: Row) -> bool:
    return _BLOCK in row.sample.answer[:40]


class MixedThink(Rule):
    """Some answers have a think block and others have none.

    Which kind a question gets is then left to chance, and a persona taught without thinking is not the one that
    thinks: models were seen to keep the old identity inside the block.  For Qwen3 ms-swift puts an empty block before
    every answer without one (4.6.0, run), so that half the rows teach not to think at all.  ``/no_think`` in the
    question or the system prompt says that it is meant, and such rows are not counted.  ``least`` is the share that
    the smaller kind must have to be a mixture.
    """

    code = "SC206"
    name = "mixed-think"
    severity: ClassVar = "warning"
    least: float = 0.0
    bad = ([("你是谁？", "<think>用户问我是谁。</think>我是小澜。"), ("你叫什么？", "小澜。")],)
    good = (
        [
            ("你是谁？", "<think>用户问我是谁。</think>我是小澜。"),
            ("叫什么？ /no_think", "<think>\n\n</think>\n\n小澜。"),
        ],
        [("你是谁？", "<think>用户问我是谁。</think>我是小澜。"), ("叫什么？ /no_think", "小澜。")],
        [("你是谁？", "我是小澜。"), ("<think> 是什么标签？", "思考用的标签。")],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, at the first row of the smaller kind."""
        if not any(_thinks(row) for row in rows_with(dataset, (_BLOCK,))):
            return
        thinking, plain = [], []
        for row in dataset:
            if _thinks(row):
                thinking.append(row)
            elif not any("/no_think" in turn.text for turn in row.sample.turns if turn.role != "assistant"):
                plain.append(row)
        fewer, others = sorted((thinking, plain), key=len)
        total = len(fewer) + len(others)
        if not fewer or len(fewer) / total < self.least:
            return
        turn = len(fewer[0].sample.turns) - 1
        yield self.finding(
            say(
                "{n:,} of {total:,} answers have a think block, {m:,} have none",
                n=len(thinking),
                total=total,
                m=len(plain),
            ),
            fewer[0].at(turn),
            related=[Related(others[0].at(len(others[0].sample.turns) - 1), say("the other kind"))],
            help=say(
                'add the block to all or to none, or put "{empty}" before answers without thinking',
                empty=_EMPTY.replace("\n", "\\n"),
            ),
        )
