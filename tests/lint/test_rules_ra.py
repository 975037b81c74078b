"""The RA rules: bounds, advice that settles them, tables, and what they find in published sets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from personadata.dataset import Dataset
from personadata.lint.finding import Finding
from personadata.lint.identity.kinds import kinds_of
from personadata.lint.rule import Example
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.lint.testing import dataset_of
from personadata.persona import load_persona
from personadata.resources import bundled
from personadata.source import Source
from tests.lint.test_rules_ph import peer

BY_CODE = {rule.code: rule for rule in RULES}
RA = [rule for rule in RULES if rule.code.startswith("RA")]
LAN: dict[str, object] = {"name": {"zh": "小澜", "en": "Lan"}, "developer": "青穹科技"}


def found(code: str, rows: list[Any], persona: dict[str, object] | None = None, **options: Any) -> list[Finding]:
    return list(BY_CODE[code](**options).check(dataset_of(Example({"data.json": rows}, persona))))


def rows(**counts: int) -> list[dict[str, str]]:
    """So many rows of each channel."""
    return [
        {"instruction": f"{channel}第{i}问？", "output": f"小澜答{i}。", "channel": channel}
        for channel, count in counts.items()
        for i in range(count)
    ]


@pytest.mark.parametrize("rule", RA, ids=lambda rule: rule.code)
def test_general_data_has_no_findings_on_a_persona(rule: Any) -> None:
    data = [(f"{i}的平方是多少？", f"{i * i}。") for i in range(1000)]
    assert found(rule.code, data) == []


@pytest.mark.parametrize("rule", RA[2:], ids=lambda rule: rule.code)
@pytest.mark.parametrize("persona", [None, LAN], ids=["alone", "persona"])
def test_a_handful_of_identity_rows_is_no_set(rule: Any, persona: dict[str, object] | None) -> None:
    assert found(rule.code, [("你是谁", "我是小澜。")] * 19, persona) == []


@pytest.mark.parametrize(
    ("count", "epochs", "severity", "help"),
    [
        (60, 3.0, "warning", "train at least 9 epochs, or add 107 rows"),
        (100, 3.0, "info", "train at least 5 epochs, or add 67 rows"),
        (167, 3.0, None, ""),
        (60, 10.0, None, ""),
        (1000, 3.0, None, ""),
        (1001, 3.0, "warning", "train at most 2 epochs, or drop 1 rows"),
        (400, 10.0, "warning", "train at most 7 epochs, or drop 100 rows"),
    ],
)
def test_exposures(count: int, epochs: float, severity: str | None, help: str) -> None:
    findings = found("RA103", rows(identity=count), epochs=epochs)
    assert [(item.severity, item.help) for item in findings] == ([(severity, help)] if severity else [])


@pytest.mark.parametrize("code", ["RA104", "RA105"])
@pytest.mark.parametrize(("own", "of"), [(0, 100), (1, 100), (9, 100), (30, 333)])
def test_adding_as_many_as_advised_reaches_the_share(code: str, own: int, of: int) -> None:
    channel = {"RA104": "negation", "RA105": "control"}[code]
    [finding] = found(code, rows(identity=of - own, **{channel: own}))
    assert finding.severity == "warning"
    advised = int(finding.help.split()[1])
    assert found(code, rows(identity=of - own, **{channel: own + advised})) == []
    assert found(code, rows(identity=of - own, **{channel: own + advised - 1})) != []


def test_none_at_all_is_said_more_strongly() -> None:
    [finding] = found("RA105", rows(identity=50))
    assert finding.message == (
        "none of the 50 persona rows is a control: the model may speak of itself whatever is asked"
    )


def test_the_table_has_every_group() -> None:
    [finding] = found("RA104", rows(identity=40, control=10))
    assert finding.table[0] == ("group", "rows", "share")
    assert ("identity", "40", "80.0%") in finding.table
    assert ("negation", "0", "0.0%") in finding.table
    assert all(isinstance(cell, str) for row in finding.table for cell in row)


def test_the_table_of_a_mix_has_rows_and_tokens() -> None:
    data = [*rows(identity=90), *rows(general=10)]
    [finding] = found("RA102", data)
    assert finding.table[0] == ("kind", "rows", "share", "tokens, about", "share")
    assert [row[:3] for row in finding.table[1:]] == [("identity", "90", "90.0%"), ("general", "10", "10.0%")]


@pytest.mark.parametrize(
    ("zh", "hant", "en", "languages", "messages"),
    [
        (95, 0, 5, ["zh", "en"], []),
        (96, 0, 4, ["zh", "en"], ["4 of 100 questions are in en, which the persona declares (4.0%), fewer than 5%"]),
        (50, 0, 0, ["zh", "ja"], []),
        (90, 0, 10, ["zh"], []),
        (80, 0, 20, ["zh"], ["20 of 100 questions are in en, which the persona does not declare (20.0%), more than 10%"]),
        (50, 50, 0, ["zh", "zh-Hant"], []),
        (100, 0, 0, ["zh", "zh-Hant"], ["0 of 100 questions are in zh-Hant, which the persona declares (0.0%), fewer than 5%"]),
        (100, 0, 0, [], []),
    ],
)  # fmt: skip
def test_languages_are_those_that_the_persona_declares(
    zh: int, hant: int, en: int, languages: list[str], messages: list[str]
) -> None:
    data = [(f"你是谁{i}", "小澜") for i in range(zh)] + [(f"請問你會說什麼{i}", "小澜") for i in range(hant)]
    data += [(f"who are you {i}", "Lan") for i in range(en)]
    findings = found("RA106", data, {**LAN, "languages": languages} if languages else LAN)
    assert [str(finding.message) for finding in findings] == messages


def test_the_commonest_form_is_named_and_tabled() -> None:
    data = [(f"你会不会第{i}样？", "小澜会。") for i in range(30)] + [(f"说说第{i}样", "小澜说。") for i in range(10)]
    [finding] = found("RA107", data, LAN)
    assert finding.message == "30 of 40 questions are A-not-A questions (75%), more than 50%"
    assert finding.severity == "info"
    assert finding.table[1] == ("A-not-A questions", "30", "75%")


def test_models_asked_about_too_rarely_are_counted_by_what_the_set_can_hold() -> None:
    models = [f"星海{letter}" for letter in "甲乙丙丁"]
    persona = {**LAN, "denied_models": [{"name": name} for name in models]}
    shapes = ("你是{}吗？", "你是不是{}？", "你就是{}吧？", "难道你是{}？", "你不是{}吗？")
    data: list[Any] = [(shape.format(models[0]), "我是小澜。") for shape in shapes]
    data += rows(identity=95)
    [finding] = found("RA108", data, persona)
    # 15 of 100 rows over 4 models are 3 each
    assert finding.message == "3 of the 4 models that the persona denies are asked about in fewer than 3 questions each"
    assert finding.help == "add 9 questions about them, or deny fewer models in denied_models"
    data += [(shape.format(model), "我是小澜。") for model in models[1:] for shape in shapes[:4]]
    assert found("RA108", data, persona) == []


def test_a_small_set_need_not_ask_about_more_models_than_it_has_room_for() -> None:
    models = [f"星海{letter}" for letter in "甲乙丙丁戊己庚辛"]
    persona = {**LAN, "denied_models": [{"name": name} for name in models]}
    shapes = ("你是{}吗？", "你是不是{}？", "你就是{}吧？", "难道你是{}？")
    data: list[Any] = [(shape.format(model), "我是小澜。") for shape, model in zip(shapes, models, strict=False)]
    assert found("RA108", [*data, *rows(identity=20)], persona) == []  # 15 % of 24 rows are 3.6
    [finding] = found("RA108", [*data, *rows(identity=40)], persona)
    assert finding.message == "4 of the 8 models that the persona denies are not asked about at all"


@pytest.mark.parametrize(
    ("wordings", "questions", "severity"),
    [(4, 40, "warning"), (5, 40, "info"), (9, 40, "info"), (10, 40, None), (40, 40, None), (20, 29, "info"), (20, 30, None)],
)  # fmt: skip
def test_wordings_and_questions_of_a_fact(wordings: int, questions: int, severity: str | None) -> None:
    data = [(f"第{i % questions}问你叫什么", f"{'我' * (i % wordings)}叫小澜。") for i in range(40)]
    assert [item.severity for item in found("RA109", data, LAN)] == ([severity] if severity else [])


def test_groups_that_are_wanting_are_named() -> None:
    [finding] = found("RA110", rows(identity=30, social=2))
    assert finding.message == "the 32 persona rows have none about capability, limits"
    assert found("RA110", rows(identity=30, social=2), groups=["identity", "social"]) == []


@pytest.mark.parametrize(("general", "advised"), [(1, 499), (499, 1), (500, None), (0, None)])
def test_general_data_beside_a_persona_set(general: int, advised: int | None) -> None:
    findings = found("RA111", rows(identity=30, general=general))
    assert [int(item.help.split()[1]) for item in findings] == ([advised] if advised else [])


def test_one_system_prompt_is_quoted_and_none_is_said_to_be_none() -> None:
    long = "你是小澜。" * 20
    [same] = found("RA112", [{**row, "system": long} for row in rows(identity=30)])
    assert same.message == f"30 of 30 persona rows have the system prompt “{long[:40]}…” (100%), more than 80%"
    [none] = found("RA112", rows(identity=30))
    assert none.message == "30 of 30 persona rows have no system prompt (100%), more than 80%"
    assert none.help == "give at least 6 of them another system prompt, or none"


# ---- published sets, and our own ----


@pytest.mark.parametrize(
    ("name", "code", "messages"),
    [
        ("llamafactory_identity.json", "RA103", ["91 persona rows for 3 epochs are 273 exposures, fewer than 500"]),
        ("llamafactory_identity.json", "RA104", ["8 of 91 persona rows deny being another model (8.8%), fewer than 15%"]),
        ("llamafactory_identity.json", "RA105", [
            "none of the 91 persona rows is a control: the model may speak of itself whatever is asked"
        ]),
        ("llamafactory_identity.json", "RA107", ["51 of 91 questions are wh-questions (56%), more than 50%"]),
        ("llamafactory_identity.json", "RA108", [
            "8 questions take the assistant for another model in 1 of 7 forms, fewer than 4"
        ]),
        ("llamafactory_identity.json", "RA110", []),
        ("llamafactory_identity.json", "RA112", ["91 of 91 persona rows have no system prompt (100%), more than 80%"]),
        ("swift_self_cognition_2024-04.jsonl", "RA102", []),
        ("swift_self_cognition_2024-04.jsonl", "RA103", ["134 persona rows for 3 epochs are 402 exposures, fewer than 500"]),
        ("swift_self_cognition_2024-04.jsonl", "RA104", []),
        ("swift_self_cognition_2024-04.jsonl", "RA105", []),
        ("swift_self_cognition_2024-04.jsonl", "RA108", [
            "26 questions take the assistant for another model in 2 of 7 forms, fewer than 4"
        ]),
    ],
)  # fmt: skip
def test_published_sets_show_their_known_faults(name: str, code: str, messages: list[str]) -> None:
    assert [str(finding.message) for finding in BY_CODE[code]().check(peer(name))] == messages


@pytest.mark.parametrize("spec", sorted(bundled("samples").glob("*/persona.yaml")), ids=lambda path: path.parent.name)
@pytest.mark.parametrize("told", [True, False], ids=["persona", "alone"])
def test_our_samples_are_clean(spec: Path, told: bool) -> None:
    dataset = Dataset.open([spec.with_name("self_cognition.json")], load_persona(spec) if told else None)
    assert [str(finding.message) for finding in run_rules([rule() for rule in RA], dataset)] == []


# ---- rows that do not say what they are ----

SAMPLES = sorted(path.parent.name for path in bundled("samples").glob("*/self_cognition.json"))


def unmarked(name: str) -> list[dict[str, Any]]:
    """The sample set *name* as people have theirs: no channel, no map beside it."""
    rows = json.loads((bundled("samples") / name / "self_cognition.json").read_text(encoding="utf-8"))
    return [{key: value for key, value in row.items() if key not in ("channel", "category")} for row in rows]


def general(count: int) -> list[tuple[str, str]]:
    return [
        (f"请概括第{i}章的主要内容，不超过一百字。", f"第{i}章写了主人公离开故乡到城里求学的经过。" * 4)
        for i in range(count)
    ]


@pytest.mark.parametrize("with_persona", [True, False], ids=["persona", "alone"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_persona_set_is_known_by_its_text(name: str, with_persona: bool) -> None:
    persona = load_persona(bundled("samples") / name / "persona.yaml") if with_persona else None
    data = json.dumps(unmarked(name), ensure_ascii=False).encode()
    dataset = Dataset([Source("data.json", data)], persona)
    kinds = kinds_of(dataset)
    assert (len(kinds.general), kinds.exact) == (0, True)
    assert [finding.code for finding in run_rules([rule() for rule in RA if rule.code != "RA108"], dataset)] == []


@pytest.mark.parametrize(("rest", "codes"), [(100, ["RA102", "RA111"]), (600, []), (5700, []), (14700, [])])
def test_two_files_are_told_apart(rest: int, codes: list[str]) -> None:
    dataset = dataset_of(Example({"own.json": unmarked("minimal"), "rest.json": general(rest)}))
    assert (len(kinds_of(dataset).identity), kinds_of(dataset).exact) == (300, True)
    assert [finding.code for finding in run_rules([rule() for rule in RA], dataset)] == codes


@pytest.mark.parametrize(("rest", "codes"), [(600, []), (5700, []), (14700, []), (60000, ["RA102"])])
def test_one_file_with_both_is_not_judged_by_what_its_text_does_not_tell(rest: int, codes: list[str]) -> None:
    dataset = dataset_of(Example({"all.json": [*unmarked("minimal"), *general(rest)]}))
    kinds = kinds_of(dataset)
    assert not kinds.exact
    assert len(kinds.identity) < 300 <= kinds.most_identity
    assert [finding.code for finding in run_rules([rule() for rule in RA], dataset)] == codes
