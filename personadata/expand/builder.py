"""From encoded turns and a binding to a candidate, if no invariant and no check of the category forbids it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from personadata.expand.address import addressed
from personadata.expand.candidate import Candidate, Form
from personadata.expand.checks import violations
from personadata.expand.features import Features, analyse
from personadata.expand.slots import fill, used

if TYPE_CHECKING:
    from collections.abc import Mapping

    from personadata.expand.facts import Facts
    from personadata.expand.licensing import Table
    from personadata.expand.rules import Paraphrase
    from personadata.expand.template import Category, Line


class Builder:
    """Builds the candidates of *category* for one persona, held against the licensing *table*."""

    def __init__(self, category: Category, facts: Facts, table: Table) -> None:
        self.category = category
        self.facts = facts
        self.table = table
        self.language = category.language

    def build(
        self, forms: list[Form], lines: tuple[Line, ...], rules: tuple[Paraphrase, ...], features: Features, letter: str,
        binding: Mapping[str, Any], tone: str, affix_only: bool,
    ) -> Candidate | None:  # fmt: skip
        """The candidate, or None when an invariant or a check of the category forbids it."""
        facts = self.facts
        needed = set().union(*(used(form.text) for form in forms))
        values = {}
        for slot in needed:
            value = binding.get(slot, facts.values.get(slot))
            if not value:
                return None
            values[slot] = str(value)
        question = next(form.text for form in reversed(forms) if form.role == "user")
        # the name may stand in such a question only where the author wrote it there (is your name N?)
        asked_for = not self.category.question_name and "name" not in lines[0].slots
        if asked_for and facts.mentions(fill(question, values), "name"):
            return None
        address = facts.address(features)
        if self.language == "zh":
            forms = [
                Form(form.role, addressed(form.text, address), form.loss) if form.role == "assistant" else form
                for form in forms
            ]
        for i, form in enumerate(forms):
            if form.role != "assistant" or form.loss is False:
                continue
            asked = forms[i - 1].text if i else ""
            if asked and self.table.unlicensed(asked, analyse(asked, self.language), form.text, self.category.group):
                return None
        answer = fill(forms[-1].text, values)
        known = {**facts.values, **{k: str(v) for k, v in binding.items()}}
        if violations(self.category, letter, question, answer, known):
            return None
        if self.category.group == "control" and facts.names_persona(answer):
            return None
        return Candidate(self.category, letter, tuple(forms), values, lines, rules, features, tone, affix_only)
