"""A possible sample before it is chosen: encoded turns, what fills them, where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from personadata.expand.slots import fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from personadata.expand.features import Features
    from personadata.expand.rules import Paraphrase
    from personadata.expand.template import Category, Line


@dataclass(frozen=True)
class Form:
    """One turn before its slots are filled: role, encoded text, whether it is trained on."""

    role: str
    text: str
    loss: bool | None = None


@dataclass(frozen=True)
class Candidate:
    """A possible sample: encoded turns, what fills them, and where they come from."""

    category: Category
    letter: str
    forms: tuple[Form, ...]
    values: Mapping[str, str]
    lines: tuple[Line, ...]
    rules: tuple[Paraphrase, ...]
    features: Features
    tone: str
    affix_only: bool = False
    plainest: bool = False
    """The first question of its category, as it is written."""

    def text(self, role: str) -> str:
        """The filled text of the last turn of *role*."""
        return next(fill(form.text, self.values) for form in reversed(self.forms) if form.role == role)

    @property
    def question_rules(self) -> list[Paraphrase]:
        """The rules that reworded the question."""
        return [rule for rule in self.rules if not rule.rewords_answer]

    @property
    def mixed(self) -> bool:
        """Whether the question switches between languages."""
        return any(rule.family == "mixed" for rule in self.rules) or any("mixed" in line.marks for line in self.lines)

    @property
    def key(self) -> str:
        """All user turns, filled: what makes this sample's question."""
        return "\n".join(fill(form.text, self.values) for form in self.forms if form.role == "user")


def tone_of(line: Line) -> str:
    """The tone of an answer line; without a mark it is plain."""
    return line.marks[0] if line.marks else "plain"
