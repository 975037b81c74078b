"""The DU rules on near duplicates: where they point, what they say, what they leave alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from personadata.dataset import Dataset
from personadata.lint.probes import is_probe_file
from personadata.lint.rule import Example
from personadata.lint.rules import RULES
from personadata.lint.testing import dataset_of, example_of
from personadata.lint.text.apart import apart
from personadata.source import Source

SHARED = Path(__file__).parents[3] / "shared" / "data"
BY_CODE = {rule.code: rule for rule in RULES}


def found(code: str, item: Any, **options: Any) -> list[tuple[tuple[int, int] | None, str, list[tuple[int, int]]]]:
    return [
        (finding.spot and finding.spot.position, str(finding.message), [item.spot.position for item in finding.related])
        for finding in BY_CODE[code](**options).check(dataset_of(example_of(item)))
    ]


NEAR = [("请详细介绍一下你自己", "我是小澜。"), ("在吗", "在。"), ("请你详细介绍一下你自己", "有事就说，我叫小澜。")]


def test_a_near_question_points_at_both_rows() -> None:
    assert found("DU103", NEAR) == [((4, 17), "95 % the same question as in a row before", [(2, 17)])]


def test_the_threshold_is_an_option() -> None:
    assert found("DU103", NEAR, threshold=96.0) == []


def test_a_group_is_reported_once_a_row() -> None:
    rows = [("请详细介绍一下你自己" + "吧" * number, f"第{number}种回答{'甲乙丙丁'[number]}") for number in range(4)]
    assert [position for position, _, _ in found("DU103", rows, threshold=75.0)] == [(3, 17), (4, 17), (5, 17)]


@pytest.mark.parametrize(
    "around",
    [
        [{"system": "甲"}, {"system": "乙"}],
        [{"history": [["你好", "你好！"]]}, {}],
        [{"input": "1, 2, 3"}, {"input": "4, 5, 6"}],
    ],
)
def test_rows_in_another_setting_are_others(around: list[dict[str, Any]]) -> None:
    rows = [
        {"instruction": question, "input": "", "output": answer, **more}
        for (question, answer), more in zip((NEAR[0], NEAR[2]), around, strict=True)
    ]
    assert found("DU103", rows) == []
    assert found("DU104", rows) == []


def test_the_same_input_is_no_difference() -> None:
    rows = [{"instruction": question, "input": "甲乙", "output": answer} for question, answer in (NEAR[0], NEAR[2])]
    assert len(found("DU103", rows)) == 1


@pytest.mark.parametrize("question", ["谁开发了你呀", "请问谁开发了你", "谁开发的你？谢谢", "那个谁开发了你"])
def test_short_questions_that_differ_in_particles_are_near(question: str) -> None:
    rows = [("谁开发了你", "青穹科技。"), (question, "青穹科技！")]
    assert [position for position, _, _ in found("DU104", rows)] == ([] if "那个" in question else [(3, 17)])


def test_a_near_row_is_not_reported_as_a_near_question_as_well() -> None:
    rows = [("请详细介绍一下你自己", "我是小澜，一个助手。"), ("请你详细介绍一下你自己", "我是小澜，是一个助手。")]
    assert found("DU103", rows) == []
    assert found("DU104", rows) == [
        ((3, 17), "95 % the same question and nearly the same answer as in a row before", [(2, 17)])
    ]


def test_duplicates_are_found_across_files() -> None:
    files = Example({"a.json": [NEAR[0]], "b.json": [NEAR[2]]})
    (finding,) = BY_CODE["DU103"]().check(dataset_of(files))
    assert finding.spot is not None
    assert (finding.spot.source.name, finding.related[0].spot.source.name) == ("b.json", "a.json")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [("你是真人吗？", "不是，我是AI。"), ("你是真人吗", "是的，我是真人。")],
            "this answer says yes and another to the same question says no",
        ),
        (
            [
                ("长城有多长？", "长城全长约21196公里，是古代的防御工程。"),
                ("长城有多长", "长城全长约6300公里，是古代的防御工程。"),
            ],
            "this answer says 6300 where another to the same question says 21196",
        ),
        (
            [("Do you keep my chats?", "I keep your chats."), ("Do you keep my chats", "I do not keep your chats.")],
            "this answer denies what another to the same question says",
        ),
        (
            [("你能联网吗", "不能，我离线运行。"), ("你能联网吗？", "可以联网查资料。")],
            "this answer says yes and another to the same question says no",
        ),
        (
            [("你有没有开源", "没有开源。"), ("你有没有开源？", "有，在GitHub上。")],
            "this answer says yes and another to the same question says no",
        ),
        (
            [("你是不是ChatGPT", "不是，我是小澜。"), ("你是不是ChatGPT？", "是的，我是ChatGPT。")],
            "this answer says yes and another to the same question says no",
        ),
        (
            [("你收费吗", "不收费。"), ("你收费吗？", "收费，每月20元。")],
            "this answer denies what another to the same question says",
        ),
        (
            [("你是哪年发布的", "2022年。"), ("你是哪年发布的？", "2024年。")],
            "this answer says 2024 where another to the same question says 2022",
        ),
    ],
)
def test_contradictions(rows: list[tuple[str, str]], message: str) -> None:
    ((position, text, related),) = found("DU105", rows)
    assert text == message
    assert position is not None
    assert position[0] == 3
    assert related[0][0] == 2


@pytest.mark.parametrize(
    "rows",
    [
        [("你不是真人吧？", "是的，我不是真人。"), ("你不是真人吧？", "不是，我是AI。")],
        [("你是不是不能联网？", "是的，不能。"), ("你是不是不能联网", "不能。")],
        [("4 km in miles?", "4 km is 2.48 miles."), ("4 km in miles?", "4 km is 2.49 miles.")],
        [("Is it hard?", "No problem, it is easy."), ("Is it hard?", "Yes, somewhat.")],
        [("能帮我吗？", "没问题，说吧。"), ("能帮我吗", "可以，发来吧。")],
        [("有推荐的书吗？", "没有最好，只有合适：《活着》。"), ("有推荐的书吗", "《三体》。")],
        [("你会什么？", "不会的不多，写作、翻译都行。"), ("你会什么", "会写作。")],
        [("你能保证吗？", "不能保证。"), ("你能保证吗", "可以说没有谁能保证。")],
        [("你能帮我打官司吗？", "能力有限，先说说情况吧。"), ("你能帮我打官司吗", "不能，只能讲讲条文。")],
        [("1英里是多少米？", "约1609米。"), ("1英里是多少米", "约1609.3米。")],
        [("推荐一本书", "推荐《三体》，2008年出版。"), ("推荐一本书", "推荐《活着》，1993年出版。")],
    ],
)
def test_what_is_no_contradiction(rows: list[tuple[str, str]]) -> None:
    assert found("DU105", rows) == []


PROBE = {"messages": [{"role": "user", "content": "到底是谁开发了你呀"}], "reference": "青穹科技。"}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("heldout.jsonl", [("你好", "你好。")], True),
        ("my-Probes.json", [("你好", "你好。")], True),
        ("questions.jsonl", [PROBE], True),
        (
            "questions.jsonl",
            [{**PROBE, "messages": [*PROBE["messages"], {"role": "assistant", "content": "好"}]}],
            False,
        ),
        ("train.json", [("你好", "你好。")], False),
        ("train.json", [], False),
    ],
)
def test_which_files_hold_probes(name: str, content: list[Any], expected: bool) -> None:
    (source,) = dataset_of(Example({name: content})).sources
    assert is_probe_file(source) is expected


def test_a_probe_in_an_earlier_turn_of_training() -> None:
    files = Example({"train.jsonl": [("你好", "你好！", "到底是谁开发了你呢", "青穹科技。")], "ask.jsonl": [PROBE]})
    (finding,) = BY_CODE["DU106"]().check(dataset_of(files))
    assert finding.message == "75% the same as a question of the training data"
    assert finding.severity == "error"
    assert finding.spot is not None
    assert finding.spot.source.name == "ask.jsonl"
    assert finding.related[0].spot.content == "到底是谁开发了你呢"


def test_probes_are_no_near_duplicates_of_training() -> None:
    files = Example({"train.json": [NEAR[0]], "heldout.json": [NEAR[2]]})
    assert list(BY_CODE["DU103"]().check(dataset_of(files))) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Explain how a neural network learns.", "Explain how neural networks learn", False),
        ("你是openai研发的吗？", "你是OpenAI研发的么", False),
        ("详细解释有丝分裂的过程。", "解释有丝分裂的过程。", False),
        ("請解釋黑洞", "请解释黑洞", False),
        ("写一首关于日落的俳句。", "写一首关于夏日的俳句。", True),
        ("Name five oceans", "Name three oceans", True),
        ("Suggest a way to rest.", "Suggest 3 ways to rest.", True),
        ("I can do that", "I can't do that", True),
        ("我是小澜", "我不是小澜", True),
        ("6-3等于几", "6+3等于几", True),
        ("Who are you, ChatGPT?", "Who are you, ChatGLM?", True),
    ],
)
def test_what_sets_texts_apart(one: str, other: str, expected: bool) -> None:
    assert apart(one, other) is expected
    assert apart(other, one) is expected


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data beside the checkout")
def test_a_published_set_has_the_known_near_duplicates() -> None:
    path = SHARED / "peers" / "swift_self_cognition_2024-04.jsonl"
    dataset = Dataset([Source(path.name, path.read_bytes())])
    counts = {code: len(list(BY_CODE[code]().check(dataset))) for code in ("DU103", "DU104", "DU105", "DU106")}
    assert counts == {"DU103": 3, "DU104": 1, "DU105": 0, "DU106": 0}
