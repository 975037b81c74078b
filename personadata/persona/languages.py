"""Languages by code, and what they are called in Chinese and English."""

from __future__ import annotations

from personadata.errors import did_you_mean
from personadata.persona.text import LANGUAGES, Language, fault
from personadata.safe_yaml import load_rules

_BUILT_IN = {"zh", "en", "zh-Hant"}


def language_table() -> dict[str, dict[str, str]]:
    """Code → names by language, of ``rules/languages.yaml``."""
    table: dict[str, dict[str, str]] = load_rules("languages.yaml")
    return table


def read_language(value: object) -> str:
    """The code of a language given by code or by name (``ja``, ``日语``, ``Japanese``); else raises."""
    if isinstance(value, str):
        word = value.strip()
        if word in _BUILT_IN:
            return word
        known: dict[str, str] = {}
        for code, names in language_table().items():
            for form in (code, *names.get("also", ()), *(names[key] for key in LANGUAGES if key in names)):
                known[form.lower()] = code
        if word.lower() in known:
            return known[word.lower()]
        raise fault(
            f"unknown language {word[:40]!r}{did_you_mean(word.lower(), known)}; write a code such as zh, en, ja"
        )
    raise fault("expected the code of a language such as zh, en, ja")


def name_languages(codes: tuple[str, ...], language: Language) -> list[str]:
    """What *codes* are called in *language*: ``["中文", "英语"]``."""
    table = language_table()
    names: list[str] = []
    for code in codes:
        # with both scripts declared, plain 中文 would not say which
        entry = table["zh-Hans"] if code == "zh" and "zh-Hant" in codes else table[code]
        names.append(entry.get(language) or entry["zh"])
    return names
