"""Parquet files, read a batch at a time and written a batch at a time."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from personadata.errors import UserError
from personadata.mix.shards import File, Shard, unreadable

if TYPE_CHECKING:
    from personadata.mix.reading import Record

INSTALL: Final = "pip install 'personadata[mix]'"
_BATCH: Final = 2000


def _parquet() -> Any:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise UserError("parquet files need pyarrow, which is not installed", help=INSTALL) from None
    return parquet


def scan_parquet(found: File) -> File:
    """*found* with its rows and a shard for each row group; raises :class:`UserError`."""
    parquet = _parquet()
    try:
        with parquet.ParquetFile(found.path) as file:
            sizes = [file.metadata.row_group(number).num_rows for number in range(file.metadata.num_row_groups)]
    except (OSError, ValueError) as error:
        raise UserError(
            f"{found.path}: not a parquet file: {error}", help="get it again; is it really parquet?"
        ) from None
    for number, rows in enumerate(sizes):
        found.shards.append(Shard(str(found.path), "parquet", found.rows, rows, number))
        found.rows += rows
    return found


def read_parquet(shard: Shard, wanted: Container[int] | None) -> Iterator[Record]:
    """The records of a row group; empty cells are left out, as a field that is not there."""
    from personadata.mix.reading import Record

    number = shard.first
    with _parquet().ParquetFile(shard.path) as file:
        batches = file.iter_batches(_BATCH, row_groups=[shard.start])
        while True:
            try:
                batch = next(batches, None)
                rows = batch.to_pylist() if batch is not None else []
            except (OSError, ValueError) as error:  # pyarrow's own errors are one of these
                raise unreadable(shard.path, error) from None
            if batch is None:
                return
            for offset, row in enumerate(rows):
                if wanted is None or number + offset in wanted:
                    value = {key: cell for key, cell in row.items() if cell is not None}
                    yield Record(number + offset, f"{shard.path}#{number + offset + 1}", value)
            number += len(rows)


def write_parquet(path: Path, lines: Iterable[bytes], loss: bool) -> None:
    """Write messages records, given as JSON; ``loss`` is a column of the messages when any of them sets it."""
    parquet = _parquet()
    import pyarrow

    message = [
        ("role", pyarrow.string()),
        ("content", pyarrow.string()),
        *([("loss", pyarrow.bool_())] if loss else []),
    ]
    schema = pyarrow.schema([("messages", pyarrow.list_(pyarrow.struct(message))), ("channel", pyarrow.string())])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        batch: list[dict[str, object]] = []
        for line in lines:
            batch.append(json.loads(line))
            if len(batch) == _BATCH:
                writer.write_table(pyarrow.Table.from_pylist(batch, schema))
                batch = []
        writer.write_table(pyarrow.Table.from_pylist(batch, schema))
