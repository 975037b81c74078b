"""Questions held out for testing, which no row of a mix may ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from personadata.expand.similar import TwinIndex, trigrams
from personadata.lint.probes import is_probe_file
from personadata.source import Source

if TYPE_CHECKING:
    from personadata.sample import Sample

SAME: Final = 0.7
"""The character-trigram Jaccard from which a question is a probe's: the bound that ``expand --heldout`` keeps to."""
_LARGE: Final = 4 << 20  # bytes: expand writes some 200 probes


def find_probes(data: Iterable[Path]) -> list[Path]:
    """The probe files that lie in the folders of the files *data*."""
    folders = dict.fromkeys(path.resolve().parent for path in data)
    return [
        path
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.suffix in (".json", ".jsonl") and path.is_file() and path.stat().st_size <= _LARGE
        if is_probe_file(Source.open(path))
    ]


def load_probes(paths: Iterable[Path]) -> Probes:
    """The questions of probe files."""
    return Probes([text for path in paths for text in _questions(Source.open(path))])


class Probes:
    """A set of questions, asked whether a row asks one of them."""

    def __init__(self, questions: Sequence[str] = ()) -> None:
        self.questions = list(dict.fromkeys(questions))
        self._index = TwinIndex(SAME)
        for question in self.questions:
            self._index.add(trigrams(question))

    def asked(self, sample: Sample) -> str:
        """The user turn of *sample* that asks a probe, or an empty text."""
        if not self.questions:
            return ""
        texts = (turn.text for turn in sample.turns if turn.role == "user")
        return next((text for text in texts if len(text) <= self._longest and self._index.twin(trigrams(text))), "")

    @property
    def _longest(self) -> int:
        # what drops out of a text when it is normalised makes it longer than its twin: allow for as much again
        return 4 * max(map(len, self.questions)) + 40


def _questions(source: Source) -> list[str]:
    from personadata.dataset import Dataset, Row, read

    rows = [read(record) for record in Dataset([source]).sources[0].records]
    return [row.sample.question for row in rows if isinstance(row, Row) and row.sample.question]
