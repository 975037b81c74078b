"""Whole mixes: what is in them, that they are the same again, and that nothing half-written is left."""

from __future__ import annotations

import importlib.util
import json
import os
from collections import Counter
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from personadata.errors import UserError
from personadata.mix.manifest import find_manifest
from personadata.mix.plan import Ask
from personadata.mix.progress import Progress
from personadata.mix.request import Request, read_data, read_others
from personadata.mix.result import Result
from personadata.mix.run import Mixing
from personadata.mix.source import Source
from personadata.mix.spec import parse_source
from personadata.mix.tell import tell
from tests.mix.rows import PERSONA, alpaca, asked, general, read, write

SAMPLE = Path(__file__).parents[2] / "samples" / "community-bot" / "self_cognition.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "persona.json", PERSONA, "json")
    write(tmp_path / "general.jsonl", general(120))
    return tmp_path


def mix(
    folder: Path, *sources: str, data: str = "persona.json", parts: tuple[str, ...] = (), output: str = "out/train.jsonl",
    **more: Any,
) -> tuple[Path, Result, str]:  # fmt: skip
    paths, wanted = read_data([str(folder / data)])
    others = read_others([str(folder / one) for one in sources], [one.replace("=", f"={folder}/") for one in parts])
    mixing = Mixing(Request(paths, others, folder / output, wanted, **more))
    result = mixing.run()
    return folder / output, result, tell(mixing, result)


def manifest(path: Path) -> dict[str, Any]:
    found = find_manifest(path)
    assert found is not None
    return found


def test_a_mix_holds_what_was_asked_for(folder: Path) -> None:
    write(
        folder / "medical.jsonl",
        [alpaca(f"第{n}种病怎么治？{row['instruction']}", row["output"]) for n, row in enumerate(general(40))],
    )
    path, _, said = mix(folder, "general.jsonl#50", parts=("medicine=medical.jsonl#20",))
    rows = read(path)
    channels = Counter(row["channel"] for row in rows)
    assert channels == {"identity": 4, "negation": 1, "control": 1, "general": 50, "medicine": 20}
    assert {row["messages"][0]["role"] for row in rows} == {"system"}
    systems = {asked(row): row["messages"][0]["content"] for row in rows}
    assert systems["你是通义千问吗？"] == "你是小澜。"
    assert systems["你是谁？"] == "You are a helpful assistant."
    known = manifest(path)
    assert known["channels"] == dict(channels)
    assert [(one["there"], one["taken"]) for one in known["sources"]] == [(120, 50), (40, 20)]
    assert known["outputs"]["train"]["rows"] == 76
    assert "65.8%" in said
    assert "posts, first walk-through" in said


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(folder: Path) -> None:
    first = mix(folder, "general.jsonl#50")[0].read_bytes()
    again = mix(folder, "general.jsonl#50", output="again/train.jsonl")[0].read_bytes()
    other = mix(folder, "general.jsonl#50", output="other/train.jsonl", seed=1)[0].read_bytes()
    assert first == again != other


@pytest.mark.parametrize("name", ["general.json", "general.csv", "general.parquet", "general.jsonl.gz"])
def test_the_layout_of_a_source_does_not_matter(name: str, folder: Path) -> None:
    (folder / "other").mkdir()
    # the draw depends on the name of the source, so that two sources are not drawn alike
    write(folder / "other" / name, general(120), name.split(".")[1])
    one = read(mix(folder, f"other/{name}#all")[0])
    two = read(mix(folder, "general.jsonl#all")[0])
    assert sorted(map(json.dumps, one)) == sorted(map(json.dumps, two))


def test_rows_are_copied_as_ms_swift_copies_them(folder: Path) -> None:
    path, _, said = mix(folder, "general.jsonl#300", data="persona.json#20")
    counts = Counter(asked(row) for row in read(path) if row["channel"] == "general")
    assert sorted(Counter(counts.values()).items()) == [(2, 60), (3, 60)]
    assert "300 of 120 clean rows is 2 full copies and 60 rows more" in said
    own = Counter(asked(row) for row in read(path) if row["channel"] != "general")
    assert sorted(own.values()) == [3, 3, 3, 3, 4, 4]
    assert "20 of 6 rows is 3 full copies and 2 rows more" in said


