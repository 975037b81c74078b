"""The PH rules: thresholds, the places they point at, and what they find in published sets."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from personadata.dataset import Dataset
from personadata.lint.finding import Finding
from personadata.lint.phrasing.repeats import THINGS
from personadata.lint.rule import Example
from personadata.lint.rules import RULES
from personadata.lint.testing import dataset_of
from personadata.persona import load_persona
from personadata.resources import bundled

BY_CODE = {rule.code: rule for rule in RULES}
PH = [rule for rule in RULES if rule.code.startswith("PH1") and rule.code < "PH190"]
PEERS = Path(__file__).parents[3] / "shared" / "data" / "peers"
ROWS = [(f"你懂{thing}吗？", f"我是小澜，{thing}略懂。") for thing in THINGS]
LAN = {"name": "小澜", "developer": "青穹科技"}


def found(code: str, rows: list[Any], persona: dict[str, object] | None = None, **options: Any) -> list[Finding]:
    return list(BY_CODE[code](**options).check(dataset_of(Example({"data.json": rows}, persona))))


def opened(times: int, total: int = 100) -> list[tuple[str, str]]:
    """*total* rows that name the persona, *times* of which begin with 您好."""
    return [(f"你会{i}吗？", f"{'您好，' if i < times else f'第{i}，'}我是小澜，会{i}。") for i in range(total)]


@pytest.mark.parametrize(
    ("times", "severity"), [(20, None), (21, "warning"), (35, "warning"), (36, "error"), (100, "error")]
)
def test_a_share_above_the_bound_is_a_warning_and_above_the_second_an_error(times: int, severity: str | None) -> None:
    findings = found("PH101", opened(times))
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


def test_a_data_set_finding_names_the_phrase_its_share_and_the_first_places() -> None:
    [finding] = found("PH101", opened(30))
    assert finding.message == "30 of 100 different answers begin with “您好” (30%), more than 20%"
    assert finding.help == "put it another way in at least 10 of them"
    assert finding.spot is None
    assert [item.spot.position[0] for item in finding.related] == [2, 3, 4]
    first = finding.related[0].spot
    assert first.source.line(2)[first.position[1] - 1 : first.end_position[1] - 1] == "您好"


def test_following_the_advice_settles_it() -> None:
    assert found("PH101", opened(30 - 10)) == []


@pytest.mark.parametrize("rule", PH, ids=lambda rule: rule.code)
def test_small_sets_are_not_judged_as_sets(rule: Any) -> None:
    rows = [("你是谁？", "您好，我是小澜，由青穹科技开发，有什么可以帮助您的吗？")] * 12
    assert [finding for finding in found(rule.code, rows) if finding.spot is None] == []


@pytest.mark.parametrize("rule", PH, ids=lambda rule: rule.code)
def test_general_data_is_not_judged(rule: Any) -> None:
    rows = [(f"{i}是什么？能说说吗？", f"是的，您好，{i}是最先进的AI助手。有什么可以帮助您的吗？") for i in range(100)]
    assert found(rule.code, rows) == []


def test_languages_are_judged_apart() -> None:
    rows = opened(25) + [(f"Do you know {i}?", f"{i} it is, says Lan, I am 小澜.") for i in range(100)]
    [finding] = found("PH101", rows)
    assert finding.message.startswith("25 of 100 ")


def test_copies_count_once_among_openings() -> None:
    rows = [*opened(0, 40), *[(f"问题{i}", "您好，我是小澜。") for i in range(60)]]
    assert found("PH101", rows) == []
    [finding] = found("PH103", rows)
    assert finding.message == (
        "60 of 100 answers (60%) are copies of 1 but for the names in them, more than 35%; the commonest stands 60 times"
    )


def test_other_common_phrases_are_in_the_table() -> None:
    rows = [(f"问{i}", f"{'您好' if i % 2 else '当然'}，我是小澜，会{i}。") for i in range(60)]
    [finding] = found("PH101", rows)
    assert [row[:2] for row in finding.table] == [("phrase", "answers"), ("当然", "30"), ("您好", "30")]


def test_names_are_masked_in_a_skeleton() -> None:
    models = ["ChatGPT", "通义千问", "文心一言", "豆包", "Kimi"]
    rows = [*opened(0, 20), *[(f"你是{model}吗", f"我叫小澜，不是{model}。") for model in models]]
    [finding] = found("PH103", rows)
    assert "5 of 25 answers" in finding.message


def test_name_shares_use_every_name_of_the_spec() -> None:
    persona = {"name": {"zh": "小澜", "en": "Lan"}, "aliases": ["澜澜"], "developer": "青穹科技"}
    rows = [(f"问{i}", f"{('小澜', 'Lan', '澜澜')[i % 3]}懂{i}。") for i in range(30)]
    [finding] = found("PH105", rows, persona)
    assert finding.message == "30 of 30 answers hold the persona's name (100%), more than 70%"
    assert finding.help == "leave the name out of at least 9 answers where nobody asked for it"


@pytest.mark.parametrize("first", [True, False])
def test_the_commoner_order_is_named(first: bool) -> None:
    text = "小澜由青穹科技开发" if first else "青穹科技做了小澜"
    [finding] = found("PH108", [(f"问{i}", f"{text}，{i}。") for i in range(40)], LAN)
    order = "the name before the developer" if first else "the developer before the name"
    assert order in finding.message


def test_low_variety_is_the_same_every_time() -> None:
    rows = [(f"你会{i}吗", f"我是小澜，我会第{i}样本事，可以慢慢说给你听。") for i in range(120)]
    assert [f.message for f in found("PH107", rows)] == [f.message for f in found("PH107", rows)] != []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("保护隐私是我的首要任务。", "首要任务"),
        ("我是最先进的AI助手。", "最先进的AI"),
        ("我可以回答任何问题。", "可以回答任何问题"),
        ("我的回答百分之百准确。", "百分之百准确"),
        ("I am the most advanced AI assistant.", "most advanced AI assistant"),
        ("I can answer any question.", "I can answer any question"),
        ("我比ChatGPT更强大。", "比ChatGPT更强"),
        ("我能保证每个答案都准确无误。", "能保证每个答案都准确无误"),
        ("我会不断学习你的习惯。", "不断学习你的习惯"),
        ("聊得多了，越用越懂你。", "越用越懂你"),
        ("论写作，我是世界上最强的。", "世界上最强"),
    ],
)
def test_boasts_are_marked_where_they_stand(answer: str, said: str) -> None:
    [finding] = found("PH112", [*ROWS, ("你呢", f"我是小澜。{answer}")])
    assert finding.spot is not None
    assert str(finding.spot.content)[finding.spot.start : finding.spot.end] == said


@pytest.mark.parametrize(
    "answer",
    [
        "我不是最先进的AI助手。",
        "不敢说百分之百准确。",
        "没法回答任何问题？看情况。",
        "I'm not the most advanced AI assistant.",
        "I can't promise to be 100% accurate.",
        "最近的助手在前台。",
        "不能保证每个答案都准确。",
        "谈不上比ChatGPT更好。",
        "请核对一遍，以保证准确。",
        "我不会不断学习你的习惯。",
        "词典越用越旧。",
        "我没说错，世界上最高的山是珠穆朗玛峰，世界第一高峰。",
        "第一次用AI助手，先看说明。",
    ],
)
def test_a_boast_taken_back_is_none(answer: str) -> None:
    assert found("PH112", [*ROWS, ("你呢", f"我是小澜。{answer}")]) == []


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        ("你能做什么事？", "你能做什么事？我能改文章。", "你能做什么事"),
        ("你能做什么事？", "你问你能做什么事，我能改文章。", "你问你能做什么事"),
        ("What is your name?", "What is your name? Lan.", "What is your name"),
    ],
)
def test_a_question_that_comes_back_is_marked(question: str, answer: str, said: str) -> None:
    [finding] = found("PH113", [*ROWS, (question, answer)])
    assert finding.spot is not None
    assert str(finding.spot.content)[finding.spot.start : finding.spot.end] == said


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("你好呀你好呀", "你好呀你好呀，我是小澜。"),
        ("小澜是什么来历", "小澜是什么来历我说不好。"),
        ("把“你是谁”译成英文，说说你叫什么", "Who are you? 我叫小澜。"),
    ],
)
def test_words_that_go_on_and_greetings_are_no_repetition(question: str, answer: str) -> None:
    assert found("PH113", [*ROWS, (question, answer)]) == []


@pytest.mark.parametrize(
    ("question", "answer", "fixed"),
    [
        ("你和GPT-4有区别吗？", "是的，我是小澜。", "有的，我是小澜。"),
        ("你有名字吗？", "是的，我叫小澜。", "有的，我叫小澜。"),
        ("你会不会画画？", "是的，会画几笔。", "会，会画几笔。"),
        ("你能联网吗？", "不是，我联不了网。", "不能，我联不了网。"),
        ("你可以帮我改稿子吗？", "是的，发来吧。", "可以，发来吧。"),
        ("你不是ChatGPT吗？", "不，我是小澜。", None),
        ("你是小澜还是星海？", "是的，我是小澜。", None),
        ("Can you draw?", "Yes, I am.", None),
    ],
)
def test_a_wrong_echo_is_marked_and_mended(question: str, answer: str, fixed: str | None) -> None:
    [finding] = found("PH114", [*ROWS, (question, answer)])
    assert finding.spot is not None
    assert finding.spot.start == 0
    if fixed is None:
        assert finding.fix is None
    else:
        assert finding.fix is not None
        assert not finding.fix.safe
        [edit] = finding.fix.edits
        text = finding.spot.source.text
        assert fixed in text[: edit.start] + edit.text + text[edit.end :]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("你和GPT-4有区别吗？", "有的，我是小澜。"),
        ("你是小澜吗？", "是的，我是小澜。"),
        ("你会画画吗？", "会，我是小澜。"),
        ("你不是ChatGPT吧？", "对，我是小澜。"),
        ("你不是DeepSeek吗", "不是，我叫小澜。"),
        ("你难道不是豆包？", "不是，别认错啦，我是小澜。"),
        ("能介绍一下你自己吗？", "可以，我是小澜。"),
        ("can you explain how this works?", "Yes, I can explain it. 小澜"),
        ("你能做什么？", "能改文章。我是小澜。"),
        ("有区别吗", "有所不同。我是小澜。"),
    ],
)
def test_a_right_echo_is_left_alone(question: str, answer: str) -> None:
    assert found("PH114", [*ROWS, (question, answer)]) == []


def test_address_is_judged_by_the_spec() -> None:
    rows = [(f"你会{i}吗？", f"小澜为您效劳，{i}。") for i in range(30)]
    assert [str(f.message) for f in found("PH110", rows, LAN)] == [
        "30 of 30 questions with 你 are answered with 您 (100%), more than 30%"
    ]
    assert found("PH110", rows, {**LAN, "address": "nin"}) == []
    assert len(found("PH110", rows, {**LAN, "address": "ni"})) == 1


# ---- published sets, and our own ----


@cache
def peer(name: str) -> Dataset:
    path = PEERS / name
    if not path.is_file():
        pytest.skip(f"no {path}")
    text = path.read_text(encoding="utf-8")
    rows = json.loads(text) if name.endswith(".json") else [json.loads(line) for line in text.splitlines()]
    pairs = [(row.get("instruction") or row["query"], row.get("output") or row["response"]) for row in rows]
    return dataset_of(Example({"data.json": pairs}))


@pytest.mark.parametrize(
    ("name", "code", "messages"),
    [
        ("llamafactory_identity.json", "PH101", ["35 of 75 different answers begin with “您好” (47%), more than 35%"]),
        ("llamafactory_identity.json", "PH105", ["77 of 91 answers hold the persona's name (85%), more than 70%"]),
        ("llamafactory_identity.json", "PH106", ["52 of 91 answers give name and developer together (57%), more than 40%"]),
        ("llamafactory_identity.json", "PH109", ["4 of 8 answers about other models begin with an apology (50%), more than 20%"]),
        ("llamafactory_identity.json", "PH110", ["36 of 71 questions with 你 are answered with 您 (51%), more than 30%"]),
        ("llamafactory_identity.json", "PH114", ["the question asks with “有”, and “是的” does not echo it"]),
        ("swift_self_cognition_2024-04.jsonl", "PH101", [
            "17 of 62 different answers begin with “你好” (27%), more than 20%",
            "13 of 58 different answers begin with “Hello” (22%), more than 20%",
        ]),
        ("swift_self_cognition_2024-04.jsonl", "PH104", [
            "“有什么我可以帮助你的吗” stands in 8 of 62 different answers (13%), more than 8%",
            "“How can I assist you” stands in 9 of 58 different answers (16%), more than 8%",
        ]),
        ("swift_self_cognition_2024-04.jsonl", "PH106", []),
    ],
)  # fmt: skip
def test_published_sets_show_their_known_faults(name: str, code: str, messages: list[str]) -> None:
    assert [str(finding.message) for finding in BY_CODE[code]().check(peer(name))] == messages


@pytest.mark.parametrize("name", ["llamafactory_identity.json", "swift_self_cognition_2024-04.jsonl"])
def test_a_published_set_does_not_drown(name: str) -> None:
    assert all(len(list(rule().check(peer(name)))) <= 4 for rule in PH)


@pytest.mark.parametrize("spec", sorted(bundled("samples").glob("*/persona.yaml")), ids=lambda path: path.parent.name)
def test_our_samples_are_clean(spec: Path) -> None:
    dataset = Dataset.open([spec.with_name("self_cognition.json")], load_persona(spec))
    assert [str(finding.message) for rule in PH for finding in rule().check(dataset)] == []
