"""The TR rules and the tokens they count."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from personadata.errors import UserError
from personadata.lint.finding import Finding
from personadata.lint.rules import RULES
from personadata.lint.testing import dataset_of, example_of
from personadata.lint.text.tokens import SYSTEM, TURN, count_tokens, estimate, may_exceed, tokenizer
from personadata.sample import Sample, Turn

BY_CODE = {rule.code: rule for rule in RULES}


def found(code: str, item: Any, **options: Any) -> list[Finding]:
    return list(BY_CODE[code](**options).check(dataset_of(example_of(item))))


# text, and its tokens in Qwen's vocabulary
COUNTED = [
    ("人类养猫已经有几千年的历史，猫也早就习惯了和人一起生活。" * 10, 170),
    ("Cats are small mammals that people have kept for thousands of years as pets. " * 10, 141),
    ("1234567890" * 20, 200),
]


@pytest.mark.parametrize(("text", "tokens"), COUNTED)
def test_the_estimate_is_near(text: str, tokens: int) -> None:
    assert 0.7 * tokens <= estimate(text) <= 1.45 * tokens


def test_the_template_counts() -> None:
    turns = Turn("user", ""), Turn("assistant", "")
    assert count_tokens(Sample(turns)) == SYSTEM + 2 * TURN
    assert count_tokens(Sample((Turn("system", ""), *turns))) == 3 * TURN


def test_nothing_long_enough_is_passed_over() -> None:
    for text in ("数" * 1400, "1" * 1400, "！" * 3000, "a b " * 800):
        sample = Sample((Turn("user", text), Turn("assistant", "好")))
        assert may_exceed(sample, 2048) or count_tokens(sample) <= 2048


def test_a_long_row_is_marked_from_where_it_would_be_cut() -> None:
    (finding,) = found("TR101", [("问", "数" * 1000)], max_length=300)
    assert finding.message == "about 612 tokens (estimated), more than max_length 300"
    assert finding.help == "shorten it, or train with --max_length 612 or more: it would be left out"
    assert finding.spot is not None
    assert finding.spot.path == ("output",)
    start = finding.spot.start
    assert start is not None
    assert 430 <= start <= 500
    assert not found("TR101", [("问", "数" * 1000)], max_length=612)


def test_a_question_that_fills_all_is_an_error_of_its_own() -> None:
    (finding,) = found("TR102", [("数" * 1000, "好")], max_length=300)
    assert finding.severity == "error"
    assert finding.message == "606 tokens before the answer, and max_length is 300"
    assert not found("TR102", [("问", "数" * 1000)], max_length=300)


def test_a_folder_that_is_none_is_said() -> None:
    with pytest.raises(UserError, match=r"no such folder|transformers is not installed"):
        found("TR101", [("问", "数" * 4000)], tokenizer="/no/such/folder")


@pytest.mark.train
@pytest.mark.skipif(importlib.util.find_spec("transformers") is None, reason="transformers is not installed")
def test_a_tokenizer_counts_instead(tmp_path: Path) -> None:
    from tests.tiny_qwen import build

    folder = build(tmp_path / "Qwen2.5-7B-Instruct", ["数数"])
    assert tokenizer(str(folder))("数数数") >= 1
    (finding,) = found("TR101", [("问", "数" * 1000)], max_length=100, tokenizer=str(folder))
    assert "estimated" not in finding.message
