"""The slots that mean several things in turn: what each may stand for in the samples of one persona."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from personadata.expand.chance import draw, shuffled
from personadata.expand.words import gerund, join, lower_first
from personadata.persona.languages import name_languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from personadata.expand.slots import Spoken
    from personadata.persona import Persona
    from personadata.persona.parts import Capability

Binding = dict[str, Any]
_ALIASES = 1
"""Other names of a denied model that are asked about too."""
_LATIN_IN_CHINESE = ("Qwen", "GPT", "ChatGLM", "GLM")
"""Latin names of models that Chinese users type as readily as the Chinese ones."""


def bindings(persona: Persona, language: Spoken, seed: int) -> dict[str, list[Binding]]:
    """Loop → what its slots may stand for together in *language*: one binding a denied model, an ability, a limit, …"""

    def said(value: Any) -> str:
        return persona.text(value, language) or ""

    own = said(persona.name)
    # nobody asks in Chinese whether one can switch to Chinese
    spoken = set(name_languages((language,), language))
    return {
        "alias": [{"alias": text} for alias in persona.aliases if (text := said(alias)) and text != own],
        "limit": [{"limit": text} for limit in persona.limits.other if (text := said(limit))],
        "lang": [{"lang": name} for name in persona.language_names(language) if name not in spoken],
        "system": [{"system": text} for prompt in persona.system_prompts if (text := said(prompt))],
        "fact": [
            {"fact_q": q, "fact_a": a, "topic": said(fact.topic)}
            for fact in persona.facts
            if (q := said(fact.question)) and (a := said(fact.answer))
        ],
        "cap": _capabilities(persona, language, seed),
        "denied": _denied(persona, language, seed),
    }


def abilities(persona: Persona, language: Spoken) -> list[Capability]:
    """The capabilities of *persona* that have a text in *language*."""
    return [cap for cap in persona.capabilities if persona.text(cap.text, language)]


def _capabilities(persona: Persona, language: Spoken, seed: int) -> list[Binding]:
    caps = [(_phrase(persona.text(cap.text, language) or "", language), cap) for cap in abilities(persona, language)]
    texts = [text for text, _ in caps]
    found = []
    for i, (text, cap) in enumerate(caps):
        others = shuffled(texts[i + 1 :] + texts[:i], seed, "caps", text)
        listed = [text, *others[: 1 + int(draw(seed, "many", text) * 3)]]
        binding = {"cap": text, "cap2": others[0] if others else "", "cap3": others[1] if len(others) > 1 else ""}
        if len(listed) > 1:
            binding["caps"] = join(listed, language)
        if language == "en":
            binding["cap_ing"] = gerund(text, cap.gerund)
            if len(listed) > 1:
                binding["caps_ing"] = join([gerund(t) for t in listed], "en")
        examples = [e for example in cap.examples if (e := persona.text(example, language))]
        if examples:
            binding["example"] = examples[int(draw(seed, "example", text) * len(examples))]
        found.append({key: value for key, value in binding.items() if value})
    return found


def _denied(persona: Persona, language: Spoken, seed: int) -> list[Binding]:
    models = persona.denied(language)
    found = []
    for model in models:
        others = shuffled((other.name for other in models if other.family != model.family), seed, model.name)
        for name in (model.name, *_other_names(model.aliases, language)):
            binding: Binding = {
                "X": name,
                "V": model.vendor or "",
                "relation": model.relation,
                "X2": others[0] if others else "",
                "X3": others[1] if len(others) > 1 else "",
                "X~lower": name.lower() if name.lower() != name else "",
                "X~respaced": _respaced(name),
            }
            if model.misspellings and name == model.name:
                pick = int(draw(seed, "misspelt", name) * len(model.misspellings))
                binding["X~misspelt"] = model.misspellings[pick]
            found.append({key: value for key, value in binding.items() if value or key == "V"})
    return found


def _other_names(aliases: Sequence[str], language: Spoken) -> list[str]:
    """One more name of a denied model to ask about: in Chinese a Chinese one, or a Latin one in common use."""
    if language == "zh":
        aliases = [a for a in aliases if re.search("[\u4e00-\u9fff]", a) or a in _LATIN_IN_CHINESE]
    return list(aliases[:_ALIASES])


def _respaced(name: str) -> str:
    """GPT-4 as people also type it (``GPT4``); empty for a name without a version number behind a hyphen."""
    return re.sub(r"-(?=\d)", "", name) if re.search(r"[A-Za-z]-\d", name) else ""


def _phrase(text: str, language: Spoken) -> str:
    text = text.rstrip("。.；;，, ")
    return lower_first(text) if language == "en" else text
