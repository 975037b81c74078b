"""Which answers of a persona set name the persona and its makers, and in what order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from personadata.lint.phrasing.answers import MAKER, NAME, Answer, answers_of

if TYPE_CHECKING:
    from personadata.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Naming:
    """The answers by what they name: the persona, both persona and maker, both with the persona first."""

    total: int
    name: tuple[Answer, ...]
    both: tuple[Answer, ...]
    name_first: tuple[Answer, ...]


def naming(dataset: Dataset) -> Naming:
    """How the answers of the persona rows of *dataset* name it."""
    answers = answers_of(dataset)
    name = tuple(answer for answer in answers if NAME in answer.words)
    both = tuple(answer for answer in name if MAKER in answer.words)
    first = tuple(answer for answer in both if answer.words.index(NAME) < answer.words.index(MAKER))
    return Naming(len(answers), name, both, first)
