"""One value of a file: at the speed of json when it is sound, patiently when it is not, passed over when it is lost."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.source import lines
from personadata.source.faults import Fault, Lost
from personadata.source.repair import Repair
from personadata.source.scan import MAX_DEPTH, Scan
from personadata.source.strings import HUGE
from personadata.source.way import Way

# every error of json counts the lines of the whole file before it; after so many it is no longer asked
PATIENCE: Final = 100
NEAR: Final = 100_000  # characters in which the next record is looked for by its looks
COST: Final = NEAR // 20  # of doing so in vain, in characters read patiently
_VALUE: Final = regex(r'[{｛\[［"\'“‘”＂]|-?\d|(?:true|false|null|True|False|None|NaN)\b')
_FIRST_KEY: Final = regex(r"[{｛]\s*([\"'“]\w+)")
# the end of a record and the beginning of the next one, which begins with the same key
_NEXT: Final = r"[}}｝]\s*(?:[,，]\s*)?(?=[{{｛]\s*{key})"


class Piece(NamedTuple):
    """A value and its place; ``damaged`` when it was read only by guessing what was meant."""

    value: object
    start: int
    end: int
    damaged: bool = False


@dataclass(slots=True)
class Values(Way):
    """A reader of values.  ``broken`` counts those that are lost, ``sound`` those that are not."""

    broken: int = 0
    sound: int = 0
    last: Scan | None = None
    marked: bool = False
    errors: int = 0
    spent: int = 0

    def decoder(self) -> json.JSONDecoder:
        """A decoder that sets ``marked`` at duplicate keys and at NaN, which json would take without a word."""
        return json.JSONDecoder(object_pairs_hook=self._pairs, parse_constant=self._constant)

    def value(self, decoder: json.JSONDecoder, array: bool) -> Piece | None:
        """The value at ``at``, and ``at`` behind it; None when it is lost, and ``at`` where the next may begin."""
        start = self.at
        self.marked = False
        if self.errors < PATIENCE:
            try:
                value, self.at = decoder.raw_decode(self.text, start)
            except RecursionError:
                pass
            except ValueError:
                self.errors += 1
            else:
                if not self.marked:
                    if self.deep(value, start, self.at):
                        self.unfit("too-deep", start, say("more than {n} levels", n=MAX_DEPTH))
                        return None
                    if not array and not isinstance(value, dict | list) and not lines.ALONE.match(self.text, self.at):
                        return self._pass_line(start)
                    self.sound += 1
                    return Piece(value, start, self.at)
        if self.text.startswith(lines.ESCAPED, start) and self._unescape(start):
            return None
        if not _VALUE.match(self.text, start):
            return self._pass_line(start, array)
        if self.spent > 4 * len(self.text) + 1_000_000:
            self.add("gave-up", start, start + 1)
            self.broken += 1
            self.at = len(self.text)
            return None
        return self._read_slowly(start, array)

    def deep(self, value: object, start: int, end: int) -> bool:
        """Whether the value at *start* to *end* is nested deeper than any reader of damaged records goes."""
        # counting brackets costs next to nothing, and few records have so many
        if end - start < MAX_DEPTH or self.text.count("[", start, end) + self.text.count("{", start, end) < MAX_DEPTH:
            return False
        level = [value]
        for _ in range(MAX_DEPTH + 1):
            inside = (
                item.values() if isinstance(item, dict) else item for item in level if isinstance(item, dict | list)
            )
            level = [item for items in inside for item in items if isinstance(item, dict | list)]
            if not level:
                return False
        return True

    def huge(self, value: object, start: int, end: int) -> bool:
        """Whether the value at *start* to *end* is one record and longer than any sample."""
        return end - start > HUGE and not isinstance(value, list)

    def unfit(self, kind: str, start: int, detail: str) -> None:
        """Note that the sound value at *start*, which ends at ``at``, is none that rules can judge."""
        self.broken += 1
        self.add(kind, start, start + 1, detail)

    def _read_slowly(self, start: int, array: bool) -> Piece | None:
        """The value at *start* as the patient reader sees it, with everything that it objects to noted."""
        scan = self.last = Scan(self.text, start)
        try:
            value = scan.read()
        except Lost as lost:
            self.spent += HUGE if lost.fault.kind == "huge-record" else lost.fault.start - start
            self.report(scan.faults, lost=True)
            return self._give_up(lost.fault, start, array)
        self.at = scan.at
        self.spent += scan.at - start
        if not array and not isinstance(value, dict | list) and not lines.ALONE.match(self.text, self.at):
            return self._pass_line(start)
        faults = scan.faults
        if not faults:
            try:
                json.loads(self.text[start : self.at])
            except ValueError as error:
                faults = [Fault("refused", start, start + 1, str(error))]
        if any(fault.kind == "unclosed" for fault in faults):
            # it may have swallowed the beginning of the next record: that one begins where it would have begun anyway
            self.broken += 1
            self.at = self._resume(start, array, "unclosed")
            if self._begins_alike(start, scan.at):
                self.at = min(self.at, scan.at)
            stop = self.before(self.at)
            faults = [fault._replace(start=min(fault.start, stop), end=min(fault.end, stop)) for fault in faults]
            closers = [fault for fault in faults if fault.kind == "unclosed" and fault.detail in ("}", "]")]
            if len(closers) == len(faults):
                place = self.before(stop - (self.text[stop - 1] == ","))
                faults = [closers[0]._replace(repair=Repair(place, place, "".join(fault.detail for fault in closers)))]
            self.report(faults, lost=len(closers) < len(faults))
            return None
        if swallowed := self._swallowed(start, faults):
            return self._give_up(swallowed, start, array)
        self.report(faults)
        self.sound += 1
        return Piece(value, start, self.at, damaged=bool(faults))

    def _begins_alike(self, start: int, at: int) -> bool:
        """Whether a record begins at *at*, with the same key as the one at *start*."""
        one, other = _FIRST_KEY.match(self.text, start), _FIRST_KEY.match(self.text, at)
        return one is not None and other is not None and one[1] == other[1]

    def _swallowed(self, start: int, faults: list[Fault]) -> Fault | None:
        """What is wrong with the record at *start* when a text in it never ends and runs over into the next record."""
        kinds = {fault.kind for fault in faults}
        key = _FIRST_KEY.match(self.text, start)
        if key is None or not kinds >= {"inner-quote", "duplicate-key"}:
            return None
        found = re.compile(_NEXT.format(key=re.escape(key[1]))).search(self.text, start + 1, self.at)
        return Fault("unclosed", found.start(), found.start(), '"') if found else None

    def _pass_line(self, start: int, array: bool = False) -> Piece | None:
        """Note what is wrong with the line at *start*, which is no JSON, and go on behind it: always None."""
        if not array:
            if self._unescape(start):
                return None
            if label := lines.LABEL.match(self.text, start):
                self.repeat("text-before", start, label.end())
                self.passed = (start, label.end())
                self.at = label.end()
                return None
        return self._give_up(Fault("not-json", start, self.line_end(start)), start, array)

    def _unescape(self, start: int) -> bool:
        """Whether the line at *start* is a record all of whose quotes are escaped or doubled; it is noted and passed."""
        end = self.before(self.line_end(start))
        end -= self.text[end - 1] == ","
        inside = lines.encoded(self.text[start:end])
        if inside:
            self.repeat("escaped-quotes", start, end, repair=Repair(start, end, inside))
            self.broken += 1
            self.at = end
        return bool(inside)

    def _give_up(self, fault: Fault, start: int, array: bool) -> Piece | None:
        """Note why the record at *start* is lost, and go to where the next one seems to begin: always None."""
        self.broken += 1
        kind, place, end, detail = fault[:4]
        self.at = self._resume(start, array, kind)
        if place > self.at:
            place = end = self.before(self.at)
            kind, detail = "unclosed", say("quote or bracket")
        elif kind == "truncated":
            detail = str(self.row(start))
            place = end = self.before(place)
        elif kind in ("unexpected", "no-key"):
            detail = self.quoted(place)
        if kind == "not-json":
            if lines.CONFLICT.match(self.text, place):
                self.repeat("merge-conflict", place, end)
            else:
                end = min(end, self.at)  # in an array reading may go on within the line
                # the line end goes with a whole line
                rest = end + 1 if self.first(place) and self.text[end : end + 1] == "\n" else end
                self.repeat(kind, place, end, repair=Repair(place, rest, ""))
        else:
            self.add(kind, place, end, detail)
        return None

    def _resume(self, start: int, array: bool, kind: str) -> int:
        """Where the record after the lost one at *start* seems to begin."""
        if kind == "not-json":
            # what stands between records says nothing of how deep they stand
            found = re.compile(r"\n[ \t]*(?=[{｛])").search(self.text, start) if array else None
            if found or not array:
                return found.end() if found else self.line_end(start)
        if self.first(start):
            indent = self.text[self.text.rfind("\n", 0, start) + 1 : start].replace("\ufeff", "")
            # a record that begins its line: the next one begins a line too, as deep as this one
            found = re.compile(rf"\n{re.escape(indent)}(?=[{{｛\[])").search(self.text, start)
            if found:
                return found.end()
            if array:
                end = re.compile(r"\n[ \t]*(?=[\]］][ \t\r\n]*\Z)").search(self.text, start)
                return end.end() if end else len(self.text)
            return len(self.text)
        # several records in a line: the next one begins with the same key, so that an object inside is not taken for it
        key = _FIRST_KEY.match(self.text, start)
        alike = _NEXT.format(key=re.escape(key[1])) if key else r"\n(?=[{｛])"
        for pattern in (alike, r"\n(?=[{｛])"):
            found = re.compile(pattern).search(self.text, start + 1, start + NEAR)
            if found:
                return found.end()
            self.spent += COST
        found = re.compile(r"[}｝]\s*(?:[,，]\s*)?(?=[{｛])").search(self.text, start + 1)
        return found.end() if found else len(self.text)

    def _pairs(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            self.marked = True
        return found

    def _constant(self, name: str) -> None:
        self.marked = True
