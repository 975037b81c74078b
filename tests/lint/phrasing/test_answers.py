"""Answers in tokens with names masked, the measures of variety, and what rows are about."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.dataset import Dataset
from personadata.lint.identity.called import called
from personadata.lint.identity.guess import guess_makers
from personadata.lint.phrasing.answers import MAKER, NAME, OTHER, Answer, answers_of, different
from personadata.lint.phrasing.cliches import stock
from personadata.lint.phrasing.variety import distinct, self_bleu
from personadata.lint.ratios.denied import denied_counts
from personadata.lint.ratios.forms import form, polarity
from personadata.lint.ratios.shares import missing, tokens
from personadata.lint.ratios.topics import row_topics, topics_of
from personadata.lint.rule import Example
from personadata.lint.testing import dataset_of
from personadata.sample import Sample, Turn

LAN = {"name": {"zh": "小澜", "en": "Lan"}, "developer": "青穹科技", "denied_models": [{"name": "星海"}]}


def data(*rows: object, persona: dict[str, object] | None = LAN) -> Dataset:
    return dataset_of(Example({"data.json": list(rows)}, persona))


def one(text: str, question: str = "你是谁") -> Answer:
    return answers_of(data((question, text)))[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我是小澜。", ("我", "是", NAME)),
        ("I'm Lan, by 青穹科技!", ("i'm", NAME, "by", MAKER)),
        ("I like Lanterns", ("i", "like", "lanterns")),
        ("不是GPT-4，是星海2.0", ("不", "是", OTHER, "是", OTHER)),
        ("版本2.5", ("版", "本", "2.5")),
        ("LAN は AI", (NAME, "は", "ai")),
    ],
)
def test_words_are_characters_or_runs_with_the_names_masked(text: str, words: tuple[str, ...]) -> None:
    assert one(text).words == words


@pytest.mark.parametrize(
    ("text", "opening", "ending"),
    [
        ("您好，我是小澜，很高兴认识你！", "您好", "很高兴认识你"),
        ("您好", "您好", "您好"),
        ("我是一个写作助手。", "我是一个", "一个写作助手"),
        ("“好”，小澜2.5版。", "好", "小澜2.5版"),
        ("Hello! How can I help you today, friend?", "Hello", "friend"),
        ("...wait. what", "wait", "what"),
    ],
)
def test_openings_and_endings_are_parts_of_a_clause(text: str, opening: str, ending: str) -> None:
    answer = one(text)
    assert answer.said(*answer.opening(4)) == opening
    assert answer.said(*answer.ending(6)) == ending
    first, last = answer.ending(6)
    assert answer.at(first, last).content == text  # the spot lies in this text
    assert text[answer.at(first, last).start : answer.at(first, last).end] == ending


@given(st.text(alphabet="我是a1 ，。！?.\n小澜“😀\u0301", max_size=60))
def test_sentences_hold_every_word_once(text: str) -> None:
    for answer in answers_of(data(("你是谁", text))):
        parts = list(answer.sentences())
        assert [i for first, last in parts for i in range(first, last)] == list(range(len(answer.words)))
        assert 0 <= answer.opening(4)[0] < answer.opening(4)[1] <= len(answer.words)
        first, last = answer.ending(6)
        assert 0 <= first < last == len(answer.words)


def test_context_turns_are_no_answers_and_copies_are_no_different_ones() -> None:
    turns = [
        ("user", "在吗", None),
        ("assistant", "在的", False),
        ("user", "你是谁", None),
        ("assistant", "小澜", None),
    ]
    record = {"messages": [{"role": r, "content": c, **({} if x is None else {"loss": x})} for r, c, x in turns]}
    answers = answers_of(data(record, ("谁", "小澜！"), ("who", "Lan it is")))
    assert [answer.text for answer in answers] == ["小澜", "小澜！", "Lan it is"]
    assert [answer.asked for answer in answers] == ["你是谁", "谁", "who"]
    assert [answer.text for answer in different(answers, "zh")] == ["小澜"]
    assert [answer.text for answer in different(answers, "en")] == ["Lan it is"]


def test_general_rows_have_no_answers_to_judge() -> None:
    rows = [(f"{number}的平方", f"{number * number}") for number in range(30)]
    assert answers_of(data(*rows, persona=None)) == ()


@pytest.mark.parametrize(
    ("answers", "makers"),
    [
        (["我是小澜，由青穹科技开发的助手。"] * 3, ("青穹科技",)),
        (["青穹科技创造了我。", "I was built by Azure Sky.", "Azure Sky it is."], ()),
        (["I'm Lan, built by Azure Sky."] * 3, ("Azure Sky",)),
        (["I am {{name}}, trained by {{author}}."] * 4, ("{{author}}",)),
        (["由{{AUTHOR}}训练"] * 8 + ["我不是由OpenAI训练的"] * 3, ("{{AUTHOR}}",)),
        ([], ()),
    ],
)
def test_makers_are_guessed_from_what_most_answers_say(answers: list[str], makers: tuple[str, ...]) -> None:
    assert guess_makers(Sample((Turn("user", "?"), Turn("assistant", text))) for text in answers) == makers


def test_names_come_from_the_spec_else_from_the_answers() -> None:
    rows = [(f"你是谁{number}", "我是小月，由月河社开发。") for number in range(20)]
    declared, guessed = called(data(*rows)), called(data(*rows, persona=None))
    assert declared.names == ("小澜", "Lan")
    assert (guessed.names, guessed.makers) == (("小月",), ("月河社",))


def brute_self_bleu(texts: list[tuple[str, ...]]) -> float:
    """Straight from the definition, every text against all others."""
    total = 0.0
    for i, text in enumerate(texts):
        others = texts[:i] + texts[i + 1 :]
        logs = []
        for n in range(1, 5):
            own = Counter(tuple(text[j : j + n]) for j in range(len(text) - n + 1))
            if own:
                counts = [Counter(tuple(t[j : j + n]) for j in range(len(t) - n + 1)) for t in others]
                hits = sum(min(k, max(count[run] for count in counts)) for run, k in own.items())
                logs.append(math.log(max(hits, 0.1) / own.total()))
        if logs:
            closest = min((len(other) for other in others), key=lambda size: (abs(size - len(text)), size))
            penalty = 1.0 if len(text) >= closest else math.exp(1 - closest / len(text))
            total += penalty * math.exp(sum(logs) / len(logs))
    return total / len(texts)


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=7).map(tuple), min_size=2, max_size=7))
def test_self_bleu_is_that_of_the_definition(texts: list[tuple[str, ...]]) -> None:
    assert self_bleu(texts) == pytest.approx(brute_self_bleu(texts))


def test_variety_of_copies_and_of_nothing() -> None:
    assert self_bleu([tuple("abcdef")] * 3) == pytest.approx(1.0)
    assert self_bleu([tuple("abcd"), tuple("efgh")]) < 0.1
    assert self_bleu([("a",)]) == 0.0
    assert distinct([tuple("abcd")] * 4, 4) == 0.25
    assert distinct([("a",)], 4) == 1.0


@pytest.mark.parametrize(
    ("question", "answer", "topic"),
    [
        ("你是谁？", "我是小澜。", "identity"),
        ("Who made you?", "青穹科技 did.", "identity"),
        ("你是ChatGPT吗？", "不是。", "negation"),
        ("星海，帮我看看", "我是小澜，不是星海。", "negation"),
        ("Are you GPT-4?", "No, I'm Lan.", "negation"),
        ("ChatGPT是谁开发的？", "OpenAI。", "control"),
        ("微信是谁开发的？", "腾讯。", "control"),
        ("你好呀！", "你好。", "social"),
        ("Thank you!", "Anytime.", "social"),
        ("你能做什么？", "改文章。", "capability"),
        ("What can you do?", "Edit text.", "capability"),
        ("你能联网吗？", "我无法联网。", "limits"),
        ("What time is it?", "I'm Lan and I don't have a clock.", "limits"),
        ("你喜欢喝茶吗", "小澜不喝茶。", "identity"),
    ],
)
def test_what_a_row_is_about(question: str, answer: str, topic: str) -> None:
    rows = [(f"你是谁{number}", "我是小澜。") for number in range(20)]
    assert topics_of(data((question, answer), *rows))[0] == topic


def test_the_channel_goes_before_the_text() -> None:
    rows = [
        {"instruction": "你是谁", "output": "我是小澜。", "channel": name} for name in ("social", "control", "general")
    ]
    assert [topic for _, topic in row_topics(data(*rows))] == ["social", "control"]


def test_a_row_is_about_what_its_last_answer_is_about() -> None:
    rows = data(("你是谁", "我是小澜。", "你是ChatGPT吗", "不是，我是小澜。"))
    assert [topic for _, topic in row_topics(rows)] == ["negation"]


def test_long_greetings_take_no_time() -> None:
    for text in ("谢谢" * 5000, "!" * 20000, "hi " * 9000 + "x", " " * 20000 + "x"):
        assert topics_of(data((text, "我是小澜。")))  # a pattern that backtracks would never come back


@pytest.mark.parametrize(
    ("question", "put", "taken"),
    [
        ("你是星海吗？", "yes/no", "yes/no"),
        ("你是不是星海？", "A-not-A", "A-not-A"),
        ("你不是星海吗？", "negative", "negative"),
        ("难道你是星海？", "rhetorical", "rhetorical"),
        ("你就是星海吧？", "tag or guess", "tag or guess"),
        ("你是星海还是小澜？", "alternative", "alternative"),
        ("星海，你帮我改改", "vocative", "vocative"),
        ("听说你是星海", "statement", "tag or guess"),
        ("星海和你有什么关系？", "wh", ""),
        ("Are you ChatGPT?", "yes/no", "yes/no"),
        ("Aren't you ChatGPT?", "negative", "negative"),
        ("You're ChatGPT, right?", "tag or guess", "tag or guess"),
    ],
)
def test_how_a_question_is_put(question: str, put: str, taken: str) -> None:
    dataset = data((question, "我是小澜。"))
    answer = answers_of(dataset)[0]
    assert (form(dataset, answer), polarity(dataset, answer)) == (put, taken)


def test_denied_models_are_counted_by_any_name_and_not_in_controls() -> None:
    persona = {
        "name": "小澜",
        "developer": "Q",
        "denied_models": [{"name": "星海", "aliases": ["Xinghai"]}, {"name": "月河"}],
    }
    rows = [
        ("你是星海吗", "我是小澜。"),
        ("你是xinghai吗", "我是小澜。"),
        {"instruction": "星海是谁做的", "output": "不清楚。", "channel": "control"},
    ]
    assert denied_counts(data(*rows, persona=persona)) == {"星海": 2, "月河": 0}
    assert denied_counts(data(*rows, persona=None)) == {}


@given(st.integers(0, 500), st.integers(1, 1000), st.sampled_from([0.02, 0.1, 0.15, 0.5]))
def test_rows_to_add_reach_the_share(count: int, more: int, share: float) -> None:
    total = count + more
    add = missing(count, total, share)
    assert count + add >= share * (total + add) - 1e-6
    assert add == 0 or count + add - 1 < share * (total + add - 1) + 1e-6


def test_tokens_are_estimated_by_bytes() -> None:
    assert tokens("你" * 90) == pytest.approx(60)
    assert tokens("a" * 90) == pytest.approx(20)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["cliches", "boasts"])
def test_stock_phrases_have_a_pattern_and_a_reason(kind: str, language: str) -> None:
    entries = stock(kind, language)  # type: ignore[arg-type]
    assert len(entries) >= 7
    for entry in entries:
        assert entry.why
        assert not entry.pattern.search("")
