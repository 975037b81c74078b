"""What the persona of a data set and its makers are called: by its spec, else by what most answers say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from personadata.lint.identity.guess import guess_makers, guess_names
from personadata.lint.identity.kinds import kinds_of
from personadata.lint.identity.own import Own, majority, own_of

if TYPE_CHECKING:
    from personadata.dataset import Dataset

_CALLED: Final[WeakKeyDictionary[Dataset, Own]] = WeakKeyDictionary()
_INTRODUCED: Final[WeakKeyDictionary[Dataset, Own | None]] = WeakKeyDictionary()


def called(dataset: Dataset) -> Own:
    """The names that stand in the answers of *dataset*, a placeholder included, to be masked; worked out once."""
    if dataset.persona is not None:
        return own_of(dataset.persona)
    if dataset not in _CALLED:
        samples = [row.sample for row in kinds_of(dataset).identity]
        makers = guess_makers(samples)
        _CALLED[dataset] = Own(tuple(name for name in guess_names(samples) if name not in makers), makers)
    return _CALLED[dataset]


def introduced(dataset: Dataset) -> Own | None:
    """The names that answers of *dataset* are to give, by which others are wrong; worked out once.

    Without a persona those of most introductions, None when there is no majority.
    """
    if dataset.persona is not None:
        return own_of(dataset.persona)
    if dataset not in _INTRODUCED:
        _INTRODUCED[dataset] = majority(row.sample for row in kinds_of(dataset).identity)
    return _INTRODUCED[dataset]
