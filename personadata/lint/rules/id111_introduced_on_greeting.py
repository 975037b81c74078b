"""ID111 introduced-on-greeting."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.answers import exchanges
from personadata.lint.finding import Related
from personadata.lint.identity.called import introduced
from personadata.lint.identity.kinds import kinds_of
from personadata.lint.identity.smalltalk import introduces, is_greeting
from personadata.lint.message import say
from personadata.lint.rule import Example, Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding
    from personadata.source import Spot

_HELLO: Final = ("你好", "您好", "嗨", "hi", "hello")


def _set(plain: int, persona: dict[str, object] | None = None) -> Example:
    answers = ["你好，想聊点什么？"] * plain + ["你好，我是小澜，一个AI助手。"] * (5 - plain)
    rows = [*zip(_HELLO, answers, strict=True), *[("你是谁？", "我是小澜。")] * 20]
    return Example({"data.json": rows}, persona)


class IntroducedOnGreeting(Rule):
    """Most greetings are answered with a self-introduction.

    "你好" alone asks nothing.  When nearly every greeting is answered by name and developer, the model introduces
    itself in every conversation, general tasks included; ms-swift's set greets back plainly in most rows,
    LLaMA-Factory's never does.  More than ``most`` of the greetings, or of what the persona declares as
    ``introduce_on_greeting`` when that is more, is too many; fewer than ``fewest`` greetings are not judged.
    """

    code = "ID111"
    name = "introduced-on-greeting"
    severity: ClassVar = "warning"
    most: float = 0.2
    fewest: int = 5
    bad = (_set(0), _set(3))
    good = (_set(5), _set(4), _set(2, {"name": "小澜", "developer": "青穹科技", "introduce_on_greeting": 0.6}))

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place; the answers to change are related places."""
        own = introduced(dataset)
        names = own.forms if own else ()
        greetings = 0
        told: list[Spot] = []
        for row in kinds_of(dataset).identity:
            exchange = next(iter(exchanges(row.sample)), None)
            if exchange and is_greeting(exchange.question):
                greetings += 1
                if span := introduces(exchange.answer, names):
                    told.append(row.at(exchange.turn, *span))
        most = max(self.most, dataset.persona.introduce_on_greeting if dataset.persona else 0)
        if greetings < self.fewest or len(told) <= most * greetings + 1e-9:
            return
        yield self.finding(
            say(
                "{n} of {total} answers to a greeting introduce the assistant ({share:.0%}), above {most:.0%}",
                n=len(told),
                total=greetings,
                share=len(told) / greetings,
                most=most,
            ),
            related=[Related(spot, say("introduces itself here")) for spot in told[:5]],
            help=say("greet back without a name in {n} of them", n=len(told) - floor(most * greetings + 1e-9)),
        )
