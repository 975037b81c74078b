"""Text → records with exact places: arrays, lines, records spread over lines, and all of these damaged."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from typing import Any, Final

from personadata.files import LFS_POINTER
from personadata.formats import detect
from personadata.lazy import regex
from personadata.lint.message import say
from personadata.sample import Key
from personadata.source.other import by_columns, other_file
from personadata.source.places import find
from personadata.source.scan import MAX_DEPTH
from personadata.source.strings import HUGE
from personadata.source.values import PATIENCE, Piece, Values

# what people and exports call the list inside {"data": […]}; messages and conversations are records themselves
WRAPPERS: Final = (
    "data", "rows", "train", "validation", "test", "samples", "examples", "items", "records", "instances", "dataset",
)  # fmt: skip
_DEEPEST: Final = 2  # levels of objects around the answer of a web service
COMMAS: Final = (",", "，", "、", "；", ";")
# between two records where all is well
_BETWEEN_LINES: Final = regex(r"[ \t\r]*\n[ \t\r\n]*(?=\{)")
_BETWEEN_ELEMENTS: Final = regex(r"[ \t\r\n]*,[ \t\r\n]*(?=\{)")
_INK: Final = regex(r"\S")
_LFS: Final = LFS_POINTER.decode("ascii")


def _wrapped(value: object, way: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The ways to the lists of records inside the object *value*, in order: under a usual name, or told by their keys."""
    if not isinstance(value, dict) or detect(value) is not None or len(way) > _DEEPEST:
        return []
    found: list[tuple[str, ...]] = []
    for key, rows in value.items():
        if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
            if (key in WRAPPERS and not way) or all(detect(row) is not None for row in rows):
                found.append((*way, key))
        elif isinstance(rows, dict):
            found += _wrapped(rows, (*way, key))
    return found


