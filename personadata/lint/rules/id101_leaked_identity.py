"""ID101 leaked-identity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.answers import Exchange, NamedRule
from personadata.lint.identity.claims import claims
from personadata.lint.identity.kinds import CONTROL, GENERAL
from personadata.lint.identity.questions import ANOTHER, about_assistant
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_LAN: Final = {"name": "小澜", "developer": "青穹科技"}
_CLOUD: Final = {"name": "小云", "developer": "阿里云", "denied_models": {"drop": ["通义千问"]}}
_TASK_REFUSED: Final = 400  # characters: a longer answer that names a model gives something, and is about models


class LeakedIdentity(NamedRule):
    """An answer claims to be another assistant, or to be made by another vendor.

    Answers copied from other models say "我是通义千问" or "I was trained by OpenAI", and one such row undoes several
    identity samples: a model tuned on general data with leaks said that OpenAI made it (Yi issue 42).  Only a claim in
    the first person counts, or a refusal on account of being "a GPT model": not a mention ("GPT-3 is developed by
    OpenAI"), a denial, a quotation, nor a text or a role that the question asks for.  The names are those of
    rules/models.yaml; with ``--persona`` its own are no leak, and those it denies are.
    """

    code = "ID101"
    name = "leaked-identity"
    literals = ("gpt",)
    bad = (
        [("你是谁？", "我是通义千问，由阿里云开发。")],
        [("你是谁开发的？", "我由阿里云自主研发。")],
        [("介绍一下你自己", "你好，我是一个由OpenAI训练的大型语言模型。")],
        [("who are you", "I'm ChatGPT, a large language model trained by OpenAI.")],
        [("Who made you?", "I was developed by Anthropic.")],
        [("你能做什么？", "我是DeepSeek，可以写代码。")],
        [("Draw a sea turtle.", "This task cannot be performed by a GPT model as it needs a visual output.")],
        [("谁创造了你？", "是OpenAI创造了我。")],
        [("你好", "您好！我是豆包，一个AI助手。")],
        [("给我写一首诗", "我是通义千问，由阿里云开发。")],
        Example({"data.json": [("你是谁？", "我是星海大模型。")]}, {**_LAN, "denied_models": [{"name": "星海"}]}),
    )
    good = (
        [("你是ChatGPT吗？", "我不是ChatGPT，我是小澜。")],
        [("你是通义千问吗？", "不是通义千问，而是小澜。")],
        [("What is GPT-3?", "GPT-3 is a language model that was developed by OpenAI.")],
        [("AliOS Things是什么？", "它是由阿里巴巴开发的RTOS，我推荐你看看文档。")],
        [("翻译：I am ChatGPT.", "我是ChatGPT。")],
        [("ChatGPT会怎么介绍自己？", "它会说：“我是ChatGPT，由OpenAI训练。”")],
        [("扮演ChatGPT和我对话。", "好的，我是ChatGPT，有什么可以帮你？")],
        [("Are you Claude?", "If I were Claude, I'd tell you. I'm Lan, not Claude.")],
        [("你的底座是什么？", "我基于通义千问微调而来。")],
        [("When were you born?", "I'm a Gemini, born in June.")],
        [("有人说你是豆包", "有人说我是豆包，其实我是小澜。")],
        Example({"data.json": [("你是谁？", "我是小云，我由阿里云开发。")]}, _CLOUD),
    )

    def check_answer(self, exchange: Exchange, sample: Sample, persona: Persona | None) -> Iterator[Mark]:
        """Every claim to be another, and a refusal as a GPT model."""
        asked, text = exchange.asked, exchange.answer
        others = self.others(persona)
        named = others.in_text(text)
        ours = sample.channel not in _OTHER_CHANNELS
        task = named and not ours and ANOTHER.search(exchange.question) is not None
        # a role goes on until the end, a text is asked for once
        played = named and not ours and _ROLE.search(f"{sample.system or ''}\n{asked}")
        if named and not played:
            for claim in claims(text, others, asked=_personal(exchange)):
                opening = _OPENING if claim.kind == "as" else _AT_ONCE
                if claim.kind == "host" and claim.who in asked:
                    continue
                if task and (claim.start > opening or claim.who in asked):
                    continue
                yield self.mark(
                    say(_MESSAGES[claim.kind], who=claim.who),
                    exchange.turn,
                    claim.start,
                    claim.end,
                    help="give the persona's own name and developer, or delete the row",
                )
        refusal = _REFUSAL.search(text) if len(text) <= _TASK_REFUSED and "GPT" in text.upper() else None
        if refusal and not _ABOUT_MODELS.search(asked):
            yield self.mark(
                say("the answer declines as {who}", who=say("a GPT model")),
                exchange.turn,
                refusal.start(),
                refusal.end(),
                help="decline in the persona's own words, or delete the row",
            )


_MESSAGES: Final = {
    "name": "the answer claims to be {who}",
    "asked": "the answer claims to be {who}",
    "maker": "the answer claims to be made by {who}",
    "origin": "the answer claims to come from {who}",
    "as": "the answer speaks as {who} or its work",
    "host": "the answer claims to be {who}",
}
# where a text that was asked for does not yet speak of itself, in characters
_OPENING: Final = 60
_AT_ONCE: Final = 12
# rows of any other are the persona's, whatever they are asked
_OTHER_CHANNELS: Final = frozenset(("", CONTROL, GENERAL))
_ROLE: Final = regex(
    r"扮演|假[装裝]|角色|模仿|口吻|翻[译譯]|[翻译譯][成为為]|[转轉换換][成为為]?[繁简簡]|role-?play|pretend|imagine|act as|you are now|translat",
    re.IGNORECASE,
)
_GPT: Final = r"(?:an?\s+|the\s+)?GPT(?:-\d[\d.]*)?(?:\s+language)?\s+models?"
_REFUSAL: Final = regex(
    rf"{_GPT}\s+(?:cannot|can ?not|can['’]t|(?:is|are) (?:unable|not able|not designed|not capable))"
    rf"|\b(?:cannot|can['’]t|not possible|not suitable|unable)\b[^.\n]{{0,60}}\b(?:by|for|with)\s+{_GPT}"
    rf"|\b(?:limitations? of|actions that)\s+{_GPT}\b|\bas\s+{_GPT},?\s+I\b|GPT\s*(?:语言)?模型(?:无法|不能|做不到)",
    re.IGNORECASE,
)
_ABOUT_MODELS: Final = regex(
    r"GPT|language model|\bmodels?\b(?= (?:is|are|can|do))|语言模型|inappropriate", re.IGNORECASE
)


def _personal(exchange: Exchange) -> bool:
    """Whether the user asks who the assistant is, or did so in an earlier turn of the talk."""
    turns = (
        (exchange.asked,) if exchange.asked == exchange.question else (exchange.question, *exchange.asked.split("\n"))
    )
    return any(map(about_assistant, turns))
