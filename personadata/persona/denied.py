"""The models that a persona says it is not: the default list, and what the spec makes of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from personadata.persona.text import Kind, Language, Text, reader
from personadata.resources import bundled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


@dataclass(frozen=True, slots=True)
class DeniedModel:
    """A model to deny, in one language.

    ``key`` is the same in every language.  ``aliases`` are other true names, ``misspellings`` what users type by
    mistake; neither holds ``name``.  ``relation``: of the declared base model's family or vendor (``base``), declared
    to have nothing to do with the persona (``unrelated``), or ``undeclared``.
    """

    key: str
    name: str
    vendor: str | None
    aliases: tuple[str, ...]
    misspellings: tuple[str, ...]
    relation: Relation
    family: str


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
    from personadata import safe_yaml

    path = bundled("rules") / "models.yaml"
    rows: list[dict[str, Any]] = safe_yaml.load(path.read_bytes(), path.name)["models"]
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


@lru_cache(maxsize=64)
def base_families(base: Text | None) -> frozenset[str]:
    """The families that the name of a base model speaks of: both for ``DeepSeek-R1-Distill-Qwen-7B``."""
    words = [word for form in (base.all() if base else ()) for word in re.findall(r"[a-z]+|[^\W\d_a-z]+", form.lower())]
    return frozenset(
        model.family
        for model in known_models()
        for token in model.tokens
        for word in words
        if word == token or (_long(token) and (word.startswith(token) or word.endswith(token)))
    )


def _long(token: str) -> bool:
    # a short token has to be the whole word: "phi" is not in "dolphin", "yi" not in "yiyan"
    return len(token) > 3 or not token.isascii()


def complete(model: Model) -> Model:
    """A model of the spec with what it leaves out filled in from the model of that name in ``rules/models.yaml``."""
    known = next((found for form in model.name.all() if (found := find_model(form, known_models()))), None)
    if known is None:
        return model
    name, aliases = model.name, known.aliases
    if not {fold(form) for form in name.all()} & {fold(form) for form in known.name.all()}:
        aliases = (known.name, *aliases)  # declared by an alias: that is then the name, and the name an alias
    elif len(name.all()) == 1:
        name = known.name
    return replace(
        known,
        name=name,
        vendor=model.vendor or known.vendor,
        aliases=model.aliases or aliases,
        misspellings=model.misspellings or known.misspellings,
        relation=model.relation,
    )


def is_base(model: Model, base: Text | None) -> bool:
    """Whether *model* shares family or vendor with the base model."""
    families = base_families(base)
    vendors = {fold(form) for m in known_models() if m.family in families and m.vendor for form in m.vendor.all()}
    return model.family in families or bool(model.vendor and vendors & {fold(form) for form in model.vendor.all()})


def localise(model: Model, language: Language, relation: Relation) -> DeniedModel | None:
    """*model* as it is called in *language*, or None when it has no name there."""
    name = model.name.get(language)
    if name is None:
        return None
    taken = {name}

    def forms(texts: Sequence[Text]) -> tuple[str, ...]:
        found = (form for text in texts if (form := text.get(language)) and form not in taken)
        return tuple(dict.fromkeys(found))

    # in Chinese the English name is one more name: 通义千问 is also Qwen
    latin = () if language == "en" else tuple(Text(zh=form) for form in (model.name.en,) if form)
    aliases = forms((*latin, *model.aliases))
    vendor = model.vendor.get(language) if model.vendor else None
    taken |= set(aliases)
    key = model.name.en or str(model.name)
    return DeniedModel(key, name, vendor, aliases, forms(model.misspellings), relation, model.family)
