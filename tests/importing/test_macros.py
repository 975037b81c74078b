"""Macros become plain words, whatever is inside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.importing.macros import fill


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("You are {{char}}.", "You are Ada."),
        ("{{Char}} and {{ BOT }} and <char> and <BOT>", "Ada and Ada and Ada and Ada"),
        ("{{user}} asks {{user}}. {{user}}'s turn", "The user asks the user. The user's turn"),
        ("<USER>: hi", "The user: hi"),
        ("你是{{char}}，帮{{user}}写作。", "你是Ada，帮用户写作。"),
        ("{{random:a,b}} {{pick::c::d}} {{random: e , f }}", "a c e"),
        (r"{{random:one\, two,three}}", "one, two"),
        ("{{random:,b}}{{random:}}{{random}}", "b"),
        ("{{roll:6}} {{roll:d20}}", "1 1"),
        ("a{{// not {this} one}}b{{{user}}}", "ab{the user}"),
        ("a{{// a: secret}}b{{comment: c}}{{hidden_key:d}}{{original}}", "ab"),
        ("{{reverse:abc}}{{newline}}{{trim}}", "cba\n"),
        ("{{random:{{char}},x}} {{random:{{random:{{user}},y}},z}}", "Ada the user"),
        ("{{ open", " open"),
        ("shut }} {{{{", "shut  "),
        ('{"json": {"a": 1}}', '{"json": {"a": 1'),
    ],
)
def test_a_macro_becomes(text: str, filled: str) -> None:
    assert fill(text, "Ada").text == filled


def test_what_nothing_can_be_put_for_is_named_once() -> None:
    filled = fill("It is {{time}} {{time}} {{getvar::mood}}{{// x}}.", "Ada")
    assert filled == ("It is   .", ("time", "getvar"))


@given(st.text("{}:,/<>aub randomcherpick\\", max_size=80), st.text("{}ab", max_size=5))
def test_no_double_brace_remains(text: str, name: str) -> None:
    filled = fill(text, name).text
    assert "{{" not in filled
    assert "}}" not in filled


@given(st.text(max_size=80).filter(lambda text: not set("{}<") & set(text)))
def test_text_without_macros_stays(text: str) -> None:
    assert fill(text, "Ada") == (text, ())


def test_braces_without_end_cost_no_time() -> None:
    assert fill("{{" * 300_000 + "}}" * 300_000, "Ada").text == ""
