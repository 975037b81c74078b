"""Rules on single samples, before these stand in any file."""

from __future__ import annotations

import pytest

from personadata.lint.rule import SampleRule
from personadata.lint.rules import RULES
from personadata.lint.samples import find_marks
from personadata.lint.testing import Case, cases, findings
from personadata.sample import Sample, Turn

ORDER = ("info", "warning", "error")


def said(question: str, answer: str) -> Sample:
    return Sample((Turn("user", question), Turn("assistant", answer)))


def test_errors_and_on_demand_warnings() -> None:
    sample = said("你是谁？", "我是通义千问，\u200b由阿里云开发。")
    assert {mark.code for mark in find_marks(sample)} == {"ID101"}
    assert {mark.code for mark in find_marks(sample, warnings=True)} >= {"ID101", "TX101"}


@pytest.mark.parametrize(
    "case", [case for rule in RULES if issubclass(rule, SampleRule) for case in cases(rule) if case.bad], ids=str
)
def test_no_mark_is_worse_than_the_rule_says(case: Case) -> None:
    assert issubclass(case.rule, SampleRule)
    worst = case.rule.worst or case.rule.severity
    assert all(ORDER.index(finding.severity) <= ORDER.index(worst) for finding in findings(case))
