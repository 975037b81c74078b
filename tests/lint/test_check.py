"""What is judged and what is shown: whole sets, given files, standard input, rules passed over in some files."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.lint.check import check
from personadata.lint.merge import Flags, load_settings
from personadata.lint.scope import open_scope

ROW = {"instruction": "你是谁？", "output": "我是小澜。"}
OTHER = {"instruction": "谁开发了你？", "output": "青穹科技。"}
EMPTY = {"instruction": "你好", "output": ""}
FILES = {"data/a.json": [ROW, EMPTY], "data/b.json": [ROW], "data/c.json": [OTHER, EMPTY], "new.json": [OTHER]}
RULES = 'data = ["data"]\n[lint]\nselect = ["DU101", "SC201", "RA101"]\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, rows in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "personadata.toml").write_text(RULES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*paths: str, stdin: str | None = None, flags: Flags | None = None) -> list[tuple[str, str]]:
    settings = load_settings(flags or Flags())
    report = check(settings, open_scope(settings, [Path(path) for path in paths], Path(stdin) if stdin else None))
    return [(finding.spot.source.name if finding.spot else "", finding.code) for finding in report.findings]


WHOLE = [("data/a.json", "SC201"), ("data/b.json", "DU101"), ("data/c.json", "SC201"), ("", "RA101")]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([], WHOLE),
        (["data/c.json"], [("data/c.json", "SC201")]),
        (["data/b.json"], [("data/b.json", "DU101")]),
        # the row of a.json that b.json repeats belongs to the finding
        (["data/a.json"], [("data/a.json", "SC201"), ("data/b.json", "DU101")]),
        (["./data/../data/c.json"], [("./data/../data/c.json", "SC201")]),
        (["data/[bc].json"], [("data/b.json", "DU101"), ("data/c.json", "SC201")]),
        # all of them are the set as a whole
        (["data"], WHOLE),
        # a file outside joins the set
        (["new.json"], [("new.json", "DU101")]),
    ],
)
def test_given_files_limit_what_is_shown(project: Path, paths: list[str], expected: list[tuple[str, str]]) -> None:
    assert found(*paths) == [(Path(name).as_posix() if name else "", code) for name, code in expected]


def test_without_a_set_the_given_files_are_it(project: Path) -> None:
    (project / "personadata.toml").write_text(RULES.partition("\n")[2], encoding="utf-8")
    assert found("data/a.json", "data/b.json") == [*WHOLE[:2], ("", "RA101")]
    assert found("data/b.json") == [("", "RA101")]
    assert found() == WHOLE


@pytest.mark.parametrize(
    ("paths", "stdin", "expected"),
    [
        (["-"], None, [("<stdin>", "SC201"), ("<stdin>", "SC201")]),
        # what an editor has not saved yet stands for the file, in its place
        (["-"], "data/b.json", [("data/b.json", "SC201"), ("data/b.json", "SC201")]),
        (["-"], "data/a.json", [("data/a.json", "SC201"), ("data/a.json", "SC201")]),
        (["-", "data/c.json"], "data/b.json", [("data/b.json", "SC201")] * 2 + [("data/c.json", "SC201")]),
    ],
)
def test_standard_input(
    project: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], stdin: str | None, expected: list[tuple[str, str]]
) -> None:
    rows = [{"instruction": "问一", "output": ""}, {"instruction": "问二", "output": ""}]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(rows).encode())))
    assert found(*paths, stdin=stdin) == expected


@pytest.mark.parametrize(
    ("pattern", "code", "left"),
    [
        ("data/**", "SC", [("data/b.json", "DU101"), ("", "RA101")]),
        ("a.json", "SC201", [WHOLE[1], WHOLE[2], WHOLE[3]]),
        ("data/[ac].json", "empty-answer", [WHOLE[1], WHOLE[3]]),
        ("data", "ALL", [("", "RA101")]),
        ("other/**", "ALL", WHOLE),
        ("!other/**", "ALL", [("", "RA101")]),
        ("!a.json", "SC201", [own for own in WHOLE if own[0] in ("data/a.json", "") or own[1] != "SC201"]),
    ],
)
def test_rules_passed_over_in_some_files(project: Path, pattern: str, code: str, left: list[tuple[str, str]]) -> None:
    assert found(flags=Flags(per_file_ignores=[(pattern, code)])) == left


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["no.json"], "no.json: no such file or folder"),
        (["data/*.jsonl"], "data/*.jsonl: no data file matches this pattern"),
        (["personadata.toml.yaml"], "not a data file"),
    ],
)
def test_what_cannot_be_found(project: Path, paths: list[str], message: str) -> None:
    with pytest.raises(UserError) as caught:
        found(*paths)
    assert message in caught.value.message


def test_a_data_set_that_is_not_there(project: Path) -> None:
    (project / "personadata.toml").write_text('data = ["none/*.json"]', encoding="utf-8")
    with pytest.raises(UserError, match="no data file matches this pattern"):
        found()
