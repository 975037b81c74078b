"""``personadata lint`` as people call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = [{"instruction": f"第{number}个问题是什么", "output": f"第{number}个回答"} for number in range(60)]


def lint(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = Path(sys.executable).with_name("personadata")
    entry = [str(command)] if command.exists() else [sys.executable, "-m", "personadata"]
    return subprocess.run([*entry, "lint", *arguments], cwd=cwd, input=stdin, capture_output=True, check=False)


def write(path: Path, rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return path


def test_clean_data(tmp_path: Path) -> None:
    write(tmp_path / "data" / "a.json", GOOD)
    run = lint(cwd=tmp_path)
    assert (run.returncode, run.stdout.decode(), run.stderr) == (0, "no findings in 1 file (60 samples)\n", b"")


def test_findings_exit_with_1_and_show_their_place(tmp_path: Path) -> None:
    write(tmp_path / "a.json", [*GOOD, {"instruction": "你是谁？", "output": "我是{{NAME}}。"}])
    run = lint("a.json", cwd=tmp_path)
    assert run.returncode == 1
    assert run.stdout.decode().startswith("a.json:1:")
    assert "error ID102" in run.stdout.decode()


def test_json_is_all_there_is_on_stdout(tmp_path: Path) -> None:
    write(tmp_path / "a.json", [*GOOD, {"instruction": "问", "output": ""}])
    run = lint("a.json", "--output-format", "json", cwd=tmp_path)
    assert run.returncode == 1
    assert [(item["code"], item["filename"]) for item in json.loads(run.stdout)] == [("SC201", "a.json")]
    assert run.stderr == b""


def test_folders_are_searched_and_what_is_no_data_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "d" / "x" / "a.json", GOOD)
    for name in (".hidden.json", ".git/b.json", "x/a.provenance.jsonl", "persona.schema.json", "dataset_info.json"):
        write(tmp_path / "d" / name, "no data")
    (tmp_path / "d" / "notes.txt").write_text("x")
    run = lint("d", cwd=tmp_path)
    assert (run.returncode, run.stdout.decode()) == (0, "no findings in 1 file (60 samples)\n")


def test_duplicates_are_found_across_files(tmp_path: Path) -> None:
    write(tmp_path / "a.json", GOOD)
    write(tmp_path / "b.json", GOOD[:1])
    run = lint("a.json", "b.json", cwd=tmp_path)
    assert run.returncode == 1
    assert "b.json:1:18: error DU101" in run.stdout.decode()
    assert "= first here: a.json:1:18" in run.stdout.decode()


def test_standard_input(tmp_path: Path) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in GOOD).encode()
    assert lint("-", cwd=tmp_path, stdin=lines).returncode == 0
    run = lint("-", cwd=tmp_path, stdin=lines + b'{"instruction": 1}')
    assert run.returncode == 1
    assert run.stdout.decode().startswith("<stdin>:61:")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "never", "--select", "ALL"], 0),
        (["--ignore", "RA", "--fail-on", "warning"], 0),
        (["--select", "ID,DU101", "--fail-on", "warning"], 0),
    ],
)
def test_what_fails(tmp_path: Path, arguments: list[str], code: int) -> None:
    write(tmp_path / "a.json", GOOD[:30])
    assert lint("a.json", *arguments, cwd=tmp_path).returncode == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no.json"], "error: no.json: no such file or folder"),
        ([], "error: data: no such file or folder"),
        (["empty"], "error: empty: no .json or .jsonl files in this folder"),
        (["a.json", "--select", "ID12"], "error: no rule 'ID12' (did you mean 'ID102'?)"),
        (["a.json", "--ignore", "XX"], "error: no rule 'XX'"),
        (["a.json", "--persona", "none.yaml"], "none.yaml"),
        (["a.json", "--output-format", "xml"], "xml"),
    ],
)
def test_usage_errors_exit_with_2(tmp_path: Path, arguments: list[str], message: str) -> None:
    write(tmp_path / "a.json", GOOD)
    (tmp_path / "empty").mkdir()
    run = lint(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert message in run.stderr.decode()
    assert run.stdout == b""
    assert b"Traceback" not in run.stderr


def test_persona(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("name: {zh: 小澜, en: Lan}\ndeveloper: 青穹科技\n", encoding="utf-8")
    write(tmp_path / "a.json", [*GOOD, {"instruction": "Who made this?", "output": "Lan did."}])
    run = lint("a.json", "--persona", "p.yaml", cwd=tmp_path)
    assert run.returncode == 0
    assert "RA102 1 of 61 rows are about the persona (1.6%), below 2%" in run.stdout.decode()


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"[" * 100_000, b"{'a'", "你好".encode("gbk"), b"\x00" * 99, b""])
def test_no_file_brings_it_down(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.json").write_bytes(raw)
    run = lint("a.json", cwd=tmp_path)
    assert run.returncode == 1
    assert b"Traceback" not in run.stderr


def test_lint_loads_nothing_heavy(tmp_path: Path) -> None:
    write(tmp_path / "a.json", GOOD)
    code = (
        "import sys; from personadata.cli import main\n"
        "try: main(['lint', 'a.json'])\n"
        "except SystemExit: pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & set(sys.argv[1].split(','))))"
    )
    # yaml is read, since rows that name a model are held against rules/models.yaml
    heavy = "pydantic,jinja2,jieba,rapidfuzz,jsonschema,torch,datasets,numpy,rich"
    run = subprocess.run([sys.executable, "-c", code, heavy], cwd=tmp_path, capture_output=True, check=True)
    assert run.stdout.decode().splitlines()[-1] == "[]"