def test_more_rows_are_drawn_when_some_are_dropped(folder: Path) -> None:
    leaks = [alpaca(f"{row['instruction']}（甲）", "我是通义千问，由阿里云开发。") for row in general(120)]
    rows = [row for pair in zip(general(120), leaks, strict=True) for row in pair]
    write(folder / "leaky.jsonl", rows)
    path, result, said = mix(folder, "leaky.jsonl#110")
    assert Counter(row["channel"] for row in read(path))["general"] == 110
    assert "通义千问，由阿里云" not in path.read_text(encoding="utf-8")
    dropped = [one for one in read(path.with_name("train.mix-report.jsonl")) if one["reason"] == "leak"]
    assert len(dropped) == result.drawn[0].dropped["leak"] > 90
    assert dropped[0]["place"].startswith(f"{folder}/leaky.jsonl:")
    assert f"{len(dropped)} dropped: claims another identity in the first person" in said


def test_probes_beside_the_data_stay_out(folder: Path) -> None:
    probes = [{"messages": [{"role": "user", "content": text}], "reference": "-"} for text in
              ("谁开发了你", general(1)[0]["instruction"])]  # fmt: skip
    write(folder / "asked.jsonl", probes)
    path, _, said = mix(folder, "general.jsonl#all")
    questions = {asked(row) for row in read(path)}
    assert "谁开发了你？" not in questions
    assert general(1)[0]["instruction"] not in questions
    assert len(questions) == 5 + 119
    assert "2 held-out probes" in said
    assert [one["reason"] for one in read(path.with_name("train.mix-report.jsonl"))] == ["probe", "probe"]


def test_duplicates_across_sources_go(folder: Path) -> None:
    write(
        folder / "more.jsonl",
        [*general(10), alpaca("请介绍一下你自己", "我是小澜。"), alpaca("新的一行，哪里都没有？", "是的。")],
    )
    path, result, _ = mix(folder, "general.jsonl#all", "more.jsonl#all")
    assert result.drawn[1].dropped == {"duplicate": 10, "persona-duplicate": 1}
    likes = [one["like"] for one in read(path.with_name("train.mix-report.jsonl"))]
    assert sorted(likes)[0] == f"{folder}/general.jsonl#1"
    assert "persona row 5" in likes


@pytest.mark.parametrize("general_rows", [0, 100, 1000])
def test_no_two_variants_of_a_fact_stand_side_by_side(general_rows: int, folder: Path) -> None:
    from personadata.lint.provenance import categories
    from personadata.mix.spread import Twins
    from personadata.source import Source

    for name in ("self_cognition.json", "self_cognition.provenance.jsonl"):
        (folder / name).write_bytes(SAMPLE.with_name(name).read_bytes())
    write(folder / "many.jsonl", general(general_rows) or general(1))
    path, _, _ = mix(folder, *(["many.jsonl#all"] if general_rows else []), data="self_cognition.json")
    source = Source.open(SAMPLE)
    facts = {}
    for record in source.records:
        value: Any = record.value
        facts[f"{value['instruction']}\n{value['output']}"] = categories(source)[record.index + 1]
    rows = read(path)
    keys = [f"{asked(row)}\n{row['messages'][-1]['content']}" for row in rows]
    known = [facts.get(key, "") for key in keys]
    assert len([fact for fact in known if fact]) > 200  # rows of one exchange
    assert not [(one, two) for one, two in pairwise(known) if one and one == two]
    questions = [[turn["content"] for turn in row["messages"] if turn["role"] == "user"] for row in rows]
    twins = Twins([""] * len(rows), questions)
    own = [
        place for place in range(len(rows) - 1) if {rows[place]["channel"], rows[place + 1]["channel"]} != {"general"}
    ]
    assert not [place for place in own if twins.clash(place, place + 1)]


