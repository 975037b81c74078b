"""What the persona of a data set and its makers are called: by its spec, else by what most answers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from personadata.lint.identity.guess import guess_makers, guess_names
from personadata.lint.identity.kinds import kinds_of
from personadata.lint.identity.own import Own, majority, own_of
from personadata.lint.once import once_per_dataset

if TYPE_CHECKING:
    from personadata.dataset import Dataset


@once_per_dataset
def called(dataset: Dataset) -> Own:
    """The names that stand in the answers of *dataset*, a placeholder included, to be masked; worked out once."""
    if dataset.persona is not None:
        return own_of(dataset.persona)
    samples = [row.sample for row in kinds_of(dataset).identity]
    makers = guess_makers(samples)
    return Own(tuple(name for name in guess_names(samples) if name not in makers), makers)


@once_per_dataset
def introduced(dataset: Dataset) -> Own | None:
    """The names that answers of *dataset* are to give, by which others are wrong; worked out once.

    Without a persona those of most introductions, None when there is no majority.
    """
    if dataset.persona is not None:
        return own_of(dataset.persona)
    return majority(row.sample for row in kinds_of(dataset).identity)
