"""A sentence of a template file: ``[marks; if condition] text #letters``, or ``@category`` to draw one from."""

from __future__ import annotations

import re

from personadata.errors import did_you_mean
from personadata.expand.slots import KNOWN, PLAIN, SLOTS
from personadata.expand.template import Line, has_jinja
from personadata.expand.template_head import HeadReader

TONES = ("plain", "brief", "formal", "warm", "playful", "poetic")
REGISTERS = ("casual", "polite", "pressing", "net", "formal", "mixed")
_MARKS = re.compile(r"^\[((?:[^\[\]]|\[[^\]]*\])*)\]\s*")
_LETTERS = re.compile(r"\s#(\*|[a-z](?:\s*,\s*[a-z])*)\s*$")
_DRAW = re.compile(r"^@(\w+)$")


class LineReader(HeadReader):
    """Reads the sentences of a file too."""

    def lines(self, rows: list[tuple[int, str]], marks: tuple[str, ...]) -> tuple[Line, ...]:
        """The sentences of a section, one a row, each with some of *marks*."""
        return tuple(self.line(row, text, marks) for row, text in rows if text.strip())

    def line(self, row: int, text: str, known: tuple[str, ...], column: int = 1) -> Line:
        """The sentence in *text*, which starts at *column*, with some of the *known* marks."""
        marks: tuple[str, ...] = ()
        condition = ""
        if text.startswith("[") and (match := _MARKS.match(text)):
            names, _, rest = match[1].partition(";")
            marks = tuple(part.strip() for part in names.split(",") if part.strip())
            for mark in marks:
                if mark not in known:
                    self.say(
                        row, column + 1, f"unknown mark {mark!r}{did_you_mean(mark, known)}; known: {', '.join(known)}"
                    )
            rest = rest.strip()
            if rest:
                if rest.startswith("if "):
                    condition = self.condition(rest[3:].strip(), row, column + text.index(";") + 1)
                else:
                    self.say(row, column + text.index(";") + 1, "after ; a mark says: if EXPRESSION")
            text, column = text[match.end() :], column + match.end()
        letters: tuple[str, ...] = ()
        if "#" in text and (match := _LETTERS.search(text)):
            letters = () if match[1] == "*" else tuple(part.strip() for part in match[1].split(","))
            text = text[: match.start()]
        text = text.strip()
        if text.startswith("\\") and not text.startswith("\\n"):
            text = text[1:]
        if text.endswith("\\"):
            text = text[:-1]
        draw = match[1] if text.startswith("@") and (match := _DRAW.match(text)) else ""
        slots = frozenset() if draw else self.slots(text, row, column)
        if not text:
            self.say(row, column, "an empty sentence")
        return Line(text.replace("\\n", "\n"), self.path, row, column, letters, marks, condition, slots, draw)

    def slots(self, text: str, row: int, column: int) -> frozenset[str]:
        """The slots that the sentence *text* uses."""
        if "{" not in text:
            return frozenset()
        slots = set(PLAIN.findall(text))
        for match in PLAIN.finditer(text) if slots - SLOTS else ():
            name = match[1]
            if name not in SLOTS:
                self.say(
                    row,
                    column + match.start(1),
                    f"unknown slot {name!r}{did_you_mean(name, SLOTS)}; known: {', '.join(SLOTS)}",
                )
        if has_jinja(text):
            from personadata.expand.jinja import check_source

            for name, problem in check_source(text, KNOWN):
                if problem:
                    self.say(row, column, problem)
                elif name in SLOTS:
                    slots.add(name)
        return frozenset(slots)

    def condition(self, source: str, row: int, column: int) -> str:
        """The expression *source* of an ``if``, checked."""
        if source:
            from personadata.expand.jinja import check_source

            for _, problem in check_source("{{ (" + source + ") }}", KNOWN):
                if problem:
                    self.say(row, column, f"condition {source!r}: {problem}")
        return source
