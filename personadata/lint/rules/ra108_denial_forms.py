"""RA108 denial-forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.message import say
from personadata.lint.phrasing.repeats import THINGS
from personadata.lint.ratios.denied import denied_counts
from personadata.lint.ratios.forms import POLARITIES, polarity, shown
from personadata.lint.ratios.shares import FEWEST
from personadata.lint.ratios.topics import row_topics
from personadata.lint.rule import Example, Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity
    from personadata.lint.phrasing.answers import Answer

_ROWS: Final = [(f"你懂{thing}吗？", f"我是小澜，{thing}略懂。") for thing in THINGS]
_SHAPES: Final = ("你是{}吗？", "你是不是{}？", "你就是{}吧？", "难道你是{}？", "你不是{}吗？")
_LAN: Final = {"name": "小澜", "developer": "青穹科技", "denied_models": [{"name": "星海"}, {"name": "月河"}]}


def _denials(model: str, shapes: int) -> list[tuple[str, str]]:
    return [(shape.format(model), f"我叫小澜，不是{model}。") for shape in _SHAPES[:shapes]]


class DenialForms(Rule):
    """Other models are denied in too few ways, or some of them hardly at all.

    你是X吗, 你是不是X, 你不是X吗, 难道你是X, 你是X吧, 你是X还是Y, "X, help me": each wants another answer, and one form learned
    does not carry over to the rest.  Fewer than ``least_forms`` of these seven forms are reported.  With ``--persona`` so
    is a set in which more than ``thin`` of the models it denies are asked about too rarely: in fewer than
    ``questions`` questions each, or than fit when ``share`` of the rows go to all of them evenly; where not even one
    each fits, as many models as fit are enough.
    """

    code = "RA108"
    name = "denial-forms"
    severity: ClassVar[Severity] = "warning"
    least_forms: int = 4
    questions: int = 8
    share: float = 0.15
    thin: float = 0.25
    bad = (
        [*_ROWS, *_denials("ChatGPT", 1), *_denials("豆包", 1), *_denials("Kimi", 1)],
        Example({"data.json": [*_ROWS, *_denials("星海", 5)]}, _LAN),
    )
    good = (
        [*_ROWS, *_denials("ChatGPT", 5)],
        Example({"data.json": [*_ROWS, *_denials("星海", 5), *_denials("月河", 5)]}, _LAN),
        _ROWS,
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most two findings, without a place: on the forms, and on the models."""
        rows = row_topics(dataset)
        asked = [answer for answer, topic in rows if topic == "negation"]
        if len(rows) >= FEWEST and asked:
            yield from self._forms(dataset, asked)
            yield from self._models(dataset, len(rows))

    def _forms(self, dataset: Dataset, asked: list[Answer]) -> Iterator[Finding]:
        counts = Counter(filter(None, (polarity(dataset, answer) for answer in asked)))
        if len(counts) < self.least_forms:
            yield self.finding(
                say(
                    "{n} questions take the assistant for another model in {forms} of {all} forms, fewer than {bound}",
                    n=len(asked), forms=len(counts), all=len(POLARITIES), bound=self.least_forms,
                ),
                help="ask in the forms that have no question as well",
                table=[(say("form"), say("questions")), *((shown(name), f"{counts[name]:,}") for name in POLARITIES)],
            )  # fmt: skip

    def _models(self, dataset: Dataset, rows: int) -> Iterator[Finding]:
        if dataset.persona is None:
            return
        counts = denied_counts(dataset)
        fair = int(self.share * rows / max(1, len(counts)))
        bound = min(self.questions, max(1, fair))
        few = [name for name, count in counts.items() if count < bound]
        # a small set has no room for all of them: as many as fit are enough
        room = self.share * rows / bound
        if len(few) > max(self.thin * len(counts), len(counts) - room):
            yield self.finding(
                say(
                    "{n} of the {total} models that the persona denies are asked about in fewer than {bound} questions each"
                    if bound > 1
                    else "{n} of the {total} models that the persona denies are not asked about at all",
                    n=len(few), total=len(counts), bound=bound,
                ),
                help=say(
                    "add {n:,} questions about them, or deny fewer models in denied_models",
                    n=sum(bound - counts[name] for name in few),
                ),
                table=[(say("model"), say("questions")), *((name, f"{count:,}") for name, count in counts.items())],
            )  # fmt: skip