class Text(Values):
    """The records of ``text``, read with :meth:`pieces`; ``suffix`` says which layout it promises."""

    __slots__ = ()

    def pieces(self) -> Iterator[Piece]:
        """Every record that can be read, in order; ``damage`` and ``broken`` are complete at the end."""
        decoder = self.decoder()
        if self.text.startswith(_LFS):
            self.add("lfs-pointer", 0, self.line_end(0))
            self.at = len(self.text)
        elif other := other_file(self.text):
            self.broken += 1
            self.add(other.kind, 0, self.line_end(0), other.name)
            self.at = len(self.text)
        documents = 0
        opened = False
        while self.space() < len(self.text):
            head = self.text[self.at]
            if head in ",，}]":
                self.repeat("comma-between-lines" if head in ",，" else "stray-bracket", self.at, self.at + 1, head)
                self.at += 1
            elif not self.foreign():
                if head in "{[｛［":
                    documents += 1
                    self._layout(head, documents, opened)
                if head in "[［":
                    opened = True
                    yield from self._array(decoder)
                elif documents == 1 or head != "{" or not (yield from self._swift(decoder, _BETWEEN_LINES)):
                    yield from self._one(decoder, alone=documents == 1)
        if not (self.sound or self.broken or self.noted or self.repeated):
            what = (
                say("an empty array") if documents else say("only white space") if self.text else say("an empty file")
            )
            self.add("empty-file", 0, 0, what)
        if "not-json" in self.repeated and not self.sound and not documents:
            # where nothing is JSON, what looks like a comment or a comma is none
            first = self.repeated["not-json"][0]
            begin = len(self.text) - len(self.text.lstrip())
            self.repeated["not-json"][0] = first._replace(start=begin, end=self.line_end(begin), repair=None)
            self.repeated = {"not-json": self.repeated["not-json"]}
        self.finish(self.sound + self.broken)

    def _swift(self, decoder: json.JSONDecoder, between: re.Pattern[str]) -> Generator[Piece, None, bool]:
        """The records from here on as long as all is well: the loop that sound files spend their time in.

        True when it ends behind a record, False when ``at`` is at a value that needs a closer look.
        """
        text, scan, separator = self.text, decoder.raw_decode, between.match
        one_a_line = self.suffix == ".jsonl" and between is _BETWEEN_LINES
        self.marked = False
        while self.errors < PATIENCE:
            try:
                value, end = scan(text, self.at)
            except (ValueError, RecursionError):
                self.errors += 1
                return False
            if self.marked or (one_a_line and text.find("\n", self.at, end) >= 0):
                return False
            # as many brackets as too many levels have take as many characters
            if end - self.at > MAX_DEPTH and (self.deep(value, self.at, end) or self.huge(value, self.at, end)):
                return False
            self.sound += 1
            yield Piece(value, self.at, end)
            found = separator(text, end)
            if found is None:
                self.at = end
                return True
            self.at = found.end()
        return False

    # ---- layouts ----

    def _layout(self, head: str, documents: int, opened: bool) -> None:
        """Note how the document that begins here sits badly with the file's name or with those before.

        *opened* says whether an array was among them.
        """
        if self.suffix == ".json" and documents == 2:
            self.add("after-array" if opened else "lines-in-json", self.at, self.at + 1)
        if self.suffix != ".jsonl":
            return
        if head in "[［":
            self.repeat("array-in-jsonl", self.at, self.at + 1)
        elif documents > 1 and not self.first(self.at):
            alone = "\n" not in self.text and "\r" in self.text
            what = say("lines end in a CR alone") if alone else say("a second record in one line")
            self.repeat("not-one-a-line", self.at, self.at + 1, what)

    def _one(self, decoder: json.JSONDecoder, alone: bool) -> Iterator[Piece]:
        """The record at ``at``; for ``{"data": […]}`` alone in a file, the records inside."""
        piece = self.value(decoder, array=False)
        if piece is None:
            return
        if alone and not _INK.search(self.text, self.at):
            if wrapped := _wrapped(piece.value):
                for path in wrapped:
                    yield from self._unwrap(decoder, piece, path)
                return
            if by_columns(piece.value):
                self.broken += 1
                self.add("by-columns", piece.start, piece.start + 1)
                return
        if self.huge(piece.value, piece.start, piece.end):
            self.unfit("huge-record", piece.start, say("more than {n:,} characters", n=HUGE))
            return
        if self.suffix == ".jsonl" and self.text.find("\n", piece.start, piece.end) >= 0:
            self.repeat("not-one-a-line", piece.start, piece.start + 1, say("a record spread over several lines"))
        yield piece

    def _unwrap(self, decoder: json.JSONDecoder, piece: Piece, path: tuple[str, ...]) -> Iterator[Piece]:
        spans = self.last.spans if piece.damaged and self.last else {}
        span = spans.get(path) or find(self.text, piece.start, piece.end, path)[1]
        self.add("wrapped", span.key_start, span.key_end, ".".join(path))
        if piece.damaged:
            rows: Any = piece.value
            for key in path:
                rows = rows[key]
            for index, value in enumerate(rows):
                way: tuple[Key, ...] = (*path, index)
                yield Piece(value, spans[way].start, spans[way].end, damaged=True)
            return
        self.at = span.start
        yield from self._array(decoder)
        self.at = piece.end

    def _array(self, decoder: json.JSONDecoder) -> Iterator[Piece]:
        opened = self.at
        if self.text[self.at] == "［":
            self.add("full-width", self.at, self.at + 1, "［ [")
        self.at += 1
        lost = False
        while self.space() < len(self.text):
            head = self.text[self.at]
            if head in "]］":
                if head == "］":
                    self.add("full-width", self.at, self.at + 1, "］ ]")
                self.at += 1
                return
            if head in ",，}":
                kind = "stray-bracket" if head == "}" else "trailing-comma"
                self.repeat(kind, self.at, self.at + 1, head)
                self.at += 1
                if head == "}":
                    self._separator()
                continue
            if self.foreign():
                continue
            lost = False
            if head != "{" or not (yield from self._swift(decoder, _BETWEEN_ELEMENTS)):
                piece = self.value(decoder, array=True)
                lost = piece is None
                if piece is not None and self.huge(piece.value, piece.start, piece.end):
                    self.unfit("huge-record", piece.start, say("more than {n:,} characters", n=HUGE))
                elif piece is not None:
                    yield piece
            if not lost or self.text[self.at : self.at + 1] in (",", "，"):
                self._separator()
        if not lost:
            self.add("unclosed-array", len(self.text.rstrip()), len(self.text), str(self.row(opened)))

    def _separator(self) -> None:
        """Move over what stands between two records of an array."""
        end = self.at
        while self.space() < len(self.text) and self.foreign():
            pass
        head = self.text[self.at : self.at + 1]
        if head in COMMAS:
            comma = self.at
            if head != ",":
                self.repeat("full-width", comma, comma + 1, f"{head} ,")
            self.at += 1
            while self.space() < len(self.text) and self.foreign():
                pass
            if self.text[self.at : self.at + 1] in ("]", "］"):
                self.add("trailing-comma", comma, comma + 1)
        elif head not in ("", "]", "］", "}"):
            self.repeat("missing-comma", end, end)
