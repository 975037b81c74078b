"""Phrase lists: what they find, and where their mistakes are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from personadata.errors import UserError
from personadata.lint.phrasing.phrases import read_phrases
from personadata.lint.rules.ph190_listed_phrase import ListedPhrase
from personadata.sample import Sample, Turn


def marks(
    text: str, tmp_path: Path, *turns: str, **options: Any
) -> list[tuple[int | None, int | None, int | None, str]]:
    path = tmp_path / "list.yaml"
    path.write_text(text, encoding="utf-8")
    rule = ListedPhrase(**options, **({"lists": [path]} if text else {}))
    sample = Sample(tuple(Turn("assistant" if index % 2 else "user", turn) for index, turn in enumerate(turns)))
    return [(mark.turn, mark.start, mark.end, mark.severity) for mark in rule.check_sample(sample)]


@pytest.mark.parametrize(
    ("text", "turns", "expected"),
    [
        ("- phrase: 赋能", ("赋能", "赋能吧，赋能"), [(1, 0, 2, "warning"), (1, 4, 6, "warning")]),
        (
            "- phrase: AI",
            ("", "an AI, AIs, ai. AI助手"),
            [(1, 3, 5, "warning"), (1, 12, 14, "warning"), (1, 16, 18, "warning")],
        ),
        ("- {phrase: 赋能, where: question}", ("赋能", "赋能"), [(0, 0, 2, "warning")]),
        ("- {phrase: 赋能, where: both, severity: error}", ("赋能", "赋能"), [(0, 0, 2, "error"), (1, 0, 2, "error")]),
        (r"- regex: (?i)as an ai( language)? model", ("", "As an AI model"), [(1, 0, 14, "warning")]),
        ("- phrase: no", ("", "no yes"), [(1, 0, 2, "warning")]),
        ("[]", ("a", "b"), []),
    ],
)
def test_what_a_list_finds(text: str, turns: tuple[str, ...], expected: list[Any], tmp_path: Path) -> None:
    assert marks(text, tmp_path, *turns) == expected


def test_phrases_of_the_configuration_and_what_is_not_trained_on(tmp_path: Path) -> None:
    assert marks("", tmp_path, "a", "Delve!", phrases=["delve"]) == [(1, 0, 5, "warning")]
    rule = ListedPhrase(phrases=["delve"])
    sample = Sample((Turn("system", "delve"), Turn("user", "a"), Turn("assistant", "delve", loss=False)))
    assert list(rule.check_sample(sample)) == []


def test_the_message_of_an_entry_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text("- {phrase: Heron, message: a code name}", encoding="utf-8")
    sample = Sample((Turn("user", "a"), Turn("assistant", "Heron")))
    (mark,) = ListedPhrase(lists=[path]).check_sample(sample)
    assert mark.message == "“Heron” is listed: a code name"


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("phrase: a", ["1:1: expected a list of entries"]),
        ("", ["1:1: expected a list of entries"]),
        ("- a", ["1:3: expected a list of entries"]),
        ("- message: a", ["1:3: expected either a phrase or a regex"]),
        ("- {phrase: a, regex: b}", ["1:3: expected either a phrase or a regex"]),
        ("- phrase:", ["1:10: phrase: expected a text"]),
        ("- phrase: [a]", ["1:11: phrase: expected a text"]),
        ("- phrase: ' '", ["1:11: phrase: expected a text"]),
        ("- phrse: a", ["1:3: expected either", "1:3: unknown key 'phrse' (did you mean 'phrase'?)"]),
        ("- phrase: a\n  severity: warn", ["2:13: severity: 'warn' is not one of error, warning, info (did you"]),
        ("- phrase: a\n- phrase: b\n  where: answers", ["3:10: where: 'answers' is not one of answer, question, both"]),
        ("- regex: (a", ["1:10: regex: missing ), unterminated subpattern"]),
        ("- regex: a*b|c*", ["1:10: regex: matches an empty text, and so everywhere"]),
        ("- phrase: a\n  phrase: b", ["2:3: 'phrase' is here a second time"]),
    ],
)
def test_every_mistake_has_its_place(text: str, mistakes: list[str], tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_phrases(path)
    lines = caught.value.message.splitlines()
    assert len(lines) == len(mistakes), lines
    for line, mistake in zip(lines, mistakes, strict=True):
        assert line.startswith(f"{path}:{mistake}"), line


def test_a_list_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none.yaml: no such phrase list"):
        ListedPhrase(lists=[tmp_path / "none.yaml"])
