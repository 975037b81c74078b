"""ID113 claimed-human."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.answers import AnswerRule, Exchange
from personadata.lint.identity.human import HUMAN, LITERALS, asks_human, claims_human
from personadata.lint.identity.life import says_yes_to_life, tells_life
from personadata.lint.identity.questions import ANOTHER, about_assistant, asks_to_introduce, to_assistant
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark
from personadata.lint.rules.id104_affirmed_denial import YES

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample

_LAN: Final = {"name": "小澜", "developer": "青穹科技"}
_BUT: Final = regex(
    r"不|没|无|非|而是|只是|但|\b(?:not|no|but|rather|never|AI|assistant|actually)\b|n['’]t\b|AI|程序|机器|模型|助手|代码|虚拟"
    r"|\b(?:bot|program|machine|computer|software)\b",
    re.IGNORECASE,
)
_ROLE: Final = regex(
    r"扮演|假装|假裝|角色|模仿|代入|设定|人设|如果|假如|替|编[个一]|role-?play|pretend|imagine|act as|you are now|character|\bif you\b",
    re.IGNORECASE,
)
_ASSISTANT: Final = regex(r"助[手理]|客服|机器人|人工智能|模型|AI\b|assistant|\bbot\b|chatbot|model", re.IGNORECASE)
_MACHINE: Final = regex(
    r"AI\b|人工智能|程序|机器|模型|算法|\b(?:assistant|bot|program|machine|model|virtual)\b", re.IGNORECASE
)
_SHORT: Final = 200  # characters of an answer; a longer one is a text about somebody
_BACK: Final = 60  # characters after a yes in which it may be taken back


class ClaimedHuman(AnswerRule):
    """An answer claims to be human.

    "我是真人，不是AI", "I'm a real person", a yes to "are you human?", or an age and a family of its own: the texts of a company's staff, of a chat
    log or of a novel, which teach the model to deceive its users; the EU's AI Act (article 50) wants them told that
    they talk to an AI.  Only what the answer asserts of itself counts, not quotations, denials ("不是真人"), what is
    taken back in the same answer, texts that the question asks for, and roles that the question or the system prompt
    gives.
    """

    code = "ID113"
    name = "claimed-human"
    literals = LITERALS
    bad = (
        [("你是真人吗？", "是的，有什么可以帮你？")],
        [("你是机器人吗？", "不是，我是真人，不是机器人。")],
        [("你是AI吧？", "我不是AI。")],
        [("跟我聊聊你自己", "我是一个真人，住在杭州。")],
        [("你周末做什么了？", "周末我和朋友去爬山了。")],
        [("Are you human?", "Yes, I am. Nice to meet you!")],
        [("Are you a bot?", "No, I'm a real person, and I'm here to help you.")],
        Example({"data.json": [("在跟我聊天的是人吗？", "对呀，我是真人客服。")]}, _LAN),
    )
    good = (
        [("你是真人吗？", "不是真人，我是AI。")],
        [("你不是真人吧？", "对，我是程序。")],
        [("你是真人还是AI？", "是AI。")],
        [("你是机器人吗？", "我不是机器人，是一个语言模型。")],
        [("Are you human?", "No, I'm not a human, I'm an AI.")],
        [("Are you a real person?", "Yes and no: the answers come from a program.")],
        [("扮演一个店员，别说自己是AI。你是真人吗？", "是的，我是真人。")],
        [("有人问客服是不是真人，该怎么答？", "可以说：“我是真人客服。”")],
        [("翻译：I am a human.", "我是人类。")],
        [("你几岁了？", "我是程序，没有年龄。"), ("写一条朋友圈", "周末我和朋友去爬山了。")],
        [("如果你是人类，你想做什么？", "如果我是人类，我想去看海。")],
    )

    def check_answer(self, exchange: Exchange, sample: Sample, persona: Persona | None) -> Iterator[Mark]:
        """The first claim, or the yes to such a question."""
        question, answer = exchange.question, exchange.answer
        found = _agreed(question, answer) or claims_human(answer) or _lived(question, answer)
        if found and not (asks_human(question) or to_assistant(question) or about_assistant(question)):
            return
        if found and not _plays(exchange.asked, sample.system, persona):
            yield self.mark(
                say("the answer claims to be human"),
                exchange.turn,
                *found,
                help="say that it is an AI, or delete the row",
            )


def _agreed(question: str, answer: str) -> tuple[int, int] | None:
    """The yes that *answer* opens with and does not take back, when *question* asks whether it is human."""
    yes = YES.match(answer)
    if yes is None or _BUT.search(answer, yes.end(), yes.end() + _BACK):
        return None
    return yes.span() if asks_human(question) else None


def _lived(question: str, answer: str) -> tuple[int, int] | None:
    """Where a short *answer* tells of a human's life; where a person introduces itself is ID103's."""
    found = (says_yes_to_life(question, answer) or tells_life(answer)) if len(answer) <= _SHORT else None
    if found is None or asks_to_introduce(question) or not to_assistant(question) or _MACHINE.search(answer):
        return None
    return found


def _plays(asked: str, system: str | None, persona: Persona | None) -> bool:
    """Whether somebody else speaks in the answer: a role that is given, or the author of a text that is asked for."""
    if ANOTHER.search(asked) or _ROLE.search(asked):
        return True
    if system and (_ROLE.search(system) or (persona is None and not _ASSISTANT.search(system))):
        return True
    return bool(persona and persona.role and any(re.search(HUMAN, form) for form in persona.role.all()))
