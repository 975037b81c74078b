"""Reading data files: exact places, every kind of damage, and no input that brings it down."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.source import KINDS, Source, Spot, value_at
from personadata.source.spelling import decode, locate

TEXTS = st.text(st.characters(exclude_categories=()), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(TEXTS, VALUES, max_size=4)


def source(text: str | bytes, name: str = "a.json") -> Source:
    return Source(name, text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))


def damage(text: str | bytes, name: str = "a.jsonl") -> list[tuple[str, tuple[int, int]]]:
    read = source(text, name)
    return [(item.kind, read.position(item.start)) for item in read.damage]


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inside for found in paths(item, (*path, key)))]


# ---- the two properties ----


@given(st.lists(RECORDS, max_size=4), st.sampled_from([None, 0, 2]), st.booleans(), st.booleans())
def test_every_span_decodes_back_to_its_value(
    records: list[Any], indent: int | None, ascii_only: bool, lines: bool
) -> None:
    dumped = [json.dumps(record, ensure_ascii=ascii_only, indent=None if lines else indent) for record in records]
    if any("\ud800" <= character <= "\udfff" for text in dumped for character in text):
        dumped = [json.dumps(record) for record in records]
    read = source("\n".join(dumped), "a.jsonl") if lines else source(f"[{','.join(dumped)}]", "a.json")
    assert [record.value for record in read.records] == records
    for record in read.records:
        for path in paths(record.value):
            start, end = record.at(path).offsets()
            assert json.loads(read.text[start:end]) == value_at(record.value, path)
            if path and isinstance(path[-1], str):
                start, end = record.key(path).offsets()
                assert json.loads(read.text[start:end]) == path[-1]


@given(TEXTS, st.booleans(), st.data())
@example("😀é\n", True, None)
@example('\\"/', True, None)
def test_every_character_range_maps_to_the_text_that_spells_it(text: str, ascii_only: bool, data: Any) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        ascii_only = True
    record = source(json.dumps([{"a": text}], ensure_ascii=ascii_only)).records[0]
    text = record.value["a"]  # type: ignore[index]  # two halves of a pair become one character
    ranges = [(i, j) for i in range(len(text) + 1) for j in range(i, len(text) + 1)] if data is None else None
    if ranges is None:
        first = data.draw(st.integers(0, len(text)))
        ranges = [(first, data.draw(st.integers(first, len(text))))]
    for first, last in ranges:
        start, end = record.at(("a",), first, last).offsets()
        assert json.loads(f'"{record.source.text[start:end]}"') == text[first:last]


@given(st.text(st.sampled_from('\\"/bnu0dDe83\U0001f600x'), max_size=30), st.data())
def test_spelling_of_damaged_strings_is_consistent(inside: str, data: Any) -> None:
    text = decode(inside)
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    start, end = locate(inside, 0, len(inside), first, last)
    assert decode(inside[start:end]) == text[first:last]


# ---- positions ----


@pytest.mark.parametrize(
    ("text", "path", "chars", "start", "end"),
    [
        ('[{"a": "我是小澜。"}]', ("a",), (2, 4), (1, 11), (1, 13)),
        ('[\r\n\t{"a": "x😀y"}\r\n]', ("a",), (1, 2), (2, 10), (2, 11)),
        (r'[{"a": "\ud83d\ude00y"}]', ("a",), (1, 2), (1, 21), (1, 22)),
        (r'[{"a": "\u4f60\n好"}]', ("a",), (2, 3), (1, 17), (1, 18)),
        ('[{"a": "我是"}]', ("a",), (None, None), (1, 8), (1, 12)),
        ('[{"m": [{"c": "x"}, {"c": "你好"}]}]', ("m", 1, "c"), (0, 1), (1, 28), (1, 29)),
        ('[{"a": "x"}]', ("a", "b"), (None, None), (1, 8), (1, 11)),
        ('[\n  {\n    "a": 1\n  }\n]', (), (None, None), (2, 3), (4, 4)),
        ("[{'a': 'it\\'s 小澜'}]", ("a",), (5, 7), (1, 15), (1, 17)),
    ],
)
def test_position(text: str, path: Any, chars: Any, start: Any, end: Any) -> None:
    spot = source(text).records[0].at(path, *chars)
    assert (spot.position, spot.end_position) == (start, end)


def test_positions_without_a_record_are_offsets() -> None:
    spot = Spot(source('[\n{"a": 1,}]'), start=10, end=11)
    assert (spot.position, spot.end_position, spot.content) == ((2, 9), (2, 10), '{"a": 1,}]')


def test_a_byte_order_mark_takes_no_column() -> None:
    assert source('\ufeff[{"a": "x"}]').records[0].at(("a",)).position == (1, 8)


def test_lines_and_ends() -> None:
    read = source("一\r\n二\n\n三")
    assert [read.line(row) for row in (1, 2, 3, 4)] == ["一", "二", "", "三"]
    assert [read.position(offset) for offset in (0, 3, 4, 5, 6, 7)] == [(1, 1), (2, 1), (2, 2), (3, 1), (4, 1), (4, 2)]


# ---- damage ----


@pytest.mark.parametrize(
    ("text", "found", "values"),
    [
        ('{"a": 1,}', [("trailing-comma", (1, 8))], [{"a": 1}]),
        ("{'a': 'don't'}", [("single-quote", (1, 2))], [{"a": "don't"}]),
        ('{"a": None, "b": True}', [("python-literal", (1, 7))], [{"a": None, "b": True}]),
        ('{"a": NaN}', [("not-a-number", (1, 7))], [{"a": None}]),
        ("{“a”：“你好”}", [("full-width", (1, 2))], [{"a": "你好"}]),
        ("{“a”：“她说”好“，走了”，“b”：1}", [("full-width", (1, 2))], [{"a": "她说”好“，走了", "b": 1}]),
        ('// 说明\n{"a": 1}', [("comment", (1, 1))], [{"a": 1}]),
        ('{"a": 1 # 说明\n}', [("not-one-a-line", (1, 1)), ("comment", (1, 9))], [{"a": 1}]),
        ('{"a": "x\ty"}', [("raw-control", (1, 9))], [{"a": "x\ty"}]),
        (r'{"a": "C:\Users"}', [("bad-escape", (1, 10))], [{"a": r"C:\Users"}]),
        ('{"a": "他说"好"，走了"}', [("inner-quote", (1, 10))], [{"a": '他说"好"，走了'}]),
        ("{a: 1}", [("bare-key", (1, 2))], [{"a": 1}]),
        ('{"a":\u30001}', [("foreign-space", (1, 6))], [{"a": 1}]),
        ('{"a": "x" "b": 1}', [("missing-comma", (1, 11))], [{"a": "x", "b": 1}]),
        ('{"a": 1, "a": 2}', [("duplicate-key", (1, 10))], [{"a": 2}]),
        ('{"a": "x",, "b": 1}', [("extra-comma", (1, 11))], [{"a": "x", "b": 1}]),
        ('{"a": "",, "b": "y"}', [("extra-comma", (1, 10))], [{"a": "", "b": "y"}]),
        ('{"a": "x”, "b": "y”}', [("full-width", (1, 9))], [{"a": "x", "b": "y"}]),
        ('{"a”: "她说“好”", "b": 1}', [("full-width", (1, 4))], [{"a": "她说“好”", "b": 1}]),
        ('{"a": "x\n{"a": "y"}', [("unclosed", (1, 9))], [{"a": "y"}]),
        ('{"a": "x"}\n{"a": "y', [("truncated", (2, 9))], [{"a": "x"}]),
        ('{"a": wrong}\n{"a": 1}', [("unexpected", (1, 7))], [{"a": 1}]),
        ('{"a": "x\n[\n{"a": "y"}\n]', [("unclosed", (1, 9)), ("array-in-jsonl", (2, 1))], [{"a": "y"}]),
        ("# 标题\n\n正文\n\n# 标题\n", [("not-json", (1, 1))], []),
        ('{"a" 1}\n{"a": 1}', [("no-colon", (1, 6))], [{"a": 1}]),
        ('{1: 1}\n{"a": 1}', [("no-key", (1, 2))], [{"a": 1}]),
        ('{"a": ' + "[" * 300 + "\n" + '{"a": 1}', [("too-deep", (1, 107))], [{"a": 1}]),
        ('{"a": ' + "7" * 5000 + "}", [("huge-number", (1, 7))], [{"a": float("inf")}]),
        ('\ufeff{"a": 1}', [("byte-order-mark", (1, 1))], [{"a": 1}]),
        ('{"a": 1}\n\0\0', [("nul", (2, 1))], [{"a": 1}]),
        ("", [("empty-file", (1, 1))], []),
        ("version https://git-lfs.github.com/spec/v1\noid", [("lfs-pointer", (1, 1))], []),
        ('下载完成\n{"a": 1}\n', [("not-json", (1, 1))], [{"a": 1}]),
        ('[{"a": 1}]', [("array-in-jsonl", (1, 1))], [{"a": 1}]),
        ('{\n"a": 1}', [("not-one-a-line", (1, 1))], [{"a": 1}]),
        ('{"a": 1}{"a": 2}', [("not-one-a-line", (1, 9))], [{"a": 1}, {"a": 2}]),
        ('{"a": 1},\n{"a": 2}', [("comma-between-lines", (1, 9))], [{"a": 1}, {"a": 2}]),
        ('{"a": 1}}\n{"a": 2}', [("stray-bracket", (1, 9))], [{"a": 1}, {"a": 2}]),
        ('{"data": [{"a": 1}, {"a": 2}]}', [("wrapped", (1, 2))], [{"a": 1}, {"a": 2}]),
        ('{"messages": [{"a": 1}]}', [], [{"messages": [{"a": 1}]}]),
        ('{"a": "\\ud800"}', [], [{"a": "\ud800"}]),
        (' \r\n{"a": 1}\r\n\r\n{"a": 2}\r\n', [], [{"a": 1}, {"a": 2}]),
    ],
)
def test_damage_in_lines(text: str, found: Any, values: Any) -> None:
    read = source(text, "a.jsonl")
    assert damage(text) == found
    assert [record.value for record in read.records] == values


@pytest.mark.parametrize(
    ("text", "found", "values"),
    [
        ('[{"a": 1},]', [("trailing-comma", (1, 10))], [{"a": 1}]),
        ('[{"a": 1}\n{"a": 2}\n{"a": 3}]', [("missing-comma", (1, 10))], [{"a": 1}, {"a": 2}, {"a": 3}]),
        ('[{"a": 1}，{"a": 2}]', [("full-width", (1, 10))], [{"a": 1}, {"a": 2}]),
        ('[{"a": 1}］', [("full-width", (1, 10))], [{"a": 1}]),
        ('[{"a": 1}},\n{"a": 2}]', [("stray-bracket", (1, 10))], [{"a": 1}, {"a": 2}]),
        ('[{"a": 1}]\n[{"a": 2}]', [("after-array", (2, 1))], [{"a": 1}, {"a": 2}]),
        ('[{"a": 1},\n<<<<<<< HEAD\n{"a": 2}]', [("merge-conflict", (2, 1))], [{"a": 1}, {"a": 2}]),
        ('[\n  {\n    "a": 1\n  },\n下一批：\n  {\n    "a": 2\n  }\n]', [("not-json", (5, 1))], [{"a": 1}, {"a": 2}]),
        ('[{"a":"x","b":1,{"a":"y","b":2},{"a":"z","b":3}]', [("unclosed", (1, 17))], [{"a": "y", "b": 2}, {"a": "z", "b": 3}]),
        ('[{"a":"x","b":"y},{"a":"z","b":"w"},{"a":"v"}]', [("unclosed", (1, 17))], [{"a": "z", "b": "w"}, {"a": "v"}]),
        ('以下是数据：\n[{"a": 1}]\n完\n', [("not-json", (1, 1))], [{"a": 1}]),
        ('const rows = [\n{"a": 1}]', [("text-before", (1, 1))], [{"a": 1}]),
        ('{"train": [{"a": 1}], "test": [{"a": 2}]}', [("wrapped", (1, 2)), ("wrapped", (1, 23))], [{"a": 1}, {"a": 2}]),
        ('{"a": {"0": "x", "1": "y"}, "b": {"0": "x", "1": "y"}}', [("by-columns", (1, 1))], []),
        ('{"0": {"a": "x"}, "1": {"a": "y"}}', [("by-columns", (1, 1))], []),
        ('{"a": ["x", "y"], "b": ["z", "w"]}', [("by-columns", (1, 1))], []),
        ('{"columns": ["a", "b"], "index": [0], "data": [["x", "y"]]}', [("by-columns", (1, 1))], []),
        ('{"Sheet1": [{"query": "x", "response": "y"}]}', [("wrapped", (1, 2))], [{"query": "x", "response": "y"}]),
        ('{"code": 0, "data": {"list": [{"query": "x", "response": "y"}]}}', [("wrapped", (1, 22))], [{"query": "x", "response": "y"}]),
        ('{"code": 0, "data": {"list": [{"query": "x", "response": "y",}]}}', [("wrapped", (1, 22)), ("trailing-comma", (1, 61))], [{"query": "x", "response": "y"}]),
        ('{"title": "t", "turns": [{"speaker": "x"}]}', [], [{"title": "t", "turns": [{"speaker": "x"}]}]),
        ('{"a": {"x": 1}, "b": {"x": 2}}', [], [{"a": {"x": 1}, "b": {"x": 2}}]),
        ('[{"a": 1}, # x\n{"a": 2}]', [("comment", (1, 12))], [{"a": 1}, {"a": 2}]),
        ('[{"a": 1}', [("unclosed-array", (1, 10))], [{"a": 1}]),
        ('[{"a": 1}, {"a": "x', [("truncated", (1, 20))], [{"a": 1}]),
        ('[\n  {"a": bad},\n  {"a": 2}\n]', [("unexpected", (2, 9))], [{"a": 2}]),
        ('[\n  {\n    "m": [\n      {"r": bad}\n    ]\n  },\n  {\n    "m": []\n  }\n]', [("unexpected", (4, 13))], [{"m": []}]),
        ('[{"m": [{"r": bad}]},{"m": [{"r": 1}]}]', [("unexpected", (1, 15))], [{"m": [{"r": 1}]}]),
        ('{"a": 1}\n{"a": 2}\n', [("lines-in-json", (2, 1))], [{"a": 1}, {"a": 2}]),
        ('{"a": 1}', [], [{"a": 1}]),
        ("[]", [("empty-file", (1, 1))], []),
        ('{"version": 1, "data": [{"a": 1,}]}', [("wrapped", (1, 16)), ("trailing-comma", (1, 32))], [{"a": 1}]),
    ],
)  # fmt: skip
def test_damage_in_arrays(text: str, found: Any, values: Any) -> None:
    read = source(text)
    assert damage(text, "a.json") == found
    assert [record.value for record in read.records] == values


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ('{"a": 1}\n\ufeff{"a": 2}\n', "inner-mark", [{"a": 1}, {"a": 2}]),
        ('1: {"a": 1}\n2: {"a": 2}\n', "text-before", [{"a": 1}, {"a": 2}]),
        ('<think>\n想一想 {1}\n</think>\n\n{"a": 1}\n', "not-json", [{"a": 1}]),
        ('<row>{"a": 1}\n<row>{"a": 2}\n', "text-before", [{"a": 1}, {"a": 2}]),
        ('data: {"a": 1}\n\ndata: {"a": 2}\n', "text-before", [{"a": 1}, {"a": 2}]),
        ('2024-05-01 12:00:00 made\n{"a": 1}\n', "not-json", [{"a": 1}]),
        ('{\\"a\\": \\"x\\"}\n{\\"a\\": \\"y\\\\nz\\"}\n', "escaped-quotes", []),
        ('"{""a"": ""x""}"\n"{""a"": ""y""}"\n', "escaped-quotes", []),
        ('{"a": 1}\r{"a": 2}\r', "not-one-a-line", [{"a": 1}, {"a": 2}]),
        ("{&quot;a&quot;: &quot;x&quot;}\n{&quot;a&quot;: &quot;y &amp;amp; z&quot;}\n", "escaped-quotes", []),
        ("{'a': 'x'}\n" * 5, "single-quote", [{"a": "x"}] * 5),
        ('{"a": array(["x"])}\n' * 5 + '{"a": 1}\n' * 15, "unexpected", [{"a": 1}] * 15),
    ],
)
def test_damage_that_comes_once_a_line_is_reported_once(text: str, kind: str, values: list[Any]) -> None:
    read = source(text, "a.jsonl")
    assert [item.kind for item in read.damage] == [kind]
    assert [record.value for record in read.records] == values


@pytest.mark.parametrize(
    ("raw", "kind", "message"),
    [
        (b"\x1f\x8b\x08\x00\x00", "packed", "this is a gzip file, not JSON"),
        (b"PAR1\x15\x04\n{}", "other-file", "this is a Parquet file, not JSON"),
        (b"instruction,output\nq,a\np,b\n", "other-file", "this is a CSV table, not JSON"),
        (b'"q","a, ""x""\nb"\n"p","b"\n', "other-file", "this is a CSV table, not JSON"),
        (b"q\ta\np\tb\n", "other-file", "this is a table with tabs (TSV), not JSON"),
        (b"| q | a |\n|---|---|\n| x | y |\n", "other-file", "this is a Markdown table, not JSON"),
        (b"- instruction: q\n  output: a\n", "other-file", "this is a YAML file, not JSON"),
        (b"<!DOCTYPE html>\n<html></html>", "web-page", "this is a web page (HTML), not JSON"),
        (b'<?xml version="1.0"?>\n<Error/>', "other-file", "this is an XML file, not JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "other-file", "this is a picture, not JSON"),
        (b"\x80\x04\x95\x10\x00\x00", "other-file", "this is a Python pickle, not JSON"),
        (b"a.json".ljust(257, b"\0") + b"ustar", "packed", "this is a tar archive, not JSON"),
        (bytes(range(256)) * 4, "other-file", "this is a binary file, not JSON"),
    ],
)
def test_a_file_of_another_kind_is_one_finding(raw: bytes, kind: str, message: str) -> None:
    read = source(raw)
    (found,) = read.damage
    assert (found.kind, found.message) == (kind, message)
    assert not read.records
    assert read.broken


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ('[{"a": "我是小澜，你好"}]'.encode("gb18030"), "the file is GB18030 (GBK), not UTF-8"),
        ('[{"a": "我是小澜"}]'.encode("utf-16"), "the file is UTF-16, not UTF-8"),
        ('[{"a": "我是小澜"}]'.encode("utf-16-le"), "the file is UTF-16, not UTF-8"),
        ('[{"a": "我是小澜"}]'.encode("utf-16-be"), "the file is UTF-16, not UTF-8"),
        ('[{"a": "我是小澜"}]'.encode("utf-32"), "the file is UTF-32, not UTF-8"),
        ('[{"a": "我是小澜"}]'.encode("utf-16") + b"\n", "the file is UTF-16, not UTF-8"),
        ('[{"a": "我是小'.encode() + b"\xe6" + '澜"}]'.encode(), "the bytes E6 are no UTF-8 text"),
        (
            '[{"a": "我是小'.encode() + b"\xed\xa0\xbd\xed\xb8\x80" + '澜"}]'.encode(),
            "the bytes ED A0 BD ED B8 80 are no UTF-8 text",
        ),
        (
            b"[" + b",\n".join(f'{{"a": "我是小{n}'.encode() + b'\xe6"}' for n in range(30)) + b"]",
            "the bytes E6 are no UTF-8 text, and 29 more like it",
        ),
        (
            '[{"a": "我是小澜"},\n'.encode() + '{"a": "我是小澜，你好"}]'.encode("gb18030"),
            "1 of the file's lines are GB18030 (GBK), not UTF-8",
        ),
    ],
)
def test_other_encodings_are_named_and_read(raw: bytes, message: str) -> None:
    read = source(raw)
    assert [item.message for item in read.damage] == [message]
    assert "我是小" in read.records[0].value["a"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        ("請介紹臺北的著名景點。臺北有故宮博物院和士林夜市，這些都是遊客最喜歡的地方。", "big5", "Big5"),
        ("東京の名所を紹介してください。浅草寺や上野公園などがあります。", "cp932", "Shift_JIS"),
        ("東京の名所を紹介してください。浅草寺や上野公園などがあります。", "euc_jp", "EUC-JP"),
        ("서울의 명소를 소개해 주세요. 경복궁과 남산타워 등이 있습니다.", "cp949", "EUC-KR"),
        ("It’s called “Le Déjà Vu”, near São Paulo’s centre.", "cp1252", "Windows-1252"),
    ],
)
def test_older_encodings_are_named_and_read(text: str, codec: str, name: str) -> None:
    read = source(json.dumps([{"a": text}], ensure_ascii=False).encode(codec))
    assert [item.message for item in read.damage] == [f"the file is {name}, not UTF-8"]
    assert [record.value for record in read.records] == [{"a": text}]
    assert read.codec == codec


def test_damage_that_many_records_have_is_one_finding_with_every_repair() -> None:
    read = source('{"a": 1}\n' * 5 + "{'a': True,}\n" * 15, "a.jsonl")
    assert [(item.kind, read.position(item.start)[0], len(item.repairs)) for item in read.damage] == [
        ("single-quote", 6, 15),
        ("python-literal", 6, 15),
        ("trailing-comma", 6, 15),
    ]
    few = source('{"a": 1}\n' * 20 + '{"a": True}\n' * 6, "a.jsonl")
    assert len(few.damage) == 6


def test_each_kind_of_damage_is_reported_once_a_record_with_its_number() -> None:
    read = source("{“a”：“x”}\n{“a”：“y”}\n", "a.jsonl")
    assert [item.message for item in read.damage] == ['“ stands where JSON wants ", and 4 more like it'] * 2


def test_damage_of_the_whole_file_is_reported_once() -> None:
    read = source('{"a": 1},\n' * 300, "a.jsonl")
    assert [item.message for item in read.damage] == ["a comma between records outside an array, and 299 more like it"]


def test_a_broken_record_does_not_hide_its_neighbours() -> None:
    rows = [json.dumps({"instruction": f"问{number}", "output": "答"}, ensure_ascii=False) for number in range(50)]
    rows[20] = rows[20][:-5]
    read = source("\n".join(rows), "a.jsonl")
    assert [record.value["instruction"] for record in read.records] == [f"问{n}" for n in range(50) if n != 20]  # type: ignore[index]
    assert (read.broken, [read.position(item.start)[0] for item in read.damage]) == (1, [21])


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '[{"a": ' + "9" * 100_000 + "}]",
        '{a: "x\n' * 20_000,
        '["a" ' * 50_000,
        "{'a': 'x'}\n" * 20_000,
        "下载完成\n" * 50_000,
        '{"a": 1}}\n' * 20_000,
        "/*" * 50_000,
        '[{"a": bad}, ' * 20_000,
    ],
    ids=range(10),
)
def test_hostile_files_are_read_in_linear_time(text: str) -> None:
    assert source(text).damage


def test_open_says_what_is_wrong_with_a_path(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such file or folder"):
        Source.open(tmp_path / "x.json")


# ---- no input brings it down ----

MENDS = st.sampled_from([*"{}[],:\"'“”：，\\/#\n\r\t 0x", "//", "None", "\ufeff", "\0", "\u3000", "\\u12", "}{", "NaN"])
SOUND = '[\n  {"instruction": "你是谁？", "input": "", "output": "我是\\"小澜\\"。"},\n  {"messages": [{"role": "user"}]}\n]'


def sane(read: Source) -> None:
    for item in read.damage:
        assert item.kind in KINDS
        assert 0 <= item.start <= item.end <= len(read.text)
        assert item.message
        assert item.help
        assert read.position(item.start) <= read.position(item.end)
    last = 0
    for record in read.records:
        assert last <= record.start < record.end <= len(read.text)
        last = record.end
        for path in paths(record.value):
            start, end = record.at(path).offsets()
            assert record.start <= start <= end <= record.end
            value = value_at(record.value, path)
            if isinstance(value, str) and value:
                start, end = record.at(path, 0, 1).offsets()
                assert start < end


@settings(max_examples=300)
@given(st.binary(max_size=200), st.sampled_from(["a.json", "a.jsonl", "a"]))
def test_random_bytes(raw: bytes, name: str) -> None:
    sane(source(raw, name))


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(["a.json", "a.jsonl"]))
def test_mutated_json(data: Any, name: str) -> None:
    text = SOUND
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 0, 1, 1, 2, 20])))
        text = text[:start] + data.draw(MENDS) + text[end:]
    read = source(text, name)
    sane(read)
    try:
        value = json.loads(text, parse_constant=lambda name: pytest.fail("constant"))
    except (ValueError, pytest.fail.Exception):
        assert read.damage, "what json refuses must be reported"
    else:
        if isinstance(value, list) and value:
            assert [record.value for record in read.records] == value


@given(st.text(st.sampled_from("{}[]\"':,\\ \nabt1“”：，/#*"), max_size=60))
def test_structural_noise(text: str) -> None:
    sane(source(text, "a.jsonl"))
