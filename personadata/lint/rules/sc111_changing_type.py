"""SC111 changing-type."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.formats import detect
from personadata.formats.problem import article, json_type
from personadata.lint.columns import Table, tables_of
from personadata.lint.finding import Finding, Related
from personadata.lint.message import say
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.sample import Key
    from personadata.source import Record

_PLAIN: Final = {str: "string", int: "number", float: "number", bool: "true or false"}
_MOST: Final = 1000  # fields of a file that are looked at; with more, its rows are keyed by something that varies
_DEPTH: Final = 20  # a deeper nesting is compared no further


class ChangingType(Rule):
    """A field holds values of different types in different rows.

    ms-swift loads a file as a table whose columns have one type: 3.x stops with an error at ``"id": 1`` in one row
    and ``"id": "x"`` in another, also inside an object or a list, and no row is trained; 4.x goes on (3.12.6 and
    4.6.0, run).  Null fits every type.  The fields of question and answer are checked by SC102.
    """

    code = "SC111"
    name = "changing-type"
    severity: ClassVar = "warning"
    bad = (
        [{"query": "你好", "response": "你好！", "id": 1}, {"query": "嗨", "response": "嗨！", "id": "x"}],
        [{"query": "你好", "response": "你好！", "tags": "a"}, {"query": "嗨", "response": "嗨！", "tags": ["a"]}],
        [{"query": "你好", "response": "你好！", "m": {"a": 1}}, {"query": "嗨", "response": "嗨！", "m": {"a": "1"}}],
    )
    good = (
        [{"query": "你好", "response": "你好！", "id": 1}, {"query": "嗨", "response": "嗨！", "id": 1.5}],
        [{"query": "你好", "response": "你好！", "tags": []}, {"query": "嗨", "response": "嗨！", "tags": ["a"]}],
        [{"query": "你好", "response": "你好！", "m": {"a": 1}}, {"query": "嗨", "response": "嗨！", "m": {"b": "1"}}],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """One finding a file and field, at the first value that differs from the first one."""
        for table in tables_of(dataset):
            parts = table.columns.taken.items()
            read = {name for part, names in parts for name in names if part != "query" or table.counts.get(name)}
            read |= {"history", "channel", "messages", "conversations"}
            for name in islice(table.firsts, _MOST):
                if name not in read and table.counts[name] > 1 and detect(table.firsts[name].value) is not None:
                    finding = self._check_column(table, name)
                    if finding:
                        yield finding

    def _check_column(self, table: Table, name: str) -> Finding | None:
        firsts: dict[tuple[str, ...], tuple[str, Record, tuple[Key, ...]]] = {}
        plain = None
        for record in table.source.records:
            if not isinstance(record.value, dict):
                continue
            value = record.value.get(name)
            if value is None or type(value) is plain:
                continue
            for path, place, kind in _kinds(value, (name,), (name,)):
                first = firsts.setdefault(path, (kind, record, place))
                if first[0] != kind:
                    return self.finding(
                        say(
                            '"{field}" is {kind} here and {other} in an earlier row',
                            field=".".join(path),
                            kind=article(kind),
                            other=article(first[0]),
                        ),
                        record.at(place),
                        related=[Related(first[1].at(first[2]), say("the first one"))],
                        help="write one type in all rows, or drop the field",
                    )
            plain = type(value) if type(value) in _PLAIN else None
        return None


def _kinds(
    value: object, path: tuple[str, ...], place: tuple[Key, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[Key, ...], str]]:
    """The types inside *value*: which column of the table, where in the record, and the type there."""
    if value is None or len(place) > _DEPTH:
        return
    yield path, place, _PLAIN.get(type(value)) or json_type(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _kinds(inner, (*path, key), (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _kinds(inner, (*path, "[]"), (*place, index))
