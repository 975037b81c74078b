"""The whole way from a persona to rows: what must hold for every sample."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.expand.candidate import Candidate
from personadata.expand.chance import draw
from personadata.expand.invariants import broken
from personadata.expand.run import Expansion, expand
from personadata.expand.similar import normalise
from personadata.persona import Persona


def texts(expansion: Expansion) -> list[tuple[str, str]]:
    return [(row.candidate.key, row.sample.answer) for row in expansion.rows]


def test_two_lines_give_many_distinct_samples(minimal: Persona) -> None:
    for language in ("zh", "en"):
        expansion = expand(minimal, count=300, languages=[language])
        assert len(expansion.rows) == 300
        assert len({normalise(question) for question, _ in texts(expansion)}) == 300


def test_same_arguments_same_rows_another_seed_others(minimal: Persona) -> None:
    first, again, other = (texts(expand(minimal, count=80, seed=seed)) for seed in (1, 1, 2))
    assert first == again
    assert len(set(first) & set(other)) < 70


def test_more_rows_keep_the_shares_of_the_groups(bot: Persona) -> None:
    counts = Counter(row.candidate.category.group for row in expand(bot, count=400).rows)
    assert 0.20 <= counts["negation"] / 400 <= 0.30
    assert counts["control"] / 400 >= 0.12
    assert counts["identity"] / 400 >= 0.20


@pytest.mark.parametrize("count", [50, 600])
def test_nothing_breaks_a_rule_of_the_set(bot: Persona, count: int) -> None:
    rows = expand(bot, count=count, seed=3).rows
    openings: Counter[str] = Counter()
    for row in rows:
        sample, category = row.sample, row.candidate.category
        for turn in sample.turns:
            assert turn.text.strip()
            assert not re.search(r"[\ue000-\uf8ff]|\{\{|\}\}", turn.text), row.origin
        if category.group == "control":
            assert not re.search("小舟|Skiff|拾贝", sample.answer), row.origin
        for rule in row.candidate.rules:
            assert not rule.heldout
        if row.candidate.rules:
            language = category.language
            asked = next(form.text for form in reversed(row.candidate.forms) if form.role == "user")
            assert not broken(asked, language), (asked, row.origin)
        openings[normalise(sample.answer)[:6]] += 1
    assert openings.most_common(1)[0][1] <= max(3, 0.04 * len(rows))


def test_a_category_can_be_chosen_or_left_out(minimal: Persona) -> None:
    assert {row.origin.category for row in expand(minimal, count=20, only=["name"]).rows} == {"name"}
    assert "name" not in {row.origin.category for row in expand(minimal, count=60, without=["name"]).rows}
    with pytest.raises(UserError, match=r"no category 'nmae' \(did you mean 'name'\?\)"):
        expand(minimal, only=["nmae"])


def test_what_the_spec_cannot_carry_is_not_made_up(minimal: Persona) -> None:
    expansion = expand(minimal, count=100_000, languages=["zh"], only=["name"])
    assert 50 < len(expansion.rows) < 100_000
    assert len({normalise(q) for q, _ in texts(expansion)}) == len(expansion.rows)


def test_accept_has_the_last_word(minimal: Persona) -> None:
    def accept(candidate: Candidate) -> bool:
        return draw(candidate.key) < 0.5

    expansion = expand(minimal, count=60, accept=accept)
    assert all(draw(row.candidate.key) < 0.5 for row in expansion.rows)


def test_a_mistake_in_your_template_stops_at_its_place(minimal: Persona, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    (folder / "zh").mkdir(parents=True)
    (folder / "zh" / "mine.txt").write_text(
        "---\nnumber: 99\ngroup: identity\n---\n## questions\n{{nmae}}？\n## answers\n好\n", encoding="utf-8"
    )
    with pytest.raises(UserError, match=r"templates/zh/mine.txt:6:3: unknown slot 'nmae' \(did you mean 'name'\?\)"):
        expand(minimal, templates=folder)


@pytest.mark.parametrize(
    ("head", "mark", "place"),
    [("if: n_caps > 'a'\n", "", "1:1"), ("", "[; if n_caps > 'a'] ", r"5:\d+"), ("", "[; if 1/0] ", r"5:\d+")],
)
def test_a_condition_that_comes_to_nothing_is_named(
    minimal: Persona, tmp_path: Path, head: str, mark: str, place: str
) -> None:
    folder = tmp_path / "templates"
    (folder / "zh").mkdir(parents=True)
    (folder / "zh" / "mine.txt").write_text(
        f"---\ngroup: identity\n{head}---\n## questions\n{mark}你是谁？\n## answers\n好\n", encoding="utf-8"
    )
    with pytest.raises(UserError, match=rf"templates/zh/mine\.txt:{place}: condition "):
        expand(minimal, templates=folder, only=["mine"], languages=["zh"])


def test_a_template_cannot_reach_python(minimal: Persona, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    (folder / "zh").mkdir(parents=True)
    path = folder / "zh" / "mine.txt"
    for attack in (
        "{{ name.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{% for x in range(999999999) %}x{% endfor %}",
        "{{ 'x' * 999999999 }}",
        "{{ self.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
    ):
        path.write_text(
            f"---\nnumber: 99\ngroup: identity\n---\n## questions\n{attack}你是谁？\n## answers\n好\n", encoding="utf-8"
        )
        with pytest.raises(UserError, match=r"templates/zh/mine\.txt:6:\d+: "):
            expand(minimal, templates=folder, only=["mine"], languages=["zh"])
