"""The whole way from a persona to rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from personadata.errors import UserError, did_you_mean
from personadata.expand.assemble import TRADITIONAL, Row, assemble
from personadata.expand.candidate import Candidate
from personadata.expand.choose import Chooser
from personadata.expand.facts import Facts
from personadata.expand.jinja import holds
from personadata.expand.licensing import load_licenses
from personadata.expand.offer import Stock
from personadata.expand.paraphrase import Paraphraser
from personadata.expand.pool import Pool
from personadata.expand.rule_file import load_rules
from personadata.expand.rules import Paraphrase
from personadata.expand.systems import load_systems
from personadata.expand.template import Category
from personadata.expand.template_file import load_templates
from personadata.resources import layered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from personadata.persona import Persona

LANGUAGE_WEIGHTS = {"zh": 75.0, "en": 25.0}
"""Shares of the languages when a persona has both (taxonomy: 65 zh-Hans, 5 zh-Hant and 5 mixed of 100; 25 en)."""
MOST = 100_000
"""Samples that one run may be asked for."""


@dataclass(frozen=True)
class Expansion:
    """What one run of expand made: rows in order, how many were asked for, and why some categories are left out."""

    rows: list[Row]
    wanted: int
    left_out: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)


def expand(
    persona: Persona,
    *,
    count: int = 300,
    seed: int = 0,
    languages: Sequence[str] = ("zh", "en"),
    templates: Path | None = None,
    rules: Path | None = None,
    only: Collection[str] = (),
    without: Collection[str] = (),
    accept: Callable[[Candidate], bool] = lambda candidate: True,
    carries_loss: bool = True,
) -> Expansion:
    """*count* samples of *persona*, or as many as the spec carries; the same arguments give the same rows anywhere.

    ``templates`` and ``rules`` overlay the shipped folders file by file; ``accept`` is the last word on a candidate;
    ``carries_loss`` False leaves out samples with a turn that must not be trained on.  Raises :class:`UserError` for
    a mistake in a template or rule, at its place.
    """
    if not 1 <= count <= MOST:
        raise UserError(f"cannot make {count:,} samples", help=f"ask for 1 to {MOST:,}")
    facts = {language: Facts(persona, language, seed) for language in languages}
    left_out: dict[str, str] = {}
    live = pools(facts, seed, templates=templates, rules=rules, only=only, without=without, left_out=left_out)

    def admit(candidate: Candidate) -> bool:
        return (carries_loss or all(form.loss is None for form in candidate.forms)) and accept(candidate)

    tones = next(iter(facts.values())).tones
    models = {name: weight for known in facts.values() for name, weight in known.model_weights().items()}
    chooser = Chooser(count, admit, tones, models)
    stocks = [Stock(f"{p.language}/{p.category.id}", p.category.group, p.language, iter(p)) for p in live]
    weights = {language: LANGUAGE_WEIGHTS.get(language, 25.0) for language in languages}
    chooser.fill(stocks, weights)
    folders = layered("rules", rules)
    systems = {language: load_systems(folders, language, facts[language]) for language in languages}
    rows = assemble(chooser.taken, facts, systems, seed, traditional=traditional_share(persona))
    skipped = {place: why for pool in live for place, why in pool.lines.skipped.items()}
    return Expansion(rows, count, left_out, skipped)


def traditional_share(persona: Persona) -> float:
    """How much of the Chinese is in Traditional script: the axis' share, or what the declared languages say."""
    if not persona.languages:
        return TRADITIONAL
    return 0.0 if "zh-Hant" not in persona.languages else 0.3 if "zh" in persona.languages else 1.0


def pools(
    facts: Mapping[str, Facts],
    seed: int,
    *,
    templates: Path | None = None,
    rules: Path | None = None,
    only: Collection[str] = (),
    without: Collection[str] = (),
    left_out: dict[str, str] | None = None,
    probes: bool = False,
) -> list[Pool]:
    """One pool of candidates a category and language; ``left_out`` receives the categories that the spec rules out.

    With ``probes`` the pools hold held-out questions: probe seeds as written, reworded only by held-out rules.
    """
    categories = load_templates(layered("templates", templates), facts)
    check_categories(only, without, categories)
    table = {(c.language, c.id): c for c in categories}
    folders = layered("rules", rules)
    found = []
    for language, known in facts.items():
        ruleset = load_rules(folders, language)
        switches = known.switches

        def allowed(rule: Paraphrase, switches: bool = switches) -> bool:
            return rule.heldout == probes and (switches or rule.family != "mixed")

        questions = Paraphraser(ruleset, language, seed, allowed=allowed)
        answers = Paraphraser(answer_rules(ruleset), language, seed, allowed=lambda rule: True)
        licenses = load_licenses(folders, language)
        for category in categories:
            if category.language != language or category.id in without or (only and category.id not in only):
                continue
            if category.condition and not holds(category.condition, known.conditions, f"{category.path}:1:1"):
                if left_out is not None:
                    left_out[f"{language}/{category.id}"] = f"only if {category.condition}"
                continue

            def find(name: str, language: str = language) -> Category:
                return table[language, name]

            found.append(Pool(category, known, questions, answers, licenses, seed, find, probes=probes))
    return found


def answer_rules(rules: Sequence[Paraphrase]) -> list[Paraphrase]:
    """The answer rules of *rules*, as rules that a :class:`Paraphraser` applies."""
    return [replace(rule, side="question", rewords_answer=True) for rule in rules if rule.side == "answer"]


def check_categories(only: Collection[str], without: Collection[str], categories: Sequence[Category]) -> None:
    """Raise :class:`UserError` when a named category does not exist."""
    known = {category.id for category in categories}
    for name in (*only, *without):
        if name not in known:
            raise UserError(
                f"no category {name!r}{did_you_mean(name, known)}", help=f"known: {', '.join(sorted(known))}"
            )


def header(persona_hash: str, expansion: Expansion, **arguments: Any) -> dict[str, Any]:
    """The first line of the provenance map."""
    from personadata import __version__

    return {"personadata": __version__, "spec": persona_hash, "rows": len(expansion.rows), **arguments}
