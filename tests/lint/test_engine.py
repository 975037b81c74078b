"""The engine: choosing rules, options, crashes, fingerprints, samples that stand in no file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.lint.finding import Finding
from personadata.lint.message import constant, say
from personadata.lint.options import options
from personadata.lint.rule import Rule, SampleRule
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.lint.samples import find_marks
from personadata.lint.select import choose_rules
from personadata.lint.testing import Case, check_case, dataset_of, example_of
from personadata.sample import Sample, Turn
from personadata.source import Source


class Shy(Rule):
    """Crashes halfway."""

    code = "ZZ901"
    name = "shy"
    most: int = 3
    share: float = 0.5
    strict: bool = False
    words: tuple[str, ...] = ("a",)

    def check(self, dataset: Dataset) -> Iterator[Finding]:
        yield self.finding("before", next(iter(dataset)).at())
        raise KeyError("x")


# ---- choosing ----


def codes(rules: list[Rule]) -> set[str]:
    return {rule.code for rule in rules}


@pytest.mark.parametrize(
    ("select", "ignore", "inside", "outside"),
    [
        ([], [], {"JS101", "ID102"}, set()),
        (["ID102"], [], {"ID102"}, {"JS101"}),
        (["JS1", "unfilled-placeholder"], ["JS101"], {"JS102", "ID102"}, {"JS101", "JS201"}),
        (["ALL"], ["JS"], {"ID102", "SC101"}, {"JS101"}),
        ([], ["DU"], {"ID102"}, {"DU101", "DU102"}),
    ],
)
def test_choosing(select: list[str], ignore: list[str], inside: set[str], outside: set[str]) -> None:
    chosen = codes(choose_rules(RULES, select=select, ignore=ignore))
    assert inside <= chosen
    assert not outside & chosen


def test_a_rule_that_is_off_runs_only_when_asked_for() -> None:
    class Off(Shy):
        """Off."""

        code = "ZZ902"
        name = "off"
        enabled = False

    assert codes(choose_rules([Shy, Off])) == {"ZZ901"}
    assert codes(choose_rules([Shy, Off], select=["ZZ902"])) == {"ZZ902"}


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("leaked-identty", r"did you mean 'leaked-identity'\?"),
        ("duplicate-rows", r"did you mean 'duplicate-row'\?"),
        ("Q", "a family: DU, ID, JS, "),
    ],
)
def test_an_unknown_rule_is_refused(word: str, hint: str) -> None:
    with pytest.raises(UserError, match=hint):
        choose_rules(RULES, select=[word])


# ---- options ----


def test_options_are_the_annotated_attributes() -> None:
    assert options(Shy) == {"most": 3, "share": 0.5, "strict": False, "words": ("a",)}
    (rule,) = choose_rules([Shy], options={"shy": {"most": 5, "share": 1, "words": ["b"]}})
    assert (rule.most, rule.share, rule.words, Shy.most) == (5, 1.0, ("b",), 3)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mots": 3}, r"ZZ901: unknown option 'mots' \(did you mean 'most'\?\)"),
        ({"most": "3"}, "ZZ901: option 'most' is '3', not a whole number"),
        ({"most": True}, "not a whole number"),
        ({"strict": 1}, "not true or false"),
        ({"words": "a"}, "not a list of texts"),
    ],
)
def test_a_wrong_option_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError, match=message):
        Shy(**given)


# ---- running ----


def test_a_crash_is_a_finding_and_hides_nothing() -> None:
    dataset = dataset_of(example_of([("问", "")]))
    found = run_rules([Shy(), *choose_rules(RULES, select=["SC201"])], dataset)
    assert [finding.code for finding in found] == ["ZZ901", "SC201", "ZZ901"]
    assert found[-1].message.startswith(
        "this rule crashed and may have missed findings: KeyError: 'x' (test_engine.py:"
    )


def test_findings_come_in_the_order_of_their_places() -> None:
    texts = {"b.json": '[{"instruction": "问", "output": ""},]', "a.json": '[{"instruction": "", "output": ""}]'}
    dataset = Dataset([Source(name, text.encode()) for name, text in texts.items()])
    found = run_rules(choose_rules(RULES, select=["JS", "SC", "RA101"]), dataset)
    assert [(finding.spot and finding.spot.source.name, finding.code) for finding in found] == [
        ("b.json", "SC201"),
        ("b.json", "JS101"),
        ("a.json", "SC202"),
        ("a.json", "SC201"),
        (None, "RA101"),
    ]


# ---- fingerprints ----


def fingerprints(text: str, select: str = "ID102", name: str = "a.json") -> list[str]:
    dataset = Dataset([Source(name, text.encode())])
    return [finding.fingerprint for finding in run_rules(choose_rules(RULES, select=[select]), dataset)]


def test_a_fingerprint_survives_moves_and_escapes() -> None:
    plain = '[{"instruction": "问", "output": "我是{{NAME}}"}]'
    moved = '{"messages": []}\n\n{"output": "\\u6211是{{NAME}}",\n"instruction": "另一问"}'
    assert fingerprints(plain) == fingerprints(moved, name="b.jsonl")
    assert fingerprints(plain) != fingerprints(plain.replace("我是", "我叫"))
    assert len(set(fingerprints(plain.replace("}}", "}}和{{NAME}}")))) == 2


def test_a_finding_about_the_whole_is_known_without_its_numbers() -> None:
    few = '[{"instruction": "问", "output": "答"}]'
    more = few.replace("]", ", " + few[1:])
    assert fingerprints(few, "RA101")[0] != ""
    assert constant(say("{n} of {word}", n=3, word="x")) == constant(say("{n} of {word}", n=4, word="x"))
    assert constant(say("{n} of {word}", n=3, word="x")) != constant(say("{n} of {word}", n=3, word="y"))
    assert len(more) > len(few)


def test_fingerprints_of_broken_json_are_of_the_line() -> None:
    one = fingerprints('[{"a": 1,}]', "JS101")
    assert one == fingerprints('\n\n[{"a": 1,}]', "JS101") != fingerprints('[{"a": 2,}]', "JS101")


# ---- samples without a file ----


def sample(*texts: str) -> Sample:
    return Sample(tuple(Turn("assistant" if index % 2 else "user", text) for index, text in enumerate(texts)))


def test_marks_of_a_bare_sample() -> None:
    assert find_marks(sample("你是谁？", "我是小澜。")) == []
    (mark,) = find_marks(sample("你是谁？", "我是{{name}}。"))
    assert (mark.code, mark.turn, mark.start, mark.end) == ("ID102", 1, 2, 10)
    assert [mark.code for mark in find_marks(sample("你是谁？", " "))] == ["SC201"]


def test_marks_and_findings_are_the_same_judgement() -> None:
    for rule in RULES:
        if issubclass(rule, SampleRule):
            for item in rule.bad:
                dataset = dataset_of(example_of(item))
                marks = [
                    str(mark.message) for row in dataset for mark in rule().check_sample(row.sample, dataset.persona)
                ]
                findings = [str(finding.message) for finding in rule().check(dataset)]
                if rule.check is SampleRule.check:
                    assert marks == findings
                else:  # a rule that looks at the whole set as well finds more than it does in each sample
                    assert set(marks) <= set(findings)


# ---- the harness ----


@pytest.mark.parametrize(("bad", "rows"), [(True, [("问", "答")]), (False, [("问", "")])])
def test_the_harness_fails_when_a_rule_does(bad: bool, rows: Any) -> None:
    rule = next(rule for rule in RULES if rule.code == "SC201")
    with pytest.raises(AssertionError, match="SC201-"):
        check_case(Case(rule, example_of(rows), bad, 1))
