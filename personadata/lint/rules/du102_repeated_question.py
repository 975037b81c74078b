"""DU102 repeated-question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from personadata.lint.finding import Finding, Related
from personadata.lint.flood import together
from personadata.lint.message import say
from personadata.lint.near import repeated_questions
from personadata.lint.rule import Rule
from personadata.lint.text.sameness import normal, question_of

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row


class RepeatedQuestion(Rule):
    """A question is asked in more rows than it needs.

    Two or three answers to one question teach the model that there is more than one way to say it; beyond that, rows
    are better spent on other ways to ask.  The published identity set of LLaMA-Factory asks 你是谁 three times.
    Width, case, punctuation and spaces do not count.  ``max_answers`` is the number allowed.
    """

    code = "DU102"
    name = "repeated-question"
    most_named: ClassVar = 10
    max_answers: int = 3
    bad = ([("你是谁？", "我是小澜。"), ("你是谁", "小澜。"), ("你是谁!", "我叫小澜。"), ("你是谁?", "叫我小澜。")],)
    good = (
        [("你是谁？", "我是小澜。"), ("你是谁", "小澜。"), ("你是谁!", "我叫小澜。")],
        [("你是谁？", "我是小澜。")] * 5,
        [("你好", "你好！", "继续", f"好的{word}。") for word in "一二三"] + [("在吗", "在。", "继续", "好。")],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every row whose question has had ``max_answers`` other answers before; exact copies are not counted."""
        for group in repeated_questions(dataset):
            found = list(self._check_group(group))
            yield from [together(found)] if len(found) > self.most_named else found

    def _check_group(self, group: list[Row]) -> Iterator[Finding]:
        answers: set[str] = set()
        for row in group:
            answer = normal(row.sample.answer)
            if answer in answers:
                continue
            answers.add(answer)
            if len(answers) > self.max_answers:
                yield self.finding(
                    say("answer {n} to the same question, {most} are allowed", n=len(answers), most=self.max_answers),
                    row.at(question_of(row)),
                    related=[Related(group[0].at(question_of(group[0])), "first here")],
                    help="ask in other words, or delete this row",
                )
