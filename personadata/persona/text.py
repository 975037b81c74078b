"""Texts of the spec: a string or a map by language, checked when they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, NoReturn

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from personadata.persona import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Language = Literal["zh", "en", "zh-Hant"]
LANGUAGES: tuple[Language, ...] = ("zh", "en", "zh-Hant")
"""The languages that texts are given in and data are made in."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the languages it is declared in."""

    zh: str | None = None
    en: str | None = None
    zh_hant: str | None = None

    def get(self, language: Language) -> str | None:
        """The text in *language*, or None when it is not declared; ``zh-Hant`` falls back to ``zh``."""
        if language == "en":
            return self.en
        return self.zh_hant or self.zh if language == "zh-Hant" else self.zh

    def all(self) -> tuple[str, ...]:
        """Every declared form, each once."""
        return tuple(dict.fromkeys(text for text in (self.zh, self.en, self.zh_hant) if text))

    def __str__(self) -> str:
        return self.zh or self.en or self.zh_hant or ""


class Kind(NamedTuple):
    """What a text may be: most characters, line breaks or not, whom a plain string serves, and its last touch.

    ``reach``: a plain string serves every language (``all``, names); Chinese only when it has Chinese characters
    (``label``); and, further, English only when it has English words (``prose``).
    """

    limit: int = 2_000
    lines: bool = False
    reach: Literal["all", "label", "prose"] = "prose"
    finish: Callable[[str, Language], str] = wording.unchanged


def fault(message: str) -> PydanticCustomError:
    """A problem with a value, in words."""
    return PydanticCustomError("persona", "{message}", {"message": message})


def refuse(
    faults: Sequence[tuple[tuple[str | int, ...], str]],
    *,
    needs: Sequence[tuple[str, ...]] | None = None,
    keys: bool = False,
) -> NoReturn:
    """Raise several problems at once, each with its path from the value being read.

    *needs* has, for problems between fields, the top-level fields that each is about.  *keys*: it is the keys at the
    ends of the paths that are wrong, not the values.
    """
    details: list[InitErrorDetails] = []
    for i, (where, message) in enumerate(faults):
        context = {"message": message, "needs": needs[i] if needs else (), "key": keys}
        details.append({"type": PydanticCustomError("persona", "{message}", context), "loc": where, "input": None})
    raise ValidationError.from_exception_data("persona", details)


def make_text(texts: dict[Language, str]) -> Text:
    """A :class:`Text` from a map by language."""
    return Text(texts.get("zh"), texts.get("en"), texts.get("zh-Hant"))


def reader(kind: Kind) -> Callable[[Any], Text]:
    """The function that reads a value of the spec as a text of *kind*."""

    def read(value: Any) -> Text:
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            try:
                text = wording.clean(value, limit=kind.limit, lines=kind.lines)
                return make_text({language: kind.finish(text, language) for language in served(text, kind)})
            except ValueError as error:
                raise fault(str(error)) from None
        if value is None:
            raise fault("empty; write a text")
        if not isinstance(value, dict):
            raise fault(f"expected a text or a map by language ({', '.join(LANGUAGES)})")
        if not value:
            raise fault(f"an empty map; it takes {', '.join(LANGUAGES)}")
        if unknown := [((key,), _unknown(key, item)) for key, item in value.items() if key not in LANGUAGES]:
            refuse(unknown, keys=True)
        texts: dict[Language, str] = {}
        faults: list[tuple[tuple[str | int, ...], str]] = []
        for key, item in value.items():
            if not isinstance(item, str):
                faults.append(((key,), "expected a text"))
                continue
            try:
                texts[key] = kind.finish(wording.clean(item, limit=kind.limit, lines=kind.lines), key)
            except ValueError as error:
                faults.append(((key,), str(error)))
        if faults:
            refuse(faults)
        return make_text(texts)

    return read


def _unknown(key: str, item: Any) -> str:
    if item is None or item == "":
        # {en: hello, world} is two keys
        return "a key without a value; put quotes around a text with a comma inside { }"
    return f"unknown language{wording.language_hint(key)}; known: {', '.join(LANGUAGES)}"


def served(text: str, kind: Kind) -> tuple[Language, ...]:
    """The languages that a plain string serves.

    A Chinese phrase does not belong into an English sentence, nor the other way round; a name, a number or an
    address does.
    """
    if kind.reach == "all":
        return ("zh", "en")
    if wording.has_han(text):
        return ("zh",)
    return ("en",) if kind.reach == "prose" and wording.has_english(text) else ("zh", "en")


# x-ref: a definition that the schema gets in persona/schema.py
_SCHEMA = WithJsonSchema({"x-ref": "Text"})
Name = Annotated[Text, PlainValidator(reader(Kind(100, reach="all", finish=wording.name))), _SCHEMA]
Label = Annotated[Text, PlainValidator(reader(Kind(reach="label", finish=wording.label))), _SCHEMA]
Role = Annotated[Text, PlainValidator(reader(Kind(finish=wording.role))), _SCHEMA]
Noun = Annotated[Text, PlainValidator(reader(Kind(finish=wording.noun))), _SCHEMA]
Ability = Annotated[Text, PlainValidator(reader(Kind(finish=wording.ability))), _SCHEMA]
Inability = Annotated[Text, PlainValidator(reader(Kind(finish=wording.inability))), _SCHEMA]
Question = Annotated[Text, PlainValidator(reader(Kind())), _SCHEMA]
Answer = Annotated[Text, PlainValidator(reader(Kind(lines=True, finish=wording.answer))), _SCHEMA]
Prompt = Annotated[Text, PlainValidator(reader(Kind(4_000, lines=True))), _SCHEMA]
