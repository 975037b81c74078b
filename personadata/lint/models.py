"""The names of known language models and of their vendors, as patterns for running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from personadata.resources import bundled

if TYPE_CHECKING:
    from personadata.persona import Persona, Text

# also a given name, a food, an animal, a star sign or a job: a claim only beside words on models, or when asked
EVERYDAY: Final = frozenset(
    (
        "claude",
        "gemini",
        "gemma",
        "llama",
        "phi",
        "yi",
        "grok",
        "kimi",
        "copilot",
        "mistral",
        "豆包",
        "元宝",
        "元寶",
        "通义",
        "千问",
        "百川",
        "混元",
        "清言",
        "文小言",
    )
)


@dataclass(frozen=True, slots=True)
class Others:
    """What an answer must not claim to be: patterns for the names of other models and for their vendors."""

    names: str
    vendors: str
    words: tuple[str, ...]

    def in_text(self, text: str) -> bool:
        """Whether *text* may name any of them: cheap, and never wrong when it says no."""
        low = text.casefold()
        return any(word in low for word in self.words)


def simple(name: str) -> str:
    """*name* as names are compared: without case, width, spaces, hyphens."""
    return re.sub(r"[\s·-]+", "", unicodedata.normalize("NFKC", name)).casefold()


@cache
def _known() -> tuple[tuple[str, ...], tuple[str, ...]]:
    # read here rather than through personadata.persona, whose pydantic would double the time of a lint run
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (bundled("rules") / "models.yaml").open("rb") as stream:
        rows: list[dict[str, Any]] = yaml.load(stream, Loader=loader)["models"]  # noqa: S506  (a safe loader)
    names = [form for row in rows for value in (row["name"], *row.get("aliases", ())) for form in _forms(value)]
    return tuple(names), tuple(form for row in rows for form in _forms(row["vendor"]))


def _forms(value: str | dict[str, str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value.values())


@cache
def known_others() -> Others:
    """Every model and vendor of ``rules/models.yaml``."""
    names, vendors = _known()
    return _others(names, vendors)


def others_of(persona: Persona) -> Others:
    """The known models and those that *persona* denies, but for what it is called itself and who makes it."""
    names, vendors = _known()
    denied = [model for language in ("zh", "en", "zh-Hant") for model in persona.denied(language)]
    texts: tuple[Text | None, ...] = (persona.name, *persona.aliases, persona.developer, persona.maintainer)
    own = frozenset(simple(form) for text in texts if text for form in text.all())
    more = [form for model in denied for form in (model.name, *model.aliases)]
    makers = [model.vendor for model in denied if model.vendor]
    return _others(
        [name for name in (*names, *more) if simple(name) not in own],
        [name for name in (*vendors, *makers) if simple(name) not in own],
    )


def _others(names: Iterable[str], vendors: Iterable[str]) -> Others:
    names, vendors = list(names), list(vendors)
    longest = {max(re.split(r"[\s-]+|(?<=[A-Za-z])(?=\d)", form), key=len).casefold() for form in (*names, *vendors)}
    needed = sorted(word for word in longest if not any(other != word and other in word for other in longest))
    return Others(_pattern(names), _pattern(vendors), tuple(needed))


def _pattern(forms: Iterable[str]) -> str:
    # GPT-4 is GPT4 and gpt 4 to most people, and GPT-3.5 and Qwen2.5 are names with a version
    words = {
        r"[\s-]?".join(re.escape(part) for part in re.split(r"[\s-]+|(?<=[A-Za-z])(?=\d)", form)): form
        for form in forms
    }
    parts = [_cased(word, form) for word, form in sorted(words.items(), key=lambda item: -len(item[1]))]
    return rf"(?<![A-Za-z0-9])(?:{'|'.join(parts)})(?![A-Za-z])" if parts else r"(?!)"


def _cased(word: str, form: str) -> str:
    # "a llama" and "phi" in lower case are no models
    return word if form.casefold() in EVERYDAY else rf"(?i:{word})"


class OthersFor:
    """The other models as seen by a persona, worked out once for the one that a run has; without one, all known."""

    def __init__(self) -> None:
        self._known: tuple[Persona, Others] | None = None

    def __call__(self, persona: Persona | None) -> Others:
        """The other models of *persona*."""
        if persona is None:
            return known_others()
        if self._known is None or self._known[0] is not persona:
            self._known = persona, others_of(persona)
        return self._known[1]
