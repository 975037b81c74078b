"""Known models and vendors in running text."""

from __future__ import annotations

import re
from functools import lru_cache

from personadata.persona import Model, Text, known_models
from personadata.persona.models import fold


def models_in(text: str) -> list[Model]:
    """The known models that *text* names, in any spelling, in order of their first mention."""
    return list(dict.fromkeys(_models()[1][_key(match[0])] for match in _models()[0].finditer(text)))


def vendors_in(text: str) -> list[Text]:
    """The vendors of known models that *text* names, in order of their first mention."""
    return list(dict.fromkeys(_vendors()[1][_key(match[0])] for match in _vendors()[0].finditer(text)))


@lru_cache(maxsize=1)
def _models() -> tuple[re.Pattern[str], dict[str, Model]]:
    forms: dict[str, Model] = {}
    for texts in ("name", "aliases", "misspellings"):
        for model in known_models():
            for text in (model.name,) if texts == "name" else getattr(model, texts):
                for form in text.all():
                    forms.setdefault(form, model)
    return _pattern(list(forms)), {_key(form): model for form, model in reversed(forms.items())}


@lru_cache(maxsize=1)
def _vendors() -> tuple[re.Pattern[str], dict[str, Text]]:
    forms = {form: model.vendor for model in known_models() if model.vendor for form in model.vendor.all()}
    return _pattern(list(forms)), {_key(form): vendor for form, vendor in forms.items()}


def _pattern(forms: list[str]) -> re.Pattern[str]:
    # GPT-4 is GPT4 and gpt 4 to most people; a Latin name has to stand as a word, but for a version
    words = [
        r"[\s-]?".join(re.escape(part) for part in re.split(r"[\s-]+|(?<=[A-Za-z])(?=\d)", form)) for form in forms
    ]
    words.sort(key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(words)})(?![A-Za-z])", re.IGNORECASE)


def _key(form: str) -> str:
    return fold(form)
