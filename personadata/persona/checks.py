"""What has to fit together between fields, and the list of denied models that follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from personadata.errors import did_you_mean
from personadata.persona.denied import base_families, complete, is_base
from personadata.persona.models import Model, Relation, called, find_model, fold, known_models, same_name
from personadata.persona.text import LANGUAGES, Text, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from personadata.persona.parts import DeniedEntry, DeniedModels
    from personadata.persona.spec import Persona

Where = tuple[str | int, ...]
Fault = tuple[tuple[str, ...], Where, str]
"""The top-level fields that a problem needs, where it is, what it is."""


def check_persona(persona: Persona) -> None:
    """Raise every contradiction between the fields of *persona* at once, as a pydantic error."""
    faults = [*_policy(persona), *_languages(persona), *_repeated(persona), *_denied(persona)]
    if faults:
        refuse([(where, message) for _, where, message in faults], needs=[needs for needs, _, _ in faults])


def resolve_denied(persona: Persona) -> list[tuple[Model, Relation]]:
    """The models to deny with their relations, in order: a list of the author's as it is, else the base's kin first."""
    base, spec = persona.base_model, persona.denied_models
    if spec.replace is not None:
        models = [complete(entry.model()) for entry in spec.replace]
    else:
        dropped = {fold(form) for name in spec.drop for form in name.all()}
        models = [
            model
            for model in known_models()
            if (model.listed or model.family in base_families(base))
            and not dropped & {fold(form) for form in model.names()}
        ]
        extended = [complete(entry.model()) for entry in spec.extend]
        names = {fold(form) for model in extended for form in model.name.all()}
        models = [model for model in models if not names & {fold(form) for form in model.name.all()}] + extended
        models.sort(key=lambda model: not is_base(model, base))
    return [(model, _relation(persona, model)) for model in models]


def _relation(persona: Persona, model: Model) -> Relation:
    """Never ``unrelated`` unless the spec bears it out: a base model may itself be built on another family."""
    if model.relation:
        return model.relation
    if persona.base_model_policy == "from_scratch":
        return "unrelated"
    return "base" if is_base(model, persona.base_model) else persona.denied_models.relation or "undeclared"


def _policy(persona: Persona) -> Iterator[Fault]:
    needs, where = ("base_model", "base_model_policy"), ("base_model_policy",)
    if persona.base_model_policy == "from_scratch" and persona.base_model:
        yield needs, where, f"from_scratch contradicts base_model {str(persona.base_model)!r}; keep one of the two"
    if persona.base_model_policy == "disclose" and not persona.base_model:
        yield needs, where, "disclose needs a base_model to name"


def _languages(persona: Persona) -> Iterator[Fault]:
    if persona.languages and not set(persona.languages) & set(LANGUAGES):
        yield ("languages",), ("languages",), "has none of zh, en, zh-Hant, the languages that samples can be made in"
    for i, code in enumerate(persona.languages):
        if code in persona.languages[:i]:
            yield ("languages",), ("languages", i), f"{code} is listed twice"
    for field, text in (("name", persona.name), ("developer", persona.developer)):
        for code in persona.data_languages:
            if text.get(code) is None:
                declared = ", ".join(lang for lang in persona.data_languages if text.get(lang))
                remedy = f"give it, or declare languages: [{declared}]"
                yield ("languages", field), (field,), f"no text in {code}, which samples are made in; {remedy}"


def _repeated(persona: Persona) -> Iterator[Fault]:
    own = {fold(form) for form in persona.name.all()}
    yield from _twice(persona.aliases, ("aliases",), own, "is the name itself")
    yield from _twice([capability.text for capability in persona.capabilities], ("capabilities",))
    able = {fold(form) for capability in persona.capabilities for form in capability.text.all()}
    yield from _twice(persona.limits.other, ("limits", "other"), able, "is declared as a capability as well")
    yield from _twice([fact.question for fact in persona.facts], ("facts",))


def _twice(texts: Sequence[Text], where: Where, taken: set[str] | None = None, why: str = "") -> Iterator[Fault]:
    seen: set[str] = set()
    needs = (str(where[0]), "name", "capabilities")
    for i, text in enumerate(texts):
        forms = {fold(form) for form in text.all()}
        if taken and forms & taken:
            yield needs, (*where, i), f"{str(text)[:60]!r} {why}"
        elif forms & seen:
            yield needs, (*where, i), f"{str(text)[:60]!r} is listed twice"
        seen |= forms


def _denied(persona: Persona) -> Iterator[Fault]:
    spec = persona.denied_models
    everything = ("name", "aliases", "developer", "maintainer", "denied_models", "base_model", "base_model_policy")
    known = [form for model in known_models() if model.listed for form in model.names()]
    for i, name in enumerate(spec.drop):
        if not any(find_model(form, known_models()) for form in name.all()):
            message = f"{str(name)!r} is not in the default list{did_you_mean(str(name), known)}"
            yield ("denied_models",), ("denied_models", "drop", i), message
    for key, entries in (("replace", spec.replace or ()), ("extend", spec.extend)):
        where = ("denied_models", key)
        yield from _twice([entry.name for entry in entries], where)
        yield from _relations(persona, entries, where)
    models = [model for model, _ in resolve_denied(persona)]
    for path, text in _own_names(persona):
        for model in models:
            if spelt := called(text, model):
                yield (
                    everything,
                    path,
                    f"{spelt}, which the persona would deny being; rename it, or {_drop(spec, [model])}",
                )
    for field, party in (("developer", persona.developer), ("maintainer", persona.maintainer)):
        if party and (made := [model for model in models if model.vendor and same_name(party, model.vendor)]):
            names = ", ".join(str(model.name) for model in made)
            message = (
                f"{str(party)!r} is the vendor of {names}, whose makers the persona would deny; {_drop(spec, made)}"
            )
            yield everything, (field,), message


def _relations(persona: Persona, entries: Sequence[DeniedEntry], where: Where) -> Iterator[Fault]:
    needs = ("denied_models", "base_model", "base_model_policy")
    for i, entry in enumerate(entries):
        base = is_base(complete(entry.model()), persona.base_model)
        if entry.relation == "unrelated" and base:
            message = f"unrelated contradicts base_model {str(persona.base_model)!r}, which is of that family or vendor"
            yield needs, (*where, i, "relation"), message
        if entry.relation == "base" and persona.base_model_policy == "from_scratch":
            yield needs, (*where, i, "relation"), "base contradicts base_model_policy from_scratch"


def _own_names(persona: Persona) -> Iterator[tuple[Where, Text]]:
    yield ("name",), persona.name
    for i, alias in enumerate(persona.aliases):
        yield ("aliases", i), alias


def _drop(spec: DeniedModels, models: Sequence[Model]) -> str:
    names = ", ".join(str(model.name) for model in models)
    if spec.replace is not None:
        return f"take {names} out of denied_models"
    return f"leave it out of the denied ones with denied_models: {{drop: [{names}]}}"
