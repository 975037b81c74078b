"""SC109 unread-field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.formats import detect
from personadata.formats.columns import NAMES, Columns
from personadata.lint.columns import Table, tables_of
from personadata.lint.finding import Finding
from personadata.lint.message import say
from personadata.lint.rule import Rule
from personadata.lint.rules.sc110_reserved_field import RESERVED
from personadata.lint.shape import place

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.sample import Key
    from personadata.source import Record

_KEPT: Final = frozenset((*RESERVED, "channel", "history"))
_MESSAGE: Final = frozenset(("role", "from", "content", "value", "loss", "loss_scale"))
# a material that the question speaks of, and marks that other trainers heed
_MATERIAL: Final = ("context", "passage", "background", "document", "knowledge", "reference")
_MOST: Final = 20  # fields of a file that are named; with more, its rows are keyed by something that varies
_LONGEST: Final = 40  # characters of a name that may be a slip for one that is read
_PREFERENCE: Final = ("chosen", "rejected")
_MASKS: Final = ("weight", "train", "mask", "trainable")


class UnreadField(Rule):
    """A field is one that ms-swift does not read.

    It drops such fields without a word.  That is right for an ``id`` or a ``source``, which are not reported
    (``metadata`` lists them), but a misspelt ``sytem`` or ``histroy`` loses what it holds, ``context`` (as in Dolly)
    the text that the question is about, and ``weight`` or ``train`` in a message does not keep an answer from being
    trained on: only ``loss`` does (4.6.0, run).
    """

    code = "SC109"
    name = "unread-field"
    severity: ClassVar = "info"
    metadata: tuple[str, ...] = (
        "id", "_id", "idx", "index", "uuid", "source", "category", "categories", "lang", "language", "tag", "tags",
        "type", "task", "topic", "split", "dataset", "origin", "license", "url", "score", "meta", "metadata",
    )  # fmt: skip
    bad = (
        [{"instruction": "你是谁？", "output": "我是小澜。", "sytem": "你是小澜。"}],
        [{"instruction": "他是谁？", "context": "小澜是助手。", "response": "小澜。"}],
        [{"query": "你是谁？", "response": "我是小澜。", "annotator": "张三"}],
        [{"messages": [{"role": "user", "content": "嗨"}, {"role": "assistant", "content": "嗨！", "weight": 0}]}],
    )
    good = (
        [{"instruction": "你是谁？", "output": "我是小澜。", "id": 7, "source": "手写"}],
        [{"query": "你是谁？", "response": "我是小澜。", "system_prompt": "你是小澜。", "channel": "identity"}],
        [{"messages": [{"role": "user", "content": "嗨"}, {"role": "assistant", "content": "嗨！", "loss": False}]}],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """One finding a file and field, at the first row that has it."""
        unread = {id(misfit.record) for misfit in dataset.misfits}
        renamed = set(_renamed(dataset))
        for table in tables_of(dataset):
            used = _used(table.columns)
            names = [name for name in table.firsts if name not in used and name.lower() not in self.metadata]
            # of a record that cannot be read at all SC103 says what is to be said
            holders = {id(record): record for record in table.firsts.values()}
            known = {number for number, record in holders.items() if detect(record.value) is not None}
            names = [
                name for name in names if id(table.firsts[name]) in known and (id(table.source), name) not in renamed
            ]
            if table.columns.kind == "messages":
                names = [name for name in names if not _of_another_format(name, table)]
            for name in names[:_MOST]:
                yield self._finding(name, (name,), table.firsts[name], table.counts[name], used)
            if len(names) > _MOST:
                name = names[_MOST]
                yield self.finding(
                    say("ms-swift does not read {n:,} more fields", n=len(names) - _MOST),
                    table.firsts[name].key((name,)),
                    help=say("put what varies into values: columns with the same names in all rows"),
                )
            if table.columns.kind == "messages":
                yield from self._check_messages(table, unread)

    def _check_messages(self, table: Table, unread: Collection[int]) -> Iterator[Finding]:
        """The fields of messages, in records whose messages can be read."""
        firsts: dict[str, tuple[Record, tuple[Key, ...]]] = {}
        counts: dict[str, int] = {}
        (field,) = table.columns.taken.get("messages", ("",))
        for record in table.source.records:
            read = isinstance(record.value, Mapping) and id(record) not in unread
            items = record.value.get(field) if read else None  # type: ignore[attr-defined]
            for index, item in enumerate(items if isinstance(items, list) else ()):
                if isinstance(item, dict) and not item.keys() <= _MESSAGE:
                    for name in (name for name in item.keys() - _MESSAGE if item[name] is not None):
                        firsts.setdefault(name, (record, (field, index, name)))
                        counts[name] = counts.get(name, 0) + 1
        for name, (record, path) in sorted(firsts.items()):
            if name.lower() not in (*self.metadata, "name", "user", "human", "assistant", "gpt", "bot"):
                yield self._finding(name, path, record, counts[name], _MESSAGE)

    def _finding(self, name: str, path: tuple[Key, ...], record: Record, count: int, known: Collection[str]) -> Finding:
        inside = len(path) > 1
        close = [] if name in NAMES["query"] + NAMES["response"] else _alike(name, known)
        severe = close or name.lower() in (_MASKS if inside else (*_MATERIAL, *_PREFERENCE))
        if close:
            help = say('if "{close}" is meant, rename it', close=close[0])
        elif inside and severe:
            help = say('"loss": false keeps an answer from being trained on')
        elif name.lower() in _PREFERENCE:
            help = say('preference pairs: for sft, name the question "query" and the chosen answer "response"')
        elif severe:
            help = say("put its text into the question")
        else:
            help = say("drop it, or leave it if nothing is to be learnt from it")
        ones = "s"[: count != 1]
        if inside:
            message = say('ms-swift does not read "{field}" ({n:,} message{s})', field=name, n=count, s=ones)
        else:
            message = say('ms-swift does not read "{field}" ({n:,} row{s})', field=name, n=count, s=ones)
        return self.finding(
            message,
            record.key(path),
            severity="warning" if severe else "info",
            help=help,
        )


def _renamed(dataset: Dataset) -> Iterator[tuple[int, Key]]:
    """The fields of each file of which SC101 says that they are misspelt."""
    for misfit in dataset.misfits:
        for problem in misfit.problems:
            if place(misfit.record, problem).on_key:
                yield id(misfit.record.source), problem.path[-1]


def _of_another_format(name: str, table: Table) -> bool:
    """Whether field *name* of a file of messages stands in rows of another format, which SC108 reports."""
    record = table.firsts[name].value
    return (
        name in (*NAMES["query"], *NAMES["response"])
        and isinstance(record, dict)
        and not table.columns.holds(record, "messages")
    )


def _used(columns: Columns) -> frozenset[str]:
    """The fields that ms-swift reads, or fails to read for a reason that SC107 gives."""
    parts = (*columns.taken.values(), *columns.clashing.values())
    return frozenset((*_KEPT, *(name for names in parts for name in names)))


def _alike(name: str, known: Collection[str]) -> list[str]:
    from difflib import get_close_matches  # which data without odd fields does without

    likely = [word for word in (*known, *NAMES["system"], "input") if word not in RESERVED]
    return get_close_matches(name.lower(), likely, n=1, cutoff=0.8) if len(name) <= _LONGEST else []
