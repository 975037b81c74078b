"""What people see."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.dataset import Dataset
from personadata.lint.finding import Finding
from personadata.lint.report import Report
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.lint.select import choose_rules
from personadata.render import render, use_color
from personadata.render.frame import WIDTH, frame
from personadata.render.full import MOST
from personadata.render.width import columns, printable, widths, window
from personadata.source import Source, Spot
from tests.render.reports import awkward, shown

ROW = '{"instruction": "%s", "output": "我是{{NAME}}。"}'


def test_a_finding_whole() -> None:
    text = '[\n  {"instruction": "你是谁？", "output": "我是{{NAME}}。"}\n]\n'
    assert shown(text, "full", "ID102") == (
        "data/a.json:2:40: error ID102 the placeholder “{{NAME}}” is not filled in\n"
        "  |\n"
        '2 |   {"instruction": "你是谁？", "output": "我是{{NAME}}。"}\n'
        "  |                                              ^^^^^^^^\n"
        "  = help: put the name in its place; --model_name and --model_author fill no file of yours\n"
        "\n"
        "1 error in 1 file (1 sample)\n"
    )


def test_both_places_of_a_duplicate_are_shown() -> None:
    rows = [
        '{"instruction": "你是谁？", "output": "小澜"}',
        *['{"instruction": "' + str(n) + '", "output": "答"}' for n in range(9)],
    ]
    text = "[" + ",\n".join([*rows, '{"instruction": "你是谁", "output": "小澜"}']) + "]"
    assert shown(text, "full", "DU101") == (
        "data/a.json:11:17: error DU101 the same question and answer as in a row before\n"
        "   |\n"
        '11 | {"instruction": "你是谁", "output": "小澜"}]\n'
        "   |                 ^^^^^^^^\n"
        "   = first here: data/a.json:1:18\n"
        "   |\n"
        ' 1 | [{"instruction": "你是谁？", "output": "小澜"},\n'
        "   |                  ----------\n"
        "   = help: delete this row, or write another question or answer\n"
        "\n"
        "1 error in 1 file (11 samples); --fix --unsafe-fixes mends 1\n"
    )


def test_a_finding_about_the_whole_with_its_table() -> None:
    report = awkward()
    out = "".join(render(dataclasses.replace(report, findings=report.findings[3:]), "full"))
    assert out.startswith(
        "data set: error RA101 2 samples\n"
        "  | kind      rows\n"
        "  | 身份         2\n"
        "  | general  1,000\n"
    )  # fmt: skip


def test_in_chinese() -> None:
    assert shown('{"a": 1,}', "full", "JS101", lang="zh") == (
        "data/a.json:1:8: 错误 JS101 多了一个尾随逗号\n"
        "  |\n"
        '1 | {"a": 1,}\n'
        "  |        ^\n"
        "  = 建议：删掉这个逗号\n"
        "\n"
        "1 个文件（没有样本）：1 个错误；--fix 可以修好 1 个\n"
    )


def test_nothing_found() -> None:
    text = '[{"instruction": "问", "output": "答"}]'
    assert shown(text, "full", "ID102") == "no findings in 1 file (1 sample)\n"
    assert shown("[]", "full", "ID102") == "no findings in 1 file (no samples)\n"
    assert shown(text, "full", "ID102", lang="zh") == "1 个文件（1 条样本）：没有发现问题\n"


def test_a_rule_with_very_many_findings_is_cut_short() -> None:
    text = "".join(ROW % number + "\n" for number in range(MOST + 1200))
    out = shown(text, "full", "ID102", name="a.jsonl")
    assert out.count(": error ID102") == MOST
    assert out.endswith(
        "ID102 unfilled-placeholder: 1,200 more, shown by --output-format concise\n1,220 errors in 1 file (1,220 samples)\n"
    )
    assert shown(text, "concise", "ID102", name="a.jsonl").count(": error ID102") == MOST + 1200


@pytest.mark.parametrize(
    "before",
    [
        "你好", "ｈａｌｆ ﾊﾝｶｸ", "e\u0301a\u0308", "😀🎉", "👩‍💻👨‍👩‍👧‍👦", "👍🏽🤷🏿‍♀️", "❤️☀️", "🇨🇳🇬🇧", "한글", "\u1112\u1161\u11ab", "नमस्ते",
        "“弯引号”——……", "\\t\\u4f60", "", "长" * 300, "word " * 300,
    ],
)  # fmt: skip
def test_the_mark_stands_under_the_place(before: str) -> None:
    lines = shown(ROW % before, "full", "ID102", name="a.jsonl").splitlines()
    assert _under(lines[2], lines[3]) == "{{NAME}}"
    assert columns(lines[2]) <= WIDTH + len("1 | ") + 1


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tabs_and_line_ends(end: str) -> None:
    lines = shown(f"\t[\t{ROW % '问'},{end}{ROW % '再问'}]", "full", "ID102").splitlines()
    assert _under(lines[2], lines[3]) == _under(lines[8], lines[9]) == "{{NAME}}"
    assert lines[2].endswith("},")


def test_a_whole_data_set_in_one_row() -> None:
    text = "[" + ", ".join(ROW % f"第{number}问" for number in range(2000)) + "]"
    lines = shown(text, "full", "ID102").splitlines()
    for at in range(2, 6 * MOST, 6):
        assert _under(lines[at], lines[at + 1]) == "{{NAME}}"
        assert columns(lines[at]) <= WIDTH + 6


def test_a_long_line_is_cut_around_the_place() -> None:
    text = '{"instruction": "问", "output": "' + "很长的话，" * 200 + "我是{{NAME}}。" + "又是很长的话，" * 200 + '"}'
    line, marks = shown(text, "full", "ID102", name="a.jsonl").splitlines()[2:4]
    assert columns(line) <= 104
    assert line.count("…") == 2
    assert _under(line, marks) == "{{NAME}}"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (0, 3), (2, 9), (7, 7), (7, 8), (8, 12), (12, 12)])
def test_places_at_line_ends_and_over_lines(start: int, end: int) -> None:
    source = Source("a.json", "第一行\r\n二\n\n末行四".encode())
    report = Report(
        [Finding("JS203", "broken-record", "x", spot=Spot(source, start=start, end=end))], Dataset([source])
    )
    line, marks = "".join(render(report, "full")).splitlines()[2:4]
    assert line == f"{source.position(start)[0]} | {source.line(source.position(start)[0])}"
    assert marks.strip("| ")
    assert set(marks) <= set(" |^")


def test_data_never_reaches_the_terminal_as_commands() -> None:
    hostile = "\x7f\u202e{{NAME}}\x85\u061c\U000e0041"
    for format in ("full", "concise"):
        out = shown(f'[{{"instruction": "问", "output": "{hostile}"}}]', format, "ID102", name="a\x1b[2J\n.json")
        assert not set(out) & {"\x1b", "\x7f", "\u202e", "\x85", "\u061c", "\U000e0041"}
    assert not re.search("[\x00-\x08\x0b-\x1f]", "".join(render(awkward(), "full")))


def test_colour_only_adds_colour() -> None:
    text = '[{"instruction": "问", "output": ""},{"instruction": "问", "output": ""},]'
    assert re.sub("\x1b\\[\\d+m", "", shown(text, "full", color=True)) == shown(text, "full")
    assert "\x1b[31m" in shown(text, "full", color=True)


@pytest.mark.parametrize(
    ("terminal", "environment", "expected"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (True, {"TERM": "xterm-256color"}, True),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": ""}, False),
        (True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (False, {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
    ],
)
def test_when_to_colour(terminal: bool, environment: dict[str, str], expected: bool) -> None:
    assert use_color(terminal, environment) is expected


def test_a_report_of_a_real_run_says_the_same_twice() -> None:
    dataset = Dataset([Source("a.json", b'[{"instruction": "hi", "output": ""},]')])
    report = Report(run_rules(choose_rules(RULES), dataset), dataset)
    assert "".join(render(report, "full")) == "".join(render(report, "full"))


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3), ("你好", 4), ("“”", 2), ("e\u0301", 1), ("ｱ", 1), ("😀", 2), ("👩‍💻", 2), ("👍🏽", 2), ("❤️", 2), ("❤", 1), ("1\ufe0f\u20e3", 2), ("↔\ufe0f", 2),
        ("🇨🇳", 2), ("한", 2), ("\u1112\u1161\u11ab", 2), ("🤷🏿‍♀️x", 3), ("", 0), ("♀️a", 3), ("葛\U000e0100", 2), ("👩🏽\u200d🤝\u200d👩🏾", 2), ("क\u094d\u200dष", 2),
    ],
)  # fmt: skip
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


@given(st.text(max_size=80), st.data(), st.integers(20, 60))
def test_a_window_shows_what_is_marked(text: str, data: st.DataObject, width: int) -> None:
    line = printable(text)
    assert len(line) == len(text) == len(widths(line))
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    part, first, last = window(line, start, end, width)
    assert columns(part) <= width + 2
    assert 0 <= first <= last <= len(part)
    assert line[start:end].startswith(part[first:last].removesuffix("…"))
    assert last > first or start == end


@given(st.text(st.sampled_from("a你😀\n\r\t\u200d\ufe0f\u0301❤🏽"), max_size=400), st.data())
def test_a_frame_is_three_lines_wherever_the_place_is(text: str, data: st.DataObject) -> None:
    source = Source("a.json", b"")
    source.text = text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = list(frame(Spot(source, start=start, end=end), " ", lambda text, style: text, ""))
    assert len(lines) == 3
    assert not any(set(line) & set("\n\r\t") for line in lines)
    assert columns(lines[1]) <= WIDTH + 7
    assert re.fullmatch(r" +\| +\^+", lines[2])
    assert columns(lines[2]) <= columns(lines[1]) + 1


def _under(line: str, marks: str) -> str:
    """What stands above the marks."""
    at, found = 0, ""
    each = widths(line)
    for character, width in zip(line, each, strict=True):
        if width and marks[at : at + 1] == "^":
            found += character
        at += width
    return found
