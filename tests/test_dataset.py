"""Sources → rows, and which files are data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from personadata.dataset import Dataset, find, find_files, search
from personadata.errors import UserError
from personadata.source import Source

ROWS: list[Any] = [
    {
        "instruction": "按要求写",
        "input": "写首诗",
        "output": "好的。",
        "system": "你是小澜。",
        "history": [["问", "答"]],
    },
    {"messages": [{"role": "user", "content": "你是谁？"}, {"role": "assistant", "content": "我是小澜。"}]},
    {"conversations": [{"from": "human", "value": "在\n吗"}, {"from": "gpt", "value": "在。"}]},
]


def dataset(text: str) -> Dataset:
    return Dataset([Source("a.json", text.encode())])


@pytest.mark.parametrize("ascii_only", [True, False])
def test_every_character_of_every_turn_is_found_in_the_file(ascii_only: bool) -> None:
    data = dataset(json.dumps(ROWS, ensure_ascii=ascii_only, indent=1))
    text = data.sources[0].text
    assert [row.format for row in data] == ["alpaca", "messages", "sharegpt"]
    for row in data:
        for index, turn in enumerate(row.sample.turns):
            for at, character in enumerate(turn.text):
                start, end = row.at(index, at, at + 1).offsets()
                spelled = text[start:end]
                if spelled:
                    assert json.loads(f'"{spelled}"') == character
                else:  # the line break that joins instruction and input stands in neither
                    assert (row.format, character) == ("alpaca", "\n")


def test_whole_turns_and_records() -> None:
    data = dataset(json.dumps(ROWS, ensure_ascii=False))
    text = data.sources[0].text
    first = next(iter(data))
    assert json.loads(slice_of(text, first.at().offsets())) == ROWS[0]
    assert [json.loads(slice_of(text, first.at(turn).offsets())) for turn in range(5)] == [
        "你是小澜。", "问", "答", "按要求写", "好的。",
    ]  # fmt: skip


def test_what_is_no_row_is_a_misfit_or_lost() -> None:
    data = dataset('[{"instruction": "问"}, {"x": 1}, "text", {"a": bad}, {"instruction": "问", "output": "答"}]')
    assert (len(data), len(data.misfits), data.lost) == (1, 3, 4)
    assert [len(misfit.problems) for misfit in data.misfits] == [1, 0, 0]


def test_a_file_named_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_text("[]")
    monkeypatch.chdir(tmp_path)
    assert find_files([Path("a.json"), tmp_path / "a.json", Path()]) == [Path("a.json")]


def test_provenance_maps_are_no_data_even_when_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "a.provenance.jsonl").write_text("{}")
    assert find_files(sorted(tmp_path.iterdir())) == [tmp_path / "a.json"]
    with pytest.raises(UserError, match="no data files"):
        find_files([tmp_path / "a.provenance.jsonl"])


def test_a_mix_of_files_beside_it_is_told_apart(tmp_path: Path) -> None:
    made, part, other = (tmp_path / name for name in ("mixed.jsonl", "part.json", "sub/other.json"))
    other.parent.mkdir()
    for file in (made, part, other):
        file.write_text("[]")
    manifest = {"persona": {"files": [{"path": "part.json"}]}, "sources": [], "outputs": {"train": {"file": made.name}}}
    (tmp_path / "mixed.mix.json").write_text(json.dumps(manifest))
    assert search(tmp_path) == find([tmp_path]) == ([part, other], [made])
    # named, it is data; passed over, it is told of once
    assert find([made, tmp_path, tmp_path]) == ([made, part, other], [made])
    part.unlink()
    assert search(tmp_path) == ([made, other], [])


def test_a_spec_is_no_data() -> None:
    with pytest.raises(UserError, match=r"lint --persona persona\.yaml"):
        find_files([Path("persona.yaml")])


def slice_of(text: str, offsets: tuple[int, int]) -> str:
    return text[offsets[0] : offsets[1]]
