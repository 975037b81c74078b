"""TOML keeps the place of every key and value, however it is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.config.toml import parse_toml, read_toml, tomllib
from personadata.errors import UserError

BARE = st.text("ab_-9", min_size=1, max_size=3)
TEXTS = st.text(
    st.sampled_from(["a", "[", "]", "{", "}", "#", ",", "=", '"', "'", "\\", "\n", "é", "中", "😀"]), max_size=6
)
KEYS = BARE | TEXTS
LEAVES = st.integers() | st.booleans() | TEXTS | st.floats(allow_nan=False, allow_infinity=False)
BLANKS = st.sampled_from(["", " ", "\t", "\n", " # ] , } = note\n ", "\n\n  "])
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)
TABLES = st.dictionaries(
    KEYS, VALUES | st.lists(st.dictionaries(KEYS, VALUES, max_size=2), min_size=1, max_size=2), max_size=4
)


def text_of(value: str, draw: Any) -> str:
    """*value* in one of the four ways to write a text."""
    quoted = json.dumps(value).replace("\x7f", "\\u007f")
    ways = ['"""' + value.replace("\\", "\\\\").replace('"', '\\"') + '"""']
    if value[:1] == "\n":
        ways = []
    if "'" not in value and "\n" not in value:
        ways.append(f"'{value}'")
    if "'" not in value and value[:1] != "\n":
        ways.append(f"'''{value}'''")
    # JSON writes a character beyond the BMP as two escapes, which TOML does not have
    return draw(
        st.sampled_from(
            [*ways, *([quoted] if "\\ud8" not in quoted else [])] or [json.dumps(value, ensure_ascii=False)]
        )
    )


def key_of(key: str, draw: Any) -> str:
    if key and all(c.isascii() and (c.isalnum() or c in "_-") for c in key) and draw(st.booleans()):
        return key
    return json.dumps(key, ensure_ascii=False)


def value_of(value: Any, draw: Any, inline: bool = False) -> str:
    blank = st.sampled_from(["", " "]) if inline else BLANKS
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if inline else text_of(value, draw)
    if isinstance(value, list):
        items = [draw(blank) + value_of(item, draw, inline) + draw(blank) for item in value]
        return f"[{','.join(items)}{draw(st.sampled_from(['', ','])) if items else ''}{draw(blank)}]"
    if isinstance(value, dict):
        pairs = [f" {key_of(key, draw)} = {value_of(item, draw, True)} " for key, item in value.items()]
        return f"{{{','.join(pairs)}}}"
    return json.dumps(value)


@st.composite
def documents(draw: Any) -> str:
    """TOML texts with tables, arrays of tables, dotted keys, and every way to write a text."""
    head, tables = "", ""
    for key, value in draw(TABLES).items():
        shown, way = key_of(key, draw), draw(st.sampled_from(["plain", "table", "dotted"]))
        if way == "table" and isinstance(value, dict):
            tables += f"[ {shown} ]\n" + "".join(
                f"{key_of(name, draw)} = {value_of(item, draw)}\n" for name, item in value.items()
            )
        elif way == "table" and isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for entry in value:
                tables += f"[[{shown}]] # next\n" + "".join(
                    f"  {key_of(name, draw)}={value_of(item, draw)}\n" for name, item in entry.items()
                )
        elif way == "dotted" and isinstance(value, dict) and value:
            head += "".join(
                f"{shown} . {key_of(name, draw)} = {value_of(item, draw)}\n" for name, item in value.items()
            )
        else:
            head += f"{shown} = {value_of(value, draw)}{draw(st.sampled_from(['', ' ', ' # end']))}\n"
    return f"{draw(st.sampled_from(['', '# top', '']))}\n{head}{tables}"


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield path, value
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(item, (*path, key))


def rest(text: str, place: tuple[int, int]) -> str:
    lines = text.split("\n")[place[0] - 1 :]
    return "\n".join([lines[0][place[1] - 1 :], *lines[1:]])


def begins_with(text: str, value: object) -> bool:
    """Whether *text* begins with *value* as TOML writes it."""
    for end in range(1, len(text) + 1):
        try:
            if tomllib.loads(f"v = {text[:end]}")["v"] == value:
                return True
        except tomllib.TOMLDecodeError:
            continue
    return False


@given(documents())
def test_every_value_and_key_stands_where_it_is_said_to(text: str) -> None:
    document = parse_toml(text, Path("p.toml"))
    assert document.value == tomllib.loads(text)
    found = dict(paths(document.value))
    assert set(document.values) == set(found)
    for path, value in found.items():
        if path and not isinstance(path[-1], int):
            key = rest(text, document.keys[path])
            assert any(
                tomllib.loads(f"{key[:end]} = 1") == {path[-1]: 1} for end in range(1, len(key) + 1) if whole(key[:end])
            )
        if not isinstance(value, dict | list):
            assert begins_with(rest(text, document.values[path]), value), path


def whole(key: str) -> bool:
    try:
        tomllib.loads(f"{key} = 1")
    except tomllib.TOMLDecodeError:
        return False
    return True


def test_dates_and_escapes() -> None:
    document = parse_toml('a = 1979-05-27 07:32:00 # c\r\n"q\\u00e9" = [ 07:32:00, 0x1F ]\r\n[x."y z"]\r\n', Path("p"))
    assert document.values[("qé", 1)] == (2, 25)
    assert document.keys["x", "y z"] == (3, 4)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = ", "p.toml:1:5: not valid TOML: "),
        ("\na = 1 2", "p.toml:2:7: not valid TOML: "),
        ("a = [1,\n\n", "p.toml:1:8: not valid TOML: "),
        ("a = 1\na = 2", "p.toml:2:"),
        ("a = " + "[" * 50_000, "p.toml: nested more than 20 levels deep"),
        ("a" + ".a" * 30 + " = 1", "p.toml: nested more than 20 levels deep"),
    ],
)
def test_broken_toml_is_one_message_with_a_place(text: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_toml(text, Path("p.toml"))
    assert caught.value.message.startswith(message), caught.value.message


@given(st.text(st.sampled_from(list("ab.=[]{}\"'\\\n#, 1:-T")), max_size=40))
def test_no_text_brings_it_down(text: str) -> None:
    try:
        parse_toml(text, Path("p.toml"))
    except UserError:
        return


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"a = '\xff'")
    for path, message in ((tmp_path / "a.toml", "is not UTF-8"), (tmp_path / "b.toml", "no such configuration file")):
        with pytest.raises(UserError, match=message):
            read_toml(path)
