"""What is dumped is read back as it was, and no text ends a comment early."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.importing.draft import Draft
from personadata.importing.yaml_text import Value, dump, one_line, plain
from personadata.yaml_marks import parse_yaml

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\n\r\x85\u2028\u2029\x0b\x0c\x1c\t\0\u200b\u202e\ud800 #:-'\"{}[]|>&*!%@`,?~\\x小"),
        st.characters(),
    ),
    max_size=30,
)
VALUES = st.recursive(
    st.none() | HOSTILE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["zh", "en", "a", "name"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def load(lines: list[str]) -> object:
    document = parse_yaml("\n".join(lines) + "\n", Path("p.yaml"))
    assert not document.problems
    return document.value


@given(VALUES)
def test_what_is_dumped_is_read_back(value: Value) -> None:
    assert load(dump("key", value)) == {"key": value}


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("Ada", ["key: Ada"]),
        ("no", ['key: "no"']),
        ("a: b # c", ['key: "a: b # c"']),
        ("two\n\nlines", ["key: |-", "  two", "", "  lines"]),
        (["a", "b\nc"], ["key:", "  - a", "  - |-", "    b", "    c"]),
        ({"zh": "小舟", "en": "Skiff"}, ["key: {zh: 小舟, en: Skiff}"]),
        ([{"a": "x", "b": ["z"]}], ["key:", "  - a: x", "    b: [z]"]),
    ],
)
def test_it_looks_as_people_write_it(value: Value, lines: list[str]) -> None:
    assert dump("key", value) == lines


@given(HOSTILE)
def test_plain_text_has_only_characters_that_are_seen(text: str) -> None:
    lines = plain(text).split("\n")
    assert all(line.replace("\u200c", "").replace("\u200d", "").isprintable() for line in lines)
    assert plain("\n".join(lines)) == "\n".join(lines)
    assert "\n" not in one_line(text)


@given(st.lists(HOSTILE, max_size=4))
def test_no_text_breaks_out_of_a_comment(texts: list[str]) -> None:
    draft = Draft("en")
    draft.put("name", "Ada")
    for text in texts:
        draft.say(text, text)
        draft.todo(text, text)
        draft.offer("role", text)
        draft.offer_item({"topic": text, "answer": text})
    assert load(draft.text().split("\n")) == {"name": "Ada"}


def test_every_line_end_is_one() -> None:
    assert plain("a\r\nb\u2028c\rd\x85e \t\n\u200bf") == "a\nb\nc\nd\ne\nf"
