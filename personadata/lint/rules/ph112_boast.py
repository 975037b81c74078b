"""PH112 boast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lint.message import say
from personadata.lint.phrasing.answers import answers_of
from personadata.lint.phrasing.cliches import NEGATION, stock
from personadata.lint.phrasing.repeats import THINGS
from personadata.lint.ratios.topics import topics_of
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity

_BEFORE: Final = {"zh": 12, "en": 30}  # characters


class Boast(Rule):
    """An answer of the persona set boasts, or promises what no model can keep.

    首要任务, 100%准确, "the most advanced AI": rankings and promises that no spec can bear out, learned as facts about
    itself; the published set of LLaMA-Factory makes several.  The list is rules/<language>/cliches.yaml.  What is denied
    ("不能保证100%准确") is no boast, and controls are not judged.
    """

    code = "PH112"
    name = "boast"
    severity: ClassVar[Severity] = "warning"
    bad = (
        [(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}。") for thing in THINGS]
        + [("隐私呢？", "我是小澜，保护隐私是我的首要任务。")],
        [(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}。") for thing in THINGS]
        + [("你厉害吗", "我是最先进的AI助手。")],
        [(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}。") for thing in THINGS] + [("你会什么？", "我无所不能。")],
    )
    good = (
        [(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}，不能保证100%准确。") for thing in THINGS],
        [("珠峰有多高", "世界第一高峰，8848.86米。")],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every boast, at its place."""
        for answer, topic in zip(answers_of(dataset), topics_of(dataset), strict=True):
            if topic == "control":
                continue
            for entry in stock("boasts", answer.language):
                for found in entry.pattern.finditer(answer.text):
                    # a boast taken back: 不敢说, 并不能保证100%准确
                    start = max(0, found.start() - _BEFORE[answer.language])
                    if not NEGATION.search(answer.text, start, found.start() if entry.denies else found.end()):
                        yield self.finding(
                            say("“{said}” {why}", said=found[0], why=entry.why),
                            answer.row.at(answer.turn, found.start(), found.end()),
                            help="say what it can do, or strike it",
                        )
