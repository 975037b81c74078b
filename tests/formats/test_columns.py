"""What ms-swift reads of a file, by the columns that any of its rows has: as we say, and as it does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from personadata.formats.columns import candidates, columns_of
from tests import ms_swift

Rows = list[dict[str, Any]]
PAIR = [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]
SPOKEN = [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}]

# the rows of a file, and who speaks in each of those that ms-swift keeps: u(ser), a(ssistant), - for a row that is lost
FILES: dict[str, tuple[Rows, list[str]]] = {
    "query": ([{"query": "q", "response": "a"}], ["ua"]),
    "prompt": ([{"prompt": "q", "completion": "a"}], ["ua"]),
    "capitals": ([{"Question": "q", "Answer": "a"}], ["ua"]),
    "instruction and output in capitals": ([{"Instruction": "q", "Output": "a"}], ["ua"]),
    "alpaca in capitals": ([{"Instruction": "q", "Input": "", "Output": "a"}], ["a"]),
    "output in capitals": ([{"instruction": "q", "input": "", "Output": "a"}], ["ua"]),
    "alpaca and response": ([{"instruction": "q", "input": "", "response": "a"}], ["ua"]),
    "alpaca with text": ([{"instruction": "q", "input": "", "output": "a", "text": "t"}], ["ua"]),
    "alpaca with text, no input": ([{"instruction": "q", "output": "a", "text": "t"}], ["u"]),
    "alpaca, answer and text": ([{"instruction": "q", "input": "", "answer": "a", "text": "t"}], ["u"]),
    "question, answer and text": ([{"question": "q", "answer": "a", "text": "t"}], ["u"]),
    "two questions": ([{"instruction": "i", "question": "q", "output": "a"}], ["a"]),
    "query wins": ([{"query": "q", "prompt": "p", "response": "a", "text": "t"}], ["ua"]),
    "alpaca beside query": ([{"instruction": "i", "input": "", "query": "q", "output": "a"}], ["ua"]),
    "text in one row": ([{"instruction": "q", "output": "a"}, {"instruction": "q", "output": "a", "text": "t"}], ["u", "u"]),
    "alpaca and messages": ([{"instruction": "q", "input": "", "output": "a"}, {"messages": PAIR}], ["-", "ua"]),
    "alpaca and sharegpt": ([{"instruction": "q", "output": "a"}, {"conversations": SPOKEN}], ["-", "ua"]),
    "messages and sharegpt": ([{"messages": PAIR}, {"conversations": SPOKEN}], ["ua", "-"]),
    "alpaca and query": ([{"instruction": "q", "input": "", "output": "a"}, {"query": "q", "response": "a"}], ["ua", "-"]),
    "alpaca without input and query": ([{"instruction": "q", "output": "a"}, {"query": "q", "response": "a"}], ["-", "ua"]),
    "some with input": ([{"instruction": "q", "output": "a"}, {"instruction": "q", "input": "x", "output": "a"}], ["ua", "ua"]),
    "messages and an instruction": ([{"messages": PAIR, "instruction": "i", "output": "o"}], ["ua"]),
    "query without answer": ([{"query": "q", "response": None}, {"query": "q", "response": "a"}], ["u", "ua"]),
    "objects": ([{"query": "q", "response": "a", "objects": {"x": 1}}, {"query": "q", "response": "a"}], ["-", "ua"]),
    "rejected": (
        [{"query": "q", "response": r, "rejected_response": "a"} for r in ("a", "b")],
        ["-", "ua"],
    ),
}  # fmt: skip
BESIDE = {"objects", "rejected"}  # lost for what SC110 reports, not for their columns


def predicted(rows: Rows) -> list[str]:
    columns = columns_of({name for row in rows for name in row})
    found = []
    for row in rows:
        if columns.kind == "messages":
            found.append("ua" if columns.holds(row, "messages") else "-")
        else:
            question = "u" if columns.holds(row, "query") else ""
            answer = "a" if columns.holds(row, "response") else ""
            lost = columns.kind == "alpaca" and not question
            found.append("-" if lost else question + answer or "-")
    return found


@pytest.mark.parametrize("name", FILES.keys() - BESIDE)
def test_who_speaks(name: str) -> None:
    rows, expected = FILES[name]
    assert predicted(rows) == expected


def test_clashes_are_named() -> None:
    columns = columns_of(["question", "answer", "text"])
    assert columns.clashing == {"response": ("answer", "text")}
    assert columns.taken == {"query": ("question",)}
    assert columns_of(["conversation", "conversations"]).clashing == {"messages": ("conversations", "conversation")}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Prompt", "x"], ["Prompt"]),
        (["prompt", "question"], ["prompt", "question"]),
        (["prompt", "query"], ["query"]),
        (["Query", "prompt"], ["Query", "prompt"]),
        (["x"], []),
    ],
)
def test_candidates(names: list[str], expected: list[str]) -> None:
    assert candidates(names, "query") == expected


@pytest.mark.train
@ms_swift.installed
def test_ms_swift_keeps_and_loses_the_same(tmp_path: Path) -> None:
    expected = {}
    for number, (rows, speakers) in enumerate(FILES.values()):
        path = tmp_path / f"{number}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        expected[str(path)] = [who for who in speakers if who != "-"]
    found = {
        path: ["".join(message["role"][0] for message in messages) for messages, _ in rows]
        for path, rows in ms_swift.load(tmp_path, expected).items()
    }
    assert found == expected
