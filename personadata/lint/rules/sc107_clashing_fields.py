"""SC107 clashing-fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.formats import detect
from personadata.lint.columns import tables_of
from personadata.lint.finding import Finding, Related
from personadata.lint.message import say
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset

_PARTS = {"query": say("question"), "response": say("answer"), "messages": say("conversation")}


class ClashingFields(Rule):
    """Two fields of a file could both be the question, or both the answer, so ms-swift reads neither.

    It takes ``question``, ``prompt``, ``problem``, ``instruction`` or ``input`` for the question and ``answer``,
    ``output``, ``text``, ``completion`` or ``content`` among others for the answer, but only one of each.  With
    ``question``, ``answer`` and ``text`` in a file no row has an answer, the loss is 0.0, and training ends without a
    word (4.6.0 and 3.12.6, run).  One row with the extra field is enough, since the columns of the whole file count.
    ``query`` and ``response`` win over all others; so do ``instruction`` with ``input``, and ``output`` beside them.
    """

    code = "SC107"
    name = "clashing-fields"
    bad = (
        [{"question": "你是谁？", "answer": "我是小澜。", "text": "你是谁？我是小澜。"}],
        [{"instruction": "你是谁？", "question": "你是谁？", "output": "我是小澜。"}],
        [{"instruction": "你是谁？", "output": "我是小澜。"}, {"instruction": "嗨", "output": "嗨！", "text": "嗨"}],
        [
            {"conversations": [{"from": "human", "value": "你好"}, {"from": "gpt", "value": "你好！"}]},
            {"conversation": [{"from": "human", "value": "你好"}, {"from": "gpt", "value": "你好！"}]},
        ],
    )
    good = (
        [{"query": "你是谁？", "prompt": "p", "response": "我是小澜。", "text": "你是谁？我是小澜。"}],
        [{"instruction": "你是谁？", "input": "", "output": "我是小澜。", "text": "你是谁？我是小澜。"}],
        [{"question": "你是谁？", "answer": "我是小澜。", "title": "身份"}],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """One finding a file and part, at the first row with the second field."""
        for table in tables_of(dataset):
            for part, names in table.columns.clashing.items():
                present = [name for name in names if name in table.firsts]
                if part not in _PARTS or len(present) < 2:
                    continue
                # of a record that cannot be read at all SC103 says what is to be said
                if all(detect(table.firsts[name].value) is None for name in present):
                    continue
                first, second = present[:2]
                yield self.finding(
                    say(
                        'ms-swift reads neither "{first}" ({n:,} rows) nor "{second}" ({m:,} rows) as the {part}',
                        first=first,
                        second=second,
                        n=table.counts[first],
                        m=table.counts[second],
                        part=_PARTS[part],
                    ),
                    table.firsts[second].key((second,)),
                    related=[Related(table.firsts[first].key((first,)), say("the other field"))],
                    help=say(
                        'rename "{field}", or drop it from every row',
                        field=second if part != "messages" else "conversation",
                    ),
                )
