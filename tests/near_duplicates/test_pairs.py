"""The search is complete: whatever a comparison of all with all finds, it finds too, on either path."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from rapidfuzz import fuzz, process

from personadata.near_duplicates import few, many, normalise, pairs_between, pairs_within
from personadata.near_duplicates.text import simplify

SHARED = Path(__file__).parents[3] / "shared" / "data"
ALL = 10**9
SEEDS = (
    "你是谁？是哪家公司开发的",
    "Who on earth developed you, and when?",
    "😀👍🏽 ok",
    "體驗一下",
    "a",
    "",
    "…",
    "3-2=1 吗",
)


@st.composite
def alike(draw: st.DrawFn) -> list[str]:
    """Texts of which some are others with a few characters more, less or exchanged."""
    texts = draw(st.lists(st.one_of(st.sampled_from(SEEDS), st.text("ab的是é😀 ", max_size=30)), max_size=12))
    for _ in range(draw(st.integers(0, 12)) if texts else 0):
        text = draw(st.sampled_from(texts))
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(text)))
            text = text[:at] + draw(st.text("a的😀", max_size=2)) + text[at + draw(st.integers(0, 2)) :]
        texts.append(text)
    return texts


def distinct(texts: list[str]) -> list[str]:
    return sorted({text for text in normalise(texts) if text}, key=lambda text: (len(text), text))


def truth(texts: list[str], threshold: float) -> set[tuple[int, int]]:
    return {
        (i, j)
        for i, text in enumerate(texts)
        for j in range(i + 1, len(texts))
        if fuzz.ratio(text, texts[j], score_cutoff=threshold) >= threshold
    }


def places(found: list[tuple[int, int, float]]) -> set[tuple[int, int]]:
    keys = [(i, j) for i, j, _ in found]
    assert len(keys) == len(set(keys)), "a pair came twice"
    return set(keys)


@given(alike(), st.sampled_from([50, 75.5, 90, 100]))
@settings(deadline=None)
def test_few_texts(texts: list[str], threshold: float) -> None:
    plain = distinct(texts)
    assert places(list(few.within(plain, threshold, ALL))) == truth(plain, threshold)


@given(alike(), st.sampled_from([50, 75.5, 90, 100]), st.booleans())
@settings(deadline=None)
def test_many_texts(texts: list[str], threshold: float, joined: bool) -> None:
    plain = distinct(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many, "JOINED", 0 if joined else ALL)
        assert places(list(many.within(plain, threshold, ALL))) == truth(plain, threshold)


@given(alike(), alike(), st.sampled_from([75.5, 90]))
@settings(deadline=None)
def test_texts_and_references(texts: list[str], references: list[str], threshold: float) -> None:
    ours, theirs = distinct(texts), distinct(references)
    expected = {
        (i, j)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if fuzz.ratio(one, other, score_cutoff=threshold) >= threshold
    }
    assert places(list(few.between(ours, theirs, threshold, ALL))) == expected
    assert places(list(many.between(ours, theirs, threshold, ALL))) == expected


@given(alike(), st.integers(1, 3), st.booleans())
@settings(deadline=None)
def test_a_cap_leaves_no_text_without_a_partner(texts: list[str], most: int, in_numpy: bool) -> None:
    plain = distinct(texts)
    search = many.within if in_numpy else few.within
    found = places(list(search(plain, 80, most)))
    expected = truth(plain, 80)
    partners = [sum(row in pair for pair in found) for row in range(len(plain))]
    assert found <= expected
    for i, j in expected - found:
        assert partners[i] >= most
        assert partners[j] >= most


@given(alike())
@settings(deadline=None)
def test_equal_texts_pair_with_the_first(texts: list[str]) -> None:
    plain = normalise(texts)
    pairs = list(pairs_within(texts))
    assert all(pair.first < pair.second and pair.score >= 90 for pair in pairs)
    copies = {pair.second for pair in pairs if pair.score == 100}
    assert copies == {row for row, text in enumerate(plain) if text and text in plain[:row]}


def test_the_numbers_are_those_of_the_lists_given() -> None:
    texts = ["你好啊你好啊你好啊", "", "请详细介绍一下你自己", "請詳細介紹一下你自己。", "请你详细介绍一下你自己"]
    assert list(pairs_within(texts)) == [(2, 3, 100.0), (2, 4, pytest.approx(95.24, abs=0.01))]
    found = sorted(pairs_between(texts, ["x", "请详细介绍一下你自己!"]))
    assert found == [(2, 1, 100.0), (3, 1, 100.0), (4, 1, pytest.approx(95.24, abs=0.01))]


@pytest.mark.parametrize(("threshold", "most"), [(49, 4), (101, 4), (90, 0)])
def test_settings_out_of_range_are_refused(threshold: float, most: int) -> None:
    with pytest.raises(ValueError, match="threshold"):
        list(pairs_within(["a"], threshold, most))


def test_one_mould_gives_few_pairs_a_text() -> None:
    chance = random.Random(1)  # noqa: S311
    mould = "请你详细地介绍一下人工智能在现代医疗领域中的各种应用方式以及未来的发展前景和面临的挑战"
    texts = [mould + "".join(chance.choices("零一二三四五六七八九", k=4)) for _ in range(3000)]
    pairs = list(pairs_within(texts, most=4))
    assert {row for pair in pairs for row in pair[:2]} == set(range(len(texts)))
    assert len(pairs) < 8 * len(texts)
    assert pairs == list(pairs_within(texts, most=4))


@pytest.mark.parametrize("length", [300, 70_000])
def test_long_texts(length: int) -> None:
    chance = random.Random(2)  # noqa: S311
    text = "".join(chance.choices("abcdefghij的一是", k=length))
    near, far = text[: length // 2] + "中" * (length // 20) + text[length // 2 :], text[::-1]
    assert places(list(many.within(sorted([text, near, far], key=len), 90, ALL))) in ({(0, 2)}, {(1, 2)})


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data beside the checkout")
@pytest.mark.parametrize("joined", [False, True])
def test_real_rows(joined: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "JOINED", 0 if joined else ALL)
    texts: list[str] = []
    for name in ("general_zh", "general_en"):
        with gzip.open(SHARED / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        texts += [row["instruction"] for row in rows[:500]] + [row["output"] for row in rows[1000:1500]]
    chance = random.Random(3)  # noqa: S311
    texts += [text[: (at := chance.randrange(len(text) + 1))] + "的" + text[at:] for text in chance.sample(texts, 200)]
    plain = distinct(texts)
    scores = process.cdist(plain, plain, scorer=fuzz.ratio, score_cutoff=85, dtype=np.uint8)
    expected = set(zip(*map(np.ndarray.tolist, np.triu(scores, 1).nonzero()), strict=True))
    assert len(plain) > 1900
    assert len(expected) > 100
    assert places(list(many.within(plain, 85, ALL))) == expected


def test_few_texts_need_no_numpy() -> None:
    code = "import sys; from personadata.near_duplicates import pairs_within as p; list(p(['ab', 'abc'] * 500)); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"


def test_every_character_is_simplified_as_in_one_text_of_all() -> None:
    characters = "\n".join(map(chr, range(0x3400, 0xA000)))
    assert "\n".join(map(simplify, characters.split("\n"))) == OpenCC("t2s").convert(characters)
    assert simplify("體\U00020000é") == "体\U00020000é"
