"""The other models as a data set needs them: in a small one only those that it mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from personadata.lint.identity.models import Others, OthersFor

if TYPE_CHECKING:
    from personadata.dataset import Dataset

_SMALL: Final = 500_000  # characters, in which 260 names are looked for faster than patterns for all are compiled
_KNOWN: Final[WeakKeyDictionary[Dataset, Others]] = WeakKeyDictionary()


def others_in(dataset: Dataset) -> Others:
    """The other models as seen by the persona of *dataset*, for its own texts and parts of them; worked out once."""
    if dataset not in _KNOWN:
        others = OthersFor()(dataset.persona)
        small = sum(len(turn.text) for row in dataset for turn in row.sample.turns) <= _SMALL
        texts = (turn.text for row in dataset for turn in row.sample.turns)
        _KNOWN[dataset] = others.mentioned(texts) if small else others
    return _KNOWN[dataset]
