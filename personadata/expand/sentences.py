"""The template lines of a category: which of them the spec can fill, and with what."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from personadata.errors import UserError
from personadata.expand.chance import shuffled
from personadata.expand.jinja import holds, names_of, render
from personadata.expand.slots import CODE, LOOP_OF, encode
from personadata.expand.template import has_jinja

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from personadata.expand.facts import Facts
    from personadata.expand.template import Category, Line


class Sentences:
    """The lines of *category* as one persona can use them; ``skipped`` remembers why a line is left out."""

    def __init__(self, category: Category, facts: Facts, seed: int) -> None:
        self.category = category
        self.facts = facts
        self.seed = seed
        self.language = category.language
        self.skipped: dict[str, str] = {}
        self.held: dict[tuple[Any, ...], bool] = {}

    @cached_property
    def able(self) -> list[Line]:
        """The answers whose facts are declared, in seeded order."""
        order = shuffled(self.category.answers, self.seed, self.category.id, self.language, by=lambda line: line.text)
        return [answer for answer in order if self.usable(answer)]

    def usable(self, line: Line, binding: Mapping[str, Any] | None = None) -> bool:
        """Whether the spec declares what *line* needs; remembers why not."""
        if binding is None and not all(map(self.facts.declares, line.slots)):
            missing = [slot for slot in sorted(line.slots) if not self.facts.declares(slot)]
            self.skipped[line.place] = f"needs {', '.join(missing)}"
            return False
        asked = line.condition if binding is not None or "relation" not in line.condition else ""
        if asked and not self.holds(asked, binding or {}, f"{line.place}:{line.column}"):
            self.skipped.setdefault(line.place, f"only if {asked}")
            return False
        return True

    def holds(self, source: str, binding: Mapping[str, Any], place: str) -> bool:
        """Whether the condition *source*, which stands at *place*, is true for the spec and *binding*."""
        key = (source, *(binding.get(name) for name in names_of(source)))
        if key not in self.held:
            self.held[key] = holds(source, {**self.facts.conditions, **binding}, place)
        return self.held[key]

    def bindings(self, slots: Iterable[str], key: object) -> list[dict[str, Any]]:
        """Every way to bind the loops that *slots* touch, in seeded order; one empty binding without loops."""
        loops = sorted({LOOP_OF[slot] for slot in slots if slot in LOOP_OF})
        found: list[dict[str, Any]] = [{}]
        for loop in loops:
            options = shuffled(self.facts.loop(loop), self.seed, key, loop, by=lambda b: sorted(b.items()))
            found = [{**left, **right} for right in options for left in found]
        return found

    def form(self, line: Line, binding: Mapping[str, Any]) -> str:
        """The encoded sentence of *line*."""
        if not has_jinja(line.text):
            return encode(line.text)
        known = {**self.facts.conditions, **binding, **{slot: CODE[slot] for slot in line.slots}}
        try:
            return render(line.text, known)
        except Exception as error:  # whatever an author's expression does is the author's mistake
            raise UserError(f"{line.place}:{line.column}: Jinja: {error}") from None
