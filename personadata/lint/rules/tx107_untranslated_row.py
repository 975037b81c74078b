"""TX107 untranslated-row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from personadata.lazy import regex
from personadata.lint.finding import Finding, Related
from personadata.lint.identity.kinds import kinds_of
from personadata.lint.message import say
from personadata.lint.rule import Rule

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row

_HAN: Final = regex("[\u3400-\u9fff]")
_WORD: Final = regex(r"(?<![\w./@:-])[A-Za-z][a-z]{1,}(?![\w@(]|[./:]\w)")
_SHOWN: Final = 4  # rows that are named
_ZH: Final = [
    {"instruction": f"介绍一下{word}。", "output": f"{word}是一种常见的东西。"}
    for word in "猫狗鸟鱼马牛羊鸡鸭鹅虎龙兔蛇猴鼠猪象鹿狼"
]


class UntranslatedRow(Rule):
    """Rows of a Chinese general set are wholly English.

    A translation was skipped: one published Chinese Alpaca set has 3,391 such rows of 17,476.  They do no harm as
    English data, but nobody counts them as such, and the share of Chinese is smaller than it seems.  Only files whose
    questions are Chinese in at least ``majority`` of the rows are looked at, and only their general rows: a persona
    may well speak two languages.  A file has one finding, since it may be meant to hold both.
    """

    code = "TX107"
    name = "untranslated-row"
    severity: ClassVar = "warning"
    majority: float = 0.7
    words: int = 3
    bad = ([*_ZH, {"instruction": "Describe how a cat sleeps.", "output": "A cat sleeps most of the day."}],)
    good = (
        [*_ZH, {"instruction": "Describe how a cat sleeps.", "output": "猫一天大部分时间都在睡。"}],
        [*_ZH, {"instruction": "print('hi')", "output": "hi"}],
        [("Describe how a cat sleeps.", "A cat sleeps most of the day.")] * 30 + [("你好", "你好！")] * 10,
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """At most one finding a file, at its first general row without a Chinese character; the next are related."""
        by_source: dict[int, list[Row]] = {}
        for row in kinds_of(dataset).general:
            by_source.setdefault(id(row.record.source), []).append(row)
        for rows in by_source.values():
            others = [row for row in rows if (text := row.sample.question).isascii() or not _HAN.search(text)]
            if len(rows) - len(others) < max(20, self.majority * len(rows)):
                continue
            english = [
                row
                for row in others
                if len(_WORD.findall(row.sample.question)) >= self.words
                and not any(_HAN.search(turn.text) for turn in row.sample.turns)
            ]
            if english:
                yield self.finding(
                    say(
                        "{n:,} of {total:,} rows have no Chinese in question and answer ({share:.1%})",
                        n=len(english),
                        total=len(rows),
                        share=len(english) / len(rows),
                    ),
                    english[0].at(_asking(english[0])),
                    related=[Related(row.at(_asking(row)), say("another")) for row in english[1:_SHOWN]],
                    help="translate them, or move them to an English set",
                )


def _asking(row: Row) -> int:
    return max((index for index, turn in enumerate(row.sample.turns) if turn.role == "user"), default=0)
