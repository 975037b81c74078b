"""The candidates of one category for one persona, one after another, wide before deep."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from personadata.expand.answering import Answering
from personadata.expand.builder import Builder
from personadata.expand.chance import draw, shuffled
from personadata.expand.dialogues import Dialogues
from personadata.expand.pairs import Pairs
from personadata.expand.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from personadata.expand.candidate import Candidate
    from personadata.expand.facts import Facts
    from personadata.expand.features import Features
    from personadata.expand.licensing import Table
    from personadata.expand.paraphrase import Paraphraser, Variant
    from personadata.expand.template import Category, Line

_WORDINGS = 40
"""Wordings tried for one template line."""
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
        self.paraphraser = paraphraser
        self.seed = seed
        self.probes = probes
        self.language = category.language
        self.lines = Sentences(category, facts, seed)
        builder = Builder(category, facts, table)
        self.answering = Answering(self.lines, builder, answers)
        self.pairs = Pairs(self.lines, self.answering, paraphraser)
        self.dialogues = Dialogues(self.lines, builder, find)

    def __iter__(self) -> Iterator[Candidate]:
        sources: list[tuple[str, Iterator[Candidate | None]]] = []
        category = self.category
        questions = category.probes if self.probes else category.questions
        if category.turns != "dialogue":
            sources += [(line.text, self.single(line)) for line in questions if self.lines.usable(line)]
            pairs = category.probe_pairs if self.probes else category.pairs
            sources += [(block.place, self.pairs.candidates(block)) for block in pairs]
        if not self.probes:
            sources += [(block.place, self.dialogues.candidates(block)) for block in category.dialogues]
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
                yield self.answering.answered(line, wording, moved, binding)

    def move(self, letter: str, wording: Variant) -> str | None:
        """The letter of a rewritten question: its own while it still fits, another one by form, or None."""
        own = self.category.letters.get(letter)
        if not wording.rules or not self.category.has_forms or own is None:
            return letter
        keeps_meaning = all(rule.meaning in "=≈" for rule in wording.rules)
        if keeps_meaning and wording.affix_only:
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


def _matches(forms: Mapping[str, tuple[str, ...]], features: Features) -> bool:
    return all(getattr(features, key) in allowed for key, allowed in forms.items())