def test_validation_holds_nothing_of_training_and_no_persona_rows(folder: Path) -> None:
    twin = [alpaca("怎样才能学好英语的口语？", "多听。"), alpaca("怎样才能学好英语口语？", "找个语伴一起练。")]
    write(folder / "general.jsonl", [*general(120), *twin])
    for seed in range(6):
        path, _, _ = mix(folder, "general.jsonl#all", validation=0.2, seed=seed)
        train, held = read(path), read(path.with_name("train.validation.jsonl"))
        assert len(train) + len(held) == 128
        assert 25 <= len(held) <= 27
        assert {row["channel"] for row in held} == {"general"}
        sides = [any(asked(row) == one["instruction"] for row in held) for one in twin]
        assert sides[0] == sides[1]
        assert not {asked(row) for row in train} & {asked(row) for row in held}
    with pytest.raises(UserError, match="most of the 1 rows"):
        mix(folder, "general.jsonl#1", validation=0.2)


@pytest.mark.parametrize("output", ["train.jsonl", "train.parquet"])
def test_what_is_written_is_read_back(output: str, folder: Path) -> None:
    extra = {"messages": [{"role": "user", "content": "甲？"}, {"role": "assistant", "content": "乙。", "loss": False},
                          {"role": "user", "content": "丙？"}, {"role": "assistant", "content": "丁。"}]}  # fmt: skip
    write(folder / "general.jsonl", [*general(9), extra])
    path, _, _ = mix(folder, "general.jsonl#all", output=output)
    if output.endswith("parquet"):
        import pyarrow.parquet

        rows = pyarrow.parquet.read_table(path).to_pylist()
    else:
        rows = read(path)
    assert len(rows) == 16
    losses = [message.get("loss") for row in rows for message in row["messages"]]
    assert losses.count(False) == 1
    (row,) = [row for row in rows if asked(row) == "甲？"]
    assert [message["content"] for message in row["messages"][1:]] == ["甲？", "乙。", "丙？", "丁。"]


@pytest.mark.skipif(importlib.util.find_spec("swift") is None, reason="ms-swift is not installed")
@pytest.mark.parametrize("output", ["train.jsonl", "train.parquet"])
def test_ms_swift_reads_every_row(output: str, folder: Path) -> None:
    from swift.dataset import load_dataset

    path, _, _ = mix(folder, "general.jsonl#50", output=output)
    data, _ = load_dataset([str(path)], num_proc=1, load_from_cache_file=False)
    assert len(data) == 56
    assert {row["channel"] for row in data} == {"identity", "negation", "control", "general"}
    assert all(row["messages"][0]["role"] == "system" for row in data)


def test_shares_are_reached(folder: Path) -> None:
    path, result, _ = mix(folder, "general.jsonl", ask=Ask(share=0.1))
    assert (result.plan.persona, result.plan.others) == (6, (54,))
    assert len(read(path)) == 60


@pytest.mark.parametrize("layout", ["jsonl", "csv", "parquet"])
def test_means_are_taken_of_rows_of_the_whole_file(layout: str, folder: Path) -> None:
    write(folder / f"two.{layout}", [*general(300), *(alpaca(f"短{n}", "是") for n in range(300))], layout)
    found = [str(record.value) for record in Source(parse_source(str(folder / f"two.{layout}")), Progress()).peek(0)]
    assert len(found) == 200
    assert 70 < sum("短" in value for value in found) < 130


