"""Rows whose questions repeat an earlier row's, wholly or nearly, worked out once a run for the rules that ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from personadata.lazy import regex
from personadata.lint.once import once_per_dataset
from personadata.lint.probes import is_probe_file
from personadata.lint.text.sameness import same_question

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row


class Near(NamedTuple):
    """The question of ``row`` and that of ``earlier``, with their score: 100 when they are the same."""

    row: Row
    earlier: Row
    score: float


_NUMBER: Final = regex(r"\d+")


@once_per_dataset
def repeated_questions(dataset: Dataset) -> list[list[Row]]:
    """The rows that ask the same in the same context, see :func:`personadata.lint.text.sameness.same_question`."""
    return same_question(dataset)


@once_per_dataset
def near_questions(dataset: Dataset, threshold: float) -> list[Near]:
    """Pairs of rows with the same system prompt, earlier turns and input whose questions score *threshold* or more.

    A row has a few partners at most, see :func:`personadata.near_duplicates.pairs_within`; held-out files and questions
    with other numbers are left out.
    """
    from personadata.near_duplicates import pairs_within

    groups: dict[int, list[tuple[Row, str]]] = {}
    held_out = {id(source) for source in dataset.sources if is_probe_file(source)}
    for row in dataset:
        if id(row.record.source) not in held_out:
            around, question = _asked(row)
            if question:
                # other numbers make another question, see apart(): rows of one template that count need no comparison
                numbers = sorted(_NUMBER.findall(question))
                key = hash((around, *numbers)) if numbers else around
                groups.setdefault(key, []).append((row, question))
    found: list[Near] = []
    for members in groups.values():
        if len(members) > 1:
            for first, second, score in pairs_within([question for _, question in members], threshold):
                found.append(Near(members[second][0], members[first][0], score))
    return found


def _asked(row: Row) -> tuple[int, str]:
    """What stands around the question of *row*, as a hash, and the question without its input."""
    turns = row.sample.turns
    last = len(turns) - 1
    while last >= 0 and turns[last].role != "user":
        last -= 1
    if last < 0:
        return 0, ""
    turn, value = turns[last], row.record.value
    material, question = "", turn.text
    if turn.path == ("instruction",) and isinstance(value, dict) and isinstance(value.get("input"), str):
        material, question = value["input"].strip(), value["instruction"]
    if not last:
        return hash(material), question
    return hash((*((before.role, before.text) for before in turns[:last]), material)), question
