"""Paraphrase rules: what each rewrites, and where it applies.

A rule rewrites an encoded sentence (slots are single characters, see :mod:`personadata.expand.slots`).  Replacements
use ``$1``, ``$name``, and ``$_1`` for a group with a small first letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from personadata.expand import transforms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from personadata.expand.features import Features

STAGES = (
    "frame", "lexical", "address", "opener", "adverb", "particle", "wrapper", "script", "punctuation", "typo",
)  # fmt: skip
"""The order in which rules are applied, so that a later rule never has to undo an earlier one."""
_GROUP = re.compile(r"\$(_?)(\d|[a-z]\w*)")


class Pattern:
    """A regular expression that is compiled when it is first used: most of a rule file's never are."""

    __slots__ = ("_compiled", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._compiled: re.Pattern[str] | None = None

    def compiled(self) -> re.Pattern[str]:
        """The compiled expression; raises ``re.error`` for a bad one."""
        if self._compiled is None:
            self._compiled = re.compile(self.source)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in *text*."""
        return self.compiled().search(text)

    def sub(self, result: Callable[[re.Match[str]], str], text: str) -> str:
        """*text* with every match replaced."""
        return self.compiled().sub(result, text)


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
    steps: tuple[tuple[Pattern, tuple[str, ...], bool], ...] = ()
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
    def match(self) -> Pattern | None:
        """Pattern that the sentence must contain."""
        return self.when.get("match")

    @cached_property
    def avoid(self) -> Pattern | None:
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
                    changed = pattern.sub(partial(_expand, result=result), text)
                    if changed != text:
                        yield changed
            elif match := pattern.search(text):
                for result in results:
                    changed = text[: match.start()] + _expand(match, result) + text[match.end() :]
                    if changed != text:
                        yield changed


def _expand(match: re.Match[str], result: str) -> str:
    def group(found: re.Match[str]) -> str:
        text = match[int(found[2]) if found[2].isdigit() else found[2]] or ""
        return text[:1].lower() + text[1:] if found[1] else text

    return _GROUP.sub(group, result)
