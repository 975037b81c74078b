"""PH111 assistant-cliche."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import floor
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.finding import Related
from personadata.lint.message import say
from personadata.lint.phrasing.answers import answers_of
from personadata.lint.phrasing.cliches import Stock, stock
from personadata.lint.phrasing.repeats import SHOWN, THINGS
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    import re

    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity
    from personadata.lint.phrasing.answers import Answer


class AssistantCliche(Rule):
    """Many answers hold stock phrases of assistants.

    有什么可以帮助您的吗, 旨在为用户提供, "feel free to let me know": every base model says them already, and rows that
    repeat them teach them as part of the persona, in the place of its own voice.  Such phrases stand in most answers of
    both published sets measured (LLaMA-Factory, ms-swift).  The list is rules/<language>/cliches.yaml; a share of answers
    above ``many`` is reported, from ``fewest`` answers on, with the commonest phrases.
    """

    code = "PH111"
    name = "assistant-cliche"
    severity: ClassVar[Severity] = "warning"
    fewest: int = 20
    many: float = 0.15
    bad = ([(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}，有什么可以帮助您的吗？") for thing in THINGS],)
    good = ([(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}，说来听听？") for thing in THINGS],)

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding, without a place; the first phrases are related."""
        answers = answers_of(dataset)
        if len(answers) < self.fewest:
            return
        places: list[tuple[Answer, re.Match[str]]] = []
        counts: Counter[Stock] = Counter()
        samples: dict[Stock, str] = {}
        for answer in answers:
            hits = [
                (entry, hit)
                for entry in stock("cliches", answer.language)
                if (hit := entry.pattern.search(answer.text))
            ]
            counts.update(entry for entry, _ in hits)
            for entry, hit in hits:
                samples.setdefault(entry, hit[0])
            if hits:
                places.append((answer, min((hit for _, hit in hits), key=lambda hit: hit.start())))
        n, total = len(places), len(answers)
        if n <= self.many * total:
            return
        table: list[tuple[str, ...]] = [(say("phrase"), say("answers"), say("why it is listed"))]
        table += [(samples[entry], f"{count:,}", entry.why) for entry, count in counts.most_common(6)]
        yield self.finding(
            say(
                "{n} of {total} answers hold stock phrases of assistants ({share:.0%}), more than {bound:.0%}; "
                "the commonest: “{said}”",
                n=n, total=total, share=n / total, bound=self.many, said=table[1][0],
            ),
            related=[Related(answer.row.at(answer.turn, hit.start(), hit.end()), say("here")) for answer, hit in places[:SHOWN]],
            help=say("strike the phrase or say it in the persona's own voice in at least {n} of them", n=n - floor(self.many * total)),
            table=table,
        )  # fmt: skip
