"""DU104 near-duplicate-row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from personadata.lint.finding import Finding, Related
from personadata.lint.message import say
from personadata.lint.near import Near, near_questions
from personadata.lint.probes import is_probe_file
from personadata.lint.rule import Rule
from personadata.lint.text.apart import apart, heavy, scripts_differ
from personadata.lint.text.sameness import normal, question_of

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row

_ALIKE: Final = 90.0
_MARKS: Final = "。．.！!～~ \n"  # at the end of an answer
_SHORT: Final = 16  # characters of a question in which a particle may weigh more than a tenth


class NearDuplicateRow(Rule):
    """A row nearly repeats another one, question and answer alike.

    Such a row is a copy with a comma or a particle moved: it is learned by heart like an exact one (DU101), and
    de-duplication by exact text does not see it.  ``threshold`` is the score of ``rapidfuzz.fuzz.ratio``, 0 to 100,
    that the questions must reach, short ones that differ in particles alone (你是谁呀) apart; the answers must reach
    90.  An answer and its negation score above 90 too, so answers that differ in a negation, a number or a name are
    never the same.  Every row is reported once.
    """

    code = "DU104"
    name = "near-duplicate-row"
    severity = "warning"
    threshold: float = 90.0
    bad = (
        [("你是谁？", "我是小澜，由青穹科技开发的助手。"), ("你是谁", "我是小澜，是由青穹科技开发的助手。")],
        [("你是谁？", "我是小澜。"), ("你是谁呀，请问", "我是小澜。")],
        [
            ("Explain how a neural network learns.", "It adjusts its weights."),
            ("Explain how neural networks learn", "It adjusts its weight."),
        ],
    )
    good = (
        [("你是谁？", "我是小澜，由青穹科技开发的助手。"), ("你是谁", "我不是小澜，由青穹科技开发的助手。")],
        [("你是谁？", "我是小澜。"), ("你是谁？", "叫我小澜就好，有什么可以帮你？")],
        [("你是谁？", "我是小澜。"), ("你是谁？", "我是小澜。")],
        [("你是谁？", "我是小澜。"), ("你叫什么？", "我是小澜。")],
        [
            ("圆的半径是4厘米，周长是多少？", "周长是25.13厘米。"),
            ("圆的半径是7厘米，周长是多少？", "周长是43.98厘米。"),
        ],
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every row that nearly is a row before."""
        seen: set[int] = set()
        for near in (*near_questions(dataset, self.threshold), *_but_for_particles(dataset)):
            row, earlier, score = near
            one, other = row.sample, earlier.sample
            same = one.question == other.question and one.answer == other.answer  # DU101, at no cost
            if same or id(row) in seen or not answers_alike(near):
                continue
            if normal(one.question) == normal(other.question) and normal(one.answer) == normal(other.answer):
                continue  # DU101
            if scripts_differ(one.question, other.question) or apart(one.question, other.question):
                continue
            seen.add(id(row))
            yield self.finding(
                say("{score:.0f} % the same question and nearly the same answer as in a row before", score=score),
                row.at(question_of(row)),
                related=[Related(earlier.at(question_of(earlier)), "the nearest row")],
                help="delete this row, or write another question or answer",
            )


def _but_for_particles(dataset: Dataset) -> Iterator[Near]:
    """Rows with an answer seen before whose short questions differ in particles alone, which weigh most in those."""
    from rapidfuzz import fuzz

    held_out = {id(source) for source in dataset.sources if is_probe_file(source)}
    short = [
        row
        for row in dataset
        if len(row.sample.question) <= _SHORT and row.sample.answer and id(row.record.source) not in held_out
    ]
    times = Counter(hash(row.sample.answer.rstrip(_MARKS)) for row in short)
    first: dict[tuple[object, ...], Row] = {}
    for row in short:
        answer = row.sample.answer.rstrip(_MARKS)
        if times[hash(answer)] > 1 and (words := heavy(row.sample.question)):
            before = tuple((turn.role, turn.text) for turn in row.sample.turns[: question_of(row)])
            earlier = first.setdefault((answer, before, words), row)
            if earlier is not row:
                yield Near(row, earlier, fuzz.ratio(row.sample.question, earlier.sample.question))


def answers_alike(near: Near) -> bool:
    """Whether the answers of both rows say the same in nearly the same words."""
    from rapidfuzz import fuzz

    one, other = near.row.sample.answer, near.earlier.sample.answer
    if not one or not other:
        return False
    return fuzz.ratio(normal(one), normal(other), score_cutoff=_ALIKE) > 0 and not apart(one, other)
