"""Which rows are about the persona and which are general data mixed in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from personadata.dataset import MAP_SUFFIX
from personadata.lint.questions import about_assistant

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row
    from personadata.persona import Persona
    from personadata.sample import Sample

GENERAL: Final = "general"  # the channel of rows that ``mix`` brings in
# a file with so many identity rows is a persona set, and the rest of its rows are its controls and small talk
PERSONA_FILE: Final = 0.75
_ZH: Final = re.compile(r"(?:我是|我叫|叫我|我的名字(?:是|叫)|名字是)\s*([^\s，。！？、：；,.!?:;“”\"'（）()的]{1,16})")
_EN: Final = re.compile(
    r"\b(?:I am|I['’]m|[Mm]y name is|[Cc]all me|I['’]m called)\s+((?:[A-Z{<\[][\w{}<>\[\]-]*)(?: [A-Z][\w-]*){0,3})"
)
# what follows 我是 or I'm without being a name
_NO_NAME: Final = re.compile(
    r"由|一|个|您|你|他|她|谁|否|不|没|在|来|为|用|说|指|以|从|可|很|最|专|基于|人工|AI|语言|大|虚拟|智能|助手|机器|模型|The$|An?$",
)


_KNOWN: Final[WeakKeyDictionary[Dataset, Kinds]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Kinds:
    """The rows of a data set by kind; ``name`` is what the persona goes by, empty when it was not found."""

    identity: tuple[Row, ...]
    general: tuple[Row, ...]
    name: str = ""


def kinds_of(dataset: Dataset) -> Kinds:
    """What :func:`sort_rows` says of *dataset*, worked out once for all rules."""
    if dataset not in _KNOWN:
        _KNOWN[dataset] = sort_rows(dataset)
    return _KNOWN[dataset]


def sort_rows(dataset: Dataset) -> Kinds:
    """*dataset* by kind: by the rows' channel, else by the provenance map beside the file, else by their text.

    A row's text is about the persona when it holds its name or developer, or asks or says who the assistant is.
    Without a persona, its name is the one most answers introduce themselves by.
    """
    names = names_of(dataset.persona) if dataset.persona is not None else guess_names(row.sample for row in dataset)
    named = pattern_of(names) if names else None
    by_source: dict[int, list[Row]] = {}
    for row in dataset:
        by_source.setdefault(id(row.record.source), []).append(row)
    identity: list[Row] = []
    general: list[Row] = []
    for rows in by_source.values():
        own = [_is_identity(row, named) for row in rows]
        whole = _generated(rows[0]) or sum(own) >= PERSONA_FILE * len(rows)
        if not names and not whole:  # a question or two about "you" are in any general data
            own = [False] * len(rows)
        for row, mine in zip(rows, own, strict=True):
            ours = row.sample.channel != GENERAL if row.sample.channel else mine or whole
            (identity if ours else general).append(row)
    return Kinds(tuple(identity), tuple(general), names[0] if names else "")


def names_of(persona: Persona) -> tuple[str, ...]:
    """What *persona* and its developer are called, in every language."""
    texts = (persona.name, *persona.aliases, persona.developer)
    return tuple(dict.fromkeys(name for text in texts for name in text.all()))


def guess_names(samples: Iterable[Sample]) -> tuple[str, ...]:
    """The name, in at most one spelling a script, by which at least 3 answers and a fifth of those with one go."""
    counts: Counter[str] = Counter()
    for sample in samples:
        found = {match[1].strip() for pattern in (_ZH, _EN) for match in pattern.finditer(sample.answer[:200])}
        counts.update(name for name in found if not _NO_NAME.match(name))
    enough = max(3, sum(counts.values()) / 5)
    return tuple(name for name, count in counts.most_common(4) if count >= enough)


@lru_cache(maxsize=16)
def pattern_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of *names*, as words of their own where they are written in Latin letters."""
    words = (rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" for name in sorted(names, key=len, reverse=True))
    return re.compile("|".join(words) or r"(?!)")


def _is_identity(row: Row, named: re.Pattern[str] | None) -> bool:
    turns = row.sample.turns
    if named and any(named.search(turn.text) for turn in turns if turn.role != "system"):
        return True
    return any(about_assistant(turn.text) for turn in turns if turn.role == "user")


def _generated(row: Row) -> bool:
    """Whether ``expand`` wrote the file that *row* stands in: then all of it is the persona's."""
    path = Path(row.record.source.name)
    return path.with_name(f"{path.stem}{MAP_SUFFIX}").is_file()
