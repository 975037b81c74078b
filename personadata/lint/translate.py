"""Findings in another language: catalogues that map an English pattern to one with the same fields."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Final, Literal

from personadata.lint.message import Message
from personadata.resources import bundled
from personadata.safe_yaml import load_rules

Lang = Literal["en", "zh"]
LANGS: Final[tuple[Lang, ...]] = ("en", "zh")
AUTO: Final = "auto"
# where POSIX keeps the language of messages; the first that is set decides
_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def translate(text: str, lang: Lang) -> str:
    """*text* in *lang*; as it is when the catalogues do not have it.

    A :class:`Message` is looked up by its pattern and gets its values again, anything else as it stands.
    """
    if lang == "en":
        return text
    if not isinstance(text, Message):
        return catalogue(lang).get(text, text)
    pattern = catalogue(lang).get(text.pattern)
    if pattern is None:
        return text
    values = {
        name: translate(value, lang) if isinstance(value, Message) else value for name, value in text.values.items()
    }
    return pattern.format(**values)


@cache
def catalogue(lang: Lang) -> Mapping[str, str]:
    """Everything in ``rules/messages/<lang>/*.yaml``: English patterns and what they are in *lang*."""
    found: dict[str, str] = {}
    for path in sorted((bundled("rules") / "messages" / lang).glob("*.yaml")):
        found |= load_rules(f"messages/{lang}/{path.name}") or {}
    return found


def language(asked: str = AUTO, environment: Mapping[str, str] | None = None) -> Lang:
    """The language *asked* for; for ``auto`` Chinese where the locale is Chinese, else English."""
    if asked in LANGS:
        return "zh" if asked == "zh" else "en"
    variables = os.environ if environment is None else environment
    name = next((variables[key] for key in _LOCALE if variables.get(key)), "")
    return "zh" if name.lower().startswith("zh") else "en"
