"""SC108 mixed-formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.formats.columns import Columns
from personadata.lint.columns import Table, tables_of
from personadata.lint.finding import Finding, Related
from personadata.lint.message import Message, say
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row


_ALL = say("all")


class MixedFormats(Rule):
    """A file holds rows of several formats, and ms-swift reads all of it as one of them.

    A single row with ``messages`` makes the whole file a file of conversations: Alpaca rows in it are left out, with
    no more than a line in the log.  In the same way ``query`` and ``response`` in one row leave out those with
    ``instruction`` and ``output``, and capitalised ``Instruction`` and ``Input`` lose the question (4.6.0 and 3.12.6,
    run).  Keep each format in a file of its own.
    """

    code = "SC108"
    name = "mixed-formats"
    bad = (
        [
            ("你是谁？", "我是小澜。"),
            {"messages": [{"role": "user", "content": "你好"}, {"role": "assistant", "content": "你好！"}]},
        ],
        [{"instruction": "你是谁？", "output": "我是小澜。"}, {"query": "你好", "response": "你好！"}],
        [{"instruction": "你是谁？", "input": "", "output": "我是小澜。"}, {"query": "你好", "response": "你好！"}],
    )
    good = (
        [{"instruction": "你是谁？", "output": "我是小澜。"}, {"instruction": "嗨", "input": "", "output": "嗨！"}],
        [{"query": "你是谁？", "response": "我是小澜。"}, {"query": "你好", "response": "你好！", "system": "简短"}],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """One finding a file and format whose rows lose something, at the first of them."""
        tables = {id(table.source): table for table in tables_of(dataset)}
        mixed = {source: table.columns for source, table in tables.items() if not _uniform(table)}
        lost: dict[tuple[int, str, Message], list[Row]] = {}
        for row in dataset if mixed else ():
            columns = mixed.get(id(row.record.source))
            loss = _loss(row, columns) if columns else None
            if loss:
                lost.setdefault((id(row.record.source), row.format, loss), []).append(row)
        for (source, format, loss), rows in lost.items():
            columns = tables[source].columns
            yield self.finding(
                say(
                    "ms-swift reads this file by {fields} and loses {loss} of {n:,} {format} row{s}",
                    fields=_fields(columns),
                    loss=loss,
                    n=len(rows),
                    format=format,
                    s="s"[: len(rows) != 1],
                ),
                rows[0].at(),
                related=[Related(rows[1].at(), say("the next one"))] if len(rows) > 1 else (),
                help="put rows of different formats into files of their own",
            )


def _uniform(table: Table) -> bool:
    """Whether every record of *table* has a question and an answer in one and the same column each."""
    columns = table.columns
    return columns.kind != "messages" and all(
        any(table.counts.get(name) == table.total for name in columns.taken.get(part, ()))
        for part in ("query", "response")
    )


def _loss(row: Row, columns: Columns) -> Message | None:
    """What ms-swift loses of *row* when it reads its file as *columns* say; what SC107 reports is left to it."""
    record = row.record.value
    assert isinstance(record, dict)  # noqa: S101
    if columns.kind == "messages":
        return None if "messages" in columns.clashing or columns.holds(record, "messages") else _ALL
    question = "query" in columns.clashing or columns.holds(record, "query")
    answer = "response" in columns.clashing or columns.holds(record, "response")
    if columns.kind == "alpaca" and not question:
        return _ALL
    if question:
        return None if answer else say("the answer")
    return say("the question") if answer else _ALL


def _fields(columns: Columns) -> str:
    parts = ("messages",) if columns.kind == "messages" else ("query", "response")
    return ", ".join(f'"{name}"' for part in parts for name in columns.taken.get(part, ()))  # type: ignore[call-overload]
