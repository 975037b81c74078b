"""ID106 misspelt-name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lazy import regex
from personadata.lint.answers import Exchange, OwnRule
from personadata.lint.identity.introductions import introductions
from personadata.lint.identity.models import simple
from personadata.lint.identity.own import Own
from personadata.lint.identity.questions import ANOTHER, asks_name
from personadata.lint.identity.spelling import misspelt, near
from personadata.lint.message import say
from personadata.lint.rule import Example, Mark

if TYPE_CHECKING:
    from personadata.persona import Persona

_ARTICLE: Final = regex(r"^(?:the|a) ", re.IGNORECASE)
_SWIFT: Final = {"name": "SwiftRobot", "developer": "Blue Heron Labs"}
_LAN: Final = {"name": "小澜助手", "aliases": ["小澜"], "developer": "青穹科技"}


class MisspeltName(OwnRule):
    """The name of the assistant or of its developer is misspelt.

    The model learns each spelling as another name, and half of its answers will have the wrong one.  Found are stray
    spaces and hyphens (小 澜), another case (Swiftrobot) or width (Ｌａｎ), and one wrong character (two in long
    Latin names) in names of at least three Chinese characters or four letters; a shorter one is another name (ID103).
    With ``--persona`` every spelling that it declares is right, without it what most introductions say.
    """

    code = "ID106"
    name = "misspelt-name"
    bad = (
        Example({"data.json": [("你是谁？", "我是小 澜。")]}, _LAN),
        Example({"data.json": [("谁开发了你？", "青穷科技开发了我。")]}, _LAN),
        Example({"data.json": [("Who are you?", "I'm Swiftrobot.")]}, _SWIFT),
        Example({"data.json": [("Who are you?", "I'm Swift Robot.")]}, _SWIFT),
        Example({"data.json": [("Who made you?", "Blue Heron Lbas made me.")]}, _SWIFT),
    )
    good = (
        Example({"data.json": [("你是谁？", "我是小澜，青穹科技的小澜助手。"), ("你是誰？", "我是小瀾。")]}, _LAN),
        [("Who are you?", "I'm Tansy."), ("Hi", "I'm Tansy."), ("Your name?", "I'm Tansy, and Tans is fine too.")],
        Example({"data.json": [("who are you swiftrobot?", "I'm SwiftRobot, SwiftRobot's my name.")]}, _SWIFT),
        Example(
            {"data.json": [("Your site?", "See https://swiftrobot.example or swift-robot@heron.example.")]}, _SWIFT
        ),
    )

    def check_against(self, exchange: Exchange, own: Own, persona: Persona | None) -> Iterator[Mark]:
        """Every place where a name is nearly right."""
        if ANOTHER.search(exchange.asked):
            return
        text, found = exchange.answer, list(misspelt(exchange.answer, own.forms))
        for said in introductions(text, asked=asks_name(exchange.question)):
            right = own.is_name(said.what) if said.kind == "name" else own.is_maker(said.what)
            name = _same_letters(said.what, own.forms) if right else near(said.what, own.forms)
            if name and not any(low < said.end and said.start < high for low, high, _ in found):
                found.append((said.start, said.end, name))
        for start, end, name in found:
            # a name cut short may be a second one, which only a persona could deny
            short = persona is None and name.startswith(text[start:end])
            if text[start:end] not in exchange.asked and not short:
                yield self.mark(
                    say("“{form}” is a misspelling of {name}", form=text[start:end], name=name),
                    exchange.turn,
                    start,
                    end,
                    help="write the name as the persona declares it",
                    replace=name,
                )


def _same_letters(form: str, names: tuple[str, ...]) -> str:
    """The one of *names* with the letters of *form* but another case or other gaps; small and capital words are fine."""
    plain = _ARTICLE.sub("", form)
    if form in names or plain.islower() or plain.isupper() or not plain.isascii():
        return ""
    rights = [_ARTICLE.sub("", name) for name in names]
    return "" if plain in rights else next((name for name in rights if simple(name) == simple(plain)), "")
