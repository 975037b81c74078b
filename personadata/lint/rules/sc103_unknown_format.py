"""SC103 unknown-format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.lint.finding import Finding, Related
from personadata.lint.message import say
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.source import Record


class UnknownFormat(Rule):
    """A record is of no format that can be read.

    What counts are the keys: ``messages``, ``conversations``, or ``instruction`` and ``output``.  Records with the
    same keys in one file are reported once, with their number.
    """

    code = "SC103"
    name = "unknown-format"
    bad = (
        [{"prompt": "你是谁？", "completion": "我是小澜。"}],
        ["我是小澜。"],
        [[{"role": "user", "content": "你是谁？"}]],
    )
    good = (
        [{"instruction": "你是谁？", "output": "我是小澜。", "id": 7}],
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
            more = f", and {len(records) - 1:,} more like it" if len(records) > 1 else ""
            yield self.finding(
                say("a record of no known format: {shape}{more}", shape=shape, more=more),
                records[0].at(),
                related=[Related(records[1].at(), "the next one")] if more else (),
                help="known are alpaca (instruction, input, output), messages and sharegpt (conversations)",
            )


def _shape(value: object) -> str:
    if isinstance(value, dict):
        keys = ", ".join(f'"{key}"' for key in list(value)[:6])
        return f"keys {keys}{', …' if len(value) > 6 else ''}" if keys else "no keys"
    return {list: "a list", str: "a text", bool: "true or false"}.get(
        type(value), "null" if value is None else "a number"
    )
