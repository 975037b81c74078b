"""Proves on finished rows what the rules promise: the invariants G1 to G14 of the paraphrase rules.

Generation keeps them by construction; this looks at the output alone, with its own reading of each invariant, so that a
mistake there does not excuse itself.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from personadata.expand.features import analyse
from personadata.expand.invariants import broken
from personadata.expand.paraphrase import MOST_RULES
from personadata.expand.similar import normalise
from personadata.expand.slots import fill, used

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from personadata.expand.assemble import Row
    from personadata.expand.facts import Facts
    from personadata.expand.licensing import Table

_PLACEHOLDER = re.compile(r"[\ue000-\uf8ff]|\{\{\s*\w+\s*\}\}|\{%|%\}")
_TRADITIONAL_ONLY = re.compile("[們這說嗎對為來會時個發開問題無給讓應該還後裡點樣從將與實現當]")
_SIMPLIFIED_ONLY = re.compile("[们这说吗对为来会时个发开问题无给让应该还点样从将与实现当]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PHRASES = {"developer", "maintainer", "cap", "caps", "cap_ing", "caps_ing", "a_role", "role", "limit", "topic", "domain",
            "developer_type", "price", "contact", "fact_a", "fact_q", "example", "site"}  # fmt: skip
"""Slots whose first letter may be made a capital, or whose full stop may be joined."""
_FREE = ("language_support", "context_contamination", "roleplay_boundary")
"""Categories whose answers may be in another language on purpose: a translation, a lesson."""


def audit(rows: Iterable[Row], facts: Mapping[str, Facts], tables: Mapping[str, Table]) -> list[str]:
    """Every violation among *rows*, as ``"G4 …: <template line>: <text>"``; an empty list when there is none."""
    found: list[str] = []
    seen: Counter[str] = Counter()
    for row in rows:
        language = row.candidate.category.language
        for problem in audit_row(row, facts[language], tables[language]):
            found.append(f"{problem}: {', '.join(row.origin.lines)}: {row.sample.question!r} → {row.sample.answer!r}")
        key = language + normalise(row.candidate.key)
        seen[key] += 1
        if seen[key] == 2:
            found.append(f"G14 asked twice: {row.candidate.key!r}")
    return found


def audit_row(row: Row, facts: Facts, table: Table) -> list[str]:
    """The invariants that one *row* violates."""
    candidate = row.candidate
    category = candidate.category
    language = category.language
    problems = []
    asked = next(form.text for form in reversed(candidate.forms) if form.role == "user")
    said = candidate.forms[-1].text
    rules = candidate.question_rules
    if rules:
        problems += [f"{name} (by {', '.join(r.id for r in rules)})" for name in broken(asked, language)]
    for form in candidate.forms:
        for slot in used(form.text):
            if (
                candidate.values[slot] not in fill(form.text, candidate.values)
                and slot.partition("~")[0] not in _PHRASES
            ):
                problems.append(f"G5 slot {slot} was changed")
            if "~" in slot and form.role == "assistant" and form.loss is not False:
                problems.append(f"G9 noise in an answer: {slot}")
    features = analyse(asked, language)
    problems += [f"G6 {name}" for name in table.unlicensed(asked, features, said, category.group)]
    if len(rules) > MOST_RULES or sum(rule.noise for rule in rules) > 1:
        problems.append(f"G8 {len(rules)} rules, {sum(rule.noise for rule in rules)} of noise")
    if any(rule.noise for rule in candidate.rules if rule.rewords_answer):
        problems.append("G9 a noise rule on the answer")
    problems += _script(row)
    asked_for = not category.question_name and "name" not in candidate.lines[0].slots
    if asked_for and facts.mentions(fill(asked, candidate.values), "name"):
        problems.append("G13 the question gives the name away")
    if category.group == "control" and facts.names_persona(row.sample.answer):
        problems.append("control answer names the persona")
    problems += ["placeholder left" for turn in row.sample.turns if _PLACEHOLDER.search(turn.text)]
    return problems


def _script(row: Row) -> list[str]:
    """G12: the answer is in the language and script of the question."""
    shown = row.origin.language
    texts = [turn.text for turn in row.sample.turns if turn.role != "system"]
    if shown == "zh-Hant":
        return [
            f"G12 Simplified {match[0]} in Traditional"
            for text in texts
            if (match := _SIMPLIFIED_ONLY.search(_plain(text, row)))
        ]
    if row.candidate.category.group == "control" or row.candidate.category.id in _FREE:
        return []
    if shown == "zh" and (match := _TRADITIONAL_ONLY.search(_plain(row.sample.answer, row))):
        return [f"G12 Traditional {match[0]} in Simplified"]
    if row.candidate.category.language == "zh":
        return [] if _HAN.search(row.sample.answer) or len(row.sample.answer) < 25 else ["G12 no Chinese in the answer"]
    return ["G12 Chinese in an English answer"] if _HAN.search(_plain(row.sample.answer, row)) else []


def _plain(text: str, row: Row) -> str:
    """*text* without slot values, which keep their own script."""
    for value in row.candidate.values.values():
        text = text.replace(value, "")
    return text
