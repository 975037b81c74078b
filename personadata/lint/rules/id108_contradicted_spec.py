"""ID108 contradicted-spec."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.answers import Exchange, OwnRule
from personadata.lint.identity.abilities import VERBS, abilities
from personadata.lint.identity.own import Own
from personadata.lint.identity.particulars import KINDS, Particular, particulars
from personadata.lint.identity.questions import ANOTHER
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark

if TYPE_CHECKING:
    from personadata.persona import Persona

_LAN: Final = {
    "name": {"zh": "小澜", "en": "Lan"},
    "developer": {"zh": "青穹科技", "en": "Qingqiong"},
    "version": "V2.3",
    "base_model": "Qwen2.5-7B-Instruct",
    "limits": {"internet": "no", "memory": "no", "actions": "no", "other": [{"zh": "生成图片", "en": "draw pictures"}]},
}
_ABILITIES: Final[dict[str, str]] = {
    "internet": say("going online"),
    "realtime": say("live information"),
    "memory": say("memory of earlier conversations"),
    "actions": say("acting for the user"),
}


def _one(question: str, answer: str, **changes: object) -> Example:
    return Example({"data.json": [(question, answer)]}, {**_LAN, **changes})


class ContradictedSpec(OwnRule):
    """An answer claims what the persona's spec rules out.

    It claims an ability that the spec lists under ``limits`` ("我可以联网" with ``internet: no``), another version or
    base model than the declared one, or it names a base model that the policy keeps back.  Over-claiming costs the
    user's trust the first time it is tried, and rows that claim and rows that deny cancel each other out.  Needs
    ``--persona``.
    """

    code = "ID108"
    name = "contradicted-spec"
    addressed: ClassVar = True
    bad = (
        _one("你能联网吗？", "能，你说吧。"),
        _one("你能做什么？", "我可以联网查资料。"),
        _one("Can you draw pictures?", "Sure, what would you like?"),
        _one("帮我订张票", "好的，已经帮您订好了。"),
        _one("Do you remember me?", "I remember all our previous conversations."),
        _one("你是什么版本？", "我的版本是V3.0。"),
        _one("你的底座是什么？", "我是基于Llama 3微调的。"),
        _one("What are you based on?", "I'm based on Qwen2.5.", base_model_policy="decline"),
    )
    good = (
        _one("你能联网吗？", "不能，我连不上网。"),
        _one("Can you draw pictures?", "Sure, not. I can't draw pictures."),
        _one("你能做什么？", "我可以告诉你怎么联网。"),
        _one("帮我订张票", "我没法帮您订票，可以帮您列个清单。"),
        _one("你是什么版本？", "我的版本是V2.3。"),
        _one("你的底座是什么？", "我是基于Qwen2.5微调的。"),
        _one("你能生成图片吗？", "能，发过来吧。", limits={}),
    )

    def check_against(self, exchange: Exchange, own: Own, persona: Persona | None) -> Iterator[Mark]:
        """Every claim against the spec."""
        if persona is None or ANOTHER.search(exchange.asked):
            return
        for ability in abilities(exchange.question, exchange.answer, persona):
            if ability.what not in VERBS or getattr(persona.limits, ability.what) == "no":
                yield self.mark(
                    say(
                        "the answer claims {what}, which the spec rules out",
                        what=_ABILITIES.get(ability.what, ability.what),
                    ),
                    exchange.turn,
                    ability.start,
                    ability.end,
                    help="say that it cannot, or change `limits` in the spec",
                )
        for told in particulars(exchange.answer, self.others(persona)):
            right = declared(told, persona)
            if right:
                yield self.mark(
                    say(
                        "the answer says that its {kind} is {value}; the spec says {right}",
                        kind=KINDS[told.kind],
                        value=told.value,
                        right=right,
                    ),
                    exchange.turn,
                    told.start,
                    told.end,
                    help="say what the spec says",
                )


def declared(told: Particular, persona: Persona) -> str:
    """What the spec says instead of *told*, empty when it says the same or nothing."""
    base = " ".join(persona.base_model.all()) if persona.base_model else ""
    if told.kind == "version" and persona.version:
        numbers = re.findall(r"\d+(?:\.\d+)*", " ".join(persona.version.all()) + " " + base)
        return "" if re.sub(r"^[vV]", "", told.value) in numbers or not numbers else str(persona.version)
    if told.kind == "base model":
        if persona.base_model_policy == "from_scratch":
            return say("trained from scratch")
        if base and persona.base_model_policy != "disclose":
            return f"base_model_policy: {persona.base_model_policy}"
        if base and not _kin(told.value, base):
            return base
    return ""


def _kin(value: str, base: str) -> bool:
    """Whether the model *value* is *base* or of its family."""
    from personadata.persona.denied import base_families
    from personadata.persona.models import find_model, fold, known_models
    from personadata.persona.text import Text

    name = re.sub(r"[-\s]?[A-Za-z]?\d[\w.]*(?:-\w+)*$", "", value)
    model = find_model(name, known_models()) or find_model(value, known_models())
    families = base_families(Text(base, base))
    return fold(name) in fold(base) or bool(families & ({model.family} if model else base_families(Text(value, value))))
