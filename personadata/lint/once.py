"""What several rules ask of a data set, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from personadata.dataset import Dataset

P = ParamSpec("P")
T = TypeVar("T")


def once_per_dataset(work: Callable[Concatenate[Dataset, P], T]) -> Callable[Concatenate[Dataset, P], T]:
    """*work* that is done once for a data set and further arguments, as long as the data set is in use.

    The further arguments are hashable.
    """
    known: WeakKeyDictionary[Dataset, dict[Hashable, T]] = WeakKeyDictionary()

    @wraps(work)
    def worked_out(dataset: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> T:
        found = known.setdefault(dataset, {})
        key = (args, *kwargs.items())
        if key not in found:
            found[key] = work(dataset, *args, **kwargs)
        return found[key]

    return worked_out
