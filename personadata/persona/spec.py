"""``persona.yaml`` as a value: the fields, what they mean, and what follows from them."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator

from personadata.persona.denied import DeniedModel, localise
from personadata.persona.languages import name_languages, read_language
from personadata.persona.parts import Capability, DeniedModels, Fact, Limits, Part
from personadata.persona.text import LANGUAGES, Label, Language, Name, Noun, Prompt, Role, Text
from personadata.persona.tones import DEFAULT_TONES, Tones

DeveloperType = Literal["company", "team", "institution", "individual"]
BaseModelPolicy = Literal["disclose", "partial", "decline", "unknown", "from_scratch"]
DEFAULT_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def _read_none(value: Any) -> Any:
    return None if value == "undeclared" else value


LanguageCode = Annotated[str, PlainValidator(read_language), WithJsonSchema({"type": "string", "minLength": 2})]


class Persona(Part):
    """An assistant's identity.  A name and a developer suffice; what is not declared is never claimed.

    Every text is a string or a map by language (zh, en, zh-Hant).
    """

    name: Name = Field(description="What the assistant is called.")
    aliases: tuple[Name, ...] = Field(default=(), description="Other names that it answers to.")
    developer: Name = Field(
        description="Who built it. In English as it stands mid-sentence, with its article if it has one."
    )
    developer_type: Annotated[DeveloperType | None, BeforeValidator(_read_none)] = Field(
        default=None, description="What kind of developer; without it nothing is said about that."
    )
    maintainer: Name | None = Field(default=None, description="Who runs it, when that is not the developer.")
    role: Role | None = Field(default=None, description="A bare noun for what it is: 写作助手; writing assistant.")
    languages: tuple[LanguageCode, ...] = Field(
        default=(),
        description="Languages that it supports, as codes. Samples are made in those of zh, en, zh-Hant that are "
        "listed; the others are only named when someone asks. Without it: samples in zh and en, no claim.",
    )
    tones: Tones = Field(
        default_factory=lambda: dict(DEFAULT_TONES),
        description="Tones of its answers: a list, or a map of tone to weight. poetic is used only when listed.",
    )
    address: Literal["follow", "ni", "nin"] = Field(
        default="follow",
        description="How Chinese answers address the user: as the user does (follow), 你 (ni) or 您 (nin).",
    )
    capabilities: tuple[Capability, ...] = Field(default=(), description="What it can do, one verb phrase each.")
    limits: Limits = Field(default=Limits.model_construct(), description="What it cannot do.")
    denied_models: DeniedModels = Field(
        default=DeniedModels.model_construct(),
        description="Models that it says it is not. A list replaces the default one; extend and drop change it.",
    )
    base_model: Name | None = Field(default=None, description="The model it was fine-tuned from: Qwen2.5-7B-Instruct.")
    base_model_policy: BaseModelPolicy = Field(
        default="unknown",
        description="What it says about its base model: the name (disclose), that it is an open model (partial), "
        "that it is not published (decline), that it does not know (unknown), or that it was trained from scratch "
        "(from_scratch). Default: disclose with base_model, else unknown.",
    )
    version: Label | None = Field(default=None, description="Version label, as it is to be quoted.")
    contact: Label | None = Field(default=None, description="Where users reach a person.")
    site: Label | None = Field(default=None, description="The official page.")
    price: Noun | None = Field(default=None, description="What it costs: 个人使用免费; free for personal use.")
    domain: Noun | None = Field(default=None, description="Its subject area, a noun: 编程学习; programming.")
    facts: tuple[Fact, ...] = Field(
        default=(), description="Questions and answers of its domain, learned word for word."
    )
    system_prompts: tuple[Prompt, ...] = Field(default=(), description="System prompts that it will be served with.")
    roleplay: Literal["allow", "light", "refuse"] = Field(
        default="allow",
        description="Whether it plays another character when asked: yes, without giving up its name, or no.",
    )
    introduce_on_greeting: float = Field(
        default=0.2, ge=0, le=1, description="How often it introduces itself when it is merely greeted, 0 to 1."
    )
    notes: str | None = Field(default=None, description="For you; never used.")

    @model_validator(mode="before")
    @classmethod
    def _disclose(cls, value: Any) -> Any:
        """A base model that is declared is told, unless the spec says otherwise: some licences ask for it."""
        if isinstance(value, dict) and value.get("base_model") is not None:
            return {"base_model_policy": "disclose", **value}
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Persona:
        from personadata.persona.checks import check_persona

        check_persona(self)
        return self

    def text(self, value: Text | None, language: Language) -> str | None:
        """*value* in *language*, or None when it is not declared there; ``zh-Hant`` falls back to ``zh``."""
        # what is no text, such as a choice (`developer_type: team`), has no wording in any language
        return value.get(language) if isinstance(value, Text) else None

    @property
    def data_languages(self) -> tuple[Language, ...]:
        """The languages that samples are made in: the declared ones among zh, en, zh-Hant, by default zh and en."""
        return tuple(code for code in LANGUAGES if code in self.languages) or DEFAULT_LANGUAGES

    def language_names(self, language: Language) -> list[str]:
        """What the declared languages are called in *language*; empty when none are declared."""
        return name_languages(self.languages, language)

    @property
    def same_party(self) -> bool:
        """Whether the developer also runs it, as far as declared."""
        return self.maintainer is None or self.maintainer == self.developer

    def denied(self, language: Language) -> list[DeniedModel]:
        """The models to deny that have a name in *language*, in order."""
        return [found for model, relation in self._denied if (found := localise(model, language, relation))]

    @cached_property
    def _denied(self) -> Any:
        from personadata.persona.checks import resolve_denied

        return resolve_denied(self)
