"""Input that nobody means well with: no file, text or path brings the linter down, and none takes it more than linear time."""

from __future__ import annotations

import faulthandler
import json
import os
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personadata.cli import main
from personadata.dataset import Dataset
from personadata.lint.finding import Finding, Related
from personadata.lint.fixing.fix import mend
from personadata.lint.message import say
from personadata.lint.report import Report
from personadata.lint.rule import Mark, SampleRule
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.persona import Persona, load_persona
from personadata.render import FORMATS, render
from personadata.sample import Sample
from personadata.source import Source, Spot

ROOT = Path(__file__).parents[2]
SECONDS = 1_800  # for one test: what is quadratic would take days


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    faulthandler.dump_traceback_later(SECONDS, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@cache
def persona() -> Persona:
    return load_persona(ROOT / "samples" / "community-bot" / "persona.yaml")


def judge(source: Source, declared: Persona | None = None) -> Report:
    """What all rules find in *source*: none crashes, and every place is in the file."""
    dataset = Dataset([source], declared)
    found = run_rules([rule() for rule in RULES], dataset)
    for finding in found:
        assert "this rule crashed" not in finding.message, f"{finding.code}: {finding.message}"
        assert len(finding.message) < 5_000
        for spot in (finding.spot, *(related.spot for related in finding.related)):
            if spot is not None:
                start, end = spot.offsets()
                assert 0 <= start <= end <= len(source.text)
    return Report(found, dataset)


def show(report: Report, lang: str = "en") -> None:
    """*report* in every format; what programs read is held to its syntax."""
    for format in FORMATS:
        text = "".join(render(report, format, color=format == "full", lang=lang))
        text.encode("utf-8")
        if format == "junit":
            suites = ElementTree.fromstring(text)  # noqa: S314
            assert len(suites.findall(".//testcase")) >= 1
        elif format == "jsonl":
            assert len([json.loads(line) for line in text.split("\n") if line]) == len(report.findings)
        elif format in ("json", "gitlab"):
            assert len(json.loads(text)) == len(report.findings)
        elif format == "sarif":
            assert len(json.loads(text)["runs"][0]["results"]) == len(report.findings)
        elif format == "rdjson":
            assert len(json.loads(text)["diagnostics"]) == len(report.findings)


def rows(*texts: str, ascii: bool = True) -> bytes:
    """An Alpaca file with *texts* as questions and answers in turns."""
    pairs = zip(texts[::2], texts[1::2], strict=True)
    return json.dumps(
        [{"instruction": question, "output": answer} for question, answer in pairs], ensure_ascii=ascii
    ).encode()


HALF = "\ud800"
ROW = '{"instruction": "你是谁？", "input": "", "output": "我是小舟。"}'
PLAIN = ROW.replace("？", "?").replace("。", ".")
ENCODINGS = (
    "gb18030", "gbk", "big5", "shift_jis", "euc_jp", "euc_kr", "iso2022_jp", "hz", "utf-7", "latin-1", "cp1252", "koi8_r",
    "cp037", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
)  # fmt: skip
READ = ("gb18030", "gbk", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
ASCII = ("iso2022_jp", "hz", "utf-7", "latin-1", "cp1252", "koi8_r")  # as bytes, or with ? for what they cannot write
# name of the file, its bytes, and codes that are among the findings
FILES: dict[str, tuple[str, bytes, set[str]]] = {
    "deep": ("a.json", b"[" * 100_000, {"JS204"}),
    "deep and closed": ("a.json", b'[{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]", {"JS204"}),
    "deep objects": ("a.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, {"JS204"}),
    "deep as Python still reads": ("a.jsonl", b'{"a": ' + b"[" * 900 + b"]" * 900 + b"}", {"JS204"}),
    "deep beside sound rows": ("a.jsonl", b"\n".join((ROW.encode(), b'{"a":' * 500 + b"1" + b"}" * 500, ROW.encode())), {"JS204", "DU101"}),
    "deep in full width": ("a.json", "［".encode() * 20_000, {"JS204"}),
    "NUL": ("a.json", b"\0" * 100_000, {"JS303"}),
    "NUL in a text": ("a.json", rows("你是谁？", "\0" * 1000), {"TX101"}),
    "20 MB in one row": ("a.json", rows("你是谁？", "我是" + "的" * 7_000_000, ascii=False), {"JS206"}),
    "20 MB in one unclosed text": ("a.json", b'[{"instruction": "' + b"a" * 20_000_000, {"JS206"}),
    "20 MB of nothing": ("a.jsonl", b"a" * 20_000_000, {"JS306"}),
    "20 MB of white space": ("a.jsonl", b" \n" * 10_000_000, {"JS304"}),
    "halves of pairs in every field": (
        "a.jsonl",
        b"\n".join(
            json.dumps(record).encode()
            for record in (
                {"instruction": HALF, "input": HALF, "output": f"我是{HALF}", "system": HALF, "channel": HALF,
                 "history": [[HALF, HALF]], HALF: HALF},
                {"messages": [{"role": HALF, "content": HALF}, {"role": "user", "content": HALF, HALF: HALF}]},
                {"messages": [{"role": "user", "content": "你是谁"}, {"role": "assistant", "content": f"我是{HALF}通义千问"}]},
                {"conversations": [{"from": "human", "value": HALF}, {"from": "gpt", "value": f"{HALF}{{{{NAME}}}}"}]},
                {"query": HALF, "response": HALF}, {HALF: {HALF: [HALF]}}, {"a": HALF}, HALF,
            )
        ),
        {"SC103", "SC104"},
    ),
    "halves of pairs in many rows": ("a.json", rows(*(f"{HALF}你{n}是谁？" if n % 2 else f"\udc00我是小舟{n}" for n in range(120))), set()),
    "half pairs as bytes": ("a.json", '[{"instruction": "\ud800", "output": "\udfff"}]'.encode("utf-8", "surrogatepass"), {"JS302"}),
    "huge numbers": ("a.json", b'[{"instruction": 1e400, "output": -1e400, "id": ' + b"9" * 100_000 + b"}]", {"JS205", "SC102"}),
    "a huge loss": ("a.jsonl", b'{"messages": [{"role": "user", "content": "a", "loss": 1e400}, {"role": "assistant", "content": "b"}]}', {"SC102"}),
    "a huge index": ("a.jsonl", b'{"id": 1e9999999999, "n": 1E+400, "m": -0, "query": "a", "response": 1e-400}', {"SC102"}),
    "a key of 10 MB": ("a.json", json.dumps([{"k" * 10_000_000: 1}]).encode(), {"JS206"}),
    "a key of 500 kB": ("a.json", json.dumps([{"instruction": "a", "k" * 500_000: 1}, {"k" * 500_000: 1}]).encode(), {"SC103", "SC101"}),
    "a role of 500 kB": ("a.json", json.dumps([{"messages": [{"role": "k" * 500_000, "content": "x"}]}]).encode(), {"SC104"}),
    "100,000 keys": ("a.json", json.dumps([{f"k{n}": n for n in range(100_000)}]).encode(), {"JS206"}),
    "50,000 keys": ("a.json", json.dumps([{f"k{n}": n for n in range(50_000)} | {"instruction": "a"}]).encode(), {"SC101", "SC109"}),
    "50,000 files' worth of keys": ("a.jsonl", b"\n".join(b'{"k%d": 1}' % n for n in range(50_000)), {"SC103"}),
    "50,000 keys twice": ("a.json", b"[{" + b", ".join(b'"k%d": 1' % (n // 2) for n in range(50_000)) + b"}]", {"JS113"}),
    "20,000 turns, each wrong": ("a.json", json.dumps([{"messages": [{"role": "x", "content": 1}] * 20_000}]).encode(), {"SC104", "SC102"}),
    "1,000,000 empty objects": ("a.jsonl", b"{}\n" * 1_000_000, {"SC103"}),
    "1,000,000 numbers": ("a.jsonl", b"1\n" * 1_000_000, {"SC103"}),
    "100,000 empty arrays in a row": ("a.jsonl", b"[]" * 100_000, {"JS308"}),
    "100,000 records in one line": ("a.jsonl", b'{"query": "a", "response": "b"}' * 100_000, {"JS309"}),
    "carriage returns alone": ("a.jsonl", "\r".join([ROW] * 60).encode(), {"JS309", "DU101"}),
    "carriage returns in an array": ("a.json", f"[\r{ROW}\r]".encode(), {"RA101"}),
    "other line ends": ("a.jsonl", "\n".join(ROW.replace("小舟", f"小\u2028舟\u2029{n}\x85\x0b\x0c\x1c") for n in range(30)).encode(), {"JS107"}),
    "right to left": ("a.json", rows("مرحبا \u202eabc\u202c", "\u2066שלום\u2069 {{NAME}}", ascii=False), {"ID102", "TX101"}),
    "a byte order mark": ("a.json", b"\xef\xbb\xbf", {"JS301", "JS304"}),
    "100,000 byte order marks": ("a.json", b"\xef\xbb\xbf" * 100_000 + f"[{ROW}]".encode(), {"JS301"}),
    "marks of UTF-8 and UTF-16": ("a.json", b"\xef\xbb\xbf\xff\xfe" + f"[{ROW}]".encode("utf-16-le"), {"JS301"}),
    "half a character of UTF-16": ("a.json", f"[{ROW}]".encode("utf-16")[:-1], {"JS302"}),
    "every byte": ("a.json", bytes(range(256)) * 2_000, {"JS306"}),
    "bytes of no encoding": ("a.json", bytes(range(128, 256)) * 20_000, {"JS302", "JS306"}),
    "comments never closed": ("a.json", b"/*\n" * 100_000, {"JS106"}),
    "comments never closed in records": ("a.jsonl", b'{"a": /*\n' * 50_000, {"JS203"}),
    "texts never closed": ("a.jsonl", b'{"a": "b\n' * 50_000, {"JS201"}),
    "braces and spaces": ("a.json", b'[{"a": bad}' + b" " * 200_000 + b"x", {"JS203"}),
    "broken in one line": ("a.json", b"[" + b", ".join(b'{"k%d": bad}' % n for n in range(20_000)), {"JS203"}),
    "broken and indented": ("a.json", "".join(" " * n + "{bad\n" for n in range(1_500)).encode(), {"JS203"}),
    "closing brackets": ("a.json", b"}{" * 100_000, {"JS312"}),
    "full-width quotes": ("a.json", "“".encode() * 100_000, {"JS105"}),
    "quotes": ("a.json", b'"' * 200_001, {"JS306"}),
    "quotes and line breaks": ("a.json", b'{"a": "x"' + b'\n"' * 100_000, {"JS202"}),
    "backslashes": ("a.json", b'{"a": "' + b"\\" * 200_001, {"JS202"}),
    "rows of Python": ("a.jsonl", b"{'a': \"b\", 'c': None}\n" * 20_000, {"JS102", "JS103"}),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_no_file_brings_it_down(name: str) -> None:
    file, raw, codes = FILES[name]
    report = judge(Source(file, raw))
    assert codes <= {finding.code for finding in report.findings}
    show(Report(report.findings[:200], report.dataset))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding(encoding: str) -> None:
    text = "[" + ",\n".join([PLAIN] * 3) + "]"
    report = judge(Source("a.json", text.encode(encoding, "replace")))
    show(report)
    read = [record.value for record in report.dataset.sources[0].records] == json.loads(text)
    told = {"JS301", "JS302"} & {finding.code for finding in report.findings}
    assert (read, bool(told)) == (encoding in READ, encoding not in ASCII), (read, told)


# ---- long texts ----

# as a question and as an answer, with a persona and without; bench/hostile.py tries more of them, and measures
TEXTS = (
    "我是" * 50_000, "我是" + "的" * 100_000, "我是由" + "一" * 100_000, "不" * 100_000, "你" * 100_000, "我由a" * 50_000, "小舟" * 50_000,
    "我是小舟" * 50_000, "通义千问" * 25_000, "我是通义千问" * 20_000, "作为一个" * 25_000, "a" * 200_000, "I am " * 40_000, "I am " + "really " * 20_000,
    "as a " + "large " * 30_000, "OpenAI " * 30_000, "I was " + "developed and " * 10_000, "GPT-" * 50_000, " " * 200_000, "\n" * 200_000,
    "\r\n" * 100_000, "\t" * 100_000, "1" * 200_000, "1-" * 100_000, "138" * 60_000, "1 " * 100_000, "<" * 50_000, "<think>" * 20_000,
    "<think>" * 10_000 + "</think>" * 10_000, "</" * 50_000, "<|" * 50_000, "<!--" * 30_000, "&amp;" * 30_000, "{{" * 50_000, "{" * 100_000,
    "[" * 100_000, "（" * 100_000, "“" * 100_000, "「" * 100_000, '"' * 100_000, "`" * 100_000, "```\n" * 30_000, "*" * 100_000, "_" * 100_000,
    "." * 200_000, "a." * 100_000, "a@" * 100_000, "a@b." * 50_000, "。" * 100_000, "，" * 100_000, "，a" * 50_000, "…" * 100_000, "-" * 200_000,
    "\u0301" * 100_000, "\u200b" * 100_000, "\u202e" * 100_000, "\ufffd" * 100_000, "😀" * 100_000, HALF * 100_000, "\0" * 100_000,
    "Ã©" * 50_000, "ab" * 40 + " " * 100_000, "你是谁？\n" * 30_000, "问：答：" * 25_000, "Input:\nOutput: " * 10_000, "sk-" + "a" * 100_000,
    "-----BEGIN " * 20_000, "eyJ" * 50_000, "ก" * 100_000, "ا" * 100_000, "繁體简体" * 25_000, "a，" * 50_000, "ａ" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text[:12]!a}x{len(text)}")
def test_no_text_takes_more_than_linear_time(text: str) -> None:
    for declared in (None, persona()):
        judge(Source("a.json", rows("你是谁？", text, text + "？", "我是小舟。")), declared)


# ---- what fuzzing found (tests/fuzz/fuzz_lint.py) ----

FOUND: dict[str, tuple[str, bytes]] = {
    "two stretches of a line that are no JSON were deleted twice": ("a.jsonl", b"[{}.[{}{}\\ud800[{}{d]"),
    "behind a byte order mark a line was not taken for one": (
        "a.json",
        b'{"a": 1}\n\xef\xbb\xbf{"a"b": 1},\n{"instruction": "a", "output": "b"},\n',
    ),
    "copies behind which reading went on were deleted, and it went on elsewhere": (
        "a.json",
        b'[{"instruction": "a", "output": "b"},\n{"instruction": "a", "output": "b"},\n{"instruction":x "1", "output": "2"},\n'
        b'{"instruction": "a", "output": "b"},2"},\n{"instruction": "c", "output": "d"}\n]\n',
    ),
    "a half pair in a name made the search for misspellings crash": (
        "a.json",
        rows(
            "你是谁？",
            "我是小澜。",
            "你是谁",
            "小澜。",
            "你是谁!",
            "我叫小澜\udce4\udc82\udce6\udcbd",
            "谁?",
            "叫我小澜。",
        ),
    ),
    "a line break was taken out of a text that was still damaged": (
        "a.jsonl",
        b'"[\n{Dins instructioChat%"[\n{Dins instructioChatGPTGPT1?", "in\x04',
    ),
    "an array among records was put into a line of its own, where it is none": ("a.jsonl", b"[[]"),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_fuzzing_found(name: str) -> None:
    file, raw = FOUND[name]
    source = Source(file, raw)
    for declared in (None, persona()):
        show(judge(source, declared), "zh")
    done = mend([source], lambda sources: list(judge(sources[0]).findings), unsafe=False)
    before, after = ({repr(record.value): None for record in one.records} for one in (source, done.sources[0]))
    assert list(after) == list(before)
    mend([source], lambda sources: list(judge(sources[0]).findings), unsafe=True)


# ---- marks stand where they are planted ----


class Planted(SampleRule):
    """Objects to what stands between ⟦ and ⟧."""

    code = "ZZ900"
    name = "planted"
    bad: ClassVar = ([("问", "⟦答⟧")],)

    def check_sample(self, sample: Sample, persona: Persona | None = None) -> Iterator[Mark]:
        for turn, spoken in enumerate(sample.turns):
            for found in re.finditer("⟦[^⟧]*⟧", spoken.text):
                yield self.mark(found[0], turn, *found.span())


PIECES = st.text(
    st.sampled_from('你a "\\/{}[]:,\n\r\t\x00\x1f\x7f\u2028\u202e\ufeff\u0301é😀\ud83d\ude00\ud800'), max_size=8
)
SAID = st.lists(st.tuples(PIECES, PIECES), min_size=1, max_size=3).map(
    lambda pairs: "".join(f"{plain}⟦{marked}⟧" for plain, marked in pairs)
)
SHORT = {'"': '\\"', "\\": "\\\\", "/": "\\/", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\x08": "\\b", "\x0c": "\\f"}


def spell(value: Any, chance: random.Random, space: str) -> str:
    """*value* as JSON, each character spelled in one of the ways JSON has, with *space* between."""
    if isinstance(value, dict):
        pairs = (f"{spell(key, chance, '')}{space}:{space}{spell(item, chance, space)}" for key, item in value.items())
        return f"{{{space}{f'{space},{space}'.join(pairs)}{space}}}"
    if isinstance(value, list):
        return f"[{space}{f'{space},{space}'.join(spell(item, chance, space) for item in value)}{space}]"
    if not isinstance(value, str):
        return json.dumps(value)
    return f'"{"".join(_spelled(character, chance) for character in value)}"'


def _spelled(character: str, chance: random.Random) -> str:
    if character in SHORT and (character in '"\\' or chance.random() < 0.5) and chance.random() < 0.7:
        return SHORT[character]
    if character in '"\\' or character < " " or "\ud800" <= character <= "\udfff" or chance.random() < 0.3:
        units = character.encode("utf-16-be", "surrogatepass")
        codes = (units[at : at + 2].hex() for at in range(0, len(units), 2))
        return "".join(f"\\u{code.upper() if chance.random() < 0.5 else code}" for code in codes)
    return character


RECORDS = st.one_of(
    st.tuples(SAID, SAID, SAID, SAID).map(
        lambda said: {"input": said[0], "output": said[1], "instruction": said[2], "history": [[said[3], ""]], "id": 1}
    ),
    st.tuples(SAID, SAID).map(lambda said: {"instruction": "", "input": said[0], "output": said[1], "system": ""}),
    st.tuples(SAID, SAID, SAID).map(
        lambda said: {
            "x": [1, {"a": []}],
            "messages": [
                {"role": "system", "content": said[0]},
                {"content": said[1], "role": "user"},
                {"role": "assistant", "content": said[2]},
            ],
        }
    ),
    st.tuples(SAID, SAID, SAID).map(
        lambda said: {
            "system": said[2],
            "conversations": [{"from": "human", "value": said[0]}, {"value": said[1], "from": "gpt"}],
        }
    ),
    st.tuples(SAID, SAID, SAID).map(lambda said: {"query": said[0], "response": said[1], "history": [["", said[2]]]}),
    st.tuples(SAID, SAID).map(lambda said: {"Question": said[0], "Answer": [said[1], "⟦other⟧"]}),
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(RECORDS, min_size=1, max_size=3), st.randoms(use_true_random=False),
    st.sampled_from(["", " ", "\n  ", "\r\n\t", "\t\r"]), st.sampled_from(["\n", "\r\n", "\n\n"]), st.booleans(),
)  # fmt: skip
def test_marks_decode_to_what_was_planted(
    records: list[dict[str, Any]], chance: random.Random, space: str, ends: str, lines: bool
) -> None:
    spelled = [spell(record, chance, " " if lines else space) for record in records]
    text = ends.join(spelled) if lines else f"[{f',{ends}'.join(spelled)}{ends}]"
    source = Source("a.jsonl" if lines else "a.json", ("\ufeff" * chance.randint(0, 1) + text).encode("utf-8"))
    dataset = Dataset([source])
    assert len(dataset) == len(records)
    findings = list(Planted().check(dataset))
    planted = [mark for row in dataset for turn in row.sample.turns for mark in re.findall("⟦[^⟧]*⟧", turn.text)]
    assert [finding.message for finding in findings] == planted
    for finding in findings:
        assert finding.spot is not None
        start, end = finding.spot.offsets()
        assert json.loads(f'"{source.text[start:end]}"') == finding.message
        (row, column), (last, behind) = finding.spot.position, finding.spot.end_position
        assert source.line(row)[column - 1 :].startswith(source.text[start:end].split("\n")[0].removesuffix("\r"))
        assert row == last, "JSON has no raw line break in a text"
        assert behind - column == end - start
    show(Report(findings, dataset))


# ---- every finding can be shown ----

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=20)
SPOT = st.tuples(st.integers(0, 40), st.integers(0, 40))
NAMES = ANYTHING.map(lambda name: name.replace("\0", "")).filter(bool)


@settings(max_examples=200, deadline=None)
@given(NAMES, ANYTHING, st.lists(st.tuples(ANYTHING, ANYTHING, st.sampled_from(["error", "warning", "info"]), SPOT, SPOT), max_size=4), st.sampled_from(["en", "zh"]))  # fmt: skip
def test_any_finding_can_be_shown(name: str, text: str, said: list[Any], lang: str) -> None:
    source = Source(name, text.encode("utf-8", "surrogatepass") * 3)

    def spot(place: tuple[int, int]) -> Spot:
        start, end = sorted(min(at, len(source.text)) for at in place)
        return Spot(source, start=start, end=end)

    findings = [
        Finding(
            "ZZ900", "planted", say("{what}: {text}", what=say("{a}", a=message), text=help), severity,
            spot(place) if number % 3 else None, (Related(spot(other), help),), help, table=((message, help), (help, "1")),
        )
        for number, (message, help, severity, place, other) in enumerate(said)
    ]  # fmt: skip
    show(Report(findings, Dataset([source])), lang)


# ---- paths ----


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code, and all that was printed."""
    with pytest.raises(SystemExit) as ended:
        main(["lint", "--isolated", *arguments])
    streams = capsys.readouterr()
    return int(ended.value.code or 0), streams.out + streams.err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    inside = tmp_path / "data" / "folder.json"
    inside.mkdir(parents=True)
    (inside / "a.json").write_text(f"[{ROW}]", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("", "error: an empty path\nhelp: for the current folder, write .\n"),
        ("no.json", "error: no.json: no such file or folder\n"),
        ("self.json", "error: self.json: cannot read: Too many levels of symbolic links\n"),
        ("dangling.json", "error: dangling.json: a link to gone.json, which does not exist\n"),
        ("/dev/zero", "error: /dev/zero: is a device, not a file\nhelp: for standard input, write -\n"),
        ("a" * 300 + ".json", "cannot read: File name too long\n"),
        ("/proc/self/mem", "cannot read: Input/output error\n"),
        ("data/folder.json/a.json/b.json", "cannot read: Not a directory\n"),
    ],
)
def test_paths_that_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str], argument: str, message: str
) -> None:
    (folder / "self.json").symlink_to("self.json")
    (folder / "dangling.json").symlink_to("gone.json")
    code, printed = lint(capsys, argument)
    assert (code, printed[-len(message) :]) == (2, message)


def test_folders_may_hold_anything(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(folder / "data" / "pipe.json")
    (folder / "data" / "zero.json").symlink_to("/dev/zero")
    (folder / "data" / "round").symlink_to("..")
    (folder / "data" / "round.json").symlink_to(".")
    code, printed = lint(capsys, "data", "--select", "JS,SC")
    assert (code, printed) == (0, "no findings in 1 file (1 sample)\n")


def test_a_pipe_is_read_to_its_end(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reader, writer = os.pipe()
    os.write(writer, f"[{ROW},]".encode())
    os.close(writer)
    code, printed = lint(capsys, f"/dev/fd/{reader}", "--select", "JS", "--output-format", "concise")
    os.close(reader)
    assert code == 1
    assert f"/dev/fd/{reader}:1:{len(ROW) + 2}: error JS101 a trailing comma" in printed


def test_a_file_that_may_not_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = folder / "data" / "secret.json"
    secret.write_text("[]", encoding="utf-8")
    secret.chmod(0)
    if os.access(secret, os.R_OK):
        pytest.skip("this user may read every file")
    code, printed = lint(capsys, "data")
    assert (code, printed) == (2, "error: data/secret.json: cannot read: Permission denied\n")


def test_a_file_that_vanishes(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = Source.open

    def open_late(path: Path) -> Source:
        path.unlink()
        return opening(path)

    monkeypatch.setattr(Source, "open", open_late)
    code, printed = lint(capsys, "data")
    assert (code, printed) == (2, "error: data/folder.json/a.json: no such file or folder\n")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "name", [b"\xff\xfe.json", "中文 名\u2028\u202e.json".encode(), b"a\n::error::b%0A,=.json", b"-.json", b"[a].json"]
)
def test_any_name_of_a_file(folder: Path, capsys: pytest.CaptureFixture[str], name: bytes, format: str) -> None:
    place = os.path.join(os.fsencode(folder), b"data", name)  # noqa: PTH118
    Path(os.fsdecode(place)).write_bytes(rows("你是谁？", "我是{{NAME}}。"))
    code, printed = lint(capsys, "data", "--select", "ID102", "--output-format", format)
    assert code == 1
    assert "ID102" in printed
    if format in ("full", "concise", "github"):
        assert not any(line.startswith("::error::b") for line in printed.splitlines())
