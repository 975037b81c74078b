"""Language models by all their names: those of ``rules/models.yaml`` and those that a spec adds."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from personadata.persona.text import Kind, Text, reader
from personadata.safe_yaml import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

Relation = Literal["unrelated", "base", "undeclared"]


@dataclass(frozen=True, slots=True)
class Model:
    """A language model by all its names, as ``rules/models.yaml`` or a spec gives it.

    ``family`` groups what is built on one line of models; ``tokens`` are the words of a base model's name that tell
    the family (``qwen`` in ``Qwen2.5-7B-Instruct``); ``listed`` False leaves it out of the default list unless it is
    of the base model's family.  ``relation`` is what a spec declares.
    """

    name: Text
    vendor: Text | None = None
    aliases: tuple[Text, ...] = ()
    misspellings: tuple[Text, ...] = ()
    family: str = ""
    tokens: tuple[str, ...] = ()
    listed: bool = True
    relation: Relation | None = None

    def names(self) -> tuple[str, ...]:
        """Its names and aliases in every language."""
        return tuple(dict.fromkeys(form for text in (self.name, *self.aliases) for form in text.all()))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """*text* as names are compared: without case, width, white space and marks."""
    kept = (char for char in unicodedata.normalize("NFKC", text).casefold() if unicodedata.category(char)[0] in "LMNS")
    return "".join(kept) or text


def same_name(one: Text, other: Text) -> bool:
    """Whether two names are the same in some language."""
    return not {fold(form) for form in one.all()}.isdisjoint(fold(form) for form in other.all())


def called(text: Text, model: Model) -> str:
    """``'星火' is another name of 讯飞星火`` when *text* is one of the names of *model*, else an empty string."""
    if same_name(text, model.name):
        return f"{str(text)!r} is the name of a denied model"
    if any(same_name(text, alias) for alias in model.aliases):
        return f"{str(text)!r} is another name of {model.name}"
    if any(same_name(text, form) for form in model.misspellings):
        return f"{str(text)!r} is a misspelling of {model.name}"
    return ""


@lru_cache(maxsize=1)
def known_models() -> tuple[Model, ...]:
    """Every model of ``rules/models.yaml``, in order."""
    rows: list[dict[str, Any]] = load_rules("models.yaml")["models"]
    name, label = reader(Kind(reach="all")), reader(Kind(reach="label"))
    return tuple(
        Model(
            name(row["name"]),
            name(row["vendor"]),
            tuple(label(alias) for alias in row.get("aliases", ())),
            tuple(label(form) for form in row.get("misspellings", ())),
            row["family"],
            tuple(row.get("tokens", ())),
            row.get("listed", True),
        )
        for row in rows
    )


def find_model(name: str, models: Iterable[Model]) -> Model | None:
    """The model of *models* with the name or alias *name* in any language."""
    wanted = fold(name)
    models = tuple(models)
    exact = (model for model in models if wanted in {fold(form) for form in model.name.all()})
    return next(exact, None) or next((m for m in models if wanted in {fold(form) for form in m.names()}), None)
