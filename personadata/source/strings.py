"""Texts and keys in quotes: sound ones, and those whose quotes, escapes or line breaks are not JSON's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.source import repair, spelling
from personadata.source.faults import Fault, Lost, Reader

QUOTES: Final = {'"': '"', "'": "'", "“": "”“", "”": "”“", "‘": "’‘", "’": "’‘", "＂": "＂"}
LOOK_AHEAD: Final = 2_000  # characters
# characters of one record: some 250,000 tokens, which no sample has; what keeps the cost of reading and of rules bounded
HUGE: Final = 1_000_000
_WORD: Final = regex(r"[^\W\d]\w*")
_CLEAN: Final = regex(r'"([^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*)"')
_AFTER_KEY: Final = regex(r"[ \t\r\n]*[:：]")
# what may follow the closing quote of a text: the end, a bracket, a comma with a value or a key behind it, a comment,
# or, where a comma was forgotten, a key or a new line's value.  Any other quote belongs to the text
_AFTER_VALUE: Final = regex(
    r"""[ \t\r\n]*(?:
      $ | [}\]｝］]
    | ,[ \t\r\n,]*(?: $ | ["'“”‘’＂{\[}\]｝］] | // | /\* | \#
                   | -?\d[\d.eE+-]*\s*[,\]}] | (?:true|false|null|True|False|None|NaN)\b | \w+\s*[:：] )
    | [，、；;][ \t\r\n]*(?: $ | ["'“”‘’＂{\[}\]｝］] )
    | (?<=\s)(?: // | /\* | \# )
    | (?<=\n)[ \t]*["'“{\[]
    | "[^"\n]{1,60}"\s*[:：]
    )""",
    re.VERBOSE,
)
_CURLY: Final = regex("[“”]")
# what follows a closing quote and hardly anything inside a text: a key, or the end of the record
_SURE: Final = regex(
    r"""[ \t\r\n]*(?:
      [}\]][ \t\r]*(?: \Z | \n | ,[ \t\r\n]*\{[ \t\r\n]*" )
    | ,[ \t\r\n]*"\w{1,40}"[ \t]*:
    )""",
    re.VERBOSE,
)
_ESCAPE: Final = regex(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
# what a line begins with that was never meant to be inside a text
_NEW_LINE: Final = regex(r'[ \t\r\n]*(?:[}\]]|[\[\s]*\{\s*["\'“]|"[^"\n]{1,60}"\s*:|$)')


@dataclass(slots=True)
class Strings(Reader):
    """A reader of keys and texts in quotes."""

    def key(self) -> str:
        """The key at ``at``, in any quotes or none."""
        if self.peek() in QUOTES:
            clean = _CLEAN.match(self.text, self.at)
            if clean is None or (_CURLY.search(clean[1]) and not _AFTER_KEY.match(self.text, clean.end())):
                return self._damaged_string(_AFTER_KEY)
            self.at = clean.end()
            return spelling.decode(clean[1])
        word = _WORD.match(self.text, self.at)
        if word is None:
            raise self.lost("no-key")
        self.note("bare-key", self.at, len(word[0]), word[0])
        self.at = word.end()
        return word[0]

    def string(self) -> str:
        """The text at ``at``, in any quotes."""
        clean = _CLEAN.match(self.text, self.at)
        if clean and not self._goes_on(clean.end()) and not self._ended(clean.start() + 1, clean.end()):
            self.at = clean.end()
            return spelling.decode(clean[1])
        return self._damaged_string(_AFTER_VALUE)

    def _ended(self, start: int, end: int) -> bool:
        """Whether a quote of the wrong kind between *start* and *end* ends the text, and the one before *end* does not."""
        if _AFTER_VALUE.match(self.text, end):
            return False
        return any(_SURE.match(self.text, curly.end()) for curly in _CURLY.finditer(self.text, start, end))

    def _goes_on(self, at: int) -> bool:
        """Whether the quote before *at* belongs to the text, since a better one to end it follows in this line."""
        if _AFTER_VALUE.match(self.text, at):
            return False
        end = self.text.find("\n", at)
        end = min(len(self.text) if end < 0 else end, at + LOOK_AHEAD)
        while (at := self.text.find('"', at, end)) >= 0:
            at += 1
            if _AFTER_VALUE.match(self.text, at):
                return True
        return False

    def _damaged_string(self, after: re.Pattern[str]) -> str:
        opener, before, first = self.text[self.at], len(self.faults), self.at
        closers = QUOTES[opener]
        if opener == "'":
            self.note("single-quote", self.at, 1)
        elif opener != '"':
            self.note("full-width", self.at, 1, f'{opener} "')
        begin = at = self.at + 1
        while at < len(self.text):
            if at - begin > HUGE:
                raise Lost(Fault("huge-record", first, first + 1, say("more than {n:,} characters", n=HUGE)))
            character = self.text[at]
            if (
                opener == '"'
                and character in "”“"
                and (_SURE if after is _AFTER_VALUE else after).match(self.text, at + 1)
            ):
                self.note("full-width", at, 1, f'{character} "')
                closers = character
            if character in closers or (opener in "“”" and character == '"'):
                if after.match(self.text, at + 1):
                    if opener not in "\"'" and character not in "\"'":
                        self.note("full-width", at, 1, f'{character} "')
                    self.at = at + 1
                    mended = repair.Repair(first, self.at, repair.string(self.text[begin:at]))
                    self.faults[before:] = [fault._replace(repair=mended) for fault in self.faults[before:]]
                    return spelling.decode(self.text[begin:at])
                if character == '"' and opener == '"':
                    self.note("inner-quote", at, 1)
                at += 1
            elif character == "\\":
                at = self._escape(at, opener)
            elif character < " ":
                if character in "\r\n" and self._breaks_off(at):
                    self.note("unclosed", at, 0, '"')
                    self.at = at
                    return spelling.decode(self.text[begin:at])
                self.note("raw-control", at, 1, _control_name(character))
                at += 1
            else:
                at += 1
        raise Lost(Fault("truncated", len(self.text), len(self.text), "a string"))

    def _escape(self, at: int, opener: str) -> int:
        """Past the escape at *at*, or past its backslash when it is none."""
        if _ESCAPE.match(self.text, at) or (opener == "'" and self.text.startswith("\\'", at)):
            return at + 2
        follower = self.text[at + 1 : at + 2]
        width = 2 if follower >= " " else 1
        self.note("bad-escape", at, width, self.text[at : at + width])
        return at + 2 if follower == "'" else at + 1

    def _breaks_off(self, at: int) -> bool:
        """Whether a line end inside a string is one that the author never meant to be inside."""
        return _NEW_LINE.match(self.text, at) is not None


def _control_name(character: str) -> str:
    if character in "\r\n":
        return say("line break")
    return say("tab") if character == "\t" else f"U+{ord(character):04X}"
