"""YAML is read as it was typed, with exact places, and nothing in it can hurt the reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.yaml_marks import MAX_BYTES, Document, Place, parse_yaml, read_yaml

FILE = Path("persona.yaml")


def parse(text: str) -> Document:
    return parse_yaml(text, FILE)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("3.10", "3.10"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("2024-01-01", "2024-01-01"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("~", None),
        ("null", None),
        ("'null'", "null"),
        ('"~"', "~"),
        ("", ""),
        ("|\n  两\n  行\n", "两\n行\n"),
        ("{zh: 小舟, en: Skiff}", {"zh": "小舟", "en": "Skiff"}),
    ],
)
def test_scalars_stay_what_was_typed(typed: str, value: Any) -> None:
    assert parse(f"key: {typed}").value == {"key": value}


def test_every_part_has_its_place() -> None:
    document = parse("name: 小舟\nlimits:\n  internet: no\n  other:\n    - 发邮件\n    - {zh: 画图}\n")
    assert document.keys == {
        ("name",): Place(1, 1),
        ("limits",): Place(2, 1),
        ("limits", "internet"): Place(3, 3),
        ("limits", "other"): Place(4, 3),
        ("limits", "other", 1, "zh"): Place(6, 8),
    }
    assert document.values[("limits", "internet")] == Place(3, 13)
    assert document.values[("limits", "other", 1, "zh")] == Place(6, 12)
    assert document.trace(("limits", "union-tag", "other", 1, "en")) == ("limits", "other", 1)


def test_aliases_are_unfolded() -> None:
    assert parse("a: &x {zh: 小舟}\nb: *x\nc: [*x]").value == {
        "a": {"zh": "小舟"},
        "b": {"zh": "小舟"},
        "c": [{"zh": "小舟"}],
    }


def test_duplicate_keys_name_both_places() -> None:
    document = parse("name: 甲\nlimits: {internet: no, internet: yes}\nname: 乙\n")
    assert [(p.place, p.message) for p in document.problems] == [
        (Place(2, 24), "'internet' is here a second time, first at 2:10"),
        (Place(3, 1), "'name' is here a second time, first at 1:1"),
    ]
    assert document.value == {"name": "甲", "limits": {"internet": "no"}}


NINE = ", ".join(["*{0}"] * 9)
BOMB = "a: &a [" + ", ".join("x" * 9) + "]\n" + "".join(
    f"{new}: &{new} [{NINE.format(old)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "persona.yaml:1:4: more than 20,000 values"),
        ("a: &a [*a]", "persona.yaml:1:8: the alias *a has no anchor before it"),
        ("a: *b", "persona.yaml:1:4: the alias *b has no anchor before it"),
        ("[" * 100_000, "persona.yaml:1:21: nested more than 20 levels deep"),
        ("{a: " * 50_000, "persona.yaml:1:78: nested more than 20 levels deep"),
        ("- " * 50_000, "persona.yaml:1:41: nested more than 20 levels deep"),
        ("a: !!python/object/apply:os.system [ls]", "persona.yaml:1:4: the tag "),
        ("a: !!binary aGk=", "persona.yaml:1:4: the tag "),
        ("a: 1\n---\nb: 2", "persona.yaml:2:1: a second document begins here"),
        ("a: 一\x07", "persona.yaml:1:5: the character U+0007 is not allowed in YAML"),
        ("a: 1\n\tb: 2", "persona.yaml:2:1: not valid YAML"),
        ("name: 甲\ndeveloper：乙\n", "persona.yaml:2:1: not valid YAML"),
        ("a: [1, 2", "persona.yaml:1:9: not valid YAML"),
        ("a: b: c", "persona.yaml:1:5: not valid YAML"),
    ],
)
def test_what_cannot_be_read_is_one_message(text: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        parse(text)
    assert caught.value.message.startswith(message)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("name: 甲\ndeveloper：乙\n", "line 2 has a full-width colon"),
        ("name: 甲\ndeveloper:乙\n", "line 2 has a colon without a space"),
        ("a: 1\n\tb: 2", "indent with spaces"),
        ("name: @甲", "put quotes around"),
        ("a: {zh: 几点？, en: When?}", "put quotes around"),
    ],
)
def test_common_slips_get_their_remedy(text: str, help: str) -> None:
    with pytest.raises(UserError) as caught:
        parse(text)
    assert caught.value.help.startswith(help)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"name: \xff\xfe", ":1: byte 7 is not UTF-8 text"),
        ("name: 澜舟".encode("gb18030"), ":1: byte 7 is not UTF-8 text"),
        (b"\x7fELF\x00\x01", ":1: a NUL byte: this is a binary file"),
        (b"# " + b"x" * MAX_BYTES, ": larger than 262,144 bytes, which no spec needs"),
    ],
)
def test_files_that_are_no_yaml(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "persona.yaml"
    path.write_bytes(raw)
    with pytest.raises(UserError) as caught:
        read_yaml(path)
    assert caught.value.message == f"{path}{message}"


def test_a_byte_order_mark_moves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "persona.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: x\r\nrole: y\r\n")
    assert read_yaml(path).keys == {("name",): Place(1, 1), ("role",): Place(2, 1)}


@given(st.text(st.sampled_from("ab:：-[]{},*&!|>'\"#?%@\n\t ~澜\u2028\ufeff\x85\x07\ud800"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    refused = ""
    try:
        document = parse(text)
    except UserError as error:
        refused = error.message
    if refused:
        assert refused.startswith("persona.yaml:")
        return
    for path, place in {**document.keys, **document.values}.items():
        assert place.line >= 1, path
        assert place.column >= 1, path
