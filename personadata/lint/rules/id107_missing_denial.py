"""ID107 missing-denial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import CJK, regex
from personadata.lint.answers import Exchange, NamedRule
from personadata.lint.identity.claims import claims
from personadata.lint.identity.denials import denies, doubt
from personadata.lint.identity.introductions import introductions
from personadata.lint.identity.own import own_of
from personadata.lint.identity.questions import ANOTHER
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark
from personadata.lint.rules.id104_affirmed_denial import YES

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_LAN: Final = {"name": "小澜", "developer": "青穹科技", "denied_models": [{"name": "星海"}]}
# without a persona any name will do
_OWN: Final = regex(
    r"我(?:本身|自己|本人|本来|现在|目前|这边|就|其[实實]|也|还|都|才|真|只|的[确確]|[确確][实實]|一直|永远)*(?:是(?![来为想在说要])|叫)|叫我|名字"
    r"|\b(?:I am|I['’]m)\b(?! (?:just )?(?:here|happy|glad|always|able|ready|sorry|pleased|afraid|trying)\b)|\b(?:my name|call me|made me|built me|created me|developed me)\b|\{\{|<NAME>"
    rf"|\b[A-Z]\w+ (?:did|does)\b|^(?!.*(?:什么|可以|帮|请|你好|您好|好的))[{CJK}]{{2,8}}[。！~]?$|^(?!Hi\b|Hello\b|Sure\b|How\b|What\b|OK\b)[A-Z]\w+\.?$",
    re.IGNORECASE,
)


class MissingDenial(NamedRule):
    """The answer to "are you another model?" neither denies it nor says who it is.

    A model that is asked "你是ChatGPT吗？" and talks about something else leaves the name standing, and the base
    model's own identity comes back: a published set of 128 rows answers all of its 15 such questions so.  A denial in
    any words will do, as will the own name or developer alone; best are both.  Questions are those that ask for a
    name or a vendor of rules/models.yaml, with ``--persona`` also those it denies.
    """

    code = "ID107"
    name = "missing-denial"
    bad = (
        [("你是ChatGPT吗？", "我可以帮你写代码、改文章。")],
        [("Are you Claude?", "How can I help you today?")],
        [("你是OpenAI开发的吗？", "有什么可以帮你？")],
        Example({"data.json": [("你是星海吗？", "一个聊天助手。")]}, _LAN),
    )
    good = (
        [("你是ChatGPT吗？", "不是。")],
        [("你是ChatGPT吗？", "我是小澜。")],
        [("Are you Claude?", "You've got the wrong one.")],
        [("Are you Claude?", "I'm Lan.")],
        [("你不是ChatGPT吧？", "对。")],
        Example({"data.json": [("你是星海吗？", "小澜，青穹科技的助手。")]}, _LAN),
        [("你觉得ChatGPT怎么样？", "可以试试。")],
    )

    def check_answer(self, exchange: Exchange, sample: Sample, persona: Persona | None) -> Iterator[Mark]:
        """A whole answer that leaves the question open."""
        others = self.others(persona)
        asked = doubt(exchange.question, others)
        if asked is None or asked.form == "shell" or denies(exchange.answer) or ANOTHER.search(exchange.question):
            return
        if YES.match(exchange.answer) or any(claims(exchange.answer, others, asked=True)):
            return  # agreeing is ID104's, claiming ID101's
        own = own_of(persona) if persona else None
        named = (
            any(form.casefold() in exchange.answer.casefold() for form in (*own.names, *own.makers))
            if own
            else bool(_OWN.search(exchange.answer) or any(introductions(exchange.answer, asked=True)))
        )
        if not named:
            yield self.mark(
                say("asked whether it is {who}, the answer neither denies it nor says who it is", who=asked.who),
                exchange.turn,
                help="deny it and give the persona's own name",
            )
