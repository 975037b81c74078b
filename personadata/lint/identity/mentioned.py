"""The other models as a data set needs them: in a small one only those that it mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from personadata.lint.identity.models import Others, OthersFor
from personadata.lint.once import once_per_dataset

if TYPE_CHECKING:
    from personadata.dataset import Dataset

_SMALL: Final = 500_000  # characters, in which 260 names are looked for faster than patterns for all are compiled


@once_per_dataset
def others_in(dataset: Dataset) -> Others:
    """The other models as seen by the persona of *dataset*, for its own texts and parts of them; worked out once."""
    others = OthersFor()(dataset.persona)
    small = sum(len(turn.text) for row in dataset for turn in row.sample.turns) <= _SMALL
    texts = (turn.text for row in dataset for turn in row.sample.turns)
    return others.mentioned(texts) if small else others
