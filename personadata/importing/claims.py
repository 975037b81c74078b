"""What an answer says of its speaker: its name, its developer, what it can do, whom it denies being."""

from __future__ import annotations

import re
from collections.abc import Iterator

from personadata.importing import claims_en, claims_zh

_SENTENCES = re.compile(r"[。！？!?；;\n…～~]+|\.+(?=\s|$)")
_FIRST_PERSON = re.compile(r"我(?!们)|\b(?:I|me|[Mm]y)\b|\bI['’]")
_REACH = 600
"""How many characters of an answer are looked at: who it is stands at its beginning."""
_DENIAL = re.compile(r"(?:不是|并非|并不是|不叫)([^，,。．;；!！?？\n]{1,40})|(?i:\bnot|n['’]t)\b([^,.;!?\n]{1,50})")
_NO = re.compile(
    r"\s*(?:抱歉|对不起|不好意思|[Ss]orry|I['’]m sorry)?[，,。!！\s]*(?:不[，,。是！!对]|并不|否|[Nn]o\b|[Nn]ope\b)"
)


def names(answer: str) -> set[str]:
    """The names that *answer* gives its speaker."""
    found = {name for part in _parts(answer) for name in claims_zh.names(part)}
    found |= {name for part in _own(answer) for name in claims_en.names(part)}
    return found - {""}


def developers(answer: str) -> set[str]:
    """Those whom *answer* names as the makers of its speaker."""
    found = {party for part in _own(answer) for claim in (claims_zh, claims_en) for party in claim.developers(part)}
    return found - {""}


def abilities(answer: str) -> Iterator[str]:
    """What *answer* says that its speaker can do, as verb phrases."""
    for part in _own(answer):
        yield from claims_zh.abilities(part)
        yield from claims_en.abilities(part)


def denials(answer: str) -> list[str]:
    """The pieces of *answer* that its speaker says it is not."""
    return [
        next(text for text in match.groups() if text).strip()
        for part in _own(answer)
        for match in _DENIAL.finditer(part)
    ]


def says_no(answer: str) -> bool:
    """Whether *answer* opens with a no."""
    return _NO.match(answer) is not None


def _parts(answer: str) -> list[str]:
    return _SENTENCES.split(answer[:_REACH])


def _own(answer: str) -> list[str]:
    """The sentences in the first person."""
    return [part.strip() for part in _parts(answer) if _FIRST_PERSON.search(part)]
