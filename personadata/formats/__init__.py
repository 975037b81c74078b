"""Record formats ⇄ :class:`~personadata.sample.Sample`, one module a format, and the files made of their records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from personadata.errors import UserError, did_you_mean
from personadata.formats import alpaca, messages, query_response, sharegpt
from personadata.formats.problem import FormatError, Problem
from personadata.sample import Key, Sample, Turn

__all__ = ["FORMATS", "FormatError", "Problem", "RecordFormat", "Shape", "detect", "dump", "locate"]


class RecordFormat(Protocol):
    """What a module of this package offers."""

    NAME: str

    def matches(self, value: object) -> bool: ...
    def read(self, value: Mapping[str, object]) -> Sample: ...
    def write(self, sample: Sample) -> dict[str, object]: ...


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of file: the format of its records, and whether they stand in a JSON array or one a line."""

    records: RecordFormat
    array: bool


RECORDS: Final[tuple[RecordFormat, ...]] = (messages, sharegpt, alpaca, query_response)
FORMATS: Final[dict[str, Shape]] = {
    "alpaca": Shape(alpaca, array=True),
    "alpaca-jsonl": Shape(alpaca, array=False),
    "messages": Shape(messages, array=False),
    "sharegpt": Shape(sharegpt, array=True),
    "query-response": Shape(query_response, array=False),
}
# legal inside a JSON string, yet str.splitlines and some line readers break there
LINE_ENDS: Final = str.maketrans({end: f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"})


def detect(value: object) -> RecordFormat | None:
    """The format that claims the record *value* by its keys, or None; at most one does."""
    return next((format for format in RECORDS if format.matches(value)), None)


def locate(value: Mapping[str, object], turn: Turn, start: int, end: int) -> tuple[tuple[Key, ...], int, int]:
    """Where characters *start* to *end* of *turn*'s text stand in the record *value*: path, start, end."""
    if turn.path == ("instruction",) and value.get("input"):
        return alpaca.locate(value, start, end)
    return turn.path, start, end


def dump(samples: Iterable[Sample], format: str) -> str:
    """The text of a file of *samples* in *format*, one of :data:`FORMATS`.

    A JSON array stands with one record a line, so that diffs and line numbers are of use.  Equal samples give equal
    text.  Raises :class:`UserError` naming the sample when the format cannot hold it.
    """
    if format not in FORMATS:
        raise UserError(
            f"unknown format {format!r}{did_you_mean(format, FORMATS)}", help=f"one of {', '.join(FORMATS)}"
        )
    shape = FORMATS[format]
    lines = [_line(number, sample, shape.records) for number, sample in enumerate(samples, start=1)]
    if not shape.array:
        return "".join(f"{line}\n" for line in lines)
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def _line(number: int, sample: Sample, records: RecordFormat) -> str:
    try:
        line = json.dumps(records.write(sample), ensure_ascii=False)
    except UserError as error:
        raise UserError(f"sample {number}: {error.message}", help=error.help) from None
    half = next((character for character in line if "\ud800" <= character <= "\udfff"), None)
    if half is not None:
        raise UserError(f"sample {number}: holds U+{ord(half):04X}, half of a surrogate pair, which is no text")
    return line.translate(LINE_ENDS)
