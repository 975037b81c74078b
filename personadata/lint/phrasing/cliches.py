"""The lists of stock phrases, data in ``rules/<language>/cliches.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from personadata.lazy import regex
from personadata.lint.message import Message, say
from personadata.safe_yaml import load_rules

if TYPE_CHECKING:
    from personadata.lint.phrasing.answers import Language

Kind = Literal["cliches", "boasts"]
NEGATION: Final = regex(
    r"[不没無无别別非]|谈不上|難|很难|谁敢|\b(?:not|never|no|nobody|nothing|cannot|without|nor)\b|n['’]t\b",
    re.IGNORECASE,
)
# the word that a list gives → what is wrong with the phrase
_WHY: Final = {
    "opener": "opens with what it is where nobody asked",
    "rote": "is politeness by rote",
    "closing": "closes like every chat window",
    "mission": "states a mission instead of answering",
    "praise": "praises the answer instead of giving it",
    "empty": "says nothing",
    "essay": "connects as essays do",
    "effort": "promises an effort that a model does not make",
    "duty": "ranks duties that no spec ranks",
    "ranking": "ranks the model",
    "others": "ranks it above others",
    "promise": "promises what cannot be kept",
    "everything": "claims to know or answer everything",
    "origin": "claims an origin that is rarely true",
    "learning": "claims to learn, which a model does not do from its talks",
}


@dataclass(frozen=True, slots=True)
class Stock:
    """One listed phrase and why it is listed."""

    pattern: re.Pattern[str]
    why: Message

    @property
    def denies(self) -> bool:
        """Whether the phrase has a negation of its own, as 无所不能 and "nothing I can't do" have."""
        return NEGATION.search(self.pattern.pattern) is not None


@cache
def stock(kind: Kind, language: Language) -> tuple[Stock, ...]:
    """The phrases of one *kind* in *language*, in the order of the file."""
    entries: list[dict[str, str]] = load_rules(f"{language}/cliches.yaml")[kind]
    return tuple(Stock(re.compile(entry["regex"], re.IGNORECASE), say(_WHY[entry["why"]])) for entry in entries)
