"""The configuration: where it is found, what it may hold, and where its mistakes are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from personadata.config.load import find_config, load_config
from personadata.config.schema import config_schema
from personadata.config.toml import tomllib
from personadata.errors import UserError
from personadata.lint.plugins import all_rules
from personadata.lint.select import selectors

SCHEMA = config_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# ---- finding ----


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"personadata.toml": ""}, "personadata.toml"),
        ({"a/personadata.toml": "", "personadata.toml": ""}, "a/personadata.toml"),
        (
            {"pyproject.toml": "[tool.personadata]", "a/b/pyproject.toml": "[tool.other]\npersonadata = 1"},
            "pyproject.toml",
        ),
        ({"pyproject.toml": "[tool]\npersonadata = {lang = 'zh'}"}, "pyproject.toml"),
        ({"personadata.toml": "", "pyproject.toml": "[tool.personadata]"}, "personadata.toml"),
        ({"a/pyproject.toml": "[tool.personadata]", "personadata.toml": ""}, "a/pyproject.toml"),
        # somebody else's broken file is passed over, one that is about us is not
        ({"a/pyproject.toml": "[tool.ruff", "personadata.toml": ""}, "personadata.toml"),
        ({"a/pyproject.toml": "personadata = ", "personadata.toml": ""}, "personadata.toml"),
        ({"a/pyproject.toml": "[tool.personadata\n", "personadata.toml": ""}, "a/pyproject.toml"),
        ({"a/pyproject.toml": "tool = 'personadata'", "personadata.toml": ""}, "personadata.toml"),
    ],
)
def test_the_nearest_file_is_found(files: dict[str, str], found: str, tmp_path: Path) -> None:
    for name, text in files.items():
        write(tmp_path / name, text)
    (tmp_path / "a" / "b").mkdir(parents=True, exist_ok=True)
    assert find_config(tmp_path / "a" / "b") == tmp_path / found


def test_no_file_is_no_mistake(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[project]\nname = 'x'")
    found = find_config(tmp_path)
    assert found is None or not found.is_relative_to(tmp_path)


def test_a_project_file_named_by_hand_needs_the_table(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"pyproject.toml: no \[tool.personadata\] table"):
        load_config(write(tmp_path / "pyproject.toml", "[tool.ruff]"))


def test_the_table_of_a_project_file_is_out_of_place_in_our_own(tmp_path: Path) -> None:
    path = write(tmp_path / "personadata.toml", 'lang = "zh"\n[tool.personadata.lint]\nselect = ["ID"]')
    with pytest.raises(UserError) as caught:
        load_config(path)
    assert caught.value.message.startswith(f"{path}:2:1: tool.personadata: that is for pyproject.toml; ")


# ---- reading ----

CASES: list[tuple[str, list[str]]] = [
    ("", []),
    ('data = ["data/*.json"]\npersona = "p.yaml"\nlang = "zh"', []),
    ('[lint]\nselect = ["ID", "DU101", "duplicate-row", "ALL"]\nextend-ignore = []', []),
    ('[lint]\nfail-on = "never"\noutput-format = "json"\n[lint.per-file-ignores]\n"*.json" = ["JS"]', []),
    ('[lint.rules.RA101]\nseverity = "off"\nfewest = 3\n[lint.rules.identity-share]\nleast = 0\nmost = 0.9', []),
    ('[lint.rules.PH190]\nphrases = ["a"]\nlists = ["b.yaml"]', []),
    ('dta = ["x"]', ["1:1: dta: unknown key (did you mean 'data'?)"]),
    ('data = "x"', ['1:8: data: expected a list, e.g. ["a", "b"]']),
    ("data = [1]", ["1:9: data[0]: expected a text in quotes"]),
    ('data = [""]', ["1:9: data[0]: empty; leave the key out instead"]),
    ("persona = 3", ["1:11: persona: expected a text in quotes"]),
    ('lang = "cn"', ["1:8: lang: 'cn' is not one of auto, zh, en"]),
    ("lint = 1", ["1:8: lint: expected a table"]),
    ('[lint]\nselct = ["ID"]', ["2:1: lint.selct: unknown key (did you mean 'select'?)"]),
    ('[lint]\nextend_select = ["ID"]', ["2:1: lint.extend_select: unknown key (did you mean 'extend-select'?)"]),
    (
        '[lint]\nselect = ["leaked-identiy", "ID"]\nignore = ["ZZ"]',
        [
            "2:11: lint.select[0]: no rule 'leaked-identiy' (did you mean 'leaked-identity'?)",
            "3:11: lint.ignore[0]: no rule 'ZZ'",
        ],
    ),
    ('[lint]\nfail-on = "errors"', ["2:11: lint.fail-on: 'errors' is not one of error, warning, info, never (did you"]),
    ('[lint]\noutput-format = "jsn"', ["2:17: lint.output-format: 'jsn' is not one of full, "]),
    ('lint.per-file-ignores = {"a b" = ["Q"]}', ["1:35: lint.per-file-ignores.\"a b\"[0]: no rule 'Q'"]),
    (
        "[lint.rules.RA101]\nfewst = 2",
        ["2:1: lint.rules.RA101.fewst: unknown key (did you mean 'fewest'?); RA101 has "],
    ),
    ('[lint.rules.RA101]\nfew = "x"', ["2:7: lint.rules.RA101.few: 'x', not a whole number"]),
    ("[lint.rules.RA101]\nfew = true", ["2:7: lint.rules.RA101.few: True, not a whole number"]),
    ('[lint.rules.RA102]\nleast = "1"', ["2:9: lint.rules.RA102.least: '1', not a number"]),
    ("[lint.rules.PH190]\nlists = [1]", ["2:9: lint.rules.PH190.lists: [1], not a list of texts"]),
    (
        '[lint.rules.RA101]\nseverity = "warn"',
        ["2:12: lint.rules.RA101.severity: 'warn' is not one of error, warning, info, off (did you mean 'warning'?)"],
    ),
    ("[lint.rules.RA101]\nseverity = []", ["2:12: lint.rules.RA101.severity: [] is not one of "]),
    ("[lint.rules.RA]\nfew = 1", ["1:13: lint.rules.RA: no rule 'RA'; a table is for one rule, by code or name"]),
    ("[lint.rules.ra101]\nfew = 1", ["1:13: lint.rules.ra101: no rule 'ra101' (did you mean 'RA101'?)"]),
    ('[lint]\nselect = ["id"]', ["2:11: lint.select[0]: no rule 'id' (did you mean 'ID'?)"]),
    ("[lint.rules.RA101]\nfew = -1", ["2:7: lint.rules.RA101.few: -1, less than 0"]),
    ("[lint.rules.RA102]\nleast = nan", ["2:9: lint.rules.RA102.least: nan, not a finite number"]),
    ("[lint.rules.RA102]\nmost = inf", ["2:8: lint.rules.RA102.most: inf, not a finite number"]),
    ('lint.accept = [{text = "x"}]', ["1:16: lint.accept[0].rule: missing; it has to be there"]),
    ('[lint]\naccept = {rule = "ID"}', ["2:10: lint.accept: expected a list of tables, each under [[lint.accept]]"]),
    ("[lint.rules.RA1O1]", ["1:13: lint.rules.RA1O1: no rule 'RA1O1' (did you mean 'RA1"]),
    ("[lint.rules]\nRA101 = 3", ["2:9: lint.rules.RA101: expected a table"]),
    ("[lint]\nrules = 3", ["2:9: lint.rules: expected a table"]),
]


@pytest.mark.parametrize(("text", "mistakes"), CASES)
@pytest.mark.parametrize("shared", [False, True])
def test_every_mistake_has_its_place(text: str, mistakes: list[str], shared: bool, tmp_path: Path) -> None:
    path = tmp_path / "personadata.toml"
    if shared:  # the same as a table of the project's file
        if text.startswith(("lint", "[lint]\nrules")) or not text:
            text = "[tool.personadata]\n" + text.replace("[lint]", "[tool.personadata.lint]")
            mistakes = [moved(mistake) for mistake in mistakes]
        elif text.startswith("["):
            mistakes = [wider(text, mistake) for mistake in mistakes]
            text = text.replace("[lint", "[tool.personadata.lint")
        else:
            text, mistakes = "[tool.personadata]\n" + text, [moved(mistake) for mistake in mistakes]
        path = tmp_path / "pyproject.toml"
    write(path, text)
    if not mistakes:
        load_config(path)
        return
    with pytest.raises(UserError) as caught:
        load_config(path)
    lines = caught.value.message.splitlines()
    assert len(lines) == len(mistakes), lines
    for line, mistake in zip(lines, mistakes, strict=True):
        assert line.startswith(f"{path}:{mistake}"), line


def moved(mistake: str) -> str:
    row, rest = mistake.split(":", 1)
    return f"{int(row) + 1}:{rest}"


def wider(text: str, mistake: str) -> str:
    """*mistake*, moved to the right when it is in the header of a table."""
    row, column, rest = mistake.split(":", 2)
    shift = len("tool.personadata.") if text.splitlines()[int(row) - 1].startswith("[") else 0
    return f"{row}:{int(column) + shift}:{rest}"


def test_two_tables_for_one_rule_are_a_mistake(tmp_path: Path) -> None:
    path = write(tmp_path / "personadata.toml", "[lint.rules.RA101]\nfew = 3\n[lint.rules.too-few-samples]\nfew = 4")
    with pytest.raises(UserError, match=r":3:13: lint.rules.too-few-samples: the same rule as 'RA101'"):
        load_config(path)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = 'lang = 1\n[lint]\nselect = ["Q"]\nfoo = 1\n[lint.rules.RA101]\nx = 1\nfew = "y"\n'
    with pytest.raises(UserError) as caught:
        load_config(write(tmp_path / "personadata.toml", text))
    places = [
        line.removeprefix(f"{tmp_path}/personadata.toml:").split(":")[0] for line in caught.value.message.splitlines()
    ]
    assert places == ["1", "3", "4", "6", "7"]


# ---- the schema ----


def test_it_is_a_sound_2020_12_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(SCHEMA["properties"]) == {"data", "persona", "lang", "lint", "train"}
    assert "x-ref" not in json.dumps(SCHEMA)
    assert SCHEMA["$defs"]["Selector"]["enum"] == selectors(all_rules())


@pytest.mark.parametrize(("text", "mistakes"), CASES)
def test_the_schema_and_the_loader_agree(text: str, mistakes: list[str]) -> None:
    value: Any = tomllib.loads(text)
    assert VALIDATOR.is_valid(value) is (not mistakes or "empty" in mistakes[0] or "finite" in mistakes[0]), list(
        VALIDATOR.iter_errors(value)
    )


def test_the_defaults_that_the_schema_tells_fit_it() -> None:
    for rule in all_rules():
        for name, option in SCHEMA["$defs"][rule.code]["properties"].items():
            if "default" in option:
                assert VALIDATOR.is_valid({"lint": {"rules": {rule.code: {name: option["default"]}}}}), (
                    rule.code,
                    name,
                )
