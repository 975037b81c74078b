"""The models that a persona says it is not: the default list, and what the spec makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from personadata.persona.models import Model, Relation, find_model, fold, known_models
from personadata.persona.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from personadata.persona.text import Language


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
