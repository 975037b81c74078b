"""Applies paraphrase rules to a question or an answer, in order, within the invariants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from personadata.expand.chance import number
from personadata.expand.features import Features, analyse
from personadata.expand.invariants import broken
from personadata.expand.rules import STAGES, Paraphrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_RULES = 3
"""Optional rules on one question (invariant G8)."""
AFFIX_ONLY = 2
"""Variants of one template line that only put something before or after it (paraphrase rules, section 3.5)."""
_FIRST_TRIES = 3
_TRIES = 12
"""Rules drawn for the first place of a rewriting, and for each one behind it, until one fits."""
_EAGER = 8
"""How much more readily a rule that mixes languages is drawn."""
_BARREN = 6
"""Rewritings in a row that bring nothing new, after which a line counts as used up."""
_ORDER = {stage: i for i, stage in enumerate(STAGES)}


@dataclass(frozen=True, slots=True)
class Variant:
    """A wording of a template line: the encoded text, the rules behind it, its features."""

    text: str
    rules: tuple[Paraphrase, ...]
    features: Features

    @property
    def affix_only(self) -> bool:
        """Whether the rules changed nothing but affixes and surface."""
        return bool(self.rules) and all(rule.kind in ("affix", "surface") for rule in self.rules)


class Paraphraser:
    """Rewrites questions of one language with *rules*, choosing by *seed*.

    ``allowed`` says whether a rule may be used at all (shares that are used up, held-out families).
    """

    def __init__(
        self,
        rules: Iterable[Paraphrase],
        language: str,
        seed: int,
        *,
        allowed: Callable[[Paraphrase], bool] = lambda rule: not rule.heldout,
    ) -> None:
        self.language = language
        self.seed = seed
        self.allowed = allowed
        self.rules = [
            rule
            for rule in rules
            if rule.side in ("question", "both") and rule.meaning != "≠" and (rule.steps or rule.do)
        ]
        self.by_qtype: dict[str, list[Paraphrase]] = {}

    def candidates(self, features: Features) -> list[Paraphrase]:
        """The rules whose preconditions admit the question type."""
        qtype = features.qtype
        if qtype not in self.by_qtype:
            self.by_qtype[qtype] = [
                rule
                for rule in self.rules
                if all((qtype in values) == wanted for key, wanted, values in rule.wanted if key == "qtype")
            ]
        return self.by_qtype[qtype]

    def variants(
        self, text: str, category: str, group: str, key: object, limit: int, *, register: str = ""
    ) -> Iterator[Variant]:
        """Up to *limit* distinct wordings of the encoded *text*, the text itself first, in an order set by the seed.

        ``register`` is what the author marked the line with, where its words alone do not show it.
        """
        features = self.read(text, register)
        yield Variant(text, (), features)
        first = [
            rule
            for rule in self.candidates(features)
            if self.fits(rule, [], -1) and may_touch(rule, category, group)
            if rule.applies(text, features, category, group)
        ]
        if not first:
            return
        # few lines hold a word that people say in the other language, so those that do take the rule more readily
        first += [rule for rule in first if rule.family == "mixed"] * _EAGER
        seen = {text}
        affixes = 0
        chance = Random(number(self.seed, key))  # noqa: S311 (reproducible, not secret)
        barren = 0
        while len(seen) <= limit and barren < _BARREN:
            variant = self.walk(text, features, category, group, first, chance, register)
            if variant is None or variant.text in seen:
                barren += 1
                continue
            barren = 0
            seen.add(variant.text)
            if variant.affix_only:
                affixes += 1
                if affixes > AFFIX_ONLY:
                    continue
            yield variant

    def read(self, text: str, register: str) -> Features:
        """The features of *text*, in the marked *register* where the words are neutral."""
        features = analyse(text, self.language)
        return replace(features, reg=register) if register and features.reg == "neutral" else features

    def walk(
        self,
        text: str,
        features: Features,
        category: str,
        group: str,
        first: list[Paraphrase],
        chance: Random,
        register: str,
    ) -> Variant | None:
        """One random rewriting of *text* by one to three rules, the first of *first*, or None when none fitted."""
        dice = chance.random()
        depth = 1 if dice < 0.5 else 2 if dice < 0.85 else MOST_RULES
        used: list[Paraphrase] = []
        stage = -1
        for step in range(depth):
            pool = self.candidates(features) if step else first
            for _ in range(_TRIES if step else _FIRST_TRIES):
                if not pool:
                    break
                rule = pool[int(chance.random() * len(pool))]
                if step and not (may_touch(rule, category, group) and self.fits(rule, used, stage)):
                    continue
                if step and not rule.applies(text, features, category, group):
                    continue
                results = [r for r in rule.rewrite(text, chance.random()) if r and not broken(r, self.language)]
                if not results:
                    continue
                text = results[int(chance.random() * len(results))]
                features = self.read(text, register)
                used.append(rule)
                stage = _ORDER[rule.stage]
                break
            else:
                if not step:
                    return None
        return Variant(text, tuple(used), features) if used else None

    def fits(self, rule: Paraphrase, used: list[Paraphrase], stage: int) -> bool:
        """Whether *rule* may follow the rules already *used*."""
        if _ORDER[rule.stage] < stage or rule in used or rule.position == "later" or not self.allowed(rule):
            return False
        if rule.noise and any(other.noise for other in used):
            return False
        return all(rule.id not in other.excludes and other.id not in rule.excludes for other in used)


def may_touch(rule: Paraphrase, category: str, group: str) -> bool:
    """Whether *rule* may be used on a question of *category*.

    The wording of a control question carries the task: rules that change words stay away, and where sentences are
    quoted or a document is given, everything but what stands before and after.
    """
    return (
        group != "control"
        or rule.kind == "affix"
        or (rule.kind == "surface" and category not in ("ctrl_quoted", "ctrl_document"))
    )
