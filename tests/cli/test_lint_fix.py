"""``personadata lint`` as it mends, keeps a baseline and goes by accepted findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_lint import lint

BROKEN = '[{"instruction": "你是谁？", "output": "我是小澜。"},\r\n{\'instruction\': "你好", "output": ""},\r\n]\r\n'
SAFE = '[{"instruction": "你是谁？", "output": "我是小澜。"},\r\n{"instruction": "你好", "output": ""}\r\n]\r\n'
UNSAFE = '[{"instruction": "你是谁？", "output": "我是小澜。"}\r\n]\r\n'
LEAK = '{"instruction": "你是谁？", "output": "我是通义千问。"}\n'
ONLY = ("--isolated", "--select", "JS,SC2,DU101")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    path.write_bytes(BROKEN.encode())
    return path


def test_fix_mends_what_is_safe_and_shows_the_rest(file: Path) -> None:
    done = lint(*ONLY, "--fix", "a.json", cwd=file.parent)
    assert file.read_bytes().decode() == SAFE
    assert done.returncode == 1
    assert "SC201" in done.stdout.decode()
    assert "JS" not in done.stdout.decode()
    assert done.stderr.decode() == "mended 2 findings in 1 file\n"


def test_unsafe_fixes_delete_rows(file: Path) -> None:
    done = lint(*ONLY, "--fix", "--unsafe-fixes", "a.json", cwd=file.parent)
    assert file.read_bytes().decode() == UNSAFE
    assert done.returncode == 0
    again = lint(*ONLY, "--fix", "--unsafe-fixes", "a.json", cwd=file.parent)
    assert again.stderr == b""
    assert file.read_bytes().decode() == UNSAFE


def test_diff_writes_nothing_and_is_what_fix_does(file: Path) -> None:
    done = lint(*ONLY, "--diff", "a.json", cwd=file.parent)
    assert done.returncode == 1
    assert file.read_bytes().decode() == BROKEN
    assert '-{\'instruction\': "你好", "output": ""},\r\n' in done.stdout.decode()
    assert '+{"instruction": "你好", "output": ""}\r\n' in done.stdout.decode()
    lint(*ONLY, "--fix", "a.json", cwd=file.parent)
    assert lint(*ONLY, "--diff", "a.json", cwd=file.parent).stdout == b""
    assert lint(*ONLY, "--diff", "a.json", cwd=file.parent).returncode == 0


def test_standard_input_comes_out_mended_and_findings_stay_apart(tmp_path: Path) -> None:
    done = lint(*ONLY, "--fix", "-", cwd=tmp_path, stdin=BROKEN.encode())
    assert done.stdout.decode() == SAFE
    assert "SC201" in done.stderr.decode()


@pytest.mark.parametrize("raw", [b'{"a": "x"}\n\0\0', b'{"a": "x\xff"}\n', b"\x1f\x8b\x08\x00data"])
def test_what_cannot_be_written_as_it_was_comes_out_as_it_went_in(tmp_path: Path, raw: bytes) -> None:
    done = lint(*ONLY, "--fix", "-", cwd=tmp_path, stdin=raw)
    assert done.stdout == raw


@pytest.mark.parametrize("name", ["a.jsonl", "new.jsonl"])
def test_a_file_that_standard_input_stands_for_is_not_touched(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.jsonl").write_text("{'instruction': 'saved', 'output': 'x'}\n")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    stdin = b"{'instruction': 'not saved', 'output': 'x'}\n"
    done = lint("--isolated", "--select", "JS", "--fix", "-", "--stdin-filename", name, cwd=tmp_path, stdin=stdin)
    assert done.stdout == b'{"instruction": "not saved", "output": "x"}\n'
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    "raw",
    [
        b'\xef\xbb\xbf{"instruction": "a", "output": "b"}\n',
        '{"instruction": "你是谁？", "output": "我是小舟，很高兴认识你。"}\n'.encode("gb18030"),
        '{"instruction": "你是谁？", "output": "我是小舟。"}\n'.encode("utf-16"),
    ],
)
def test_a_diff_tells_of_another_encoding(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(raw)
    done = lint("--isolated", "--select", "JS", "--diff", "a.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "note: a.jsonl would become UTF-8 without a byte order mark\n"
    assert lint("--isolated", "--select", "JS", "--fix", "a.jsonl", cwd=tmp_path).returncode == 0
    again = lint("--isolated", "--select", "JS", "--diff", "a.jsonl", cwd=tmp_path)
    assert (again.returncode, again.stderr) == (0, b"")


def test_with_a_read_only_file_nothing_is_written(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(BROKEN, newline="")
    (tmp_path / "b.json").chmod(0o444)
    done = lint(*ONLY, "--fix", "a.json", "b.json", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: b.json: is read-only and was left as it is")
    assert {(tmp_path / name).read_bytes().decode() for name in ("a.json", "b.json")} == {BROKEN}


def test_files_that_are_not_shown_are_not_touched(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(BROKEN, newline="")
    (tmp_path / "personadata.toml").write_text('data = ["*.json"]\n')
    lint("--select", "JS", "--fix", "a.json", cwd=tmp_path)
    assert (tmp_path / "a.json").read_bytes().decode() == SAFE
    assert (tmp_path / "b.json").read_bytes().decode() == BROKEN


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--unsafe-fixes",), "--unsafe-fixes goes with --fix or --diff"),
        (("--fix", "--write-baseline"), "one at a time"),
        (("--baseline", "none.json"), "none.json: no such baseline"),
        (("--baseline", "a.json"), "a.json"),
    ],
)
def test_what_does_not_go_together(file: Path, arguments: tuple[str, ...], said: str) -> None:
    done = lint("--isolated", *arguments, "a.json", cwd=file.parent)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_baseline_hides_what_was_there_and_shows_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    data = tmp_path / "data" / "a.jsonl"
    data.write_text(LEAK)
    (tmp_path / "personadata.toml").write_text('[lint]\nselect = ["ID101"]\nbaseline = "known.json"\n')
    written = lint("--write-baseline", cwd=tmp_path)
    assert (written.stdout, written.stderr) == (b"1 finding kept in known.json\n", b"")
    assert lint(cwd=tmp_path).returncode == 0
    data.write_text('{"instruction": "谁造的你？", "output": "OpenAI训练了我。"}\n' + LEAK)
    more = lint("--output-format", "concise", cwd=tmp_path)
    assert more.returncode == 1
    assert more.stdout.decode().startswith("data/a.jsonl:1:")
    assert "2:" not in more.stdout.decode().split()[0]
    data.write_text('{"instruction": "你好", "output": "你好！"}\n')
    gone = lint(cwd=tmp_path)
    assert gone.returncode == 0
    assert "1 finding of the baseline known.json is gone" in gone.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        ([], {"ID101": 1, "SC201": 1}),
        (["--select", "ID"], {"ID101": 1, "SC201": 1}),
        (["--ignore", "ID102"], {"ID101": 1, "ID102": 1, "SC201": 1}),
        (["data/a.jsonl"], {"ID101": 1, "ID102": 1, "SC201": 1}),
        (["data/b.jsonl"], {"ID101": 1, "SC201": 1}),
    ],
)
def test_what_a_run_does_not_look_at_stays_in_the_baseline(
    tmp_path: Path, arguments: list[str], kept: dict[str, int]
) -> None:
    empty = '{"instruction": "你好", "output": ""}\n'
    one, other = tmp_path / "data" / "a.jsonl", tmp_path / "data" / "b.jsonl"
    one.parent.mkdir()
    one.write_text(LEAK)
    other.write_text('{"instruction": "你是谁？", "output": "我是{{NAME}}。"}\n' + empty)
    (tmp_path / "personadata.toml").write_text('data = ["data"]\n[lint]\nselect = ["ID101", "ID102", "SC201"]\n')
    lint("--write-baseline", cwd=tmp_path)
    other.write_text(empty)  # what ID102 found is gone
    done = lint("--write-baseline", *arguments, cwd=tmp_path)
    total = sum(kept.values())
    assert done.stdout.decode() == f"{total} finding{'s' * (total != 1)} kept in personadata-baseline.json\n"
    rows = json.loads((tmp_path / "personadata-baseline.json").read_text(encoding="utf-8"))["findings"]
    assert {row["code"]: row["count"] for row in rows} == kept


@pytest.mark.parametrize(
    "arguments", [("-o", "a.json"), ("-o", "./a.json", "--fix"), ("--write-baseline", "--baseline", "link.json")]
)
def test_no_report_takes_the_place_of_data(file: Path, arguments: tuple[str, ...]) -> None:
    (file.parent / "link.json").symlink_to(file)
    done = lint(*ONLY, *arguments, "a.json", cwd=file.parent)
    assert done.returncode == 2
    assert "is one of the data files, and would be lost" in done.stderr.decode()
    assert file.read_bytes().decode() == BROKEN


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--write-baseline",), "2 个问题已记入 personadata-baseline.json\n"),
        (("--write-baseline",), "用 --baseline personadata-baseline.json，"),
        (("--fix",), "已修好 1 个文件中的 2 个问题\n"),
    ],
)
def test_what_was_done_is_said_in_the_language_asked_for(file: Path, arguments: tuple[str, ...], said: str) -> None:
    done = lint("--isolated", "--select", "JS", "--lang", "zh", *arguments, "a.json", cwd=file.parent)
    assert said in (done.stdout + done.stderr).decode()


def test_accepted_findings_need_a_reason_and_a_finding(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.jsonl").write_text(LEAK)
    config = tmp_path / "personadata.toml"
    entry = '[lint]\nselect = ["ID101", "SU"]\n\n[[lint.accept]]\nrule = "ID101"\ntext = "通义千问"\n'
    config.write_text(f'{entry}reason = "课上的反例"\n')
    assert lint(cwd=tmp_path).stdout.decode() == "no findings in 1 file (1 sample)\n"
    config.write_text(entry)
    without = lint("--output-format", "json", cwd=tmp_path)
    (finding,) = json.loads(without.stdout)
    assert (finding["code"], finding["filename"], finding["location"]["row"]) == ("SU102", "personadata.toml", 4)
    config.write_text(f'{entry}reason = "x"\n'.replace("通义千问", "豆包"))
    found = json.loads(lint("--output-format", "json", cwd=tmp_path).stdout)
    assert [one["code"] for one in found] == ["ID101", "SU101"]
    # the rule it is about did not run: nothing is known of it
    assert json.loads(lint("--select", "JS,SU", "--output-format", "json", cwd=tmp_path).stdout) == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('rule = "ID101"', "lint.accept[0]: neither text nor fingerprint says which finding"),
        ('rule = "XX"\ntext = "x"', "no rule 'XX'"),
        ('text = "x"', "lint.accept[0].rule"),
        ('rule = "ID101"\ntext = "x"\nwhy = "y"', "unknown key"),
    ],
)
def test_a_mistaken_entry_is_an_error_at_its_place(tmp_path: Path, entry: str, said: str) -> None:
    (tmp_path / "personadata.toml").write_text(f"[[lint.accept]]\n{entry}\n")
    (tmp_path / "a.json").write_text("[]")
    done = lint("a.json", cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stderr.decode().startswith("error: personadata.toml:")
