"""Baselines: what they hide, what they do not, and what is said about a damaged one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personadata.dataset import Dataset
from personadata.errors import UserError
from personadata.lint.baseline import read_baseline, without, write_baseline
from personadata.lint.finding import Finding
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.source import Source

RULE = [rule() for rule in RULES if rule.code == "ID102"]
ROW = '{"instruction": "你是谁？", "output": "我是{{NAME}}。"}'
OTHER = '{"instruction": "你叫什么？", "output": "我叫{{NAME}}。"}'
GOOD = '{"instruction": "你好", "output": "你好！"}'


def findings(text: str, name: str = "a.jsonl") -> list[Finding]:
    return run_rules(RULE, Dataset([Source(name, text.encode())]))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{GOOD}\n{OTHER}\n{ROW}\n", "a.jsonl"),
        (f"[\n  {ROW},\n{OTHER}]", "moved/b.json"),
        (json.dumps([json.loads(OTHER), json.loads(ROW)], indent=4), "a.json"),
    ],
    ids=["reordered", "moved", "reformatted"],
)
def test_known_findings_stay_known(tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / "baseline.json"
    assert write_baseline(path, findings(f"{ROW}\n{OTHER}\n")) == 2
    new, stale = without(findings(text, name), read_baseline(path))
    assert not new
    assert not stale


def test_what_is_new_and_what_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, findings(f"{ROW}\n{GOOD}\n"))
    new, stale = without(findings(f"{OTHER}\n"), read_baseline(path))
    assert [finding.spot and finding.spot.position for finding in new] == [(1, 39)]
    (gone,) = stale.values()
    assert (gone.code, gone.file, gone.count) == ("ID102", "a.jsonl", 1)


def test_one_more_copy_than_before_is_new(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, findings(f"{ROW}\n"))
    new, stale = without(findings(f"{ROW}\n{ROW}\n"), read_baseline(path))
    assert len(new) == 1
    assert not stale


def test_the_file_is_the_same_whatever_the_order(tmp_path: Path) -> None:
    one, other = tmp_path / "1.json", tmp_path / "2.json"
    write_baseline(one, findings(f"{ROW}\n{OTHER}\n"))
    write_baseline(other, findings(f"{OTHER}\n{ROW}\n"))
    assert one.read_bytes() == other.read_bytes()
    write_baseline(one, [])
    assert read_baseline(one) == {}


def test_half_a_character_in_a_message_is_written_as_it_is_escaped(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    finding = Finding("SC109", "unread-field", 'ms-swift does not read "k\ud83d"')
    write_baseline(path, [finding])
    assert '\\"k\\ud83d\\"' in path.read_text(encoding="utf-8")
    assert without([finding], read_baseline(path)) == ([], {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "baseline"),
        ("[]", "no baseline of format 1"),
        ('{"format": 2, "findings": []}', "no baseline of format 1"),
        ('{"format": 1, "findings": [{"code": "ID102"}]}', "finding 1 of 1 is damaged"),
        ('{"format": 1, "findings": [7]}', "finding 1 of 1 is damaged"),
    ],
)
def test_a_damaged_baseline_is_a_clear_error(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(UserError, match=said):
        read_baseline(path)
