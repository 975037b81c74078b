"""Defaults, configuration and flags, merged: each value with what set it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.lint.check import anchors, check
from personadata.lint.merge import Flags, load_settings
from personadata.lint.scope import open_scope
from personadata.lint.settings import RuleSettings, Settings
from personadata.lint.show import show

CONFIG = """\
data = ["data/*.json"]
persona = "p.yaml"
lang = "zh"
[lint]
ignore = ["JS101"]
extend-select = ["DU101"]
fail-on = "warning"
output-format = "json"
[lint.per-file-ignores]
"data/x*" = ["SC"]
[lint.rules.RA101]
severity = "info"
few = 60
[lint.rules.empty-answer]
severity = "off"
[lint.rules.PH190]
lists = ["words.yaml"]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "personadata.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rule(settings: Settings, code: str) -> RuleSettings:
    return next(own for own in settings.rules if own.rule.code == code)


def test_defaults(project: Path) -> None:
    settings = load_settings(isolated=True)
    assert (settings.data.value, settings.persona.value, settings.config) == (None, None, None)
    assert [settings.lang.value, settings.fail_on.value, settings.output_format.value] == ["auto", "error", "full"]
    assert {str(own.enabled.where) for own in settings.rules} == {"default"}
    assert all(own.enabled.value is own.rule.enabled for own in settings.rules)
    assert anchors(settings) == {}


def test_the_file_is_over_the_defaults(project: Path) -> None:
    settings = load_settings()
    assert settings.data.value == (Path("data/*.json"),)
    assert settings.persona.value == Path("p.yaml")
    values = [settings.data, settings.persona, settings.lang, settings.fail_on, settings.output_format]
    assert [str(given.where) for given in values] == [f"personadata.toml:{row}" for row in (1, 2, 3, 7, 8)]
    (own,) = settings.per_file_ignores
    assert own.codes >= {"SC101", "SC201"}
    assert own.pattern.fullmatch(f"{project.resolve().as_posix()}/data/x1.json")
    assert str(own.where) == "personadata.toml:10"
    assert not rule(settings, "JS101").enabled.value
    assert str(rule(settings, "JS101").enabled.where) == "personadata.toml:5"
    assert str(rule(settings, "DU101").enabled.where) == "personadata.toml:6"
    assert str(rule(settings, "SC201").enabled.where) == "personadata.toml:15"
    assert not rule(settings, "SC201").enabled.value
    amount = rule(settings, "RA101")
    assert {name: (given.value, str(given.where)) for name, given in amount.options.items() if name[:3] == "few"} == {
        "fewest": (20, "default"),
        "few": (60, "personadata.toml:13"),
    }
    assert (amount.severity.value, str(amount.severity.where)) == ("info", "personadata.toml:12")
    assert anchors(settings)["RA101"] == ("personadata.toml", 12)


def test_flags_are_over_the_file(project: Path) -> None:
    flags = Flags(
        persona=Path("q.yaml"), lang="en", select=["JS1", "SC201"], fail_on="never", output_format="concise",
        per_file_ignores=[("*.json", "ID")],
    )  # fmt: skip
    settings = load_settings(flags)
    assert settings.persona.value == Path("q.yaml")
    values = [settings.persona, settings.lang, settings.fail_on, settings.output_format]
    assert [str(given.where) for given in values] == ["--persona", "--lang", "--fail-on", "--output-format"]
    assert {own.rule.code[:3] for own in settings.rules if own.enabled.value} == {"JS1", "SC2"}
    assert rule(settings, "JS101").enabled.value
    assert str(rule(settings, "SC201").enabled.where) == "--select"
    assert [own.glob for own in settings.per_file_ignores] == ["data/x*", "*.json"]
    # options are the file's to set
    assert rule(settings, "RA101").options["few"].value == 60


def test_paths_are_those_of_the_file_wherever_one_stands(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("sub")
    settings = load_settings()
    assert settings.config == Path("../personadata.toml")
    assert settings.data.value == (Path("../data/*.json"),)
    assert settings.persona.value == Path("../p.yaml")
    assert rule(settings, "PH190").options["lists"].value == (Path("../words.yaml"),)
    assert settings.per_file_ignores[0].pattern.fullmatch(f"{project.resolve().as_posix()}/data/x1.json")
    assert load_settings(config=Path("../personadata.toml")) == settings


@pytest.mark.skipif(os.name == "nt", reason="Windows deletes no folder that a process is in")
@pytest.mark.parametrize("isolated", [False, True])
def test_a_folder_that_is_gone_is_an_error(project: Path, monkeypatch: pytest.MonkeyPatch, isolated: bool) -> None:
    monkeypatch.chdir("sub")
    (project / "sub").rmdir()
    with pytest.raises(UserError, match="the current folder is gone"):
        load_settings(isolated=isolated)


@pytest.mark.parametrize(
    ("environment", "flags", "isolated", "expected"),
    [
        ("true", Flags(), True, ("github", "GITHUB_ACTIONS")),
        ("false", Flags(), True, ("full", "default")),
        ("true", Flags(output_format="json"), True, ("json", "--output-format")),
        ("true", Flags(), False, ("json", "personadata.toml:8")),
    ],
)
def test_on_github_the_format_is_github(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: str,
    flags: Flags,
    isolated: bool,
    expected: tuple[str, str],
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", environment)
    given = load_settings(flags, isolated=isolated).output_format
    assert (given.value, str(given.where)) == expected


def test_a_file_and_none_exclude_each_other(project: Path) -> None:
    with pytest.raises(UserError, match="--config and --isolated exclude each other"):
        load_settings(config=Path("personadata.toml"), isolated=True)


@pytest.mark.parametrize(
    ("flags", "message"),
    [(Flags(ignore=["Q"]), "no rule 'Q'"), (Flags(per_file_ignores=[("a", "Q")]), "no rule 'Q'")],
)
def test_a_flag_that_names_no_rule(project: Path, flags: Flags, message: str) -> None:
    with pytest.raises(UserError, match=message):
        load_settings(flags)


def test_severity_overrides_what_a_rule_says(project: Path) -> None:
    (project / "a.json").write_text('[{"instruction": "问", "output": "答"}]', encoding="utf-8")
    (project / "personadata.toml").write_text('[lint]\nselect = ["RA101"]\n[lint.rules.RA101]\nseverity = "info"')
    settings = load_settings()
    report = check(settings, open_scope(settings, [Path("a.json")]))
    assert [(finding.code, finding.severity) for finding in report.findings] == [("RA101", "info")]
    assert report.anchor("RA101") == ("personadata.toml", 2)
    assert not settings.counts(report.findings[0])


def test_settings_are_shown_with_what_set_them(project: Path) -> None:
    lines = [line.split() for line in show(load_settings(Flags(lang="en"))).splitlines()]
    assert ["config", "personadata.toml"] in lines
    assert ["lang", "en", "--lang"] in lines
    assert ["lint.fail-on", "warning", "personadata.toml:7"] in lines
    assert ['lint.per-file-ignores."data/x*"', "SC", "personadata.toml:10"] in lines
    assert ["SC201", "empty-answer", "off", "personadata.toml:15"] in lines
    assert ["RA101", "too-few-samples", "info", "personadata.toml:12"] in lines
    assert ["few", "60", "personadata.toml:13"] in lines
    assert ["fewest", "20", "default"] in lines
