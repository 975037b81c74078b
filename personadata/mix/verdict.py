"""What came of one record: a row to train on, or why not."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Reason = Literal[
    "broken", "refused", "leak", "identity", "probe", "duplicate", "near-duplicate", "persona-duplicate", "mention", "role-play", "label"
]  # fmt: skip
WORDS: Final[dict[str, str]] = {
    "broken": "broken: no row that can be trained on",
    "refused": "an answer that lint refuses for this persona",
    "leak": "claims another identity in the first person",
    "identity": "answers a question about the assistant as somebody else",
    "probe": "asks a held-out probe",
    "duplicate": "the same as a row before",
    "near-duplicate": "nearly the same as a row before",
    "persona-duplicate": "asks what the persona data asks",
    "mention": "names a model or vendor as its topic",
    "role-play": "speaks as another because the row asks it to",
    "label": "“输入：” cut off the input",
}


class Note(NamedTuple):
    """One line of the report: what was done with the record at ``place``, and why."""

    source: str
    place: str
    action: Literal["dropped", "kept", "changed"]
    reason: str
    message: str
    code: str = ""
    text: str = ""
    like: str = ""


class Verdict(NamedTuple):
    """A record that has been judged.

    ``reason`` is empty for a row that stays, whose ``line`` is its JSON; ``kept`` names what was looked at and let
    pass.  ``key`` is a hash of the row as de-duplication sees it, ``asked`` all that comes before its last answer.
    """

    number: int
    place: str
    reason: str = ""
    message: str = ""
    code: str = ""
    text: str = ""
    line: bytes = b""
    asked: str = ""
    key: int = 0
    tokens: float = 0.0
    kept: str = ""
    kept_message: str = ""
    label: bool = False
    loss: bool = False
