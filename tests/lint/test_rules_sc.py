"""The SC rules on fields of whole files, on template tokens and on think blocks."""

from __future__ import annotations

import json
from typing import Any

import pytest

from personadata.dataset import Dataset
from personadata.lint.finding import Finding
from personadata.lint.rules import RULES
from personadata.lint.testing import dataset_of, example_of
from personadata.source import Source

BY_CODE = {rule.code: rule for rule in RULES}
ANSWER = {"role": "assistant", "content": "你好！"}


def found(code: str, item: Any, **options: Any) -> list[Finding]:
    return list(BY_CODE[code](**options).check(dataset_of(example_of(item))))


def pointed(finding: Finding) -> str:
    assert finding.spot is not None
    start, end = finding.spot.offsets()
    return finding.spot.source.text[start:end]


def test_clashing_fields_point_at_the_second_one_and_count_rows() -> None:
    rows = [{"question": "q", "answer": "a"}] * 3 + [{"question": "q", "answer": "a", "text": "t"}]
    (finding,) = found("SC107", rows)
    assert finding.message == 'ms-swift reads neither "answer" (4 rows) nor "text" (1 rows) as the answer'
    assert pointed(finding) == '"text"'
    assert finding.help == 'rename "text", or drop it from every row'


def test_files_are_tables_of_their_own() -> None:
    from personadata.lint.rule import Example

    files = {"a.json": [{"query": "q", "response": "a"}], "b.json": [{"instruction": "q", "output": "a"}]}
    assert not found("SC108", Example(files))


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (
            [{"instruction": "q", "input": "", "output": "a"}] * 2 + [{"messages": [{"role": "user", "content": "q"}, ANSWER]}],
            ['ms-swift reads this file by "messages" and loses all of 2 alpaca rows'],
        ),
        (
            [{"instruction": "q", "input": "", "output": "a"}, {"prompt": "q", "completion": "a"}],
            ['ms-swift reads this file by "instruction", "input", "output" and loses all of 1 query-response row'],
        ),
        (
            [{"Instruction": "q", "Input": "", "answer": "a"}],
            [],  # two questions clash, which is SC107's
        ),
    ],
)  # fmt: skip
def test_mixed_formats(rows: Any, messages: list[str]) -> None:
    assert [str(finding.message) for finding in found("SC108", rows)] == messages


@pytest.mark.parametrize(
    ("record", "message", "severity", "help"),
    [
        ({"sytem": "s"}, '"sytem" (1 row)', "warning", 'if "system" is meant, rename it'),
        ({"histroy": []}, '"histroy" (1 row)', "warning", 'if "history" is meant, rename it'),
        ({"inputs": "x"}, '"inputs" (1 row)', "warning", 'if "input" is meant, rename it'),
        ({"context": "x"}, '"context" (1 row)', "warning", "put its text into the question"),
        ({"annotator": "x"}, '"annotator" (1 row)', "info", "drop it, or leave it if nothing is to be learnt from it"),
    ],
)
def test_unread_fields(record: dict[str, Any], message: str, severity: str, help: str) -> None:
    (finding,) = found("SC109", [{"instruction": "q", "output": "a", **record}])
    assert finding.message == f"ms-swift does not read {message}"
    assert (finding.severity, finding.help) == (severity, help)
    assert pointed(finding) == f'"{next(iter(record))}"'


@pytest.mark.parametrize("record", [{"id": 1}, {"Source": "x"}, {"system_prompt": "s"}, {"channel": "c"}, {"x": None}])
def test_fields_that_are_read_or_plain_metadata_pass(record: dict[str, Any]) -> None:
    assert not found("SC109", [{"query": "q", "response": "a", **record}])


ROW = {"instruction": "q", "output": "a"}


@pytest.mark.parametrize(
    ("record", "shape", "help"),
    [
        ({"text": "t"}, 'keys "text"', "text without a question is for pre-training"),
        ({"prompt": "p", "chosen": "a", "rejected": "b"}, 'keys "prompt", "chosen", "rejected"', "preference pairs"),
        ({"instruction": "p", "chosen": "a"}, 'keys "instruction", "chosen"', "preference pairs"),
        ({"cells": [], "nbformat": 4}, 'keys "cells", "nbformat"', "this is a notebook"),
        ([{"role": "user", "content": "q"}], "a list", "put a list of messages into an object"),
        ('{"instruction": "q"}', "a text that holds JSON", "the record was encoded twice"),
        ("q", "a text", "known are alpaca"),
    ],
)
def test_records_of_no_format_get_the_remedy_that_fits(record: Any, shape: str, help: str) -> None:
    (finding,) = found("SC103", [record, record, ROW])
    assert finding.message == f"a record of no known format: {shape}, and 1 more like it"
    assert finding.help.startswith(help)
    # what else such records hold is not reported again
    assert not found("SC109", [record, ROW])


@pytest.mark.parametrize(("text", "more"), [(json.dumps(json.dumps(ROW)), 0), (json.dumps([json.dumps(ROW)] * 3), 2)])
def test_what_was_encoded_twice_is_decoded(text: str, more: int) -> None:
    source = Source("a.json", text.encode())
    (finding,) = BY_CODE["SC103"]().check(Dataset([source]))
    assert finding.fix is not None
    mended = source.edited((edit.start, edit.end, edit.text) for edit in finding.fix.edits)
    assert [record.value for record in mended.records] == [ROW] * (more + 1)


