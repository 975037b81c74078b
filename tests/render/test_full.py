"""What people see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.dataset import Dataset
from personadata.lint.report import Report
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.lint.select import choose_rules
from personadata.render import render
from personadata.render.width import columns, printable, window
from personadata.source import Source


def shown(text: str, *select: str, color: bool = False, name: str = "data/a.json") -> str:
    dataset = Dataset([Source(name, text.encode())])
    report = Report(run_rules(choose_rules(RULES, select=select), dataset), dataset)
    return "".join(render(report, "full", color=color))


def test_a_finding_whole() -> None:
    text = '[\n  {"instruction": "你是谁？", "output": "我是{{NAME}}。"}\n]\n'
    assert shown(text, "ID102") == (
        "data/a.json:2:40: error ID102 the placeholder “{{NAME}}” is not filled in\n"
        "  |\n"
        '2 |   {"instruction": "你是谁？", "output": "我是{{NAME}}。"}\n'
        "  |                                              ^^^^^^^^\n"
        "  = help: put the name in its place; --model_name and --model_author fill no file of yours\n"
        "\n"
        "1 error in 1 file (1 sample)\n"
    )


def test_related_places_and_a_finding_about_the_whole() -> None:
    text = '[{"instruction": "你是谁？", "output": "小澜"},\n{"instruction": "你是谁", "output": "小澜"}]'
    out = shown(text, "DU101", "RA101")
    assert "  = first here: data/a.json:1:18\n" in out
    assert "data set: error RA101 2 samples, fewer than 20\n  = help: add at least 18" in out
    assert out.endswith("\n2 errors in 1 file (2 samples)\n")


def test_nothing_found() -> None:
    assert shown('[{"instruction": "问", "output": "答"}]', "ID102") == "no findings in 1 file (1 sample)\n"
    assert shown("[]", "ID102") == "no findings in 1 file (no samples)\n"


def test_a_long_line_is_cut_around_the_place() -> None:
    text = '{"instruction": "问", "output": "' + "很长的话，" * 200 + "我是{{NAME}}。" + "又是很长的话，" * 200 + '"}'
    line, marks = shown(text, "ID102", name="a.jsonl").splitlines()[2:4]
    assert columns(line) <= 104
    assert line.count("…") == 2
    start, width = marks.index("^"), marks.count("^")
    assert width == 8
    assert _cut(line, start, start + width) == "{{NAME}}"


def test_data_never_reaches_the_terminal_as_commands() -> None:
    out = shown('[{"instruction": "问", "output": "\x7f\u202e{{NAME}}\x85"}]', "ID102", name="a\x1b[2J.json")
    assert not set(out) & {"\x1b", "\x7f", "\u202e", "\x85"}


def test_colour_only_adds_colour() -> None:
    import re

    text = '[{"instruction": "问", "output": ""},]'
    assert re.sub("\x1b\\[\\d+m", "", shown(text, color=True)) == shown(text)
    assert "\x1b[31m" in shown(text, color=True)


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("你好", 4), ("“”", 2), ("e\u0301", 1), ("ｱ", 1), ("😀", 2)])
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


@given(st.text(max_size=80), st.data(), st.integers(20, 60))
def test_a_window_shows_what_is_marked(text: str, data: st.DataObject, width: int) -> None:
    line = printable(text)
    assert len(line) == len(text)
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    part, first, last = window(line, start, end, width)
    assert columns(part) <= width + 2
    assert 0 <= first <= last <= len(part)
    assert line[start:end].startswith(part[first:last].removesuffix("…"))
    assert last > first or start == end


def _cut(line: str, start: int, end: int) -> str:
    """What stands in columns *start* to *end* of *line*."""
    at, found = 0, ""
    for character in line:
        if start <= at < end:
            found += character
        at += columns(character)
    return found
