"""Which answer a question gets: the least used of those that fit it, reworded now and then."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from personadata.expand.axes import CLASHES
from personadata.expand.candidate import Candidate, Form, tone_of
from personadata.expand.chance import draw, weighted
from personadata.expand.slots import LOOP_OF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from personadata.expand.builder import Builder
    from personadata.expand.facts import Facts
    from personadata.expand.paraphrase import Paraphraser, Variant
    from personadata.expand.rules import Paraphrase
    from personadata.expand.sentences import Sentences
    from personadata.expand.template import Line

_AS_WRITTEN = 0.3
"""Share of answers that no rule rewords."""
_WORDINGS = 4
"""Wordings tried for one answer."""
_TRIED = 8
"""Answers tried for one question."""


class Answering:
    """Answers the questions of one category for one persona, with *rules* for rewording answers."""

    def __init__(self, lines: Sentences, builder: Builder, rules: Paraphraser) -> None:
        self.lines = lines
        self.builder = builder
        self.rules = rules
        self.category = lines.category
        self.facts: Facts = lines.facts
        self.seed = lines.seed
        self.spent: Counter[str] = Counter()
        self.wordings: dict[str, list[Variant]] = {}

    def answered(self, line: Line, question: Variant, letter: str, binding: Mapping[str, Any]) -> Candidate | None:
        """The wording *question* of *line* with the least used answer that fits its letter, its form and the spec."""
        text = question.text
        fitting = [
            answer
            for answer in self.lines.able
            if answer.fits(letter) and _matches_loops(answer, line) and self.lines.usable(answer, binding)
        ]
        if self.category.id == "greeting":
            introduce = draw(self.seed, "introduce", text) < self.facts.conditions["introduce_on_greeting"]
            fitting = [answer for answer in fitting if ("name" in answer.slots) == introduce]
        clashes = CLASHES.get(question.features.reg, ())
        fitting = [answer for answer in fitting if tone_of(answer) not in clashes] or fitting
        tone = weighted(self.facts.tones, self.seed, "tone", text)
        start = int(draw(self.seed, text) * len(fitting))
        order = sorted(
            fitting[start:] + fitting[:start], key=lambda answer: (tone_of(answer) != tone, self.spent[answer.place])
        )
        for answer in order[:_TRIED]:
            extended = self.extend(answer, binding, text)
            if extended is None:
                continue
            form, rules = self.reword(self.lines.form(answer, extended), answer, text)
            forms = [Form("user", text), Form("assistant", form)]
            candidate = self.build(forms, line, answer, question, rules, letter, extended)
            if candidate is not None:
                return candidate
        return None

    def paired(
        self, line: Line, question: Variant, answers: Sequence[Line], materials: Sequence[Line], binding: Mapping[str, Any]
    ) -> Candidate | None:  # fmt: skip
        """The wording *question* of *line*, all of whose *answers* fit, with the least used; a material goes below."""
        order = sorted(answers, key=lambda a: (self.spent[a.place], draw(self.seed, question.text, a.place)))
        for answer in order:
            if not self.lines.usable(answer, binding):
                continue
            extended = self.extend(answer, binding, question.text)
            if extended is None:
                continue
            text = question.text
            if materials:
                material = materials[int(draw(self.seed, text) * len(materials))]
                text = f"{text}\n{self.lines.form(material, extended)}"
            forms = [Form("user", text), Form("assistant", self.lines.form(answer, extended))]
            candidate = self.build(forms, line, answer, question, (), "", extended)
            if candidate is not None:
                return candidate
        return None

    def build(
        self, forms: list[Form], line: Line, answer: Line, question: Variant, rules: tuple[Paraphrase, ...], letter: str,
        binding: Mapping[str, Any],
    ) -> Candidate | None:  # fmt: skip
        """The candidate of *forms*, if nothing forbids it; *answer* counts as used once more."""
        candidate = self.builder.build(
            forms, (line, answer), (*question.rules, *rules), question.features, letter, binding, tone_of(answer),
            question.affix_only,
        )  # fmt: skip
        if candidate is not None:
            self.spent[answer.place] += 1
        return candidate

    def extend(self, answer: Line, binding: Mapping[str, Any], key: object) -> dict[str, Any] | None:
        """*binding* with the loops that only the answer uses bound too, as the seed chooses; None when one has nothing."""
        missing = [slot for slot in answer.slots if slot in LOOP_OF and slot not in binding]
        if not missing:
            return dict(binding)
        extra = next(iter(self.lines.bindings(missing, (key, answer.place))), None)
        return None if extra is None else {**extra, **binding}

    def reword(self, form: str, answer: Line, key: object) -> tuple[str, tuple[Paraphrase, ...]]:
        """The answer, now and then reworded by an answer rule."""
        if "\n" in form or draw(self.seed, "reword", key, answer.place) < _AS_WRITTEN:
            return form, ()
        if form not in self.wordings:
            found = self.rules.variants(form, self.category.id, self.category.group, answer.text, _WORDINGS)
            self.wordings[form] = list(found)
        wordings = self.wordings[form]
        chosen = wordings[int(draw(self.seed, "wording", key) * len(wordings))]
        return chosen.text, chosen.rules


def _matches_loops(answer: Line, question: Line) -> bool:
    """An answer about X needs a question about X: loops of the answer must be bound by the question, or be free."""
    for slot in answer.slots - question.slots:
        loop = LOOP_OF.get(slot)
        if loop in ("denied", "fact", "limit") and not any(LOOP_OF.get(s) == loop for s in question.slots):
            return False
    return True
