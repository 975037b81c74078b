"""Near-twins: the index finds exactly what a comparison of all pairs finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personadata.expand.similar import TwinIndex, distinct, jaccard, normalise, trigrams


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("你是谁", "你是谁？"),
        ("你是谁", "你 是 谁??"),
        ("GPT-4", "gpt4"),
        ("ＧＰＴ", "gpt"),
        ("Who are you?", "who are you"),
    ],
)
def test_marks_width_case_and_spaces_make_no_new_question(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_jaccard_of_known_sets() -> None:
    assert jaccard(trigrams("abcd"), trigrams("abcd")) == 1
    assert jaccard(trigrams("abcd"), trigrams("bcde")) == pytest.approx(1 / 3)
    assert trigrams("你") == {"你"}


@settings(max_examples=200)
@given(st.lists(st.text(alphabet="ab你c", min_size=1, max_size=14), max_size=25), st.sampled_from([0.5, 0.7, 0.9, 1.0]))
def test_the_index_is_complete(texts: list[str], threshold: float) -> None:
    index = TwinIndex(threshold)
    taken: list[frozenset[str]] = []
    for text in texts:
        grams = trigrams(text)
        assert index.twin(grams) == any(jaccard(grams, other) >= threshold for other in taken)
        index.add(grams)
        taken.append(grams)


def test_distinct_counts_what_remains() -> None:
    assert distinct(["你是谁", "你是谁？", "你叫什么名字", "今天几号"]) == 3
