"""SC103 unknown-format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.finding import Edit, Finding, Fix, Related
from personadata.lint.message import Message, say
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.source import Record


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
                help=_remedy(records[0].value),
                fix=_decoded(records),
            )


def _remedy(value: object) -> Message:
    if isinstance(value, dict):
        keys = {str(key).lower() for key in value}
        if "chosen" in keys:
            return say('preference pairs: for sft, name the question "query" and the chosen answer "response"')
        if "text" in keys:
            return say('text without a question is for pre-training: ask for it, or train it with "swift pt"')
        if "cells" in keys:
            return say("this is a notebook, not data: leave it out")
    elif isinstance(value, list):
        return say('put a list of messages into an object, under "messages"')
    elif isinstance(value, str) and _inside(value) is not None:
        return say("the record was encoded twice: decode it once more")
    return say("known are alpaca (instruction, input, output), messages, sharegpt (conversations) and query/response")


def _inside(text: str) -> object:
    """The record or the list that *text* is the JSON of, else None."""
    try:
        value = json.loads(text) if text[:1] in ("{", "[") else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None


def _decoded(records: list[Record]) -> Fix | None:
    """What puts the JSON in place of the texts that hold it; None when one of *records* is no such text."""
    if any(record.damaged or not isinstance(record.value, str) or not _inside(record.value) for record in records):
        return None
    edits = [Edit(record.source, record.start, record.end, str(record.value)) for record in records]
    return Fix(say("decode it"), tuple(edits))


def _shape(value: object) -> str:
    if isinstance(value, dict):
        keys = ", ".join(f'"{key}"' for key in list(value)[:6])
        return say("keys {keys}", keys=f"{keys}{', …' if len(value) > 6 else ''}") if keys else say("no keys")
    if isinstance(value, str) and _inside(value) is not None:
        return say("a text that holds JSON")
    kinds = {list: say("a list"), str: say("a text"), bool: say("true or false"), type(None): "null"}
    return kinds.get(type(value), say("a number"))
