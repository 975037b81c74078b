"""The candidates of a dialogue block: several rounds, one alternative a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from personadata.expand.candidate import Candidate, Form, tone_of
from personadata.expand.chance import draw
from personadata.expand.features import analyse
from personadata.expand.slots import LOOP_OF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from personadata.expand.builder import Builder
    from personadata.expand.sentences import Sentences
    from personadata.expand.template import Category, Dialogue, Line

_ALTERNATIVES = 16
_BOUND = 8
"""Combinations of one dialogue's alternatives, and bindings of its slots, that are tried: more of them are twins."""
_ROLES = {"U": "user", "S": "system"}


class Dialogues:
    """The dialogues of one category for one persona; *find* gives the categories that their lines draw from."""

    def __init__(self, lines: Sentences, builder: Builder, find: Callable[[str], Category]) -> None:
        self.lines = lines
        self.builder = builder
        self.find = find
        self.category = lines.category
        self.facts = lines.facts
        self.seed = lines.seed

    def candidates(self, block: Dialogue) -> Iterator[Candidate | None]:
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
                drawn = self._drawn(line, step.speaker, binding, (*key, number))
                if drawn is None:
                    break
                form, line = drawn
                role = _ROLES.get(step.speaker, "assistant")
                forms.append(Form(role, form, False if step.speaker == "W" else None))
                lines.append(line)
            else:
                last = next(form.text for form in reversed(forms) if form.role == "user")
                features = analyse(last, self.category.language)
                candidate = self.builder.build(
                    forms, tuple(lines), (), features, block.letter, binding, tone_of(lines[-1]), False
                )
                yield candidate

    def _drawn(
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
