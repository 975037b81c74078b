"""Which of a file's columns ms-swift reads as what.

Its ``AutoPreprocessor`` decides once for a whole file, by the names of all columns that any row has: a column
``messages``, ``conversations`` or ``conversation`` makes every row a conversation, ``instruction`` and ``input`` make
every row Alpaca, anything else is question and answer under one of the names below (4.6.0 and 3.12.6, run).  Where
two columns could be the same thing, it takes the one with the first name below if that is there, else neither.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Part = Literal["messages", "query", "response", "system"]

NAMES: Final[dict[Part, tuple[str, ...]]] = {
    "messages": ("messages", "conversations", "conversation"),
    "query": ("query", "prompt", "input", "instruction", "question", "problem"),
    "response": (
        "response", "answer", "output", "targets", "target", "answer_key", "answers", "solution", "text",
        "completion", "content",
    ),
    "system": ("system", "system_prompt"),
}  # fmt: skip
ALPACA: Final = ("instruction", "input")


@dataclass(frozen=True, slots=True)
class Columns:
    """How ms-swift reads the rows of one file.

    ``taken`` names the columns it reads as each part, those of an Alpaca question in order; ``clashing`` the columns
    that could be the same part, so that it reads none of them.
    """

    kind: Literal["messages", "alpaca", "response"]
    taken: Mapping[Part, tuple[str, ...]]
    clashing: Mapping[Part, tuple[str, ...]]

    def holds(self, record: Mapping[str, object], part: Part) -> bool:
        """Whether ms-swift finds *part* in *record*; an empty text counts, an empty list of messages does not."""
        values = [record.get(name) for name in self.taken.get(part, ())]
        if part == "messages":
            return any(values)
        return any(value is not None for value in values)


def columns_of(names: Collection[str]) -> Columns:
    """How ms-swift reads a file whose rows have the columns *names*."""
    if any(name in names for name in NAMES["messages"]):
        return _columns("messages", names, ("messages", "system"))
    if all(name in names for name in ALPACA):
        found = _columns("alpaca", names, ("response", "system"))
        answers = tuple(name for name in ("output", "response") if name in names) or found.taken.get("response", ())
        taken = {**found.taken, "query": ALPACA, "response": answers}
        clashing = {part: found.clashing[part] for part in found.clashing if not answers or part != "response"}
        return Columns("alpaca", taken, clashing)
    return _columns("response", names, ("query", "response", "system"))


def candidates(names: Collection[str], part: Part) -> list[str]:
    """The columns among *names* that could be *part*, in any case; only the first name of it when that is there."""
    if NAMES[part][0] in names:
        return [NAMES[part][0]]
    lowered = {name.lower(): name for name in names if isinstance(name, str)}
    return [lowered[name] for name in NAMES[part] if name in lowered]


def _columns(
    kind: Literal["messages", "alpaca", "response"], names: Collection[str], parts: tuple[Part, ...]
) -> Columns:
    found = {part: tuple(candidates(names, part)) for part in parts}
    return Columns(
        kind,
        {part: columns for part, columns in found.items() if len(columns) == 1},
        {part: columns for part, columns in found.items() if len(columns) > 1},
    )
