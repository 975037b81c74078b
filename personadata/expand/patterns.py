"""Patterns and replacements of paraphrase rules, over encoded sentences.

Patterns are regular expressions in which ``<X>`` is the slot X, ``<slot>`` any slot and ``<@list>`` any word of that
list in ``rules/<language>/words.yaml``.  Replacements use ``$1``, ``$name``, ``$_1`` for a group with a small first
letter, and ``<X>``, ``<X~>``, ``<X^>`` and ``<X=>`` for the slot X as it is, misspelt, in lower case and respaced.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from personadata.expand.slots import ANY, CODE, LOWER, MISSPELT, RESPACED
from personadata.lazy import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

_MACRO = re.compile(r"(?<!\?P)<(@?)([A-Za-z_]\w*)([~^=]?)>")
_VARIANT = {"~": MISSPELT, "^": LOWER, "=": RESPACED, "": ""}
_GROUP = re.compile(r"\$(_?)(\d|[a-z]\w*)", re.ASCII)


def compile_pattern(source: str, words: Mapping[str, list[str]]) -> re.Pattern[str]:
    """The regular expression *source* with its ``<slot>`` and ``<@list>`` macros replaced, compiled when first used.

    Raises ``KeyError`` for an unknown name.
    """

    def macro(match: re.Match[str]) -> str:
        if match[1]:
            return "(?:" + "|".join(re.escape(w) for w in sorted(words[match[2]], key=len, reverse=True)) + ")"
        return f"(?:{ANY}[{MISSPELT}{LOWER}{RESPACED}]?)" if match[2] == "slot" else CODE[match[2]]

    return regex(_MACRO.sub(macro, source))


def read_replacement(source: str) -> str:
    """The replacement *source* with its slots encoded; raises ``KeyError`` for an unknown one."""
    return _MACRO.sub(lambda match: CODE[match[2]] + _VARIANT[match[3]], source)


def missing_groups(pattern: re.Pattern[str], replacement: str) -> list[str]:
    """The groups that *replacement* takes and *pattern* does not have, as they are written."""
    return [
        match[0]
        for match in _GROUP.finditer(replacement)
        if (int(match[2]) > pattern.groups if match[2].isdigit() else match[2] not in pattern.groupindex)
    ]


def expand_groups(match: re.Match[str], replacement: str) -> str:
    """*replacement* with the groups of *match* in their places."""

    def group(found: re.Match[str]) -> str:
        text = match[int(found[2]) if found[2].isdigit() else found[2]] or ""
        return text[:1].lower() + text[1:] if found[1] else text

    return _GROUP.sub(group, replacement)
