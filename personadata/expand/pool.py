"""The candidates of one category for one persona, one after another, wide before deep."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from personadata.expand.axes import CLASHES
from personadata.expand.builder import Builder
from personadata.expand.candidate import Candidate, Form, tone_of
from personadata.expand.chance import draw, shuffled, weighted
from personadata.expand.features import Features, analyse
from personadata.expand.sentences import Sentences
from personadata.expand.slots import LOOP_OF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from personadata.expand.facts import Facts
    from personadata.expand.licensing import Table
    from personadata.expand.paraphrase import Paraphraser, Variant
    from personadata.expand.rules import Paraphrase
    from personadata.expand.template import Category, Dialogue, Line

_WORDINGS = 40
"""Wordings tried for one template line."""
_AS_WRITTEN = 0.3
"""Share of answers that no rule rewords."""
_ANSWER_WORDINGS = 4
_ALTERNATIVES = 16
_BOUND = 8
"""Combinations of one dialogue's alternatives, and bindings of its slots, that are tried: more of them are twins."""
_REWORDED = 0.5
"""Share of template lines whose first use is a rewritten one."""
_BARREN = 60
"""Rounds without a new candidate after which a category is used up."""


class Pool:
    """The candidates of *category* for one persona, drawn in an order that the seed sets."""

    def __init__(
        self,
        category: Category,
        facts: Facts,
        paraphraser: Paraphraser,
        answers: Paraphraser,
        table: Table,
        seed: int,
        find: Callable[[str], Category],
        *,
        probes: bool = False,
    ) -> None:
        self.category = category
        self.facts = facts
        self.paraphraser = paraphraser
        self.answer_rules = answers
        self.seed = seed
        self.find = find
        self.probes = probes
        self.spent: Counter[str] = Counter()
        self.language = category.language
        self.lines = Sentences(category, facts, seed)
        self.builder = Builder(category, facts, table)
        self.wordings: dict[str, list[Variant]] = {}

    def __iter__(self) -> Iterator[Candidate]:
        sources: list[tuple[str, Iterator[Candidate | None]]] = []
        category = self.category
        questions = category.probes if self.probes else category.questions
        if category.turns != "dialogue":
            sources += [(line.text, self.single(line)) for line in questions if self.lines.usable(line)]
            pairs = category.probe_pairs if self.probes else category.pairs
            sources += [(pair.place, self.pair(pair)) for pair in pairs]
        if not self.probes:
            sources += [(block.place, self.dialogue(block)) for block in category.dialogues]
        sources = shuffled(sources, self.seed, category.id, self.language, by=lambda source: source[0])
        first = next((line for line in questions if self.lines.usable(line)), None)
        if first is not None and category.turns != "dialogue":
            # the plainest question of a category, as most people ask it, is part of every set
            plain = next((candidate for candidate in self.single(first, plainest=True) if candidate), None)
            if plain is not None:
                yield replace(plain, plainest=True)
        barren = 0
        while sources and barren < _BARREN:
            alive = []
            barren += 1
            for source in sources:
                try:
                    candidate = next(source[1])
                except StopIteration:
                    continue
                alive.append(source)
                if candidate is not None:
                    barren = 0
                    yield candidate
            sources = alive

    # the three kinds of sources

    def single(self, line: Line, *, plainest: bool = False) -> Iterator[Candidate | None]:
        """Candidates of one question line: wordings × bindings, each with the least used fitting answer.

        ``plainest`` keeps to the line as it is written.
        """
        category = self.category
        letter = line.letters[0] if line.letters else ""
        bindings = [b for b in self.lines.bindings(line.slots, line.text) if self.lines.usable(line, b)]
        if not bindings:
            return
        base = self.lines.form(line, bindings[0])
        marked = next((mark for mark in line.marks if mark not in ("polite", "mixed")), "")
        fresh = self.paraphraser.variants(base, category.id, category.group, line.text, _WORDINGS, register=marked)
        wordings: list[Variant] = []
        # half of the lines first come reworded, so that small sets hear the rules too
        if plainest:
            fresh = islice(fresh, 1)
        elif draw(self.seed, "reworded first", line.text) < _REWORDED:
            plain = next(fresh)
            fresh = chain(islice(fresh, 1), [plain], fresh)
        for turn in range(len(bindings)):
            for i in range(_WORDINGS):
                if i == len(wordings):
                    wording = next(fresh, None) if turn == 0 else None
                    if wording is None:
                        break
                    wordings.append(wording)
                wording = wordings[i]
                moved = self.move(letter, wording)
                if moved is None:
                    continue
                binding = bindings[(turn + i) % len(bindings)]
                yield self.answered(
                    line, wording.text, wording.rules, wording.features, moved, binding, wording.affix_only
                )

    def move(self, letter: str, wording: Variant) -> str | None:
        """The letter of a rewritten question: its own while it still fits, another one by form, or None."""
        own = self.category.letters.get(letter)
        if not wording.rules or not self.category.has_forms or own is None:
            return letter
        keeps_meaning = all(rule.meaning in "=≈" for rule in wording.rules)
        if keeps_meaning and all(rule.kind in ("affix", "surface") for rule in wording.rules):
            return letter
        if not own.forms:
            return letter if keeps_meaning else None
        if _matches(own.forms, wording.features):
            return letter
        fitting = (
            name
            for name, other in self.category.letters.items()
            if other.forms and _matches(other.forms, wording.features)
        )
        return next(fitting, None)

    def answered(
        self,
        line: Line,
        question: str,
        rules: tuple[Paraphrase, ...],
        features: Features,
        letter: str,
        binding: Mapping[str, Any],
        affix_only: bool,
    ) -> Candidate | None:
        """The question with the least used answer that fits its letter, its form and the spec."""
        fitting = [
            answer
            for answer in self.lines.able
            if answer.fits(letter) and self.matches_loops(answer, line) and self.lines.usable(answer, binding)
        ]
        if self.category.id == "greeting":
            introduce = draw(self.seed, "introduce", question) < self.facts.conditions["introduce_on_greeting"]
            fitting = [answer for answer in fitting if ("name" in answer.slots) == introduce]
        clashes = CLASHES.get(features.reg, ())
        fitting = [answer for answer in fitting if tone_of(answer) not in clashes] or fitting
        tone = weighted(self.facts.tones, self.seed, "tone", question)
        start = int(draw(self.seed, question) * len(fitting))
        order = sorted(
            fitting[start:] + fitting[:start], key=lambda answer: (tone_of(answer) != tone, self.spent[answer.place])
        )
        for answer in order[:8]:
            for extended in self.extend(answer, binding, question):
                form = self.lines.form(answer, extended)
                form, answer_rules = self.reword(form, answer, question)
                candidate = self.builder.build(
                    [Form("user", question), Form("assistant", form)],
                    (line, answer), (*rules, *answer_rules), features, letter, extended, tone_of(answer), affix_only,
                )  # fmt: skip
                if candidate is not None:
                    self.spent[answer.place] += 1
                    return candidate
                break
        return None

    def matches_loops(self, answer: Line, question: Line) -> bool:
        """An answer about X needs a question about X: loops of the answer must be bound by the question, or be free."""
        for slot in answer.slots - question.slots:
            loop = LOOP_OF.get(slot)
            if loop in ("denied", "fact", "limit") and not any(LOOP_OF.get(s) == loop for s in question.slots):
                return False
        return True

    def extend(self, answer: Line, binding: Mapping[str, Any], key: object) -> list[dict[str, Any]]:
        """*binding* with the loops that only the answer uses bound too, the seed's choice first."""
        missing = [slot for slot in answer.slots if slot in LOOP_OF and slot not in binding]
        if not missing:
            return [dict(binding)]
        return [{**extra, **binding} for extra in self.lines.bindings(missing, (key, answer.place))[:1]]

    def reword(self, form: str, answer: Line, key: object) -> tuple[str, tuple[Paraphrase, ...]]:
        """The answer, now and then reworded by an answer rule."""
        if "\n" in form or draw(self.seed, "reword", key, answer.place) < _AS_WRITTEN:
            return form, ()
        if form not in self.wordings:
            rules = self.answer_rules
            found = rules.variants(form, self.category.id, self.category.group, answer.text, _ANSWER_WORDINGS)
            self.wordings[form] = list(found)
        wordings = self.wordings[form]
        chosen = wordings[int(draw(self.seed, "wording", key) * len(wordings))]
        return chosen.text, chosen.rules

    def pair(self, pair: Dialogue) -> Iterator[Candidate | None]:
        """Candidates of a block whose questions all fit all its answers."""
        steps = {step.speaker: step.lines for step in pair.steps}
        questions = [line for line in steps["Q"] if self.lines.usable(line)]
        answers = [line for line in steps["A"] if self.lines.usable(line)]
        materials = steps.get("I", ())
        category = self.category
        wordings = [
            (
                line,
                self.paraphraser.variants(
                    self.lines.form(line, {}),
                    category.id,
                    category.group,
                    line.text,
                    10,
                    register="".join(line.marks[:1]),
                ),
            )
            for line in questions
            if not (line.slots & set(LOOP_OF))
        ]
        looped = [line for line in questions if line.slots & set(LOOP_OF)]
        for turn in range(12):
            for line, options in wordings:
                wording = next(options, None)
                if wording is None or any(rule.meaning == "→A" for rule in wording.rules):
                    continue
                yield self.paired(
                    line, wording.text, wording.rules, wording.features, answers, materials, {}, wording.affix_only
                )
            for line in looped:
                bindings = self.lines.bindings(line.slots, line.text)
                for binding in bindings[turn::12]:
                    text = self.lines.form(line, binding)
                    yield self.paired(line, text, (), analyse(text, self.language), answers, materials, binding, False)

    def paired(
        self, line: Line, question: str, rules: tuple[Paraphrase, ...], features: Features, answers: list[Line],
        materials: tuple[Line, ...], binding: Mapping[str, Any], affix_only: bool,
    ) -> Candidate | None:  # fmt: skip
        """A pair's question with its least used answer."""
        order = sorted(answers, key=lambda a: (self.spent[a.place], draw(self.seed, question, a.place)))
        for answer in order:
            if not self.lines.usable(answer, binding):
                continue
            for extended in self.extend(answer, binding, question):
                text = question
                if materials:
                    material = materials[int(draw(self.seed, question) * len(materials))]
                    text = f"{question}\n{self.lines.form(material, extended)}"
                candidate = self.builder.build(
                    [Form("user", text), Form("assistant", self.lines.form(answer, extended))],
                    (line, answer), rules, features, "", extended, tone_of(answer), affix_only,
                )  # fmt: skip
                if candidate is not None:
                    self.spent[answer.place] += 1
                    return candidate
        return None

    def dialogue(self, block: Dialogue) -> Iterator[Candidate | None]:
        """Candidates of a dialogue block: one alternative a turn, bound together."""
        slots = set().union(*(line.slots for step in block.steps for line in step.lines))
        if not all(any(self.lines.usable(line) for line in step.lines) for step in block.steps):
            return
        needed = {s for s in slots if s in LOOP_OF and self.facts.declares(s)}
        most = 1
        for step in block.steps:
            most *= len(step.lines)
        bindings = self.lines.bindings(needed, block.place)
        for i in range(min(2 * most, _ALTERNATIVES) * min(len(bindings), _BOUND)):
            binding = bindings[i % len(bindings)]
            key = (self.seed, block.place, i)
            forms: list[Form] = []
            lines: list[Line] = []
            for number, step in enumerate(block.steps):
                options = [line for line in step.lines if self.lines.usable(line, binding)]
                if not options:
                    break
                line = options[int(draw(*key, number) * len(options))]
                drawn = self.drawn(line, step.speaker, binding, (*key, number))
                if drawn is None:
                    break
                form, line = drawn
                role = {"U": "user", "S": "system"}.get(step.speaker, "assistant")
                forms.append(Form(role, form, False if step.speaker == "W" else None))
                lines.append(line)
            else:
                last = next(form.text for form in reversed(forms) if form.role == "user")
                features = analyse(last, self.language)
                candidate = self.builder.build(
                    forms, tuple(lines), (), features, block.letter, binding, tone_of(lines[-1]), False
                )
                yield candidate

    def drawn(
        self, line: Line, speaker: str, binding: Mapping[str, Any], key: tuple[object, ...]
    ) -> tuple[str, Line] | None:
        """The sentence of a dialogue line, drawn from another list when it says ``@category``."""
        if not line.draw:
            return self.lines.form(line, binding), line
        category = self.category if line.draw in ("answers", "questions") else self.find(line.draw)
        letter = line.letters[0] if line.letters else ""
        source = category.questions if speaker == "U" else category.answers
        options = [
            other
            for other in source
            if (not letter or other.fits(letter))
            and self.lines.usable(other, binding)
            and all(slot in binding or slot not in LOOP_OF for slot in other.slots)
        ]
        if not options:
            return None
        chosen = options[int(draw(*key) * len(options))]
        return self.lines.form(chosen, binding), chosen


def _matches(forms: Mapping[str, tuple[str, ...]], features: Features) -> bool:
    return all(getattr(features, key) in allowed for key, allowed in forms.items())
