"""The two import commands as people start them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from personadata.persona import load_persona
from tests.importing.cards import V3, charx, dumped, png

ROWS = [
    {"instruction": "你是谁？", "input": "", "output": "我是小舟，由拾贝社区开发。"},
    {"instruction": "Who are you?", "input": "", "output": "I am 小舟, developed by 拾贝社区."},
]


def run(cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "personadata", *args], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    ("name", "raw"), [("a.json", dumped(V3)), ("a.png", png(ccv3=dumped(V3))), ("a.charx", charx(dumped(V3)))]
)
def test_a_card_becomes_a_draft_that_wants_a_developer(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    done = run(tmp_path, "import-card", name)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("wrote persona.yaml, a draft\nnext: ")
    assert f"{name}: a character card, v3" in done.stderr
    assert "developer: missing; it has to be declared" in done.stderr
    expanded = run(tmp_path, "expand", "persona.yaml", "-o", "out.jsonl")
    assert expanded.returncode == 2
    assert "developer: missing; it has to be declared" in expanded.stderr
    path = tmp_path / "persona.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("#developer:", "developer: Shellworks"), encoding="utf-8")
    assert load_persona(path).name.en == "Ada Night"


def test_an_identity_set_becomes_a_spec(tmp_path: Path) -> None:
    (tmp_path / "set.json").write_text(json.dumps(ROWS), encoding="utf-8")
    done = run(tmp_path, "import-identity", "set.json", "-o", "sub/p.yaml", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert (
        "set.json: 2 rows (zh 1, en 1)\nname: 小舟, said by 2 rows\ndeveloper: 拾贝社区, said by 2 rows\n"
        in done.stderr
    )
    assert "to do: sub/p.yaml: 2 places marked TODO\n" in done.stderr
    persona = load_persona(tmp_path / "sub" / "p.yaml")
    assert (persona.name.zh, persona.developer.zh, persona.languages) == ("小舟", "拾贝社区", ("zh", "en"))


@pytest.mark.parametrize(("command", "file"), [("import-card", "c.json"), ("import-identity", "set.json")])
def test_a_file_is_overwritten_only_when_asked(tmp_path: Path, command: str, file: str) -> None:
    (tmp_path / "c.json").write_bytes(dumped(V3))
    (tmp_path / "set.json").write_text(json.dumps(ROWS), encoding="utf-8")
    path = tmp_path / "persona.yaml"
    path.write_text("mine", encoding="utf-8")
    done = run(tmp_path, command, file)
    assert done.returncode == 2
    assert done.stderr == "error: persona.yaml: is already there\nhelp: --force overwrites it, -o writes elsewhere\n"
    assert path.read_text(encoding="utf-8") == "mine"
    assert run(tmp_path, command, file, "--force").returncode == 0
    assert path.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(
    ("command", "raw", "message"),
    [
        ("import-card", b"{", "x:1:2: not JSON"),
        ("import-card", png(), "x: a picture without a character card"),
        ("import-card", b"[" * 100_000, "x: nested too deep for a card"),
        ("import-card", None, "x: no such card"),
        ("import-identity", b"[]", "x: no row with an answer"),
        ("import-identity", None, "x: no such file"),
    ],
)
def test_mistakes_are_one_message_and_leave_nothing(
    tmp_path: Path, command: str, raw: bytes | None, message: str
) -> None:
    if raw is not None:
        (tmp_path / "x").write_bytes(raw)
    done = run(tmp_path, command, "x")
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {message}")
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ([] if raw is None else ["x"])
