"""What the choice looks at: candidates with all that is compared worked out, and the stock of each category."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from personadata.expand.axes import length_band, names_both, register_of, wording_of
from personadata.expand.similar import normalise, trigrams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from personadata.expand.candidate import Candidate


@dataclass(slots=True)
class Offer:
    """A candidate as the choice looks at it: what is compared is worked out once."""

    candidate: Candidate
    plain_key: str
    plain_answer: str
    asks: frozenset[str]
    says: frozenset[str]
    opening: str
    length: str
    register: str
    wording: str
    both: bool
    form: str
    asks_seen: int = 0
    says_seen: int = 0
    """How many earlier questions and answers it was already found to differ from."""
    sound: bool | None = None

    @classmethod
    def of(cls, candidate: Candidate) -> Offer:
        """The offer of *candidate*."""
        language = candidate.category.language
        key, answer = candidate.key, candidate.text("assistant")
        plain = normalise(answer)
        opening = "en:" + " ".join(answer.casefold().split()[:3]) if language == "en" else plain[:6]
        return cls(
            candidate, normalise(key), plain, trigrams(key), trigrams(answer), opening,
            length_band(answer, language), register_of(candidate), wording_of(candidate), names_both(candidate, answer),
            f"{candidate.category.id}/{candidate.features.qtype}",
        )  # fmt: skip


@dataclass
class Stock:
    """What is left of one category: its stream of candidates and those looked at but not yet taken."""

    name: str
    group: str
    language: str
    stream: Iterator[Candidate]
    buffer: deque[Offer] = field(default_factory=deque)
    spare: list[Candidate] = field(default_factory=list)
    dry: bool = False
