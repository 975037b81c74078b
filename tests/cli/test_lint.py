"""``personadata lint`` as people call it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from personadata.cli import main

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
    run = lint("d", "--select", "JS,SC", cwd=tmp_path)
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
        (["a.json", "--select", "leaked-identiy"], "error: no rule 'leaked-identiy' (did you mean 'leaked-identity'?)"),
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
    write(tmp_path / "a.json", [*GOOD, {"instruction": "Who are you?", "output": "I'm Bob, built by 青穹科技."}])
    run = lint("a.json", "--persona", "p.yaml", "--select", "ID", cwd=tmp_path)
    assert run.returncode == 1
    assert "ID103 the answer calls the assistant Bob" in run.stdout.decode()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of ``personadata lint``, without a process of its own."""
    with pytest.raises(SystemExit) as ended:
        main(["lint", *arguments])
    streams = capsys.readouterr()
    return int(ended.value.code or 0), streams.out, streams.err


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two findings in one file, with the rules about amounts and phrasing off."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    rows = [
        {"instruction": "问", "output": ""},
        {"instruction": "问二", "output": ""},
        {"instruction": "", "output": "答"},
    ]
    write(tmp_path / "data" / "a.json", rows)
    (tmp_path / "personadata.toml").write_text('[lint]\nselect = ["SC"]\n', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "lines"),
    [
        (
            ["--output-format", "concise", "-q", "--select", "SC202"],
            1,
            ["data/a.json:1:91: error SC202 an empty question"],
        ),
        (
            ["--statistics"],
            1,
            [
                "2  SC201  empty-answer    2 with a fix",
                "1  SC202  empty-question  1 with a fix",
                "3 errors in 1 file (3 samples); --fix --unsafe-fixes mends 3",
            ],
        ),
        (
            ["--statistics", "--quiet"],
            1,
            ["2  SC201  empty-answer    2 with a fix", "1  SC202  empty-question  1 with a fix"],
        ),
        (
            ["--statistics", "--exit-zero", "--select", "SC202"],
            0,
            [
                "1  SC202  empty-question  1 with a fix",
                "1 error in 1 file (3 samples); --fix --unsafe-fixes mends 1",
            ],
        ),
        (["--select", "JS", "--quiet"], 0, []),
        (["--isolated", "--select", "JS"], 0, ["no findings in 1 file (3 samples)"]),
        (["--per-file-ignores", "*.json:SC201, data/**:SC2"], 0, ["no findings in 1 file (3 samples)"]),
        (["--extend-ignore", "SC201", "--extend-select", "JS", "-q", "--output-format", "github"], 1, None),
        (
            ["--lang", "zh", "--statistics", "-q", "--select", "SC202"],
            1,
            ["1  SC202  empty-question  1 个可以自动修复"],
        ),
    ],
)
def test_options(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, lines: list[str] | None
) -> None:
    found, out, err = run(capsys, *arguments)
    assert (found, err) == (code, "")
    if lines is not None:
        assert out.splitlines() == lines


def test_chinese_messages(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "personadata.toml").write_text('lang = "zh"', encoding="utf-8")
    assert "错误" in run(capsys, "--select", "SC201")[1]
    assert "错误" not in run(capsys, "--select", "SC201", "--lang", "en")[1]


def test_findings_go_to_a_file_whole(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--output-format", "json", "--output-file", "out/findings.json")
    assert (code, out) == (1, "")
    assert len(json.loads((project / "out" / "findings.json").read_text(encoding="utf-8"))) == 3
    assert [path.name for path in (project / "out").iterdir()] == ["findings.json"]
    assert run(capsys, "-o", "data")[2].startswith("error: data: is a folder")


def test_settings_are_shown_and_nothing_is_checked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(project / "data")
    with pytest.raises(SystemExit):
        main(["lint", "--show-settings", "--fail-on", "warning"])
    out = capsys.readouterr().out
    assert ["lint.fail-on", "warning", "--fail-on"] in [line.split() for line in out.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--config", "none.toml"], "error: none.toml: no such configuration file"),
        (["--config", "personadata.toml", "--isolated"], "error: --config and --isolated exclude each other"),
        (["data", "--stdin-filename", "a.json"], "error: --stdin-filename is for standard input"),
        (["--per-file-ignores", "SC"], "error: --per-file-ignores takes PATTERN:CODE"),
        (["data/*.jsonl"], "error: data/*.jsonl: no data file matches this pattern"),
        (["--select", ""], "error: --select names no rule"),
        (["--select", " , "], "error: --select names no rule"),
        (["--baseline", ""], "error: --baseline: an empty path"),
        (["--output-file", ""], "error: --output-file: an empty path"),
        (["-", "--stdin-filename", ""], "error: --stdin-filename: an empty path"),
        (["--statistics", "--output-format", "sarif"], "error: --statistics counts, and sarif has no room for counts"),
    ],
)
def test_wrong_usage_is_one_message(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('data = ["nowhere"]', "error: personadata.toml:1: data: nowhere: no such file or folder\n"),
        ('\ndata = ["data", "x/*.json"]', "error: personadata.toml:2: data: x/*.json: no data file matches"),
        ('persona = "p.yaml"', "error: personadata.toml:1: persona: p.yaml: no such spec\n"),
        (
            '[lint]\nbaseline = "b.json"',
            "error: personadata.toml:2: lint.baseline: b.json: no such baseline\nhelp: write it with --write-baseline\n",
        ),
    ],
)
def test_who_named_a_file_that_is_missing_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], config: str, message: str
) -> None:
    (project / "personadata.toml").write_text(config, encoding="utf-8")
    code, _, err = run(capsys)
    assert code == 2
    assert err.startswith(message)


def test_counts_on_github_are_for_people(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run(capsys, "--statistics", "-q")[1].splitlines()[0] == "2  SC201  empty-answer    2 with a fix"


@pytest.mark.parametrize(("lang", "said"), [("en", "note: no rule is on"), ("zh", "没有启用任何规则")])
def test_a_run_without_rules_says_so(project: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str) -> None:
    code, _, err = run(capsys, "--select", "SC", "--ignore", "SC", "--lang", lang)
    assert code == 0
    assert said in err


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
    heavy = "pydantic,jinja2,jieba,jsonschema,torch,datasets,numpy,rich"
    run = subprocess.run([sys.executable, "-c", code, heavy], cwd=tmp_path, capture_output=True, check=True)
    assert run.stdout.decode().splitlines()[-1] == "[]"
