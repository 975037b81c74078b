"""The invariants hold on finished rows, and the audit notices when they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from personadata.expand.assemble import Row
from personadata.expand.candidate import Form
from personadata.expand.facts import Facts
from personadata.expand.licensing import Table, load_licenses
from personadata.expand.rule_file import load_rules
from personadata.expand.run import expand
from personadata.expand.slots import CODE, MISSPELT
from personadata.expand.write import sound, spoken
from personadata.persona import Persona, load_persona
from personadata.resources import bundled
from personadata.sample import Turn
from tests.expand.audit import audit

SPECS = sorted(bundled("samples").glob("*/persona.yaml"))
RULES = {rule.id: rule for rule in load_rules([bundled("rules")], "zh")}


def known(persona: Persona, languages: tuple[str, ...]) -> tuple[dict[str, Facts], dict[str, Table]]:
    facts = {language: Facts(persona, language, 0) for language in languages}
    return facts, {language: load_licenses([bundled("rules")], language) for language in languages}


@pytest.mark.parametrize("spec", SPECS, ids=[spec.parent.name for spec in SPECS])
@pytest.mark.parametrize("seed", [0, 17])
def test_no_invariant_is_violated(spec: Path, seed: int) -> None:
    persona = load_persona(spec)
    languages = spoken(persona)
    rows = expand(persona, count=400, seed=seed, languages=languages, accept=sound).rows
    assert audit(rows, *known(persona, languages)) == []


@pytest.fixture(scope="module")
def row() -> tuple[Row, Persona]:
    persona = load_persona(bundled("samples") / "minimal" / "persona.yaml")
    rows = expand(persona, count=200, languages=["zh"], only=["not_model"]).rows
    plain = next(r for r in rows if r.candidate.plainest)
    return plain, persona


def changed(row: Row, *, asked: str = "", said: str = "", rules: tuple[str, ...] = ()) -> Row:
    """*row* with other encoded texts and rules."""
    ask, answer = row.candidate.forms
    forms = (Form("user", asked or ask.text), Form("assistant", said or answer.text))
    candidate = replace(row.candidate, forms=forms, rules=tuple(RULES[name] for name in rules))
    return replace(row, candidate=candidate)


X, NAME = CODE["X"], CODE["name"]


@pytest.mark.parametrize(
    ("asked", "said", "rules", "problem"),
    [
        (f"你是不是{X}吗？", "", ("ZQ17",), "G1"),
        (f"你是{X}吗呢？", "", ("ZQ10",), "G2"),
        (f"请问请问你是{X}吗？", "", ("ZQ01",), "G3"),
        (f"您好，你是{X}吗？", "", ("ZQ08",), "G4"),
        (f"请问你是啥{X}吗？", "", ("ZQ28",), "G7"),
        (f"你不是{X}吗？", f"是的，我是{NAME}。", (), "G6"),
        (f"你是{X}吗？", f"是的，我是{NAME}。", (), "G6"),
        ("", "", ("ZN01", "ZN03"), "G8"),
        ("", "", ("ZQ17", "ZQ10", "ZQ01", "ZQ64"), "G8"),
        ("", f"我不是{X}{MISSPELT}，我是{NAME}。", (), "G9"),
    ],
)
def test_the_audit_notices(
    row: tuple[Row, Persona], asked: str, said: str, rules: tuple[str, ...], problem: str
) -> None:
    plain, persona = row
    bad = changed(plain, asked=asked, said=said, rules=rules)
    values = {**bad.candidate.values, "X~misspelt": "通意千问", "name": "澜舟"}
    bad = replace(bad, candidate=replace(bad.candidate, values=values))
    found = audit([bad], *known(persona, ("zh",)))
    assert any(text.startswith(problem) for text in found), found


def test_the_audit_notices_a_second_question_a_placeholder_and_the_wrong_script(row: tuple[Row, Persona]) -> None:
    plain, persona = row
    facts, tables = known(persona, ("zh",))
    assert any(text.startswith("G14") for text in audit([plain, plain], facts, tables))
    turns = (Turn("user", "你是誰？"), Turn("assistant", "我是{{name}}，这里是我。"))
    bad = replace(plain, sample=replace(plain.sample, turns=turns), origin=replace(plain.origin, language="zh-Hant"))
    found = audit([bad], facts, tables)
    assert any("placeholder" in text for text in found)
    assert any(text.startswith("G12") for text in found)
