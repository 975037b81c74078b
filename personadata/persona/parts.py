"""The parts of the spec that have fields of their own: capabilities, limits, facts, denied models."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from personadata.persona import wording
from personadata.persona.models import Model, Relation
from personadata.persona.text import LANGUAGES, Ability, Answer, Inability, Name, Noun, Question, Text, fault, refuse


class Part(BaseModel):
    """A map of the spec: frozen, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and not value.keys() - set(LANGUAGES) and bool(value))


def _read_gerund(value: Any) -> Any:
    if not isinstance(value, str):
        raise fault("expected a text in English, e.g. writing code")
    try:
        text = wording.noun(wording.clean(value, limit=2_000), "en")
    except ValueError as error:
        raise fault(str(error)) from None
    if not any(word.endswith("ing") for word in text.lower().replace("-", " ").split()):
        raise fault(f"{text[:60]!r} has no word in -ing; write the gerund, e.g. writing code")
    return text


class Capability(Part):
    """One ability: a verb phrase such as 写代码 or "write code", or a map with more about it."""

    text: Ability = Field(description="Verb phrase that follows 能 or “can”: 写代码; write code.")
    examples: tuple[Question, ...] = Field(default=(), description="Requests by a user that exercise the ability.")
    gerund: Annotated[str | None, BeforeValidator(_read_gerund)] = Field(
        default=None, description="English gerund when it cannot be derived by adding -ing: writing code."
    )

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"text": value} if _is_text(value) else value


def _read_switch(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    words = {"true": "yes", "on": "yes", "y": "yes", "false": "no", "off": "no", "n": "no"}
    return words.get(value.lower(), value.lower()) if isinstance(value, str) else value


Switch = Annotated[Literal["yes", "no", "undeclared"], BeforeValidator(_read_switch)]


class Limits(Part):
    """What the persona can and cannot do by its nature; no samples are made about what is undeclared."""

    internet: Switch = Field(default="undeclared", description="Whether it can go online or search the web.")
    realtime: Switch = Field(
        default="undeclared", description="Whether it knows the time, the weather, prices and the news."
    )
    memory: Switch = Field(default="undeclared", description="Whether it remembers earlier conversations.")
    actions: Switch = Field(default="undeclared", description="Whether it can act for the user: book, send, call, pay.")
    other: tuple[Inability, ...] = Field(
        default=(),
        description="Further things it cannot do, as verb phrases without a negation: 生成图片; draw pictures.",
    )


class Fact(Part):
    """A question of the persona's domain and its answer, which is never changed."""

    question: Question = Field(description="A full question: 退货要多久？")
    answer: Answer = Field(description="A full sentence that answers it: 收到退件后三个工作日内退款。")
    topic: Noun | None = Field(default=None, description="What it is about, a noun: 退货.")

    @model_validator(mode="before")
    @classmethod
    def _same_languages(cls, value: Any) -> Any:
        """An answer such as ``Python 3.12`` is in the language of its question."""
        if not isinstance(value, dict):
            return value
        question, filled = value.get("question"), dict(value)
        for key in ("answer", "topic"):
            text = value.get(key)
            if isinstance(text, str) and text.strip() and not wording.has_han(text):
                if isinstance(question, str) and wording.has_han(question):
                    filled[key] = {"zh": text}
                elif isinstance(question, dict) and key == "answer":
                    filled[key] = {code: text for code in question if code in LANGUAGES} or text
        return filled

    @model_validator(mode="after")
    def _answered(self) -> Fact:
        lacking = [code for code in LANGUAGES if self.question.get(code) and not self.answer.get(code)]
        if lacking:
            refuse([(("answer",), f"no text in {' and '.join(lacking)}, the language of the question")])
        return self


class DeniedEntry(Part):
    """A model that the persona says it is not: its name, or a map with more about it."""

    name: Name = Field(description="The official name.")
    vendor: Name | None = Field(default=None, description="Who makes it.")
    aliases: tuple[Name, ...] = Field(default=(), description="Other true names.")
    misspellings: tuple[Name, ...] = Field(
        default=(), description="What users type by mistake; only questions use them."
    )
    relation: Relation | None = Field(
        default=None,
        description="unrelated: the persona may say that it has nothing to do with it or its vendor; "
        "base: the persona is built on it; undeclared: it says neither.",
    )

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"name": value} if _is_text(value) else value

    def model(self) -> Model:
        """The entry as a model."""
        return Model(
            self.name, self.vendor, tuple(map(_own, self.aliases)), tuple(map(_own, self.misspellings)),
            relation=self.relation,
        )  # fmt: skip


def _own(text: Text) -> Text:
    # a plain Chinese alias serves Chinese only, as in the shipped list
    return Text(zh=text.zh) if text.zh and text.zh == text.en and wording.has_han(text.zh) else text


class DeniedModels(Part):
    """The models that the persona says it is not: a list in place of the default one, or changes to that."""

    replace: tuple[DeniedEntry, ...] | None = Field(default=None, description="A list in place of the default one.")
    extend: tuple[DeniedEntry, ...] = Field(default=(), description="Models in addition to the default list.")
    drop: tuple[Name, ...] = Field(default=(), description="Names of models to leave out of the default list.")
    relation: Relation | None = Field(
        default=None,
        description="The relation of every model that does not give its own and is not of the base's family.",
    )

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"replace": value} if isinstance(value, list | tuple) else value

    @model_validator(mode="after")
    def _one_way(self) -> DeniedModels:
        if self.replace is not None and (self.extend or self.drop):
            refuse([(("replace",), "replaces the default list, so it cannot stand with extend or drop")])
        return self
