"""What a rule reports, and what would mend it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from personadata.lint.message import constant
from personadata.source import Source, Spot

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Edit:
    """``text`` put in place of the characters *start* to *end* of *source*'s text."""

    source: Source
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding, all or none.  ``safe`` means that the decoded samples stay the same set.

    ``encode``: the file is also to be written as UTF-8 without a byte order mark.
    """

    message: str
    edits: tuple[Edit, ...] = ()
    safe: bool = False
    encode: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, and what is there."""

    spot: Spot
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with the data.

    ``code`` and ``name`` are the rule's; without a ``spot`` it is about the data set as a whole.  ``message`` states
    the fact with its numbers, ``help`` what to do.  ``table`` is rows of cells, the first one the headings, with the
    figures behind the message; it is empty when there is nothing to tabulate.
    """

    code: str
    name: str
    message: str
    severity: Severity = "error"
    spot: Spot | None = None
    related: tuple[Related, ...] = ()
    help: str = ""
    fix: Fix | None = None
    table: tuple[tuple[str, ...], ...] = ()

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits for this rule and the decoded text it points at.

        The same before and after lines move, files are renamed or escapes change; two copies of one row share it.  A
        finding without a place is known by its message without the numbers.
        """
        spot = self.spot
        content = (
            constant(self.message)
            if spot is None
            else f"{json.dumps([spot.path, spot.on_key, spot.start, spot.end])}\0{_digest(spot.content)}"
            if spot.record is not None
            else str(spot.content)
        )
        return _sha256(f"{self.code}\0{content}".encode("utf-8", "surrogatepass"))[:32]


def _digest(content: object) -> str:
    return _digest_text(content) if isinstance(content, str) else _spelled(content)


def _spelled(content: object) -> str:
    return json.dumps(content, sort_keys=True, default=str)


@lru_cache(maxsize=8)  # a long text may have thousands of findings
def _digest_text(text: str) -> str:
    return _sha256(_spelled(text).encode())


def _sha256(content: bytes) -> str:
    from hashlib import sha256  # which loads OpenSSL: only some formats of a report show fingerprints

    return sha256(content).hexdigest()
