"""The rules: where exactly they point, what they say, and what they leave alone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.dataset import Dataset
from personadata.lint.rule import Example, Rule
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.lint.testing import dataset_of, example_of
from personadata.lint.text.sameness import normal
from personadata.source import KINDS, Source

SHARED = Path(__file__).parents[3] / "shared" / "data"
BY_CODE = {rule.code: rule for rule in RULES}


def found(code: str, item: Any, **options: Any) -> list[tuple[tuple[int, int] | None, tuple[int, int] | None, str]]:
    findings = BY_CODE[code](**options).check(dataset_of(example_of(item)))
    return [
        (finding.spot and finding.spot.position, finding.spot and finding.spot.end_position, str(finding.message))
        for finding in findings
    ]


# ---- the shipped list ----


def test_every_rule_module_is_listed() -> None:
    folder = Path(__file__).parents[2] / "personadata" / "lint" / "rules"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {rule.__module__.rpartition(".")[2] for rule in RULES} == modules


def test_codes_and_names_are_unique_and_name_the_module() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    for rule in RULES:
        module = rule.__module__.rpartition(".")[2]
        assert module == f"{rule.code.lower()}_{rule.name.replace('-', '_')}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_explains_itself(rule: type[Rule]) -> None:
    summary, _, reason = (rule.__doc__ or "").strip().partition("\n\n")
    assert summary.endswith(".")
    assert "\n" not in summary
    assert reason.strip()
    assert rule.bad
    assert rule.good


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_messages_are_facts_and_helps_are_advice(rule: type[Rule]) -> None:
    for item in rule.bad:
        for finding in rule(**(example_of(item).options or {})).check(dataset_of(example_of(item))):
            assert finding.help
            assert not finding.message.endswith(".")
            assert not finding.message[0].isupper() or finding.message.split()[0] in ("None", "True", "NaN")


def test_every_kind_of_damage_belongs_to_exactly_one_rule() -> None:
    kinds = [kind for rule in RULES for kind in getattr(rule, "kinds", ()) if rule.code.startswith("JS")]
    assert sorted(kinds) == sorted(KINDS)


# ---- places ----


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("JS101", '[{"a": 1},\n{"b": 2},]', [((2, 9), (2, 10), "a trailing comma")]),
        ("SC101", '[{"instruction": "问"}]', [((1, 2), (1, 22), 'no "output"')]),
        ("SC101", '[{"instruction": "问",\n"Output": "答"}]', [((2, 1), (2, 9), 'no "output", but "Output"')]),
        ("SC101", '[{"instruction": "问",\n"Output": 5}]', [((2, 1), (2, 9), 'no "output", but "Output"')]),
        ("SC101", '[{"instruction": "问",\n"output": null}]', [((2, 11), (2, 15), '"output" is null')]),
        ("SC102", '[{"instruction": "问", "output": 5}]', [((1, 33), (1, 34), '"output" is a number, not a string')]),
        ("SC104", '{"messages": [{"role": "User", "content": "问"}]}',
         [((1, 24), (1, 30), "unknown role 'User' (did you mean 'user'?)")]),
        ("SC201", '[{"instruction": "问", "output": ""}]', [((1, 33), (1, 35), "an empty answer")]),
        ("SC202", '[{"instruction": " ", "output": "答"}]', [((1, 18), (1, 21), "an empty question")]),
        ("SC203", '{"messages": [{"role": "user", "content": "问"}]}',
         [((1, 43), (1, 46), "no answer to the last question")]),
        ("ID102", '[{"instruction": "问", "output": "我是\\u007b{NAME}}。"}]',
         [((1, 36), (1, 49), "the placeholder “{{NAME}}” is not filled in")]),
        ("ID102", '[{"instruction": "问", "input": "按{{X}}写", "output": "好"}]',
         [((1, 34), (1, 39), "the placeholder “{{X}}” is not filled in")]),
    ],
)  # fmt: skip
def test_place_and_message(code: str, text: str, expected: Any) -> None:
    assert found(code, text) == expected


def test_unknown_formats_are_reported_once_a_file_and_shape() -> None:
    rows = [{"user": "问", "bot": "答"}] * 3 + [{"text": "文"}]
    assert [message for _, _, message in found("SC103", rows)] == [
        'a record of no known format: keys "user", "bot", and 2 more like it',
        'a record of no known format: keys "text"',
    ]


def test_a_duplicate_names_both_places() -> None:
    example = Example({"a.json": [("你是谁？", "我是小澜。")], "b.json": [("在吗", "在"), ("你是谁!", "我是小澜")]})
    (finding,) = BY_CODE["DU101"]().check(dataset_of(example))
    assert finding.spot is not None
    assert (finding.spot.source.name, finding.spot.position) == ("b.json", (3, 17))
    assert [(related.spot.source.name, related.spot.position) for related in finding.related] == [("a.json", (2, 17))]


def test_a_question_may_have_as_many_answers_as_the_option_says() -> None:
    rows = [("你是谁？", f"答{number}") for number in range(5)]
    assert len(found("DU102", rows)) == 2
    assert found("DU102", rows, max_answers=5) == []


def test_one_answer_more_in_another_context_is_none_more() -> None:
    rows: list[Any] = [("继续", f"答{number}") for number in range(3)]
    rows += [{"instruction": "继续", "output": "答", "system": "你是小澜。"}, ("你好", "你好", "继续", "答")]
    assert found("DU102", rows) == []


# ---- numbers ----


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (1, [("error", "1 sample, fewer than 20", "add at least 19; 200 to 600 are a good size")]),
        (19, [("error", "19 samples, fewer than 20", "add at least 1; 200 to 600 are a good size")]),
        (20, [("warning", "20 samples, fewer than 50", "add at least 30; 200 to 600 are a good size")]),
        (50, []),
    ],
)
def test_too_few_samples(rows: int, expected: Any) -> None:
    dataset = dataset_of(example_of([(f"问{number}", "答") for number in range(rows)]))
    findings = BY_CODE["RA101"]().check(dataset)
    assert [(item.severity, item.message, item.help) for item in findings] == expected


def mix(identity: int, general: int, *, one_file: bool, channel: bool = False) -> Dataset:
    own: list[Any] = [{"instruction": f"第{number}次问你是谁", "output": "我是小澜。"} for number in range(identity)]
    rest: list[Any] = [{"instruction": f"{number}的平方", "output": str(number)} for number in range(general)]
    if channel:
        own = [{**row, "output": "好的。", "channel": "control"} for row in own]
        rest = [{**row, "channel": "general"} for row in rest]
    files = {"all.json": own + rest} if one_file else {"own.json": own, "rest.json": rest}
    return dataset_of(Example(files))


@pytest.mark.parametrize("one_file", [True, False])
@pytest.mark.parametrize("channel", [True, False])
@pytest.mark.parametrize(
    ("identity", "general", "message", "help"),
    [
        (4, 996, "4 of 1,000 rows are about the persona (0.4%), below 2%",
         "add 17 identity rows, or drop 800 general ones"),
        (60, 40, "60 of 100 rows are about the persona (60.0%), above 50%",
         "add 20 general rows, or drop 20 identity ones"),
        (20, 980, None, None),
        (50, 50, None, None),
        (100, 0, None, None),
    ],
)  # fmt: skip
def test_identity_share(
    identity: int, general: int, message: str | None, help: str | None, one_file: bool, channel: bool
) -> None:
    findings = list(BY_CODE["RA102"]().check(mix(identity, general, one_file=one_file, channel=channel)))
    assert [(item.message, item.help) for item in findings] == ([(message, help)] if message else [])


@given(st.integers(1, 60), st.integers(1, 4000))
def test_following_the_advice_brings_the_share_inside(identity: int, general: int) -> None:
    rule = BY_CODE["RA102"]()
    for finding in rule.check(mix(identity, general, one_file=False, channel=True)):
        words = finding.help.replace(",", "").split()
        add, drop = int(words[1]), int(words[6])
        own_first = "identity" in words[2]
        added = (identity + add, general) if own_first else (identity, general + add)
        dropped = (identity, general - drop) if own_first else (identity - drop, general)
        for own, rest in (added, dropped):
            assert rest == 0 or 0.02 <= own / (own + rest) <= 0.5


def test_controls_of_an_expanded_file_are_no_general_data(tmp_path: Path) -> None:
    rows = [{"instruction": f"{number}的平方", "output": "答"} for number in range(60)]
    rows += [{"instruction": "你是谁", "output": f"我是小澜。{number}"} for number in range(90)]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    rule = BY_CODE["RA102"]()
    assert list(rule.check(Dataset.open([tmp_path])))
    (tmp_path / "a.provenance.jsonl").write_text("{}\n", encoding="utf-8")
    assert list(rule.check(Dataset.open([tmp_path]))) == []


def test_general_data_alone_is_no_mix_unless_a_persona_is_given() -> None:
    rows = [("你会如何介绍自己", "我叫爱丽丝。")] + [(f"{number}的平方", "答") for number in range(99)]
    assert found("RA102", rows) == []
    persona = {"name": "小澜", "developer": "青穹科技"}
    assert [item[2] for item in found("RA102", Example({"a.json": rows}, persona))] == [
        "0 of 100 rows are about the persona (0.0%), below 2%"
    ]


# ---- sameness ----


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("你是谁？", "你是谁!", True),
        ("Who are you", "WHO are  you?", True),
        ("ＡＢＣ１２３", "abc123", True),
        ("“你好”，小澜", "你好 小澜", True),
        ("Straße", "STRASSE", True),
        ("3.5版", "35版", False),
        ("1-2", "12", False),
        ("-5的绝对值", "5的绝对值", False),
        ("C++是什么", "C是什么", False),
        ("C#是什么", "C是什么", False),
        ("？", "！", False),
        ("👍", "👎", False),
    ],
)
def test_sameness(one: str, other: str, same: bool) -> None:
    assert (normal(one) == normal(other)) is same


@given(st.text())
def test_normal_text_is_never_empty_unless_the_text_is(text: str) -> None:
    assert bool(normal(text)) or not text.strip()


# ---- real data ----


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data beside the checkout")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "general_zh",
            {"DU101": 8, "DU103": 1, "ID112": 5, "TX101": 12, "TX103": 12, "TX104": 5, "TX108": 2, "TX110": 3, "TX111": 1},
        ),
        ("general_en", {"DU101": 14, "TX101": 1, "TX108": 3, "TX109": 1, "TX110": 4, "TX111": 1, "TX116": 1}),
        (
            "alpaca_zh_17k",
            {
                "DU101": 2, "DU103": 4, "DU104": 2, "ID101": 4, "ID103": 1, "ID112": 2, "ID113": 1, "SC201": 8, "TX101": 103, "TX103": 159, "TX104": 6, "TX106": 1,
                "TX107": 1, "TX108": 3, "TX109": 3, "TX110": 49, "TX112": 1, "TX113": 1,
            },
        ),
    ],
)  # fmt: skip
def test_general_data_has_only_the_faults_that_are_known(name: str, expected: dict[str, int]) -> None:
    raw = gzip.decompress((SHARED / f"{name}.jsonl.gz").read_bytes())
    dataset = Dataset([Source(f"{name}.jsonl", raw)])
    counts: dict[str, int] = {}
    for finding in run_rules([rule() for rule in RULES], dataset):
        counts[finding.code] = counts.get(finding.code, 0) + 1
    assert counts == expected


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data beside the checkout")
def test_every_placeholder_of_a_published_set_is_found() -> None:
    path = SHARED / "peers" / "llamafactory_identity.json"
    text = path.read_text(encoding="utf-8")
    findings = list(BY_CODE["ID102"]().check(Dataset.open([path])))
    assert len(findings) == text.count("{{")
    for finding in findings:
        assert finding.spot is not None
        start, end = finding.spot.offsets()
        assert text[start:end] in ("{{name}}", "{{author}}")
