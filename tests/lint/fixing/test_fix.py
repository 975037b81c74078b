"""Fixes: what they write, what they leave alone, and when they stop."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personadata.dataset import Dataset
from personadata.lint.finding import Edit, Finding, Fix
from personadata.lint.fixing.edits import delete_record, reword
from personadata.lint.fixing.fix import choose, mend
from personadata.lint.rules import RULES
from personadata.lint.run import run_rules
from personadata.lint.testing import dataset_of, example_of
from personadata.source import Source

SYNTAX = [rule() for rule in RULES if rule.code.startswith("JS")]


def check(sources: Sequence[Source]) -> list[Finding]:
    return run_rules(SYNTAX, Dataset(sources))


def mended(text: str | bytes, name: str = "data.json", *, unsafe: bool = False) -> str:
    raw = text if isinstance(text, bytes) else text.encode()
    return mend([Source(name, raw)], check, unsafe=unsafe).sources[0].raw.decode()


def samples(sources: Sequence[Source]) -> list[str]:
    return [repr(record.value) for source in sources for record in source.records]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.json", '[{"a": 1},\n {"b": 2,},\n]', '[{"a": 1},\n {"b": 2}\n]'),
        ("a.json", "[{'a': 'it\\'s \"x\"'}]", '[{"a": "it\'s \\"x\\""}]'),
        ("a.json", '[{"a": None, "b": [True, FALSE]}]', '[{"a": null, "b": [true, false]}]'),
        ("a.json", "［{“a”：“你好”，“b”：“再见”｝]", '[{"a":"你好","b":"再见"}]'),
        ("a.json", '[{"a": 1 /* one */, // two\n"b": 2}]', '[{"a": 1 , \n"b": 2}]'),
        ("a.json", '[{"a": "一\n二\t三"}]', '[{"a": "一\\n二\\t三"}]'),
        ("a.json", "[{a: 1}]", '[{"a": 1}]'),
        ("a.json", '[\u3000{"a": 1}]', '[ {"a": 1}]'),
        ("a.json", '[{"a": 1}\n {"b": "x" "c": 2}]', '[{"a": 1},\n {"b": "x", "c": 2}]'),
        ("a.json", '\ufeff[{"a": 1}]\r\n', '[{"a": 1}]\r\n'),
        ("a.json", '{"a": 1}\r\n{"a": 2}\r\n', '[\r\n{"a": 1},\r\n{"a": 2}\r\n]\r\n'),
        ("a.jsonl", '[\n {"a": 1},\n {"a": [1,\n 2]}\n]\n', '{"a": 1}\n{"a": [1, 2]}\n'),
        ("a.jsonl", '{"a": 1}{"a": "x\\ny"}\n', '{"a": 1}\n{"a": "x\\ny"}\n'),
        ("a.jsonl", '{"a": 1},\n{"a": 2},\n', '{"a": 1}\n{"a": 2}\n'),
        ("a.jsonl", '{\n  "a": 1,\n  "b": {}\n}\n', '{"a": 1, "b": {}}\n'),
        ("a.json", '[{"a": 1},\n{"a": 2}\n', '[{"a": 1},\n{"a": 2}\n]\n'),
        ("a.json", '{"data": [{"a": 1}, {"a": 2}]}', '[\n{"a": 1}, {"a": 2}\n]\n'),
    ],
)
def test_a_safe_fix_writes_what_was_meant(name: str, text: str, expected: str) -> None:
    assert mended(text, name) == expected


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": "他问"你是谁"，我答。"}]',
        '[{"a": "C:\\Users"}]',
        '[{"a": NaN}]',
        '[{"a": 1}]]',
        '[{"a": 1, "a": 2}]',
        '[{"a": "没有写完',
        '{"version": 1, "data": [{"a": 1}]}',
    ],
)
def test_what_is_a_guess_is_left_to_people(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"a": "他问"你是谁"，我答。"}]', '[{"a": "他问\\"你是谁\\"，我答。"}]'),
        ('[{"a": "C:\\Users"}]', '[{"a": "C:\\\\Users"}]'),
        ('[{"a": NaN}]', '[{"a": null}]'),
        ('[{"a": 1}]]', '[{"a": 1}]'),
    ],
)
def test_an_unsafe_fix_takes_the_guess(text: str, expected: str) -> None:
    assert mended(text, unsafe=True) == expected


def test_another_encoding_becomes_utf_8() -> None:
    text = '[{"instruction": "你是谁？", "output": "我是小澜，很高兴认识你。"}]'
    for codec in ("gb18030", "utf-16", "utf-16-le", "utf-32"):
        assert mended(text.encode(codec)) == text
    assert mend([Source("a.json", text.encode("gb18030"))], lambda _: [], unsafe=True).sources[0].codec == "gb18030"


def test_bytes_that_no_encoding_explains_are_never_rewritten() -> None:
    raw = b'[{"a": "x\xff\xfey"},]'
    source = Source("a.json", raw)
    assert mend([source], check, unsafe=True).sources == [source]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code.startswith("JS")], ids=lambda rule: rule.code)
def test_safe_fixes_keep_the_samples_and_are_idempotent(rule: type) -> None:
    for item in rule.bad:  # type: ignore[attr-defined]
        dataset = dataset_of(example_of(item))
        once = mend(dataset.sources, check, unsafe=False)
        assert samples(once.sources) == samples(dataset.sources)
        again = mend(once.sources, check, unsafe=False)
        assert again.total == 0
        assert [source.text for source in again.sources] == [source.text for source in once.sources]


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=12)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.dictionaries(_TEXT, _TEXT | st.integers() | st.none(), max_size=3), min_size=1, max_size=4),
    st.integers(),
)
def test_whatever_is_done_to_a_file_fixing_reads_the_same_and_ends(rows: list[dict[str, object]], seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    text = json.dumps(rows, ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 1)))
    for _ in range(rng.randint(0, 3)):
        place = rng.randrange(len(text) + 1)
        text = text[:place] + rng.choice((",", "，", '"', "'", "}", "]", " ", "\n", "//", "\\", "None")) + text[place:]
    source = Source("a.json", text.encode())
    done = mend([source], check, unsafe=False)
    assert samples(done.sources) == samples([source])
    assert mend(done.sources, check, unsafe=False).total == 0


def test_what_would_be_read_on_otherwise_behind_a_broken_record_is_left_alone() -> None:
    text = '[\n {},\n,  {\n  "": null,\n  "0": null\',\n  "1": null\n },\n {\n  "": null,\n  "0": ""\n },\n {}\n]'
    other = Source("b.json", b'[{"a": 1},]')
    done = mend([Source("a.json", text.encode()), other], check, unsafe=False)
    assert [source.text for source in done.sources] == [text, '[{"a": 1}]']
    assert done.total == 1
    assert any(finding.fix for finding in done.remaining)


def test_only_the_characters_of_a_fix_change() -> None:
    rows = [f'  {{"instruction": "\\u95ee{number}",\t"output":"答\\/"}}' for number in range(50)]
    text = "\ufeff[\r\n" + ",\r\n".join(rows) + ",\r\n]\r\n"
    done = mend(
        [Source("a.json", text.encode())],
        lambda sources: [finding for finding in check(sources) if finding.code == "JS101"],
        unsafe=False,
    )
    assert done.sources[0].raw.decode() == text.removesuffix(",\r\n]\r\n") + "\r\n]\r\n"


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        ('[\n{"a": 1},\n{"a": 2},\n{"a": 3}\n]', 0, '[\n{"a": 2},\n{"a": 3}\n]'),
        ('[\n{"a": 1},\n{"a": 2},\n{"a": 3}\n]', 1, '[\n{"a": 1},\n{"a": 3}\n]'),
        ('[\n{"a": 1},\n{"a": 2},\n{"a": 3}\n]', 2, '[\n{"a": 1},\n{"a": 2}\n]'),
        ('[{"a": 1}]', 0, "[]"),
        ('{"a": 1}\n{"a": 2}\n', 0, '{"a": 2}\n'),
        ('{"a": 1}\n{"a": 2}\n', 1, '{"a": 1}\n'),
        ('{"a": 1}\n', 0, ""),
    ],
)
def test_a_deleted_row_takes_its_comma_or_line_along(text: str, index: int, expected: str) -> None:
    source = Source("a", text.encode())
    edit = delete_record(source.records[index])
    assert edit is not None
    assert source.edited([(edit.start, edit.end, edit.text)]).text == expected


def test_neighbours_that_go_together_leave_a_sound_file() -> None:
    source = Source("a.json", b'[{"a": 1}, {"a": 2}, {"a": 3}]')
    for gone in ((0, 1), (1, 2), (0, 2), (0, 1, 2)):
        kept = [source]
        for _ in range(3):
            records = [r for r in kept[0].records if r.value in [{"a": n + 1} for n in gone]]
            edits = [edit for edit in map(delete_record, records) if edit]
            findings = [Finding("X", "x", "m", fix=Fix("f", (edit,))) for edit in edits]
            for finding in choose(findings, unsafe=True):
                assert finding.fix is not None
                (edit,) = finding.fix.edits
                kept[0] = kept[0].edited([(edit.start, edit.end, edit.text)])
                break
        assert json.loads(kept[0].text) == [{"a": n + 1} for n in range(3) if n not in gone]


def test_a_rewording_is_spelled_as_the_file_spells() -> None:
    for raw, expected in (
        ('[{"a": "\\u4f60\\u597d x"}]', '[{"a": "\\u518d\\"\\u89c1 x"}]'),
        ('[{"a": "你好 x"}]', '[{"a": "再\\"见 x"}]'),
    ):
        source = Source("a.json", raw.encode())
        edit = reword(source.records[0].at(("a",), 0, 2), '再"见')
        assert edit is not None
        assert source.edited([(edit.start, edit.end, edit.text)]).text == expected


def test_fixes_that_touch_the_same_characters_wait_for_the_next_round() -> None:
    source = Source("a.json", b"0123456789")

    def finding(*spans: tuple[int, int]) -> Finding:
        return Finding("X", "x", "m", fix=Fix("f", tuple(Edit(source, *span, "-") for span in spans), safe=True))

    first, over, apart, same, next_to = (
        finding((2, 5)),
        finding((4, 6)),
        finding((8, 9)),
        finding((2, 5)),
        finding((5, 8)),
    )
    assert choose([first, over, apart, same, next_to]) == [first, apart, same, next_to]
