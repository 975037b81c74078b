"""How English sentences say who their speaker is, who made it and what it can do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from personadata.importing.placeholders import DEVELOPER, NAME

_W = rf"[A-Z0-9\u3400-\u9fff{NAME}{DEVELOPER}][\w&'’.+{NAME}{DEVELOPER}-]*"
_SELF = rf"({_W}(?: {_W}){{0,4}})"
_NAMED = re.compile(
    r"(?i:\bmy name is|\bnamed|\bcall(?:ed)?(?: me)?(?: as)?|\brefer to me as|\bknown as|\bgot the name|\bI go by)\s+"
    rf"(?:{_SELF}|([\w-]+)(?=[,.!;:]|$))"
)
_OR = re.compile(rf"(?i:call me|refer to me as) [\w ]{{1,30}}? or {_SELF}")
_AM = re.compile(rf"\bI(?:['’]m| am| am called)\s+{_SELF}")
_ORG = re.compile(r"(?i)\b(?:organi[sz]ation|company|team|group|lab|community) $")  # a company called so
_NOT_NAME = frozenset(
    "ai an a the i i'm llm assistant not sorry here chatbot bot english chinese and also just".split()  # noqa: SIM905
)
_ORGS = "(?:community|team|group|lab|labs|laboratory|institute|company|foundation|project|association|university)"
_MADE = re.compile(
    r"(?i:\b(?:developed|created|trained|built|made|designed|invented|launched|released)"
    r"(?:,? and \w+)?(?: collaboratively| jointly| together)? by)\s+"
    r"(?:(?i:an? (?:\w+ )?(?:organi[sz]ation|company|team|group|lab) (?:called|named)"
    r"|(?:the |a )?(?:research |engineering )?(?:team|researchers|engineers|engineers and researchers) (?:at|from|of))\s+)?"
    rf"((?:[Tt]he )?{_W}(?: (?:of |and |for |& )?{_W}){{0,5}}(?: {_ORGS}\b)?|[\w-]+(?=[,.!;:]|$))"
)
_MAKER = re.compile(
    rf"\b[Mm]y (?:developer|creator|maker|author)s? (?:is|are) ((?:the )?{_W}(?: (?:of |and )?{_W}){{0,5}})"
)
_NOT = re.compile(r"(?i)(?:\bnot|n['’]t|\bnever)\b[^,.;]{0,20}$")
_NOT_MAKER = frozenset("a an the ai humans human people me you us them someone anyone openly".split())  # noqa: SIM905
_CAN = re.compile(r"\bI(?:['’]m able to| am able to| can)(?: also)? ([a-z][^.;:!?\n(]{3,120})")


def names(part: str) -> Iterator[str]:
    """The names that the first-person sentence *part* gives its speaker."""
    for pattern in (_NAMED, _OR, _AM):
        for match in pattern.finditer(part):
            if not _ORG.search(part[: match.start()]):
                yield _name(match[match.lastindex or 1])


def developers(part: str) -> Iterator[str]:
    """Those whom the first-person sentence *part* names as its speaker's makers."""
    for pattern in (_MADE, _MAKER):
        for match in pattern.finditer(part):
            if not _NOT.search(part[: match.start()]):
                yield _maker(match[1])


def abilities(part: str) -> Iterator[str]:
    """What sentence *part* says that its speaker can do, as verb phrases."""
    for match in _CAN.finditer(part):
        if "how can " in part[: match.end(0)].lower():
            continue
        for number, piece in enumerate(match[1].split(",")):
            phrase = re.sub(r"^(?:(?:and|also|even|then|help|help you|assist you in)\s+)+", "", piece.strip())
            if phrase != "more" and (" " in phrase or not number):
                yield phrase


def _name(text: str) -> str:
    text = text.strip().rstrip(".'’")
    return "" if text.split(" ")[0].lower() in _NOT_NAME else text


def _maker(text: str) -> str:
    text = text.strip().rstrip(".'’")
    return "" if text.lower() in _NOT_MAKER else text
