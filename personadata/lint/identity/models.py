"""The names of known language models and of their vendors, as patterns for running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, NamedTuple

from personadata.lazy import regex
from personadata.safe_yaml import load_rules

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
        "siri",
        "alexa",
        "bard",
        "bixby",
        "小度",
        "falcon",
        "pangu",
        "moss",
        "perplexity",
        "vicuna",
        "jamba",
        "command r",
        "command r+",
        "跃问",
        # misspellings that are names or words as well
        "kimmi",
        "kimy",
        "quen",
        "克劳德",
        "克罗德",
        "claud",
        "cloude",
        "gemin",
        "gema",
        "lama",
        "liama",
        "groc",
        "grock",
        "co-pilot",
        "hun yuan",
        "豆苞",
        "逗包",
    )
)


_WORD: Final = regex(r"[a-z]+")
# all but the letters of UTF-8 become spaces, so that what is left splits into words: three times as fast as a pattern
_LETTERS: Final = bytes(
    ord(chr(byte).lower()) if chr(byte).isascii() and chr(byte).isalpha() else 32 for byte in range(256)
)


class _Index(NamedTuple):
    """What a text that holds one of some names must hold, in lower case.

    ``words``: the longest word of each name in Latin letters; ``parts``: the longest words of the other names, in
    Chinese or with a digit or a mark in them; ``ascii_parts``: those of them that an ASCII text can hold.
    """

    words: frozenset[bytes]
    parts: re.Pattern[str]
    ascii_parts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Others:
    """What an answer must not claim to be: the ``forms`` of the names of other models, and their ``makers``."""

    forms: tuple[str, ...]
    makers: tuple[str, ...]

    @cached_property
    def names(self) -> str:
        """A pattern for the names of the models."""
        return _pattern(self.forms)

    @cached_property
    def vendors(self) -> str:
        """A pattern for the makers."""
        return _pattern(self.makers)

    def mentioned(self, texts: Iterable[str]) -> Others:
        """Those of them that *texts* may name: for these texts, and parts of them, as good as all, and sooner compiled."""
        low = "\n".join(texts).casefold()
        return Others(*(tuple(form for form in forms if _longest(form) in low) for forms in (self.forms, self.makers)))

    def in_text(self, text: str) -> bool:
        """Whether *text* may name any of them: cheap, and never wrong when it says no."""
        words, parts, ascii_parts = self._index
        if text.isascii():
            if not words.isdisjoint(text.encode().translate(_LETTERS).split()):
                return True
            low = text.lower()
            return any(part in low for part in ascii_parts)
        low = text.casefold()
        if not words.isdisjoint(low.encode("utf-8", "surrogatepass").translate(_LETTERS).split()):
            return True
        return parts.search(low) is not None

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """One of these is in every text that holds one of the names, in any case."""
        return tuple(dict.fromkeys(map(_longest, (*self.forms, *self.makers))))

    def names_one(self, form: str) -> bool:
        """Whether *form* holds the name of one of the models or vendors."""
        if not self.in_text(form):
            return False
        few = self.mentioned((form,))  # a pattern of all names would take longer to compile
        return any(re.search(names, form, re.IGNORECASE) for names in (few.names, few.vendors))

    @cached_property
    def _index(self) -> _Index:
        longest = set(self.literals)
        latin = frozenset(word for word in longest if _WORD.fullmatch(word))
        rest = sorted(
            word for word in longest - latin if not any(other != word and other in word for other in longest - latin)
        )
        return _Index(
            frozenset(map(str.encode, latin)),
            re.compile("|".join(map(re.escape, rest)) or r"(?!)"),
            tuple(filter(str.isascii, rest)),
        )


@lru_cache(maxsize=16)
def named(others: Others) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the names of models and of vendors of *others*."""
    return re.compile(others.names), re.compile(others.vendors)


@lru_cache(maxsize=16)
def named_anyhow(others: Others) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """As :func:`named`, in any case: people write "are you claude"."""
    return re.compile(others.names, re.IGNORECASE), re.compile(others.vendors, re.IGNORECASE)


def named_in(text: str, others: Others) -> bool:
    """Whether *text* names one of *others*, in a case that a name is written in."""
    return others.in_text(text) and any(pattern.search(text) for pattern in named(others))


@lru_cache(maxsize=4096)
def simple(name: str) -> str:
    """*name* as names are compared: without case, width, spaces, hyphens."""
    return re.sub(r"[\s·-]+", "", unicodedata.normalize("NFKC", name)).casefold()


class _Known(NamedTuple):
    names: tuple[str, ...]
    vendors: tuple[str, ...]


@cache
def _known() -> tuple[_Known, ...]:
    # read here rather than through personadata.persona, whose pydantic would double the time of a lint run
    rows: list[dict[str, Any]] = load_rules("models.yaml")["models"]
    return tuple(
        _Known(
            tuple(
                form
                for value in (row["name"], *row.get("aliases", ()), *row.get("misspellings", ()))
                for form in _forms(value)
            ),
            (*_forms(row["vendor"]), *row.get("makers", ())),
        )
        for row in rows
    )


def _forms(value: str | dict[str, str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value.values())


@cache
def known_others() -> Others:
    """Every model and vendor of ``rules/models.yaml``."""
    return Others(tuple(_but(frozenset(), "names")), tuple(_but(frozenset(), "vendors")))


def others_of(persona: Persona) -> Others:
    """The known models and those that *persona* denies, but for what it is called itself and who makes it."""
    denied = [model for language in ("zh", "en", "zh-Hant") for model in persona.denied(language)]
    texts: tuple[Text | None, ...] = (persona.name, *persona.aliases, persona.developer, persona.maintainer)
    own = frozenset(simple(form) for text in texts if text for form in text.all())
    more = [form for model in denied for form in (model.name, *model.aliases)]
    makers = [model.vendor for model in denied if model.vendor]
    return Others(
        (*_but(own, "names"), *(name for name in more if simple(name) not in own)),
        (*_but(own, "vendors"), *(name for name in makers if simple(name) not in own)),
    )


def _but(own: frozenset[str], kind: Literal["names", "vendors"]) -> list[str]:
    """The known names of a *kind* without those of a model or vendor that goes by one of *own*: its others are own too."""
    groups: list[tuple[str, ...]] = [getattr(row, kind) for row in _known()]
    ours = {form for group in groups if not own.isdisjoint(map(simple, group)) for form in group} if own else set()
    return [form for group in groups for form in group if form not in ours]


# words of names that many texts have: another word of the name tells more
_COMMON: Final = frozenset(("technology", "intelligence", "university", "institute", "laboratory", "assistant", "chat"))


@lru_cache(maxsize=1024)
def _longest(form: str) -> str:
    """The longest word of *form* in lower case, which stands whole in every text that holds the name."""
    parts = re.split(r"[\s-]+|(?<=[a-z])(?=\d)", form.casefold())
    return max(parts, key=lambda part: (len(part) > 2 and part not in _COMMON, len(part)))


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

    _known: ClassVar[tuple[Persona, Others] | None] = None

    def __call__(self, persona: Persona | None) -> Others:
        """The other models of *persona*."""
        if persona is None:
            return known_others()
        known = OthersFor._known
        if known is None or known[0] is not persona:
            known = OthersFor._known = persona, others_of(persona)
        return known[1]
