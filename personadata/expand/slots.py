"""Slots: the names a template may use, and the characters that stand for them while a sentence is rewritten.

While rules work on a sentence every slot is one private-use character, so that no rule can look into, cut or
change a name (``青穹科技开发`` is never read as ``青穹`` + ``科技开发``).  Values are filled in last.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Spoken = Literal["zh", "en"]
"""The languages that templates are written in; Traditional script is made of ``zh``."""

_NAMES = (
    "name", "alias", "developer", "maintainer", "developer_type", "role", "a_role",
    "cap", "cap2", "cap3", "caps", "cap_ing", "caps_ing", "example", "limit",
    "X", "X2", "X3", "V", "base_model", "version", "contact", "site", "price", "domain",
    "langs", "lang", "fact_q", "fact_a", "topic", "system",
)  # fmt: skip
SLOTS = frozenset(_NAMES)
"""Every slot a template may use."""

CONDITIONS = frozenset(
    {
        "developer_type_is", "same_party", "internet", "realtime", "memory", "actions", "base_model_policy", "roleplay",
        "address", "n_caps", "n_denied", "relation", "introduce_on_greeting",
    }
)  # fmt: skip
"""What a condition may further ask about."""

KNOWN = SLOTS | CONDITIONS
"""Every name that Jinja in a template may use."""

LOOPS = {
    "alias": ("alias",),
    "denied": ("X", "X2", "X3", "V"),
    "cap": ("cap", "cap2", "cap3", "caps", "cap_ing", "caps_ing", "example"),
    "limit": ("limit",),
    "lang": ("lang",),
    "fact": ("fact_q", "fact_a", "topic"),
    "system": ("system",),
}
"""Loop → the slots that it binds together."""

LOOP_OF = {slot: loop for loop, slots in LOOPS.items() for slot in slots}

CODE = {name: chr(0xE000 + i) for i, name in enumerate(_NAMES)}
"""Slot name → the character that stands for it."""
NAME = {code: name for name, code in CODE.items()}

MISSPELT, LOWER, RESPACED, TRADITIONAL = (chr(0xE100 + i) for i in range(4))
"""Marks behind a slot character: fill the value misspelt, in lower case, with its version written otherwise."""
VARIANTS = {MISSPELT: "misspelt", LOWER: "lower", RESPACED: "respaced"}

ANY = "[\ue000-\ue0ff]"
"""Pattern for any slot character."""
PLAIN = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")
"""A plain ``{{slot}}`` of a template; group 1 is its name."""
_PHRASES = {
    "developer",
    "maintainer",
    "cap",
    "caps",
    "cap_ing",
    "caps_ing",
    "a_role",
    "role",
    "limit",
    "topic",
    "domain",
    "developer_type",
    "price",
    "contact",
}
_STARTS = re.compile(r"(^|[.!?]\s+|\n)$")
_DOUBLED = re.compile(r"([。？！])。(?!\w)|(?<=\w\.)()\.(?=\s|$)")
"""A full stop of the value and one of the template (``Inc..``) are one."""
_FILL = re.compile(f"({ANY})([{MISSPELT}{LOWER}{RESPACED}]?)")


def encode(text: str) -> str:
    """*text* of a template with every plain ``{{slot}}`` as its character; other Jinja stays."""
    return PLAIN.sub(lambda match: CODE[match[1]], text)


def slots_of(text: str) -> set[str]:
    """The names of the plain ``{{slot}}``s of *text* of a template, known or not."""
    return set(PLAIN.findall(text))


def decode(text: str) -> str:
    """The readable form of an encoded sentence: ``你是{{X}}吗``."""
    return _FILL.sub(lambda match: "{{" + NAME[match[1]] + "}}", text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The encoded *text* with every slot's value; a marked slot takes ``"X~misspelt"`` and the like.

    Raises ``KeyError`` for a slot without a value: which lines may be used is decided before.
    """

    def value(match: re.Match[str]) -> str:
        name = NAME[match[1]]
        found = values[f"{name}~{VARIANTS[match[2]]}" if match[2] else name]
        return _capital(found) if name in _PHRASES and _STARTS.search(text[: match.start()]) else found

    return _DOUBLED.sub(r"\1", _FILL.sub(value, text))


def _capital(value: str) -> str:
    """A phrase at the start of a sentence takes a capital, a proper name keeps its own spelling."""
    return value[0].upper() + value[1:] if re.match(r"[a-z]+ ", value) else value


def used(text: str) -> set[str]:
    """The slots of an encoded sentence; marked ones as ``"X~misspelt"``."""
    return {f"{NAME[a]}~{VARIANTS[b]}" if b else NAME[a] for a, b in _FILL.findall(text)}
