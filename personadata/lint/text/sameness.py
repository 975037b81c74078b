"""When two texts are the same but for width, case, punctuation and spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from personadata.dataset import Row
    from personadata.sample import Sample

# punctuation, spaces and invisible characters, but not the signs of arithmetic, money and programming languages
_DROPPED: Final = re.compile(
    r"[\s!\"'(),./:;?\[\]{}\-_\u00a1\u00a7\u00ab\u00ad\u00b6\u00b7\u00bb\u00bf\u061c\u200b-\u2043\u2045-\u2051\u2053-\u206f"
    r"\u3001-\u3003\u3008-\u3011\u3014-\u301f\u3030\u303d\u30a0\u30fb\ufe00-\ufe1f\ufe30-\ufe6b\ufeff]+"
)
_DROPPED_ASCII: Final = {code: None for code in range(128) if _DROPPED.match(chr(code))}
_DIGIT: Final = re.compile("[0-9]")
# a mark inside a number, a version or a path carries meaning: 3.5, 1-2, 12:30
_MEANT: Final = re.compile(r"[.,:/-](?:(?<=\d.)(?=\w)|(?<=\w.)(?=\d))|-(?<![\w)].)(?=[\d.])", re.ASCII)


def normal(text: str) -> str:
    """*text* after NFKC, case folding, and without punctuation and spaces; itself, stripped, when nothing is left."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    # a mark with a meaning has a digit beside it, or is the sign of a number such as -.5
    kept = folded
    if _DIGIT.search(folded) or "-." in folded:
        kept = _MEANT.sub(lambda mark: chr(0xE000 + ord(mark[0])), folded)
    return (kept.translate(_DROPPED_ASCII) if kept.isascii() else _DROPPED.sub("", kept)) or folded.strip()


def context(sample: Sample) -> tuple[str, ...]:
    """All that comes before the last answer, each turn with its role and :func:`normal`: the question as a model sees it."""
    turns = sample.turns
    if turns and turns[-1].role == "assistant":
        turns = turns[:-1]
    return tuple(f"{turn.role[0]}{normal(turn.text)}" for turn in turns)


def same_question(rows: Iterable[Row]) -> list[list[Row]]:
    """The *rows* that ask the same in the same context, in groups of at least two, in order."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(hash(context(row.sample)), []).append(row)
    return [group for group in groups.values() if len(group) > 1]


def question_of(row: Row) -> int:
    """The turn to point at when *row* asks what another one asks: its last question."""
    turns = row.sample.turns
    return next((index for index in range(len(turns) - 1, -1, -1) if turns[index].role == "user"), 0)
