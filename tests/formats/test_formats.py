"""The three record formats: what they read, what they refuse, and that nothing is lost on the way through a file."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.formats import FORMATS, FormatError, alpaca, detect, dump, locate, messages, query_response, sharegpt
from personadata.sample import Sample, Turn

TEXT = st.text(max_size=12)
LOSS = st.sampled_from([None, True, False])
ROUNDS = st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4)
BY_NAME = {module.NAME: module for module in (alpaca, messages, sharegpt, query_response)}


@st.composite
def dialogues(draw: st.DrawFn) -> Sample:
    """Rounds of question and answer: what every format holds."""
    turns = [Turn("system", text) for text in draw(st.lists(TEXT, max_size=1))]
    for question, answer in draw(ROUNDS):
        turns += [Turn("user", question), Turn("assistant", answer)]
    return Sample(tuple(turns), channel=draw(TEXT))


@st.composite
def conversations(draw: st.DrawFn) -> Sample:
    """Any order of speakers, at least one: what ShareGPT holds."""
    turns = [Turn("system", text) for text in draw(st.lists(TEXT, max_size=1))]
    turns += [Turn(draw(st.sampled_from(["user", "assistant"])), text) for text in draw(st.lists(TEXT, min_size=1))]
    return Sample(tuple(turns), channel=draw(TEXT))


@st.composite
def weighted(draw: st.DrawFn) -> Sample:
    """Any order of speakers with any ``loss``: what the messages format holds."""
    sample = draw(conversations())
    return Sample(tuple(Turn(turn.role, turn.text, draw(LOSS)) for turn in sample.turns), channel=sample.channel)


HOLDS = {
    "alpaca": dialogues(),
    "alpaca-jsonl": dialogues(),
    "messages": weighted(),
    "sharegpt": conversations(),
    "query-response": dialogues(),
}


def parse(text: str, format: str) -> list[dict[str, object]]:
    return json.loads(text) if FORMATS[format].array else [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("format", FORMATS)
@given(data=st.data())
def test_nothing_is_lost_through_a_file(format: str, data: st.DataObject) -> None:
    samples = data.draw(st.lists(HOLDS[format], max_size=3))
    text = dump(samples, format)
    records = parse(text.encode().decode(), format)
    assert [FORMATS[format].records.read(record) for record in records] == samples
    assert dump(samples, format) == text
    assert len(text.splitlines()) == (
        len(samples) + 2 if FORMATS[format].array and samples else max(len(records), text != "")
    )


@pytest.mark.parametrize("format", BY_NAME)
@given(data=st.data())
def test_paths_lead_to_the_texts(format: str, data: st.DataObject) -> None:
    module = BY_NAME[format]
    record = module.write(data.draw(HOLDS[format]))
    for turn in module.read(record).turns:
        value: object = record
        for key in turn.path:
            value = value[key]  # type: ignore[index]
        assert value == turn.text


@pytest.mark.parametrize("format", BY_NAME)
@given(data=st.data())
def test_exactly_one_format_claims_a_written_record(format: str, data: st.DataObject) -> None:
    record = BY_NAME[format].write(data.draw(HOLDS[format]))
    assert [name for name, module in BY_NAME.items() if module.matches(record)] == [format]
    assert detect(record) is BY_NAME[format]


@pytest.mark.parametrize(
    "value", [None, 3, "messages", ["instruction"], {}, {"text": "x"}, {"output": "x"}, {"query": "x"}, {1: 2}]
)
def test_no_format_claims_what_is_not_a_record(value: object) -> None:
    assert detect(value) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
TOP = ["instruction", "input", "output", "system", "history", "channel", "messages", "conversations", "query", "answer"]
INNER = ["role", "content", "from", "value", "loss"]
near_records = st.dictionaries(
    st.sampled_from(TOP),
    json_values | st.lists(st.dictionaries(st.sampled_from(INNER), json_values | st.just("user")), max_size=3),
)


@pytest.mark.parametrize("format", BY_NAME)
@given(record=near_records)
def test_any_record_reads_or_says_why_not(format: str, record: dict[str, object]) -> None:
    try:
        assert BY_NAME[format].read(record).turns
        return
    except FormatError as error:
        problems = error.problems
    assert problems
    for path, message, _ in problems:
        value: object = record
        for key in path:
            value = value[key]  # type: ignore[index]
        assert message


MESSAGE = {"role": "user", "content": "q"}
READS = [
    ({"instruction": "i", "input": "", "output": "o"}, [("user", "i"), ("assistant", "o")]),
    ({"instruction": "i", "input": None, "output": "o", "system": None}, [("user", "i"), ("assistant", "o")]),
    ({"instruction": "i", "input": "x", "output": "o"}, [("user", "i\nx"), ("assistant", "o")]),
    ({"instruction": "i\n", "input": " x", "output": ""}, [("user", "i\n\n x"), ("assistant", "")]),
    ({"instruction": "", "input": "x", "output": "o"}, [("user", "x"), ("assistant", "o")]),
    ({"input": "x", "output": "o"}, [("user", "x"), ("assistant", "o")]),
    ({"instruction": "i", "output": "o", "system": ""}, [("system", ""), ("user", "i"), ("assistant", "o")]),
    (
        {"instruction": "i", "output": "o", "system": "s", "history": [["a", "b"]]},
        [("system", "s"), ("user", "a"), ("assistant", "b"), ("user", "i"), ("assistant", "o")],
    ),
    ({"query": "q", "response": "a"}, [("user", "q"), ("assistant", "a")]),
    ({"prompt": "q", "completion": "a", "system_prompt": "s"}, [("system", "s"), ("user", "q"), ("assistant", "a")]),
    ({"Question": "q", "Answer": "a"}, [("user", "q"), ("assistant", "a")]),
    ({"instruction": "i", "response": "a", "context": "c"}, [("user", "i"), ("assistant", "a")]),
    ({"instruction": "i", "input": "x", "response": "a"}, [("user", "i\nx"), ("assistant", "a")]),
    ({"instruction": "", "input": "i", "answer": "a"}, [("user", "i"), ("assistant", "a")]),
    ({"question": "q", "answers": ["a", "b"]}, [("user", "q"), ("assistant", "a")]),
    ({"prompt": "p", "query": "q", "response": "a"}, [("user", "q"), ("assistant", "a")]),
    (
        {"query": "q", "response": "a", "system": "s", "history": [["x", "y"]]},
        [("system", "s"), ("user", "x"), ("assistant", "y"), ("user", "q"), ("assistant", "a")],
    ),
    ({"messages": [MESSAGE], "system_prompt": "s"}, [("system", "s"), ("user", "q")]),
    ({"instruction": "i", "output": "o", "System": "s"}, [("system", "s"), ("user", "i"), ("assistant", "o")]),
    ({"messages": [MESSAGE]}, [("user", "q")]),
    ({"messages": [{"role": "gpt", "value": "a"}], "system": "s"}, [("system", "s"), ("assistant", "a")]),
    ({"messages": [{"role": "system", "content": "in"}, MESSAGE], "system": "top"}, [("system", "in"), ("user", "q")]),
    (
        {"conversations": [{"from": "system", "value": "in"}, {"from": "human", "value": "q"}]},
        [("system", "in"), ("user", "q")],
    ),
    ({"conversation": [{"from": "gpt", "value": "a"}], "system": ""}, [("system", ""), ("assistant", "a")]),
    (
        {"conversation": [{"human": "q", "assistant": "a"}, {"human": "p", "assistant": "b"}], "system": "s"},
        [("system", "s"), ("user", "q"), ("assistant", "a"), ("user", "p"), ("assistant", "b")],
    ),
]


@pytest.mark.parametrize(("record", "turns"), READS)
def test_reads(record: dict[str, object], turns: list[tuple[str, str]]) -> None:
    format = detect(record)
    assert format is not None
    assert [(turn.role, turn.text) for turn in format.read(record).turns] == turns


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, (("instruction",), 0, 2)),
        (1, 5, (("instruction",), 1, 2)),
        (2, 3, (("instruction",), 2, 2)),
        (3, 6, (("input",), 0, 3)),
        (4, 5, (("input",), 1, 2)),
    ],
)
def test_locates_characters_of_a_joined_question(start: int, end: int, expected: tuple[object, int, int]) -> None:
    record = {"instruction": "介绍", "input": "abc", "output": "o"}
    assert locate(record, alpaca.read(record).turns[0], start, end) == expected


def test_locates_characters_of_a_plain_text() -> None:
    record = {"messages": [MESSAGE]}
    assert locate(record, messages.read(record).turns[0], 0, 1) == (("messages", 0, "content"), 0, 1)


def test_loss_is_read_as_true_or_false() -> None:
    record = {"messages": [{**MESSAGE, "loss": loss} for loss in (None, True, False, 1.0, 0)]}
    assert [turn.loss for turn in messages.read(record).turns] == [None, True, False, True, False]


FAULTS = [
    ({"instruction": "i", "input": ""}, [((), 'no "output"', "missing-field")]),
    ({"instruction": "i", "output": None}, [(("output",), '"output" is null', "missing-field")]),
    ({"input": "", "output": "o"}, [((), 'no "instruction"', "missing-field")]),
    (
        {"Instruction": "i", "Input": "", "Output": "o"},
        [
            (("Instruction",), 'no "instruction", but "Instruction"', "missing-field"),
            (("Output",), 'no "output", but "Output"', "missing-field"),
        ],
    ),
    (
        {"instruction": ["i"], "input": 3, "output": {}, "system": True},
        [
            (("instruction",), '"instruction" is a list, not a string', "mistyped-field"),
            (("input",), '"input" is a number, not a string', "mistyped-field"),
            (("output",), '"output" is an object, not a string', "mistyped-field"),
            (("system",), '"system" is true, not a string', "mistyped-field"),
        ],
    ),
    (
        {"instruction": "i", "output": "o", "history": [["a", None], ["a"], "ab"]},
        [
            (("history", 0, 1), '"history[0][1]" is null, not a string', "mistyped-field"),
            (("history", 1), '"history[1]" holds 1 texts, not question and answer', "mistyped-field"),
            (("history", 2), '"history[2]" is a string, not a list', "mistyped-field"),
        ],
    ),
    (
        {"instruction": "i", "output": "o", "history": "[]"},
        [(("history",), '"history" is a list written as a string', "mistyped-field")],
    ),
    (
        {"instruction": "i", "output": "o", "channel": 1},
        [(("channel",), '"channel" is a number, not a string', "mistyped-field")],
    ),
    (
        {"query": None, "response": 3, "system": [], "history": "x"},
        [
            (("system",), '"system" is a list, not a string', "mistyped-field"),
            (("query",), '"query" is null', "missing-field"),
            (("response",), '"response" is a number, not a string', "mistyped-field"),
            (("history",), '"history" is a string, not a list', "mistyped-field"),
        ],
    ),
    (
        {"prompt": [MESSAGE], "answers": []},
        [
            (("prompt",), '"prompt" is a list, not a string', "mistyped-field"),
            (("answers",), '"answers" is a list, not a string', "mistyped-field"),
        ],
    ),
    (
        {"conversations": [{"question": "q", "answer": "a"}, {"role": "user"}, {"from": "human"}]},
        [
            (("conversations", 0), 'neither "from" nor "value" in conversations[0]', "missing-field"),
            (("conversations", 1), 'no "value" of conversations[1]', "missing-field"),
            (("conversations", 2), 'no "value" of conversations[2]', "missing-field"),
        ],
    ),
    (
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "q"}] * 2}, MESSAGE]},
        [(("messages", 0, "content"), '"messages[0].content" is a list, not a string', "mistyped-field")],
    ),
    (
        {"messages": [{"role": "developer", "content": "s"}, {"role": "ChatGPT", "content": "a"}]},
        [
            (("messages", 0, "role"), "unknown role 'developer' (did you mean 'system'?)", "unknown-role"),
            (("messages", 1, "role"), "unknown role 'ChatGPT' (did you mean 'assistant'?)", "unknown-role"),
        ],
    ),
    ({"messages": []}, [(("messages",), '"messages" is empty', "no-turns")]),
    ({"messages": "[]"}, [(("messages",), '"messages" is a list written as a string', "mistyped-field")]),
    ({"messages": "[1"}, [(("messages",), '"messages" is a string, not a list', "mistyped-field")]),
    (
        {"messages": [{"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]}]},
        [
            (
                ("messages", 0, "tool_calls"),
                "a call of a tool: conversations with tools are not covered",
                "unsupported-role",
            )
        ],
    ),
    (
        {"conversation": [{"human": "q", "assistant": None}]},
        [(("conversation", 0, "assistant"), '"assistant" is null', "missing-field")],
    ),
    ({"Messages": [MESSAGE]}, [(("Messages",), 'no "messages", but "Messages"', "missing-field")]),
    (
        {"messages": ["q", {"role": "usr", "content": "q"}, {"role": "tool", "content": "{}"}, {"content": ["q"]}]},
        [
            (("messages", 0), '"messages[0]" is a string, not an object', "mistyped-field"),
            (("messages", 1, "role"), "unknown role 'usr' (did you mean 'user'?)", "unknown-role"),
            (("messages", 2, "role"), "role 'tool': conversations with tools are not covered", "unsupported-role"),
            (("messages", 3), 'no "role" of messages[3]', "missing-field"),
            (("messages", 3, "content"), '"messages[3].content" is a list, not a string', "mistyped-field"),
        ],
    ),
    (
        {"messages": [MESSAGE, {"role": "system", "content": "s"}, {"role": 1, "content": None, "loss": "no"}]},
        [
            (("messages", 1), "the system message is number 2 of 3, not the first", "misplaced-system"),
            (("messages", 2, "role"), '"messages[2].role" is a number, not a string', "mistyped-field"),
            (("messages", 2, "content"), '"content" is null', "missing-field"),
            (("messages", 2, "loss"), '"messages[2].loss" is a string, not true or false', "mistyped-field"),
        ],
    ),
    (
        {"conversations": [{"from": "human"}, {"value": "a"}, {"from": "gpt", "valeu": "a"}], "system": 1},
        [
            (("system",), '"system" is a number, not a string', "mistyped-field"),
            (("conversations", 0), 'no "value" of conversations[0]', "missing-field"),
            (("conversations", 1), 'no "from" of conversations[1]', "missing-field"),
            (("conversations", 2, "valeu"), 'no "value" of conversations[2], but "valeu"', "missing-field"),
        ],
    ),
]


@pytest.mark.parametrize(("record", "expected"), FAULTS)
def test_says_every_problem(record: dict[str, object], expected: list[tuple[object, str, str]]) -> None:
    format = detect(record)
    assert format is not None
    with pytest.raises(FormatError) as caught:
        format.read(record)
    assert caught.value.problems == expected


ROUND = (Turn("user", "q"), Turn("assistant", "a"))
REFUSED = [
    ("alpaca", (), "sample 2: a sample without turns"),
    ("messages", (), "sample 2: a sample without turns"),
    ("sharegpt", (Turn("system", "s"),), "sample 2: a sample of nothing but a system turn"),
    (
        "alpaca",
        (Turn("system", "s"),),
        "sample 2: turns run system only, and alpaca holds only question and answer in turns",
    ),
    ("alpaca", ROUND[::-1], "sample 2: turns run assistant, user, and alpaca holds only question and answer in turns"),
    ("alpaca-jsonl", ROUND[:1], "sample 2: turns run user, and alpaca holds only question and answer in turns"),
    (
        "query-response",
        ROUND[::-1],
        "sample 2: turns run assistant, user, and query-response holds only question and answer in turns",
    ),
    ("messages", (*ROUND, Turn("system", "s")), "sample 2: turn 3 is a system turn, which only turn 1 may be"),
    (
        "alpaca",
        (ROUND[0], Turn("assistant", "w", loss=False), *ROUND),
        "sample 2: turn 2 is not to be trained on, which alpaca cannot say",
    ),
    (
        "sharegpt",
        (ROUND[0], Turn("assistant", "w", loss=False), *ROUND),
        "sample 2: turn 2 is not to be trained on, which sharegpt cannot say",
    ),
    (
        "sharegpt",
        (ROUND[0], Turn("assistant", "w", loss=True)),
        "sample 2: turn 2 asks to be trained on by name, which sharegpt cannot say",
    ),
    ("messages", (Turn("user", "a\ud83d"),), "sample 2: holds U+D83D, half of a surrogate pair, which is no text"),
]


@pytest.mark.parametrize(("format", "turns", "message"), REFUSED)
def test_refuses_what_would_be_lost(format: str, turns: tuple[Turn, ...], message: str) -> None:
    with pytest.raises(UserError) as caught:
        dump([Sample(ROUND), Sample(turns)], format)
    assert caught.value.message == message


def test_unknown_format_is_named() -> None:
    with pytest.raises(UserError, match=r"unknown format 'alpacca' \(did you mean 'alpaca'\?\)"):
        dump([], "alpacca")


FILES = {
    "alpaca": '[\n{"instruction": "你是谁？", "input": "", "output": "我是小澜。"},\n'
    '{"instruction": "q", "input": "", "output": "a"}\n]\n',
    "alpaca-jsonl": '{"instruction": "你是谁？", "input": "", "output": "我是小澜。"}\n'
    '{"instruction": "q", "input": "", "output": "a"}\n',
    "messages": '{"messages": [{"role": "user", "content": "你是谁？"}, '
    '{"role": "assistant", "content": "我是小澜。"}]}\n'
    '{"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]}\n',
    "sharegpt": '[\n{"conversations": [{"from": "human", "value": "你是谁？"}, '
    '{"from": "gpt", "value": "我是小澜。"}]},\n'
    '{"conversations": [{"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}]}\n]\n',
}


@pytest.mark.parametrize(("format", "text"), FILES.items())
def test_files_are_readable_text_with_one_record_a_line(format: str, text: str) -> None:
    assert dump([Sample((Turn("user", "你是谁？"), Turn("assistant", "我是小澜。"))), Sample(ROUND)], format) == text


def test_an_empty_array_is_still_json() -> None:
    assert dump([], "alpaca") == "[]\n"
    assert dump([], "messages") == ""


def test_a_text_that_is_the_only_part_of_a_message_is_read_where_it_stands() -> None:
    record = {"messages": [{"role": "user", "content": [{"type": "text", "text": "q"}]}, MESSAGE]}
    turn = FORMATS["messages"].records.read(record).turns[0]
    assert (turn.text, turn.path) == ("q", ("messages", 0, "content", 0, "text"))
