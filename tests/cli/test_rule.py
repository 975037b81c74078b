"""``personadata rule`` explains rules without a network, with the settings in force."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personadata.cli import main
from personadata.lint.plugins import all_rules


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)


def rule(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["rule", *arguments])
    streams = capsys.readouterr()
    assert ended.value.code in (0, None), streams.err
    return streams.out


def test_the_list_has_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    lines = rule(capsys, "--isolated").splitlines()
    assert [line.split()[:2] for line in lines] == [[own.code, own.name] for own in all_rules()]


def test_a_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "personadata.toml").write_text("[lint.rules.DU102]\nmax-answers = 7\nseverity = 'info'\n")
    text = rule(capsys, "repeated-question")
    assert text == rule(capsys, "DU102")
    assert text.startswith("DU102 repeated-question\n\nA question is asked in more rows than it needs.\n")
    assert "`max-answers` is the number allowed" in text
    lines = [line.split() for line in text.splitlines()]
    for line in (
        ["runs", "yes", "default"],
        ["severity", "info", "personadata.toml:3"],
        ["max-answers", "7", "personadata.toml:2"],
    ):
        assert line in lines
    # what the tool prints of the example, and not a description of it
    assert "data.json:5:17: error DU102 answer 4 to the same question, 3 are allowed" in text
    assert ["runs", "no", "--ignore"] in [line.split() for line in rule(capsys, "DU102", "--ignore", "DU").splitlines()]


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    one = json.loads(rule(capsys, "RA101", "--output-format", "json", "--isolated"))
    assert (one["code"], one["enabled"], one["severity"], one["fix"]) == ("RA101", True, "error", "none")
    assert one["options"]["fewest"] == {"value": 20, "default": 20, "by": "default"}
    assert "fewer than 20" in one["bad"][0]["output"]
    assert "output" not in one["good"][0]


@pytest.mark.parametrize("own", all_rules(), ids=lambda own: own.code)
def test_every_rule_has_a_page(own: type, capsys: pytest.CaptureFixture[str]) -> None:
    code = own.code  # type: ignore[attr-defined]
    # in what the tool prints of its examples: the page itself begins with the code
    assert f" {code} " in rule(capsys, code, "--isolated")


@pytest.mark.parametrize(("word", "codes"), [("PR", "PR101 PR102 PR103 PR104 PR105"), ("SC20", None), ("SC205", None)])
def test_a_family_is_listed(word: str, codes: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    found = [line.split()[0] for line in rule(capsys, word, "--isolated").splitlines() if line[:2] == word[:2]]
    assert found == (codes.split() if codes else [own.code for own in all_rules() if own.code.startswith(word)])
    given = json.loads(rule(capsys, word, "--isolated", "--output-format", "json"))
    assert [one["code"] for one in (given if isinstance(given, list) else [given])] == found


def test_severities_are_in_the_words_of_the_configuration(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def severity() -> str:
        return next(line for line in rule(capsys, "SC109").splitlines() if line.startswith("severity"))

    assert severity() == "severity  info or warning  default"
    (tmp_path / "personadata.toml").write_text("[lint.rules.SC109]\nseverity = 'info'\n")
    assert severity() == "severity  info  personadata.toml:2"


def test_a_long_value_moves_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    lines = rule(capsys, "SC109").splitlines()
    assert max(len(line) for line in lines if not line.startswith(("metadata", "  "))) < 120


def test_chinese_labels(capsys: pytest.CaptureFixture[str]) -> None:
    text = rule(capsys, "DU102", "--lang", "zh")
    assert "是否运行" in text
    assert "会报告：" in text


@pytest.mark.parametrize(
    ("word", "meant"),
    [("leaked-identiy", "leaked-identity"), ("id101", "ID101"), ("id", "ID"), ("ID999", "ID109"), ("", None)],
)
def test_an_unknown_rule(word: str, meant: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["rule", word])
    assert ended.value.code == 2
    close = f" (did you mean {meant!r}?)" if meant else ""
    assert capsys.readouterr().err.startswith(f"error: no rule {word!r}{close}\n")
