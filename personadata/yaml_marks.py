"""YAML that people write, read as strings, lists and maps that know their line and column.

Every scalar stays the text that was typed: YAML 1.1 would turn ``no`` into False, ``3.10`` into 3.1 and ``12:30``
into 750.  What a text means is for the reader of the value to decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import yaml

from personadata.errors import UserError
from personadata.files import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MAX_BYTES, MAX_DEPTH, MAX_VALUES = 256 * 1024, 20, 20_000
"""Bounds on what is read: a file, how deep it nests, how many values its aliases unfold to."""
MAX_SHOWN = 50
QUOTE = "put quotes around a text with ': ' or ' #' in it, with a comma or ? inside { }, or with a mark like @ * & ! at its start"
TABS = "indent with spaces; YAML takes no tabs there"
_WIDE = re.compile(r"^\s*(?:- )?[A-Za-z_][\w-]*(：|:(?=[^\s/:]))", re.MULTILINE)


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


class Problem(NamedTuple):
    """What is wrong, and where."""

    place: Place
    message: str


@dataclass(slots=True)
class Document:
    """The value of a YAML file, and where each part of it stands.

    ``keys`` and ``values`` map a path such as ``("limits", "internet")`` to where its key and its value begin;
    ``problems`` are the faults that did not stop the reading (duplicate keys).
    """

    path: Path
    value: Any = None
    keys: dict[tuple[str | int, ...], Place] = field(default_factory=dict)
    values: dict[tuple[str | int, ...], Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def trace(self, where: Sequence[str | int]) -> tuple[str | int, ...]:
        """The longest path of the file along *where*; steps that the file does not have are passed over."""
        path: tuple[str | int, ...] = ()
        for step in where:
            if (*path, step) in self.values:
                path = (*path, step)
        return path

    def refuse(self, problems: Sequence[Problem], *, help: str = "") -> NoReturn:
        """Raise one :class:`UserError` that lists *problems* by line."""
        ordered = sorted(set(problems))
        lines = [f"{self.path}:{p.place.line}:{p.place.column}: {p.message}" for p in ordered[:MAX_SHOWN]]
        if len(ordered) > MAX_SHOWN:
            lines.append(f"{self.path}: {len(ordered) - MAX_SHOWN} further problems")
        raise UserError("\n".join(lines), help=help) from None


class _Node(NamedTuple):
    place: Place
    text: str | None = None
    items: list[_Node] | None = None
    pairs: list[tuple[_Node, _Node]] | None = None


class _RefusedError(Exception):
    def __init__(self, place: Place, message: str, help: str = "") -> None:
        super().__init__(message)
        self.problem, self.help = Problem(place, message), help


def read_yaml(path: Path, *, kind: str = "spec") -> Document:
    """The YAML file at *path*.

    Raises :class:`UserError` when it cannot be read, is not YAML, or breaks a bound: 256 KiB, 20 levels,
    20,000 values.
    """
    return parse_yaml(read_text(path, limit=MAX_BYTES, kind=kind), path)


def parse_yaml(text: str, path: Path) -> Document:
    """As :func:`read_yaml`, for a text that is already here; *path* is what messages call it."""
    document = Document(path)
    try:
        node = _compose(text)
        if node is not None:
            budget = [MAX_VALUES]
            document.value = _unfold(document, node, (), budget)
    except _RefusedError as refused:
        document.refuse([refused.problem], help=refused.help)
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        document.refuse([Problem(place, f"the character U+{ord(text[error.position]):04X} is not allowed in YAML")])
    except yaml.MarkedYAMLError as error:
        # a key without its colon is noticed lines later; where it began is what helps
        mark = error.context_mark if error.context == "while scanning a simple key" else error.problem_mark
        place = _place(mark or error.problem_mark)
        help = colon_help(text) or (TABS if "'\\t'" in str(error.problem) else QUOTE)
        document.refuse([Problem(place, f"not valid YAML: {error.problem}")], help=help)
    return document


def colon_help(text: str) -> str:
    """What to do about the first ``key：value`` or ``key:value`` in *text*, or an empty string."""
    match = _WIDE.search(text)
    if not match:
        return ""
    line = text.count("\n", 0, match.start(1)) + 1
    mark = "a full-width colon" if match[1] == "：" else "a colon without a space"
    return f"line {line} has {mark}; write the key, a half-width colon, a space, the value"


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


def _compose(text: str) -> _Node | None:
    """The tree of the only document, or None when there is none.  Built from events: no recursion of PyYAML's own."""
    anchors: dict[str, _Node] = {}
    events = yaml.parse(text, Loader=yaml.SafeLoader)

    def build(event: Any, depth: int) -> _Node:
        place = _place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise _RefusedError(place, f"the alias *{event.anchor} has no anchor before it", QUOTE)
            return anchors[event.anchor]
        if event.tag is not None:
            raise _RefusedError(place, f"the tag {event.tag} is not supported", QUOTE)
        if depth > MAX_DEPTH:
            raise _RefusedError(place, f"nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.ScalarEvent):
            null = event.style is None and event.value in {"~", "null", "Null", "NULL"}
            node = _Node(place, text=None if null else event.value)
        elif isinstance(event, yaml.SequenceStartEvent):
            items: list[_Node] = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(build(inner, depth + 1))
            node = _Node(place, items=items)
        else:
            pairs: list[tuple[_Node, _Node]] = []
            while not isinstance(inner := next(events), yaml.MappingEndEvent):
                pairs.append((build(inner, depth + 1), build(next(events), depth + 1)))
            node = _Node(place, pairs=pairs)
        # only now: an alias inside its own anchor is one without an anchor
        if event.anchor:
            anchors[event.anchor] = node
        return node

    root = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if root is not None:
                raise _RefusedError(_place(event.start_mark), "a second document begins here; one is expected")
            root = build(next(events), 1)
    return root


def _unfold(document: Document, node: _Node, path: tuple[str | int, ...], budget: list[int]) -> Any:
    """The plain value of *node*; notes places and duplicate keys in *document*, pays one of *budget* a value."""
    budget[0] -= 1
    if budget[0] < 0:
        raise _RefusedError(node.place, f"more than {MAX_VALUES:,} values")
    if len(path) > MAX_DEPTH:
        raise _RefusedError(node.place, f"nested more than {MAX_DEPTH} levels deep")
    document.values[path] = node.place
    if node.items is not None:
        return [_unfold(document, item, (*path, i), budget) for i, item in enumerate(node.items)]
    if node.pairs is None:
        return node.text
    value: dict[str, Any] = {}
    for key, item in node.pairs:
        if key.pairs is not None or key.items is not None:
            document.problems.append(Problem(key.place, "a key has to be a text"))
            continue
        name = key.text or ""
        where = (*path, name)
        if name in value:
            first = document.keys[where]
            message = f"{name[:60]!r} is here a second time, first at {first.line}:{first.column}"
            document.problems.append(Problem(key.place, message))
            continue
        document.keys[where] = key.place
        value[name] = _unfold(document, item, where, budget)
    return value
