"""What can be wrong with a data file before any record of it is understood, each with words of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from personadata.lint.message import say, with_more
from personadata.source.repair import Repair


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that keeps a strict reader from a file or a record.

    ``kind`` is a key of :data:`KINDS`, stable and meant for programs; ``start`` and ``end`` are offsets in the
    source's text; ``message`` states the fact and ``help`` the remedy.  ``repairs`` mend it together, none when only a
    person can.
    """

    kind: str
    start: int
    end: int
    message: str
    help: str
    repairs: tuple[Repair, ...] = ()


# kind: (message, help), patterns both; {found} and {wanted} are the words of a fault's detail, {detail} the whole of it,
# which says all there is to say where the message is empty
KINDS: Final[dict[str, tuple[str, str]]] = {
    # a mistake of spelling inside a record
    "trailing-comma": ("a trailing comma", "delete the comma"),
    "extra-comma": ("a comma with no value before it", "delete the comma"),
    "single-quote": (
        "a text in single quotes",
        "JSON wants double quotes; a file made with str(row) in Python needs json.dumps(row) instead",
    ),
    "python-literal": ("{found} is no JSON value", "write {wanted}"),
    "not-a-number": ("{found} is no JSON value", "write {wanted} or a number, or drop the field"),
    "full-width": ("{found} stands where JSON wants {wanted}", "type {wanted} with the input method switched off"),
    "comment": ("a comment, which JSON does not have", "delete it"),
    "raw-control": ("a raw {detail} inside a text", "write \\n for a line break and \\t for a tab"),
    "bad-escape": ("{detail} is no JSON escape", "double the backslash to mean it, or delete it"),
    "inner-quote": ('a " inside a text that is not escaped', 'write \\" or use “ and ”'),
    "bare-key": ("the key {detail} has no quotes", 'write "{detail}"'),
    "foreign-space": ("the space {detail} between values", "replace it with an ordinary space"),
    "missing-comma": ("no comma between two values", "put a comma here"),
    "duplicate-key": ('the key "{detail}" for the second time in this object', "readers keep the last; keep one"),
    # a record that cannot be read
    "unclosed": ("the record breaks off: no closing {detail}", "complete the record or delete it"),
    "truncated": ("the file ends inside the record that begins in line {detail}", "complete the record or delete it"),
    "unexpected": ("{detail} where a value, a comma or a closing bracket belongs", "mend or delete the record"),
    "no-key": ("{detail} where a key in double quotes belongs", "mend or delete the record"),
    "escaped-quotes": (
        "a record whose quotes are all escaped or doubled",
        'take the backslashes, the second quotes or the "&quot;" away: it was encoded once too often',
    ),
    "refused": ("json refuses this record: {detail}", "mend or delete the record"),
    "no-colon": ("no colon behind a key", "put a colon behind the key"),
    "too-deep": ("brackets nested {detail} deep", "a sample is never nested so deep: delete the record"),
    "huge-record": ("a record of {detail}", "no sample is so long: cut it, or delete the record"),
    "huge-number": ("a number of {detail}", "put it in quotes, or drop the field"),
    # the file as a whole
    "byte-order-mark": ("the file begins with a byte order mark", "save it as UTF-8 without BOM"),
    "inner-mark": ("a byte order mark in the middle of the file", "delete it: files were joined here"),
    "not-utf-8": ("", "save the file as UTF-8"),
    "mixed-encodings": ("", "save the file as UTF-8"),
    "nul": ("a NUL character", "this looks like a binary or half-written file: write it again"),
    "empty-file": ("{detail}: no samples", "delete the file, or fill it"),
    "lfs-pointer": ("a Git LFS pointer, not the data", "run: git lfs pull"),
    "not-json": ("this is not JSON", "a data file holds a JSON array of records, or one record a line"),
    "packed": ("this is {detail}, not JSON", "unpack it, or export its rows as JSON"),
    "other-file": ("this is {detail}, not JSON", "write its rows as a JSON array of records, or one record a line"),
    "web-page": ("this is {detail}, not JSON", "the download went wrong: fetch the file again"),
    "merge-conflict": ("a mark that git merge left", "keep one side of the conflict, and delete the marks"),
    "text-before": ("text in front of a record", "delete it"),
    "lines-in-json": (
        "several records one after the other in a .json file",
        "name the file .jsonl, or put the records into [ ] with commas between",
    ),
    "after-array": (
        "more data behind the end of the array",
        "files were joined here: put all records into one array",
    ),
    "array-in-jsonl": ("an array in a .jsonl file", "name the file .json, or write one record a line"),
    "not-one-a-line": ("", "a .jsonl file has one whole record in each line"),
    "comma-between-lines": ("a comma between records outside an array", "delete it, or put the records into [ ]"),
    "unclosed-array": ("the array that begins in line {detail} is never closed", "put ] at the end"),
    "stray-bracket": ("{detail} with nothing to close", "delete it"),
    "wrapped": (
        'the records stand inside an object, under "{detail}"',
        "keep the array alone: training frameworks read an object as one row",
    ),
    "by-columns": (
        "the table stands column by column, or under row numbers, in one object",
        'write its rows: df.to_json(path, orient="records", force_ascii=False) in pandas, to_json(path) in datasets',
    ),
    "gave-up": ("the file is too damaged to go on reading here", "mend what is reported above and run again"),
}


def damage(
    kind: str, start: int, end: int, detail: str = "", more: int = 0, repairs: tuple[Repair, ...] = ()
) -> Damage:
    """The damage of *kind* at *start* to *end*; *more* counts further places like it in the same record or file."""
    message, help = KINDS[kind]
    found, _, wanted = detail.partition(" ")
    words = {"detail": detail, "found": found, "wanted": wanted}
    text = say(message, **words) if message else detail
    if more:
        text = with_more(text, more)
    return Damage(kind, start, max(start, end), text, say(help, **words), repairs)
