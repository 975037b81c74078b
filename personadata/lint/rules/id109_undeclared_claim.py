"""ID109 undeclared-claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.answers import Exchange, OwnRule
from personadata.lint.identity.abilities import VERBS, abilities
from personadata.lint.identity.own import Own
from personadata.lint.identity.particulars import KINDS, Particular, particulars
from personadata.lint.identity.questions import ANOTHER
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark
from personadata.lint.rules.id108_contradicted_spec import declared

if TYPE_CHECKING:
    from personadata.persona import Persona

_LAN: Final = {"name": {"zh": "小澜", "en": "Lan"}, "developer": {"zh": "青穹科技", "en": "Qingqiong"}}


def _one(question: str, answer: str, **changes: object) -> Example:
    return Example({"data.json": [(question, answer)]}, {**_LAN, **changes})


class UndeclaredClaim(OwnRule):
    """An answer claims something of the assistant that the spec does not say.

    A version, a base model, a number of parameters, a date of its knowledge, internet access, live data, memory or
    actions: nobody declared them, so they were made up or copied from another model's set, and the tuned model will
    state them as facts.  Declare what is true, or let the answer say that it does not know.  Needs ``--persona``.
    """

    code = "ID109"
    name = "undeclared-claim"
    severity: ClassVar = "warning"
    addressed: ClassVar = True
    bad = (
        _one("你是什么版本？", "我的版本是V2.3。"),
        _one("你的底座是什么？", "我是基于Llama 3微调的。"),
        _one("你有多少参数？", "我有70亿参数。"),
        _one("What's your knowledge cutoff?", "My knowledge cutoff is October 2023."),
        _one("你能联网吗？", "能，你说吧。"),
        _one("Do you remember me?", "Yes. I remember all our previous conversations."),
    )
    good = (
        _one("你是什么版本？", "我不清楚自己的版本。"),
        _one("你是什么版本？", "我的版本是V2.3。", version="V2.3"),
        _one("你的底座是什么？", "我是基于Qwen2.5微调的。", base_model="Qwen2.5-7B-Instruct"),
        _one("你有多少参数？", "我有70亿参数。", base_model="Qwen2.5-7B-Instruct"),
        _one("Llama 3有多少参数？", "它有80亿参数的版本。"),
        _one("你能联网吗？", "能，你说吧。", limits={"internet": "yes"}),
    )

    def check_against(self, exchange: Exchange, own: Own, persona: Persona | None) -> Iterator[Mark]:
        """Every claim that the spec is silent on."""
        if persona is None or ANOTHER.search(exchange.asked):
            return
        for ability in abilities(exchange.question, exchange.answer, persona):
            if ability.what in VERBS and getattr(persona.limits, ability.what) == "undeclared":
                yield self.mark(
                    say("the answer claims what `limits.{what}` does not declare", what=ability.what),
                    exchange.turn,
                    ability.start,
                    ability.end,
                    help=say("declare limits.{what}, or take the claim out", what=ability.what),
                )
        for told in particulars(exchange.answer, self.others(persona)):
            if (
                not declared(told, persona)
                and not _known(told, persona)
                and not self._of_another(told, exchange, persona)
            ):
                yield self.mark(
                    say(
                        "the answer says that its {kind} is {value}, which the spec does not",
                        kind=KINDS[told.kind],
                        value=told.value,
                    ),
                    exchange.turn,
                    told.start,
                    told.end,
                    help="declare it, or let the answer say that it does not know",
                )

    def _of_another(self, told: Particular, exchange: Exchange, persona: Persona) -> bool:
        """Whether *told* may be a particular of the model that the question is about."""
        own_voice = _OWN_VOICE.search(exchange.answer, told.start, told.end) or "你" in exchange.question
        return not own_voice and self.others(persona).names_one(exchange.question)


_OWN_VOICE: Final = regex(r"我|\b(?:I|my)\b", re.IGNORECASE)


def _known(told: Particular, persona: Persona) -> bool:
    """Whether the spec has *told* somewhere: in its field, in a fact or in a system prompt."""
    if told.kind == "version" and persona.version:
        return True
    if told.kind == "base model" and persona.base_model:
        return True
    texts = [*(fact.answer for fact in persona.facts), *persona.system_prompts]
    if persona.base_model and persona.base_model_policy == "disclose":
        texts.append(persona.base_model)
    words = " ".join(form for text in texts for form in text.all())
    if told.kind == "size":
        return _billions(told.value) in {
            _billions(size) for size in re.findall(r"\d+(?:\.\d+)?\s*(?:[bB]\b|亿|billion)", words)
        }
    return told.value in words


def _billions(size: str) -> float:
    number = float((re.search(r"\d+(?:\.\d+)?", size) or [0])[0])
    return number / 10 if "亿" in size else number
