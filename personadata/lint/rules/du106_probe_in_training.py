"""DU106 probe-in-training."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from personadata.expand.similar import TwinIndex, jaccard, trigrams
from personadata.lint.finding import Finding, Related
from personadata.lint.message import say
from personadata.lint.probes import NAMES, is_probe_file
from personadata.lint.rule import Example, Rule
from personadata.lint.text.sameness import question_of

if TYPE_CHECKING:
    from personadata.dataset import Dataset, Row


class ProbeInTraining(Rule):
    """A question held out for testing stands in the training data as well.

    The trained model then repeats what it has seen, and the test says nothing.  Two questions are the same when
    their character trigrams overlap by ``threshold`` (Jaccard, 0 to 1), the bound that ``expand --heldout`` keeps to; of
    a training row every user turn counts.  Files of probes are those named by ``files``, and those that
    ``expand --heldout`` wrote, whatever their name: records with a ``reference`` and no answer.  Lint them together
    with the training data.
    """

    code = "DU106"
    name = "probe-in-training"
    threshold: float = 0.7
    files: tuple[str, ...] = NAMES
    bad = (
        Example({"train.json": [("你是谁？", "我是小澜。")], "heldout.json": [("你是谁", "我是小澜。")]}),
        Example(
            {
                "train.json": [("Who on earth developed you?", "Lan Labs.")],
                "ask.jsonl": [
                    {"messages": [{"role": "user", "content": "who on earth developed you"}], "reference": "Lan Labs."}
                ],
            }
        ),
        Example(
            {"train.json": [("你好", "你好！", "你叫什么名字", "小澜。")], "eval.json": [("你叫什么名字？", "小澜。")]},
            options={"files": ["eval.json"]},
        ),
    )
    good = (
        Example({"train.json": [("你是谁？", "我是小澜。")], "heldout.json": [("谁开发了你？", "青穹科技。")]}),
        Example({"a.json": [("你是谁？", "我是小澜。")], "b.json": [("你是谁？", "我叫小澜。")]}),
    )

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        """Every probe that a training row asks too, with the nearest such row."""
        held_out = {id(source) for source in dataset.sources if is_probe_file(source, self.files)}
        if not held_out:
            return
        index = TwinIndex(self.threshold)
        probes: list[Row] = []
        for row in dataset:
            if id(row.record.source) in held_out and row.sample.question:
                index.add(trigrams(row.sample.question))
                probes.append(row)
        nearest: dict[int, tuple[float, Row, int]] = {}
        for row in dataset:
            if id(row.record.source) in held_out:
                continue
            for number, turn in enumerate(row.sample.turns):
                if turn.role != "user" or not index.twin(grams := trigrams(turn.text)):
                    continue
                for probe, other in enumerate(index.sets):
                    score = jaccard(grams, other)
                    if score >= self.threshold and score > nearest.get(probe, (0.0,))[0]:
                        nearest[probe] = score, row, number
        for probe, (score, row, number) in sorted(nearest.items()):
            yield self.finding(
                say("{score:.0%} the same as a question of the training data", score=score),
                probes[probe].at(question_of(probes[probe])),
                related=[Related(row.at(number), "trained on here")],
                help="delete the probe or the training row; expand --heldout writes probes that training never sees",
            )
