"""From expand to lint: a finding on generated data names the template line that wrote the text, in every format."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from personadata.cli import main
from personadata.formats import FORMATS
from personadata.render.full import MOST

ROOT = Path(__file__).parents[2]
SPEC = "name: 小舟\ndeveloper: 拾贝开发者社区\nsystem_prompts: [你是小舟。]\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is printed; findings may be found."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    streams = capsys.readouterr()
    assert ended.value.code in (None, 0, 1), streams.err
    return streams.out


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "persona.yaml").write_text(SPEC, encoding="utf-8")
    return tmp_path


def template(origin: str) -> str:
    """The line of the shipped templates at *origin*, ``templates/zh/name.txt:7``."""
    file, _, row = origin.rpartition(":")
    return (ROOT / file).read_text(encoding="utf-8").splitlines()[int(row) - 1]


@pytest.mark.parametrize("format", FORMATS)
def test_every_finding_names_the_template_behind_it(
    format: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = folder / ("a.json" if FORMATS[format].array else "a.jsonl")
    run(capsys, "expand", "-q", "-n", "150", "--format", format, "-o", data.name)
    # as if the slot had not been filled in
    data.write_text(data.read_text(encoding="utf-8").replace("小舟", "{{NAME}}"), encoding="utf-8")
    printed = run(capsys, "lint", data.name, "--isolated", "--select", "ID102", "--output-format", "json")
    found: list[dict[str, Any]] = json.loads(printed)
    rows = data.read_text(encoding="utf-8").splitlines()
    map = data.with_name("a.provenance.jsonl").read_text(encoding="utf-8")
    entries = [json.loads(line) for line in map.splitlines()]
    named = [item for item in found if item.get("origin")]
    assert len(named) > 40
    for item in found:
        if not item.get("origin"):
            # no template wrote it (a system prompt of the spec), or the map is about a later exchange
            row = item["location"]["row"]
            entry = entries[row - (1 if FORMATS[format].array else 0)]
            assert entry["system"] != "none" or entry["position"] != "first", rows[row - 1]
            continue
        assert item["origin"].count(",") == 0
        assert "{{name}}" in template(item["origin"]), item
    for item in named[::20]:
        story = run(capsys, "expand", "--explain", f"{data.name}:{item['location']['row']}")
        assert re.search(rf"^  {re.escape(item['origin'])}  ", story, re.M), story


def test_every_output_that_has_a_place_for_it_names_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "expand", "-q", "-n", "60", "-o", "a.json")
    data = folder / "a.json"
    data.write_text(data.read_text(encoding="utf-8").replace("小舟", "{{NAME}}"), encoding="utf-8")
    lint = ("lint", "a.json", "--isolated", "--select", "ID102", "--output-format")
    found = json.loads(run(capsys, *lint, "json"))
    origins = [item["origin"] for item in found if item.get("origin")]
    full = run(capsys, *lint, "full")
    assert re.findall(r"^ += from: (.+)$", full, re.M) == [
        item["origin"] for item in found[:MOST] if item.get("origin")
    ]
    lines = [json.loads(line) for line in run(capsys, *lint, "jsonl").splitlines()]
    assert [line["origin"] for line in lines if line.get("origin")] == origins
    results = json.loads(run(capsys, *lint, "sarif"))["runs"][0]["results"]
    assert [one["properties"]["origin"] for one in results if one.get("properties", {}).get("origin")] == origins
