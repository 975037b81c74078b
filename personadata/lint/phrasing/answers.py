"""The answers of a persona set as their phrasing is compared: in tokens, with the names of models and makers masked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from personadata.lazy import ALPHABETIC, regex
from personadata.lint.identity.called import called
from personadata.lint.identity.kinds import kinds_of
from personadata.lint.identity.mentioned import others_in
from personadata.lint.identity.models import Others
from personadata.lint.once import once_per_dataset

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row
    from personadata.source import Spot

NAME: Final = "{name}"
MAKER: Final = "{developer}"
OTHER: Final = "{model}"
_MASKS: Final = frozenset((NAME, MAKER, OTHER))
_PLAIN: Final = rf"\d+(?:\.\d+)*|[0-9{ALPHABETIC}]+(?:['’][0-9{ALPHABETIC}]+)?|[^\W_]"
# where a clause ends; a point only where a space or nothing follows, so that 2.5 stays whole
_CLAUSE: Final = regex(r"[，。！？!?,;；：:\n~～…、]+|\.+(?=\s|$)")
_SENTENCE: Final = regex(r"[。！？!?\n；]+|\.+(?=\s|$)")

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """An assistant turn of a persona row that is trained on, and the user turn before it.

    ``words``: a Chinese character or a run of letters or digits each, in lower case, names masked (:data:`NAME`,
    :data:`MAKER`, :data:`OTHER`); ``spans``: where each stands in the text.  ``turn`` and ``question`` count the
    sample's turns.
    """

    row: Row
    turn: int
    question: int
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    language: Language

    @property
    def text(self) -> str:
        """What is said."""
        return self.row.sample.turns[self.turn].text

    @property
    def asked(self) -> str:
        """The user turn before, empty when there is none."""
        return self.row.sample.turns[self.question].text if self.question >= 0 else ""

    def at(self, first: int, last: int) -> Spot:
        """The place of words *first* to *last*, the latter not included."""
        return self.row.at(self.turn, self.spans[first][0], self.spans[last - 1][1])

    def said(self, first: int, last: int) -> str:
        """The text from word *first* to word *last*, the latter not included."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]]

    def opening(self, most: int) -> tuple[int, int]:
        """The words of the first clause, at most *most*, as numbers of the first and of the one after the last."""
        return 0, min(most, self._first_clause())

    def ending(self, most: int) -> tuple[int, int]:
        """The words of the last clause, at most *most*."""
        last = len(self.words)
        breaks = [found.end() for found in _CLAUSE.finditer(self.text) if found.end() <= self.spans[-1][0]]
        first = next(i for i, span in enumerate(self.spans) if not breaks or span[0] >= breaks[-1])
        return max(first, last - most), last

    def sentences(self) -> Iterator[tuple[int, int]]:
        """The words of each sentence."""
        first = 0
        for found in _SENTENCE.finditer(self.text):
            last = first
            while last < len(self.spans) and self.spans[last][0] < found.start():
                last += 1
            if last > first:
                yield first, last
            first = last
        if first < len(self.words):
            yield first, len(self.words)

    def _first_clause(self) -> int:
        for found in _CLAUSE.finditer(self.text):
            if found.start() > self.spans[0][0]:
                return sum(span[0] < found.start() for span in self.spans)
        return len(self.words)


@once_per_dataset
def answers_of(dataset: Dataset) -> tuple[Answer, ...]:
    """The answers of the persona rows of *dataset* that hold any words, in order; worked out once for all rules."""
    return tuple(_answers(dataset))


def different(answers: tuple[Answer, ...], language: Language) -> list[Answer]:
    """The *answers* in *language* without those whose words stand in an earlier one."""
    seen: dict[tuple[str, ...], Answer] = {}
    for answer in answers:
        if answer.language == language:
            seen.setdefault(answer.words, answer)
    return list(seen.values())


def _answers(dataset: Dataset) -> Iterator[Answer]:
    rows = kinds_of(dataset).identity
    if not rows:
        return
    others = others_in(dataset)
    plain, full = _patterns(dataset, others)
    masks = {"name": NAME, "maker": MAKER, "other": OTHER}
    for row in rows:
        question = -1
        for index, turn in enumerate(row.sample.turns):
            if turn.role == "user":
                question = index
            if turn.role != "assistant" or turn.loss is False:
                continue
            found = list((full if others.in_text(turn.text) else plain).finditer(turn.text))
            if not found:
                continue
            words = tuple(masks[match.lastgroup] if match.lastgroup else match[0].casefold() for match in found)
            spans = tuple(match.span() for match in found)
            yield Answer(row, index, question, words, spans, _language(words, turn.text))


def _language(words: tuple[str, ...], text: str) -> Language:
    """Chinese when a third of the words are, names left aside: an English answer may hold a Chinese name."""
    plain = [word for word in words if word not in _MASKS]
    han = sum(word >= "\u3040" for word in plain) * 3 >= len(plain) if plain else text >= "\u3040"
    return "zh" if han else "en"


def _patterns(dataset: Dataset, others: Others) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The tokens of a text that names no other model, and of any text."""
    who = called(dataset)
    own = f"(?P<name>{_any(who.names)})|(?P<maker>{_any(who.makers)})"
    full = rf"{own}|(?P<other>(?:{others.names}|{others.vendors})(?:[-\s]?\d[\w.]*)?)|{_PLAIN}"
    return re.compile(rf"{own}|{_PLAIN}"), re.compile(full)


def _any(names: tuple[str, ...]) -> str:
    longest = sorted(names, key=len, reverse=True)
    return "|".join(rf"(?<![A-Za-z0-9])(?i:{re.escape(name)})(?![A-Za-z0-9])" for name in longest) or "(?!)"
