"""The fields of every file of a data set, which ms-swift makes the columns of one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from personadata.formats.columns import Columns, columns_of
from personadata.lint.once import once_per_dataset

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.source import Record, Source


@dataclass(slots=True)
class Table:
    """The records of one file that are objects, by the fields that hold something other than null.

    There are ``total`` of them; ``firsts`` has the first record with each field, ``counts`` their number; ``columns``
    is how ms-swift reads them.
    """

    source: Source
    total: int = 0
    firsts: dict[str, Record] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    columns: Columns = field(default_factory=lambda: columns_of(()))


@once_per_dataset
def tables_of(dataset: Dataset) -> tuple[Table, ...]:
    """One table a file of *dataset*, worked out once for all rules."""
    return tuple(_table(source) for source in dataset.sources)


def _table(source: Source) -> Table:
    table = Table(source)
    for record in source.records:
        if not isinstance(record.value, Mapping):
            continue
        table.total += 1
        for name, value in record.value.items():
            table.names.add(name)
            if value is not None:
                if name not in table.firsts:
                    table.firsts[name] = record
                table.counts[name] = table.counts.get(name, 0) + 1
    table.columns = columns_of(table.names)
    return table
