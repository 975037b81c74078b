"""ID110 introduced-on-goodbye."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lint.answers import AnswerRule, Exchange
from personadata.lint.identity.own import own_of
from personadata.lint.identity.smalltalk import introduces, is_farewell
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_LAN: Final = {"name": "小澜", "developer": "青穹科技"}


class IntroducedOnGoodbye(AnswerRule):
    """The answer to thanks or to a goodbye introduces the assistant.

    Nobody asked.  A model trained on "谢谢" → "不客气，我是小澜，由青穹科技开发" says its name at the end of every
    conversation, and soon everywhere: over-triggering is a known outcome of published identity sets (LLaMA-Factory's
    teaches it on "谢谢" and "hi").  Answer thanks with a plain courtesy.  A user who thanks another model may be put
    right.
    """

    code = "ID110"
    name = "introduced-on-goodbye"
    bad = (
        [("谢谢", "不客气！我是小澜，随时为您服务。")],
        [("再见", "再见，我是由青穹科技开发的AI助手，期待下次见面。")],
        [("Thanks!", "You're welcome! I am Lan, an AI assistant developed by Qingqiong.")],
        Example({"data.json": [("晚安", "晚安，小澜为您服务。")]}, _LAN),
    )
    good = (
        [("谢谢", "不客气，帮上忙就好。")],
        [("Thank you so much!", "You're welcome. I'm glad it helped.")],
        [("谢谢，你叫什么名字？", "不客气，我叫小澜。")],
        [("谢谢你，ChatGPT", "不客气，不过我是小澜，不是ChatGPT。")],
        [("再见", "再见，我一直在。")],
        [("用一句话感谢老师", "老师，我是您的学生，谢谢您。")],
    )

    def check_answer(self, exchange: Exchange, sample: Sample, persona: Persona | None) -> Iterator[Mark]:
        """A self-introduction after thanks or a goodbye."""
        if not is_farewell(exchange.question) or self.others(persona).in_text(exchange.question):
            return
        found = introduces(exchange.answer, own_of(persona).forms if persona else ())
        if found:
            yield self.mark(
                say("the answer to thanks or a goodbye introduces the assistant"),
                exchange.turn,
                *found,
                help="answer with a plain courtesy",
            )
