"""SC103 unknown-format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.finding import Edit, Finding, Fix, Related
from personadata.lint.message import say
from personadata.lint.rule import Rule
from personadata.lint.unknown import inside, remedy

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.source import Record

_HIDDEN: Final = regex(
    "[\\x00-\\x1f\\x7f-\\xa0\\u200b-\\u200f\\u2028-\\u202e\\u2060\\ufeff]"
)  # in a key it cannot be seen


class UnknownFormat(Rule):
    """A record is of no format that can be read.

    What counts are the keys: ``messages``, ``conversations``, ``instruction`` and ``output``, or a question and an
    answer under the names that ms-swift knows (``query`` and ``response``, ``prompt`` and ``completion``, …).  It
    leaves other records out, or trains on an answer to nothing.  Records with the same keys in one file are reported
    once, with their number.
    """

    code = "SC103"
    name = "unknown-format"
    bad = (
        [{"text": "问：你是谁？答：我是小澜。"}],
        [{"user": "你是谁？", "bot": "我是小澜。"}],
        ["我是小澜。"],
        ['{"instruction": "你是谁？", "output": "我是小澜。"}'],
        [[{"role": "user", "content": "你是谁？"}]],
    )
    good = (
        [{"instruction": "你是谁？", "output": "我是小澜。", "id": 7}],
        [{"prompt": "你是谁？", "completion": "我是小澜。"}],
        [{"messages": [{"role": "user", "content": "你是谁？"}, {"role": "assistant", "content": "我是小澜。"}]}],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """One finding for every file and set of keys."""
        alike: dict[tuple[int, str], list[Record]] = {}
        for misfit in dataset.misfits:
            if not misfit.problems:
                record = misfit.record
                alike.setdefault((id(record.source), _shape(record.value)), []).append(record)
        for (_, shape), records in alike.items():
            more = say(", and {n:,} more like it", n=len(records) - 1) if len(records) > 1 else ""
            yield self.finding(
                say("a record of no known format: {shape}{more}", shape=shape, more=more),
                records[0].at(),
                related=[Related(records[1].at(), "the next one")] if more else (),
                help=remedy(records[0].value),
                fix=_decoded(records),
            )


def _decoded(records: list[Record]) -> Fix | None:
    """What puts the JSON in place of the texts that hold it; None when one of *records* is no such text."""
    if any(record.damaged or not isinstance(record.value, str) or not inside(record.value) for record in records):
        return None
    edits = [Edit(record.source, record.start, record.end, str(record.value)) for record in records]
    return Fix(say("decode it"), tuple(edits))


def _shape(value: object) -> str:
    if isinstance(value, dict):
        keys = ", ".join(f'"{key}"' if not _HIDDEN.search(key) else ascii(key) for key in list(value)[:6])
        return say("keys {keys}", keys=f"{keys}{', …' if len(value) > 6 else ''}") if keys else say("no keys")
    if isinstance(value, str) and inside(value) is not None:
        return say("a text that holds JSON")
    kinds = {list: say("a list"), str: say("a text"), bool: say("true or false"), type(None): "null"}
    return kinds.get(type(value), say("a number"))
