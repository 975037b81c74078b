"""Order: the same for one seed, even, no two variants of a fact side by side."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.mix.order import _MANY, order
from personadata.mix.split import split
from personadata.mix.spread import Twins, arrange, weave


def test_orders_are_fixed_for_ever() -> None:
    assert list(order(8, "draw", 0)) == [2, 3, 7, 6, 0, 5, 1, 4]
    assert sorted(order(8, "draw", 1)) == list(range(8)) != list(order(8, "draw", 1))


def test_numpy_sorts_as_python_does() -> None:
    count = _MANY + 1
    draw = random.Random("x\x1f1").random  # noqa: S311
    keys = [draw() for _ in range(count)]
    assert list(order(count, "x", 1)) == sorted(range(count), key=keys.__getitem__)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60), st.integers(0, 9))
def test_facts_stand_apart_whenever_they_can(facts: list[int], seed: int) -> None:
    twins = Twins([f"fact {fact}" for fact in facts], [[] for _ in facts])
    found, clashes = arrange(range(len(facts)), twins, seed)
    assert sorted(found) == list(range(len(facts)))
    assert clashes == sum(facts[one] == facts[two] for one, two in pairwise(found))
    most = max(facts.count(fact) for fact in facts)
    if most <= len(facts) // 2:
        assert clashes == 0


def test_copies_and_near_twins_stand_apart() -> None:
    asked = ["你是谁？", "你是谁", "天气如何？", "帮我写信", "讲个笑话", "你会什么？", "你 是誰", "怎样学好法语？"]
    own = {0, 1, 6}
    twins = Twins([""] * len(asked), [[text] for text in asked])
    found, clashes = arrange([*range(8), *range(8)], twins, 0)
    assert sorted(found) == sorted([*range(8), *range(8)])
    assert clashes == 0
    assert not any({one, two} <= own or one == two for one, two in pairwise(found))


def test_a_question_counts_in_whichever_turn_it_is_asked() -> None:
    asked = [
        ["聊了两天，还没搞明白你是什么"],
        ["聊了两天 还没搞明白你是什么", "莫非你是别的模型？"],
        ["莫非你是别的模型"],
    ]
    twins = Twins([""] * 3, asked)
    clashing = {(one, two) for one in range(3) for two in range(3) if twins.clash(one, two)}
    assert clashing == {(0, 0), (1, 1), (2, 2), (0, 1), (1, 0), (1, 2), (2, 1)}


@given(st.integers(0, 40), st.integers(0, 200))
def test_persona_rows_stand_at_even_distances(own: int, others: int) -> None:
    mixed = list(weave(range(own), range(others)))
    assert [row for mine, row in mixed if mine] == list(range(own))
    assert [row for mine, row in mixed if not mine] == list(range(others))
    places = [place for place, (mine, _) in enumerate(mixed) if mine]
    gaps = {two - one for one, two in pairwise(places)}
    assert len(gaps) <= 1 or max(gaps) - min(gaps) == 1
    if others >= own:
        assert 1 not in gaps


@pytest.mark.parametrize("seed", range(5))
def test_validation_shares_nothing_with_training(seed: int) -> None:
    rows = [*range(100), *range(30)]
    near = [(1, 2), (2, 3), (50, 60), (7, 200)]
    train, held = split(rows, near, 20, seed)
    assert not set(train) & set(held)
    assert len(set(held)) == len(held) >= 20
    assert sorted([*train, *held, *[row for row in held if row < 30]]) == sorted(rows)
    for one, two in near[:3]:
        assert (one in held) == (two in held)
