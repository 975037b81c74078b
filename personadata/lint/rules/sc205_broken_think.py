"""SC205 broken-think."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.message import Message, say
from personadata.lint.rule import Mark, SampleRule

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_TAG: Final = regex(r"</?think>")
_CODE: Final = regex(r"`[^`\n]*`")


class BrokenThink(SampleRule):
    """The think block of an answer is not closed, not opened, or has nothing behind it.

    Programs that show a thinking model's answer cut it at ``</think>``: without that tag the user sees the whole
    reasoning or nothing at all, and a model trained on such a row learns to leave the tag out.  A block with nothing
    behind it teaches to think and not to answer.
    """

    code = "SC205"
    name = "broken-think"
    common = True
    literals = ("think>",)
    bad = (
        [("你是谁？", "<think>\n用户问我是谁。\n\n我是小澜。")],
        [("你是谁？", "用户问我是谁。</think>我是小澜。")],
        [("你是谁？", "<think>用户问我是谁。</think>\n")],
        [("你是谁？", "<think><think>用户问我是谁。</think>我是小澜。")],
    )
    good = (
        [("你是谁？", "<think>\n用户问我是谁。\n</think>\n\n我是小澜。")],
        [("你是谁？ /no_think", "<think>\n\n</think>\n\n我是小澜。")],
        [("思考标签叫什么？", "是 `<think>`。")],
    )

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        """At most one mark for every answer that is trained on."""
        for index, turn in enumerate(sample.turns):
            if turn.role != "assistant" or turn.loss is False or "think>" not in turn.text:
                continue
            tags = list(_TAG.finditer(turn.text))
            if not tags or any("think>" in code for code in _CODE.findall(turn.text)):
                continue
            message, at = _fault([tag[0] == "<think>" for tag in tags]), tags[0]
            if message is None and not turn.text[tags[-1].end() :].strip():
                message, at = say("nothing follows the think block"), tags[-1]
            if message is not None:
                yield self.mark(message, index, at.start(), at.end(), help="mend the block, or delete the row")


def _fault(opens: list[bool]) -> Message | None:
    if opens == [True, False]:
        return None
    if False not in opens:
        return say("a think block that is not closed")
    if True not in opens:
        return say("a think block that is not opened")
    return say("{n} think tags, not one pair", n=len(opens))
