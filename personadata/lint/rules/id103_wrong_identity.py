"""ID103 wrong-identity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.answers import Exchange, OwnRule, exchanges, played
from personadata.lint.identity.given import given
from personadata.lint.identity.introductions import introductions
from personadata.lint.identity.kinds import kinds_of
from personadata.lint.identity.own import Own
from personadata.lint.identity.questions import ANOTHER, INTRODUCE, asks_to_introduce
from personadata.lint.identity.spelling import near
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark
from personadata.lint.signatures import rows_with

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding
    from personadata.persona import Persona

_LAN: Final = {"name": {"zh": "小澜", "en": "Lan"}, "developer": {"zh": "青穹科技", "en": "Qingqiong Tech"}}
# an answer that gives a person's life as its own
_PERSON: Final = regex(
    r"\bI(?:['’]m| am) (?:an? (?:[\w-]+ ){0,4}(?:individual|person|creative|engineer|teacher|student|professional|developer|artist|writer"
    r"|learner|scientist|enthusiast)\b|the kind of person|\d{1,2} years old|(?:a )?human\b)|\bI(?:['’]m| am) (?:originally )?from [A-Z]"
    r"|我是(?:一[个名位]|个)?[^，。！？\n]{0,8}(?:的人|学生|老师|教师|工程师|程序员|艺术家|作家|真人|人类)(?=[，。！,.!]|$)|我(?:今年)?(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?)[岁歲]"
)


class WrongIdentity(OwnRule):
    """An answer gives the assistant a name or a developer that is not its own.

    Two names in one set teach neither: the model takes turns between them.  Such rows come from a set for another
    bot, a half-done replacement, or general data in which a person answers "introduce yourself".  With ``--persona``
    its name, aliases, developer and maintainer are right, in any script; without it those that most introductions
    give.  Only what the answer says of itself counts, not users, third parties, roles and quotations; the names of
    known models are ID101's, near misses ID106's.
    """

    code = "ID103"
    name = "wrong-identity"
    bad = (
        Example({"data.json": [("你叫什么名字？", "我叫小明。")]}, _LAN),
        Example({"data.json": [("谁开发了你？", "我是由白鹭公司开发的。")]}, _LAN),
        Example({"data.json": [("Who are you?", "I'm Robin, an assistant.")]}, _LAN),
        Example({"data.json": [("Who made you?", "I was built by Blue Heron Software.")]}, _LAN),
        [*[(f"你是谁{mark}", "我是小澜，一个助手。") for mark in "？！。~"], ("你叫什么？", "我叫小明。")],
        [("How would you introduce yourself?", "Hi, I'm Bob and I love exploring the world!"), *[("1+1?", "2")] * 9],
    )
    good = (
        Example({"data.json": [("你叫什么名字？", "我叫小澜。"), ("What's your name?", "My name is Lan.")]}, _LAN),
        Example({"data.json": [("扮演一个叫小明的学生，你叫什么？", "我叫小明。")]}, _LAN),
        Example({"data.json": [("我叫什么名字？", "你刚才说你叫小明。")]}, _LAN),
        Example({"data.json": [("谁开发了你？", "我由青穹科技开发。"), ("谁开发了你？", "一个团队。")]}, _LAN),
        Example({"data.json": [("小明的助手叫什么？", "它说：“我叫小红。”")]}, _LAN),
        [*[(f"你是谁{mark}", "我是小澜，一个助手。") for mark in "？！。~"], ("Who are you?", "I'm Lan.")],
        [("写一篇自我介绍", "我叫小明，今年十岁。"), *[("1+1?", "2")] * 9],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every answer about the assistant, and those of general rows that ask it to introduce itself."""
        yield from super().check(dataset)
        general = set(map(id, kinds_of(dataset).general))
        for row in rows_with(dataset, INTRODUCE):
            for exchange in exchanges(row.sample) if id(row) in general and not played(row.sample.system) else ():
                if asks_to_introduce(exchange.question):
                    yield from self.place(row, self._stranger(exchange))

    def check_against(self, exchange: Exchange, own: Own, persona: Persona | None) -> Iterator[Mark]:
        """Every name and maker that is not *own*."""
        if ANOTHER.search(exchange.asked):
            return
        if persona and asks_to_introduce(exchange.question):
            yield from self._person(exchange, str(persona.role or ""))
        others = self.others(persona)
        for said in given(exchange.question, exchange.answer, own, others):
            right = own.is_name(said.what) if said.kind == "name" else own.is_maker(said.what)
            if (
                right
                or others.names_one(said.what)
                or near(said.what, own.names if said.kind == "name" else own.makers)
            ):
                continue
            forms = own.names if said.kind == "name" else own.makers
            if said.kind == "maker" and own.is_name(said.what):
                continue
            told = (
                say("the answer calls the assistant {what}, not {own}", what=said.what, own=forms[0])
                if said.kind == "name" and own.share is None
                else say(
                    "the answer calls the assistant {what}; {n} of {total} introductions say {own}",
                    what=said.what,
                    own=forms[0],
                    n=own.share[0],
                    total=own.share[1],
                )
                if said.kind == "name" and own.share
                else say("the answer gives {what} as its developer, not {own}", what=said.what, own=forms[0])
            )
            yield self.mark(
                told, exchange.turn, said.start, said.end, help="give the assistant's own, or delete the row"
            )

    def _stranger(self, exchange: Exchange) -> Iterator[Mark]:
        for said in introductions(exchange.answer, asked=True):
            if said.kind == "name" and not self.others(None).names_one(said.what):
                yield self.mark(
                    say("asked about itself, the answer gives the name {what}", what=said.what),
                    exchange.turn,
                    said.start,
                    said.end,
                    help="delete the row, or let the persona answer it",
                )
                return
        yield from self._person(exchange)

    def _person(self, exchange: Exchange, role: str = "") -> Iterator[Mark]:
        person = _PERSON.search(exchange.answer[:200])
        if person and not (role and role in person[0]):
            yield self.mark(
                say("asked about itself, the answer speaks as a person"),
                exchange.turn,
                person.start(),
                person.end(),
                help="delete the row, or let the persona answer it",
            )
