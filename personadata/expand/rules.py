"""Paraphrase rules: what each rewrites, and where it applies.

A rule rewrites an encoded sentence: slots are single characters, see :mod:`personadata.expand.slots`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from personadata.expand import transforms
from personadata.expand.patterns import expand_groups

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from personadata.expand.features import Features

STAGES = (
    "frame", "lexical", "address", "opener", "adverb", "particle", "wrapper", "script", "punctuation", "typo",
)  # fmt: skip
"""The order in which rules are applied, so that a later rule never has to undo an earlier one."""


@dataclass(frozen=True)
class Paraphrase:
    """One paraphrase rule.

    ``excludes`` are ids that may not be combined with it; ``share`` is the most of all questions that may carry it
    (0 to 1); ``heldout`` keeps it for probe questions; ``position`` is ``first`` or ``later`` when it only makes
    sense there; ``examples`` are (input, output) pairs, or question–answer pairs for a policy.
    """

    id: str
    name: str
    side: str
    meaning: str
    kind: str
    stage: str
    family: str
    path: str
    row: int
    when: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[tuple[re.Pattern[str], tuple[str, ...], bool], ...] = ()
    do: str = ""
    share: float = 1.0
    excludes: frozenset[str] = frozenset()
    heldout: bool = False
    noise: bool = False
    register: str = ""
    position: str = ""
    examples: tuple[Mapping[str, Any], ...] = ()

    rewords_answer: bool = False
    """Set on the copies of answer rules that a paraphraser applies."""

    @cached_property
    def match(self) -> re.Pattern[str] | None:
        """Pattern that the sentence must contain."""
        return self.when.get("match")

    @cached_property
    def avoid(self) -> re.Pattern[str] | None:
        """Pattern that the sentence must not contain."""
        return self.when.get("avoid")

    @cached_property
    def wanted(self) -> tuple[tuple[str, bool, frozenset[Any]], ...]:
        """(feature, wanted or unwanted, values) of the preconditions."""
        return tuple(
            (key.removeprefix("not_"), not key.startswith("not_"), frozenset(values))
            for key, values in self.when.items()
            if key not in ("match", "avoid")
        )

    def applies(self, text: str, features: Features, category: str, group: str) -> bool:
        """Whether the preconditions hold."""
        for key, wanted, values in self.wanted:
            value = category if key == "category" else group if key == "group" else getattr(features, key)
            if (value in values) != wanted:
                return False
        if self.match is not None and not self.match.search(text):
            return False
        return self.avoid is None or not self.avoid.search(text)

    def rewrite(self, text: str, key: object = "") -> Iterator[str]:
        """Every result of the rule on *text* (none when no pattern matches); *key* seeds transforms that draw."""
        if self.do:
            yield from transforms.TRANSFORMS[self.do](text, key)
        for pattern, results, everywhere in self.steps:
            if everywhere:
                for result in results:
                    changed = pattern.sub(partial(expand_groups, replacement=result), text)
                    if changed != text:
                        yield changed
            elif match := pattern.search(text):
                for result in results:
                    changed = text[: match.start()] + expand_groups(match, result) + text[match.end() :]
                    if changed != text:
                        yield changed
