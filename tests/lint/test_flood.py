"""One cause all over a file is one finding, and what few records have is one each."""

from __future__ import annotations

import json
from typing import Any

import pytest

from personadata.lint.finding import Finding
from personadata.lint.fixing.fix import mend
from personadata.lint.rules import RULES
from personadata.lint.testing import dataset_of, example_of
from personadata.source import Source

BY_CODE = {rule.code: rule for rule in RULES}
TEN = range(10)


def found(code: str, item: Any) -> list[Finding]:
    return list(BY_CODE[code]().check(dataset_of(example_of(item))))


def talk(*turns: tuple[str, object]) -> dict[str, object]:
    return {"messages": [{"role": role, "content": text} for role, text in turns]}


@pytest.mark.parametrize(
    ("code", "rows", "messages"),
    [
        ("SC101", [{"instruction ": f"问{n}", "input": "", "output": "答"} for n in TEN], ['no "instruction", but "instruction ", and 9 more like it']),
        ("SC101", [{"conversations": [{"q": f"问{n}", "a": "答"}]} for n in TEN], ['neither "from" nor "value" in conversations[0], and 9 more like it']),
        ("SC101", [{"messages": [{"sender": "甲", "content": f"话{n}"} for n in TEN]}], ['no "role" of messages[0], and 9 more like it']),
        ("SC102", [{"query": f"问{n}", "response": {"text": "答"}} for n in TEN], ['"response" is an object, not a string, and 9 more like it']),
        ("SC104", [talk(("developer", "短"), ("user", f"问{n}"), ("assistant", "答")) for n in TEN], ["unknown role 'developer' (did you mean 'system'?), and 9 more like it"]),
        ("SC201", [(f"问{n}", "") for n in TEN], ["an empty answer, and 9 more like it"]),
        ("SC203", [talk(("assistant", "答"), ("user", f"问{n}")) for n in TEN], ["an answer before any question, and 9 more like it", "no answer to the last question, and 9 more like it"]),
        ("TX103", [(f"问{n}", "<p>一<br>二</p>") for n in TEN], ["an HTML tag in plain text: <p>, and 29 more like it"]),
        ("DU101", [("问", "答")] * 30, ["the same question and answer as in a row before, and 28 more like it"]),
        ("DU102", [("问", f"答{n}") for n in range(30)], ["answer 4 to the same question, 3 are allowed, and 26 more like it"]),
        ("SC201", [("问", "")] * 4, ["an empty answer"] * 4),
        ("SC201", [("问", "")] * 6 + [("问", "答")] * 30, ["an empty answer"] * 6),
        ("SC104", [talk((f"role{'abcdefghij'[n]}", "问"), ("assistant", "答")) for n in TEN], [f"unknown role 'role{letter}'" for letter in "abcdefghij"]),
        ("DU101", [("问", "答")] * 5, ["the same question and answer as in a row before"] * 4),
    ],
)  # fmt: skip
def test_one_cause_is_one_finding(code: str, rows: Any, messages: list[str]) -> None:
    assert [str(finding.message) for finding in found(code, rows)] == messages


def test_the_first_place_and_the_next_one_are_named() -> None:
    (finding,) = found("SC201", [("问", "答"), *[("问", "")] * 9])
    assert finding.spot is not None
    assert finding.spot.record is not None
    assert finding.spot.record.index == 1
    assert [(related.message, related.spot.record and related.spot.record.index) for related in finding.related] == [
        ("the next one", 2)
    ]


def test_files_are_judged_one_by_one() -> None:
    from personadata.lint.rule import Example

    rows = [("问", "")] * 6
    assert len(found("SC201", Example({"a.json": rows, "b.json": rows}))) == 2


@pytest.mark.parametrize(
    ("code", "rows", "left"),
    [
        ("SC201", [("问", "答"), *[("问", "")] * 9], 1),
        ("DU101", [("问", "答")] * 30, 1),
        ("TX103", [(f"问{n}", "1 &lt; 2") for n in TEN], 10),
    ],
)
def test_every_place_is_mended(code: str, rows: Any, left: int) -> None:
    text = json.dumps([{"query": question, "response": answer} for question, answer in rows], ensure_ascii=False)

    def check(sources: Any) -> list[Finding]:
        from personadata.dataset import Dataset

        return list(BY_CODE[code]().check(Dataset(sources)))

    done = mend([Source("a.json", text.encode())], check, unsafe=True)
    assert not done.remaining
    assert len(json.loads(done.sources[0].text)) == left
