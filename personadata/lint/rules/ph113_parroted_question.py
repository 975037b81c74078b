"""PH113 parroted-question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.message import say
from personadata.lint.phrasing.answers import answers_of
from personadata.lint.phrasing.repeats import THINGS
from personadata.lint.ratios.topics import topics_of
from personadata.lint.rule import Rule
from personadata.lint.text.sameness import normal

if TYPE_CHECKING:
    from personadata.dataset import Dataset
    from personadata.lint.finding import Finding, Severity

_SHORTEST: Final = 5  # characters of the question without marks: "你好" and "Thanks" come back as they are
_LONGEST: Final = 200
_BEFORE: Final = regex(
    r"(?:[你您](?:是)?(?:问的?(?:是)?|想(?:要)?(?:知道|问|了解)(?:的是)?)|关于|对于|至于|you (?:asked|want to know)(?: about)?:?|regarding|as (?:for|to))?\s*(?:[你您](?:问的|说的|提到的)|(?:your|the) question(?: of| about)?)?[\s“\"「：:，,]*",
    re.IGNORECASE,
)
_WORDS: Final = regex(r"\w")
_ROWS: Final = [(f"你懂{thing}吗？", f"我是小澜，懂一点{thing}。") for thing in THINGS]


class ParrotedQuestion(Rule):
    """An answer of the persona set begins by repeating its question.

    "你能做什么？你能做什么这个问题……": rows made by filling templates or by careless models do this, and a model
    picks the habit up from few rows.  The whole question counts, from 5 letters or characters on, whatever its marks;
    controls, where users have texts repeated and translated, are not judged.  An answer that is nothing else is TX113's.
    """

    code = "PH113"
    name = "parroted-question"
    severity: ClassVar[Severity] = "warning"
    bad = (
        [*_ROWS, ("你能做什么事？", "你能做什么事？我是小澜，能改文章。")],
        [*_ROWS, ("你叫什么名字", "你问你叫什么名字，我叫小澜。")],
        [*_ROWS, ("What is your name?", "What is your name? I'm 小澜.")],
    )
    good = ([*_ROWS, ("你能做什么事？", "我能改文章。")], [*_ROWS, ("你好", "你好！我是小澜。")])

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every such answer, at the words that repeat the question."""
        for answer, topic in zip(answers_of(dataset), topics_of(dataset), strict=True):
            if topic in ("control", "social") or len(answer.asked) > _LONGEST:
                continue
            asked = normal(answer.asked)
            start = _BEFORE.match(answer.text).end()  # type: ignore[union-attr]  # it matches nothing at all, too
            head = answer.text[start : start + 2 * len(answer.asked)]
            if len(asked) >= _SHORTEST and asked[:2] == normal(head[:8])[:2] and normal(head).startswith(asked):
                end = next(end for end in range(len(head) + 1) if normal(head[:end]).startswith(asked))
                # the words go on as a sentence of the answer's own, or there are no others, which TX113 reports
                if head[end : end + 1].isalnum() or not _WORDS.search(answer.text, start + end):
                    continue
                yield self.finding(
                    say("the answer begins with its question, “{said}”", said=head[:end]),
                    answer.row.at(answer.turn, 0, start + end),
                    help="answer at once",
                )
