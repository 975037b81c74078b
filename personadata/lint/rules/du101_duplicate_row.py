"""DU101 duplicate-row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.finding import Finding, Related
from personadata.lint.flood import together
from personadata.lint.message import say
from personadata.lint.near import repeated_questions
from personadata.lint.rule import Rule, drop_row
from personadata.lint.text.sameness import normal, question_of

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row


class DuplicateRow(Rule):
    """A row repeats another one, question and answer alike.

    Width, case, punctuation and spaces do not count.  A copy teaches nothing new; repeated it is learned by heart,
    and so are the words around the fact.  To weigh some rows more, raise the number of epochs.  Rows that differ in
    the system prompt or in earlier turns are no copies.  Only an unsafe fix deletes the copy in a file of which parts
    cannot be read, and when the first is in another file, since one of the two may be a test set.
    """

    code = "DU101"
    name = "duplicate-row"
    most_named: ClassVar = 10
    bad = (
        [("你是谁？", "我是小澜。"), ("你是谁?", "我是小澜!")],
        [("Who are you?", "I'm Lan."), ("WHO ARE YOU", "I'm Lan")],
    )
    good = (
        [("你是谁？", "我是小澜。"), ("你是谁？", "我叫小澜。")],
        [("3-2等于几？", "1"), ("32等于几？", "1")],
        [("你好", "你好！", "继续", "好的。"), ("在吗", "在。", "继续", "好的。")],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every row that came before, with the place of the first; more than ``most_named`` copies of it as one."""
        for group in repeated_questions(dataset):
            first: dict[str, Row] = {}
            found: dict[tuple[str, int], list[Finding]] = {}
            for row in group:
                answer = normal(row.sample.answer)
                original = first.setdefault(answer, row)
                if answer and original is not row:
                    one, other = row.record, original.record
                    finding = self.finding(
                        say("the same question and answer as in a row before"),
                        row.at(question_of(row)),
                        related=[Related(original.at(question_of(original)), "first here")],
                        help="delete this row, or write another question or answer",
                        fix=drop_row(
                            row, safe=one.source is other.source and not one.source.broken and one.value == other.value
                        ),
                    )
                    found.setdefault((answer, id(one.source)), []).append(finding)
            for copies in found.values():
                yield from [together(copies)] if len(copies) > self.most_named else copies
