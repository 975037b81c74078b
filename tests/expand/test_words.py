"""Small words around slot values."""

from __future__ import annotations

import pytest

from personadata.expand.words import gerund, join, lower_first, with_article


@pytest.mark.parametrize(
    ("phrase", "form"),
    [
        ("edit drafts", "editing drafts"), ("write code", "writing code"), ("plan trips", "planning trips"),
        ("debug Python", "debugging Python"), ("answer questions", "answering questions"), ("tie knots", "tying knots"),
        ("see patterns", "seeing patterns"), ("run tests", "running tests"), ("fix grammar", "fixing grammar"),
        ("translate", "translating"), ("chat", "chatting"), ("help", "helping"), ("play music", "playing music"),
        ("draw maps", "drawing maps"), ("format tables", "formatting tables"), ("explain errors", "explaining errors"),
        ("set goals", "setting goals"), ("summarize notes", "summarizing notes"), ("be brief", "being brief"),
    ],
)  # fmt: skip
def test_gerund(phrase: str, form: str) -> None:
    assert gerund(phrase) == form


def test_a_declared_gerund_wins() -> None:
    assert gerund("x", "x-ing it") == "x-ing it"


@pytest.mark.parametrize(
    ("role", "language", "text"),
    [
        ("AI assistant", "en", "an AI assistant"), ("writing assistant", "en", "a writing assistant"),
        ("LLM tutor", "en", "an LLM tutor"), ("university guide", "en", "a university guide"),
        ("honest broker", "en", "an honest broker"), ("SQL helper", "en", "an SQL helper"),
        ("UI designer", "en", "a UI designer"), ("hourly planner", "en", "an hourly planner"),
        ("写作助手", "zh", "一个写作助手"), ("小程序", "zh", "一款小程序"), ("在线客服", "zh", "一位在线客服"),
    ],
)  # fmt: skip
def test_article(role: str, language: str, text: str) -> None:
    assert with_article(role, language) == text


def test_join() -> None:
    assert join(["改稿", "列提纲", "起标题"], "zh") == "改稿、列提纲和起标题"
    assert join(["edit", "write"], "en") == "edit and write"
    assert join(["a", "b", "c"], "en") == "a, b and c"
    assert join(["x"], "en") == "x"
    assert join([], "zh") == ""


def test_lower_first() -> None:
    assert lower_first("Edit drafts") == "edit drafts"
    assert lower_first("SQL queries") == "SQL queries"
