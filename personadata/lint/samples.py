"""The rules that need one sample only, for texts that stand in no file yet: candidates of expand, answers of a model."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from personadata.lint.rule import Mark, SampleRule
from personadata.lint.rules import RULES

if TYPE_CHECKING:
    from personadata.persona import Persona
    from personadata.sample import Sample


def find_marks(sample: Sample, persona: Persona | None = None, *, warnings: bool = False) -> list[Mark]:
    """The errors that the sample-level rules find in *sample*; on demand *warnings* and notes as well."""
    rules = (rule for rule in sample_rules() if warnings or "error" in (rule.severity, rule.worst))
    marks = (mark for rule in rules for mark in rule.check_sample(sample, persona))
    return [mark for mark in marks if warnings or mark.severity == "error"]


@cache
def sample_rules() -> tuple[SampleRule, ...]:
    """One of each sample-level rule with its default options."""
    return tuple(rule() for rule in RULES if issubclass(rule, SampleRule) and rule.enabled)
