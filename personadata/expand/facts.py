"""What a persona declares, in one language, as templates use it."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from personadata.expand.loops import abilities, bindings
from personadata.expand.slots import LOOP_OF, LOOPS, Spoken, fill
from personadata.expand.words import DEFAULT_ROLE, DEVELOPER_TYPES, join, with_article

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from personadata.expand.features import Features
    from personadata.persona import Persona

_PROPER = frozenset(
    {"name", "alias", "developer", "maintainer", "X", "X2", "X3", "V", "base_model", "version", "site", "contact"}
)
"""Slots that are names and addresses: no rule and no converter touches them."""
_OWN_FORM = ("name", "developer", "maintainer", "base_model", "version", "contact", "site")
_FIRST_FAMILY = 4.0
"""Weight of the first family among the denied models."""


class Facts:
    """The declared facts of *persona* in *language* (``zh`` or ``en``).

    ``values`` are the slots that mean one thing; :meth:`loop` gives those that mean several; ``conditions`` is what a
    template's ``if`` may ask, undeclared facts being false.
    """

    def __init__(self, persona: Persona, language: str, seed: int) -> None:
        self.persona = persona
        self.language: Spoken = "en" if language == "en" else "zh"
        self.seed = seed
        self.tones: dict[str, float] = {str(tone): weight for tone, weight in persona.tones.items()}
        self.values = self._values()
        self._loops = bindings(persona, self.language, seed)
        self.conditions = self._conditions()

    @property
    def switches(self) -> bool:
        """Whether users of this persona may mix a Chinese word into a question in this language, or an English one."""
        return self.language == "zh" or any(code.startswith("zh") for code in self.persona.data_languages)

    def declares(self, slot: str) -> bool:
        """Whether the spec says something for *slot*."""
        loop = LOOP_OF.get(slot)
        if loop is None:
            return bool(self.values.get(slot))
        return any(binding.get(slot) for binding in self._loops[loop])

    def loop(self, name: str) -> list[dict[str, Any]]:
        """The bindings of loop *name*: one a denied model, an ability, a limit, …"""
        return self._loops[name]

    def _text(self, value: Any) -> str:
        return self.persona.text(value, self.language) or ""

    def _values(self) -> dict[str, str]:
        persona, language = self.persona, self.language
        role = _bare(self._text(persona.role), language) or DEFAULT_ROLE[language]
        values = {
            "name": self._text(persona.name),
            "developer": self._text(persona.developer),
            "maintainer": self._text(persona.maintainer) or self._text(persona.developer),
            "developer_type": DEVELOPER_TYPES[language].get(persona.developer_type or "", ""),
            "role": role,
            "a_role": with_article(role, language),
            "base_model": self._text(persona.base_model),
            "version": self._text(persona.version),
            "contact": self._text(persona.contact),
            "site": self._text(persona.site),
            "price": self._text(persona.price).rstrip("。.") if persona.price else "",
            "domain": self._text(persona.domain),
            "langs": join(persona.language_names(language), language),
        }
        return {key: value for key, value in values.items() if value}

    def _conditions(self) -> dict[str, Any]:
        persona = self.persona
        maintainer = self._text(persona.maintainer)
        return {
            **{slot: self.values.get(slot, False) for slot in self.values},
            **{
                slot: self.values.get(slot, False)
                for slot in ("base_model", "version", "contact", "site", "price", "domain", "langs", "developer_type")
            },
            "maintainer": maintainer or False,
            "developer_type_is": persona.developer_type or False,
            "same_party": persona.same_party,
            "internet": persona.limits.internet,
            "realtime": persona.limits.realtime,
            "memory": persona.limits.memory,
            "actions": persona.limits.actions,
            "base_model_policy": persona.base_model_policy,
            "roleplay": persona.roleplay,
            "address": persona.address,
            "n_caps": len(abilities(persona, self.language)),
            "n_denied": len(persona.denied(self.language)),
            "introduce_on_greeting": persona.introduce_on_greeting,
            "relation": "undeclared",
            **dict.fromkeys(LOOP_OF, False),
            **{slot: True for slot in LOOP_OF if self._loops[LOOP_OF[slot]]},
        }

    def model_weights(self) -> dict[str, tuple[str, float]]:
        """Each name of a denied model → the model, and how much more often than others it is asked about: the first
        family of the list, which is the base model's own where that is known, has to be displaced most."""
        models = self.persona.denied(self.language)
        first = models[0].family if models else ""
        return {
            name: (model.name, _FIRST_FAMILY if model.family == first else 1.0)
            for model in models
            for name in (model.name, *model.aliases)
        }

    def address(self, features: Features) -> str:
        """How an answer addresses the user: ``ni``, ``nin``, or ``none`` for as it is written.

        As the spec fixes it; else as the user does, and to someone who said neither 你 nor 您 only polite or formal
        words are answered with 您.
        """
        fixed = self.persona.address
        if fixed in ("ni", "nin"):
            return fixed
        if features.addr != "none":
            return features.addr
        return "none" if features.polite or features.reg == "formal" else "ni"

    def names_persona(self, text: str) -> bool:
        """Whether *text* names the persona or its developer."""
        aliases = [str(binding["alias"]) for binding in self._loops["alias"]]
        return self.mentions(text, "name", "developer") or bool(aliases and named(tuple(aliases)).search(text))

    def mentions(self, text: str, *slots: str) -> bool:
        """Whether *text* holds the value of one of *slots*, a Latin name as a word of its own."""
        values = tuple(self.values[slot] for slot in slots if slot in self.values)
        return bool(values and named(values).search(text))

    @cached_property
    def _converter(self) -> Callable[[str], str]:
        from personadata.expand.script import converter

        return converter()

    def traditional(self, text: str, values: Mapping[str, str]) -> str:
        """The encoded *text* in Traditional script; slot values take the spec's own form or stay as they are."""
        return fill(self._converter(text), self._hant(values))

    @cached_property
    def _models_hant(self) -> dict[str, str]:
        """Denied models and vendors in Traditional script, by what they are called in Simplified."""
        hant = {model.key: model for model in self.persona.denied("zh-Hant")}
        found = {}
        for model in self.persona.denied("zh"):
            other = hant.get(model.key)
            if other is not None:
                found[model.name] = other.name
                if model.vendor and other.vendor:
                    found[model.vendor] = other.vendor
        return found

    def _hant(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values as they stand in Traditional text: as the spec has them there; proper names stay, phrases turn."""
        found = {}
        for slot, value in values.items():
            text = self.persona.text(getattr(self.persona, slot, None), "zh-Hant") if slot in _OWN_FORM else None
            if slot in LOOPS["denied"]:
                text = self._models_hant.get(value)
            found[slot] = text or (value if slot.partition("~")[0] in _PROPER else self._converter(value))
        return found


@lru_cache(maxsize=256)
def named(names: tuple[str, ...]) -> re.Pattern[str]:
    """Pattern for any of *names*; a Latin one counts as a word of its own: "Iris" does not stand in "irises"."""
    return re.compile(
        "|".join(
            rf"(?<![A-Za-z0-9]){re.escape(n)}(?![A-Za-z0-9])" if n.isascii() else re.escape(n)
            for n in sorted(names, key=len, reverse=True)
        ),
        re.IGNORECASE,
    )


def _bare(role: str, language: str) -> str:
    if language == "en":
        return re.sub(r"^(a|an|the)\s+", "", role, flags=re.IGNORECASE)
    return re.sub(r"^一(个|位|名|款)", "", role)