def test_a_name_in_another_spelling_is_to_be_changed() -> None:
    (finding,) = found("SC101", [{"instruction": "q", "Output": "a"}])
    assert finding.help == "rename the field"


def test_marks_of_other_trainers_in_messages() -> None:
    rows = [{"messages": [{"role": "user", "content": "q"}, {**ANSWER, "weight": 0}]}] * 2
    (finding,) = found("SC109", rows)
    assert finding.message == 'ms-swift does not read "weight" (2 messages)'
    assert finding.help == '"loss": false keeps an answer from being trained on'


def test_changing_types_are_found_inside_objects() -> None:
    rows = [{"query": "q", "response": "a", "meta": {"tags": ["x"], "n": n}} for n in (1, 2.5, None, "3")]
    (finding,) = found("SC111", rows)
    assert finding.message == '"meta.n" is a string here and a number in an earlier row'
    assert pointed(finding) == '"3"'


def test_a_boolean_is_no_number() -> None:
    (finding,) = found("SC111", [{"query": "q", "response": "a", "id": value} for value in (1, True)])
    assert finding.message == '"id" is true or false here and a number in an earlier row'


@pytest.mark.parametrize(
    "token",
    ["<|im_start|>", "<|endoftext|>", "<|eot_id|>", "<|start_header_id|>", "[INST]", "[/INST]", "<<SYS>>", "<end_of_turn>",
     "<｜User｜>", "<｜end▁of▁sentence｜>", "[gMASK]", "<reserved_106>", "<eoa>", "<TOKENS_UNUSED_1>", "[|Human|]"],
)  # fmt: skip
def test_template_tokens(token: str) -> None:
    (finding,) = found("SC204", [("你好", f"前{token}后")])
    assert pointed(finding) == token


@pytest.mark.parametrize(
    "text", ["a <| b |> c", "<||>", "if a<b and c|d>e", "<s>旧</s>新", "[INSTALL]", "<|>", "[|x|]", "<eos_token>"]
)
def test_what_only_looks_like_a_token(text: str) -> None:
    assert not found("SC204", [("你好", text)])


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("<think>想。\n我是小澜。", "a think block that is not closed"),
        ("想。</think>我是小澜。", "a think block that is not opened"),
        ("</think><think>我是小澜。", "2 think tags, not one pair"),
        ("<think>想。</think>  \n", "nothing follows the think block"),
    ],
)
def test_broken_think(answer: str, message: str) -> None:
    (finding,) = found("SC205", [("你是谁？", answer)])
    assert finding.message == message


def test_an_answer_that_is_not_trained_on_may_be_broken() -> None:
    rows = [{"messages": [{"role": "user", "content": "q"}, {**ANSWER, "content": "<think>", "loss": False}]}]
    assert not found("SC205", rows)


def test_mixed_think_counts_both_kinds_and_points_at_the_smaller() -> None:
    rows = [("问", "<think>想。</think>答。"), *[(f"问{number}", "答。") for number in range(3)]]
    (finding,) = found("SC206", rows)
    assert finding.message == "1 of 4 answers have a think block, 3 have none"
    assert pointed(finding).startswith('"<think>')
    assert not found("SC206", rows, least=0.3)


@pytest.mark.parametrize(
    ("value", "help"),
    [
        ({"query": "q", "response": 42}, "put quotes around it"),
        ({"instruction": "q", "output": ["a"]}, "write the text itself, without brackets around it"),
        ({"query": [{"role": "user", "content": "q"}], "response": "a"}, 'put a list of messages into an object, under "messages"'),
        ({"messages": '[{"role": "user"}]'}, "write it without the quotes around it"),
        ({"messages": "q"}, "a conversation is a list of messages, each with a role and a text"),
        ({"messages": [{"role": "user", "content": "q", "loss": "false"}, ANSWER]}, "write it without the quotes around it"),
        ({"query": "q", "response": "a", "history": ["q", "a"]}, "history is a list of pairs, each of a question and its answer"),
    ],
)  # fmt: skip
def test_the_remedy_for_a_mistyped_field_fits_what_stands_there(value: Any, help: str) -> None:
    assert found("SC102", [value])[0].help == help


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("SC107", [{"id": 1, "text": "t", "answer": "a"}]),
        ("SC110", [{"text": "t", "label": ["x"]}]),
        ("SC111", [{"text": "t", "id": 1}, {"text": "t", "id": "x"}]),
        ("SC109", [{"messages": [{"role": "user", "content": "q", "name": "x", "tool_calls": None}, ANSWER]}]),
        ("SC109", [{"instruction ": "q", "input": "", "output": "a"}]),
        ("SC109", [{"instruction": "q", "ouput": "a"}]),
        ("SC109", [{"messages": [{"sender": "q", "text": "q"}]}]),
        ("SC102", [{"messages": [{"role": "user", "content": [{"type": "text", "text": "q"}]}, ANSWER]}]),
    ],
)
def test_one_cause_is_not_reported_twice(code: str, rows: Any) -> None:
    assert not found(code, rows)