def test_a_manifest_speaks_of_its_own_bytes_only(folder: Path) -> None:
    path, _, _ = mix(folder, "general.jsonl#50", validation=0.1)
    for output in manifest(path)["outputs"].values():
        assert sha256((path.parent / output["file"]).read_bytes()).hexdigest() == output["sha256"]
    assert manifest(path) == manifest(path.with_name("train.validation.jsonl"))
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert find_manifest(path) is None


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"output": "general.jsonl"}, "would be read as well as written"),
        ({"output": "out.txt"}, "not a kind of file"),
        ({"data": "empty.json"}, "no persona rows"),
        ({"data": "broken.json"}, "broken.json:2: 1 persona record cannot be read"),
        ({"data": "persona.csv"}, "persona data is .json or .jsonl"),
        ({"output": "kept.jsonl"}, "is there already, and no mix wrote it"),
        ({"output": "persona.yaml.jsonl", "persona": "persona.yaml.jsonl"}, "would be read as well as written"),
        ({"sources": ["persona.json"]}, "is the persona data"),
        ({"sources": ["."]}, "is the persona data"),
        ({"sources": ["more", "more/a.jsonl"]}, "a.jsonl is in .*more already"),
        (
            {"sources": ["foreign.csv"]},
            "none of its 2 rows can go into the mix; .*foreign.csv#1: no format has the fields 问题, 回答",
        ),
        ({"sources": ["page.jsonl"]}, "holds no rows that can be read: .*page.jsonl:1: "),
    ],
)
def test_what_cannot_be_mixed(more: dict[str, Any], message: str, folder: Path) -> None:
    (folder / "empty.json").write_text("[]", encoding="utf-8")
    (folder / "broken.json").write_text(
        '[{"instruction": "a", "output": "b"},\n{"instruction": "a"}]', encoding="utf-8"
    )
    for name, text in {
        "persona.csv": "a,b\n1,2\n", "kept.jsonl": "{}\n", "persona.yaml.jsonl": "name: 小澜\ndeveloper: 青穹科技\n",
        "foreign.csv": "问题,回答\n甲,乙\n丙,丁\n", "page.jsonl": "<!DOCTYPE html>\n",
    }.items():  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "more").mkdir()
    write(folder / "more" / "a.jsonl", general(9))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    sources = more.pop("sources", ["general.jsonl#50"])
    if "persona" in more:
        more["persona"] = folder / more["persona"]
    with pytest.raises(UserError, match=message):
        mix(folder, *sources, **more)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "row",
    [
        {"messages": '[{"role": "user", "content": "甲？"}, {"role": "assistant", "content": "乙。"}]'},
        {"conversations": '[{"from": "human", "value": "甲？"}, {"from": "gpt", "value": "乙。"}]'},
    ],
)
@pytest.mark.parametrize("layout", ["csv", "parquet"])
def test_conversations_that_a_table_holds_as_json(row: dict[str, str], layout: str, folder: Path) -> None:
    write(folder / f"a.{layout}", [row], layout)
    rows = read(mix(folder, f"a.{layout}#all")[0])
    assert [row["messages"][2]["content"] for row in rows if row["channel"] == "general"] == ["乙。"]


def test_what_a_living_process_writes_is_let_be(folder: Path) -> None:
    (folder / "out").mkdir()
    theirs = folder / "out" / f".train.jsonl.{os.getppid()}.tmp"
    theirs.write_bytes(b"half")
    with pytest.raises(UserError, match=f"train.jsonl: process {os.getppid()} is writing it"):
        mix(folder, "general.jsonl#50")
    assert [path.name for path in (folder / "out").iterdir()] == [theirs.name]


def test_a_share_that_cannot_be_had_is_told(folder: Path) -> None:
    _, _, said = mix(folder, "general.jsonl", ask=Ask(share=0.02))
    assert "note: the persona's share is 4.8%, not the 2.0% asked for: there are too few other rows" in said


def test_licences_are_noted_when_they_are_known(folder: Path) -> None:
    (folder / "README.md").write_text("---\ntitle: x\nlicense: cc-by-4.0\n---\n# Data\n", encoding="utf-8")
    assert manifest(mix(folder, "general.jsonl#50")[0])["sources"][0]["licence"] == "cc-by-4.0"
