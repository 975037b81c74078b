"""``personadata expand``, as a user runs it."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from personadata.expand.similar import jaccard, normalise, trigrams


def run(*arguments: str | Path, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    """The real console entry."""
    result = subprocess.run(
        [sys.executable, "-m", "personadata", *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "persona.yaml").write_text("name: 澜舟\ndeveloper: 北辰工作室\n", encoding="utf-8")
    return tmp_path


def rows(path: Path) -> list[dict[str, object]]:
    text = path.read_text(encoding="utf-8")
    found: list[dict[str, object]] = (
        json.loads(text) if path.suffix == ".json" else [json.loads(x) for x in text.splitlines()]
    )
    return found


def test_two_lines_give_fifty_distinct_samples_and_their_map(folder: Path) -> None:
    report = run("expand", "-n", 50, cwd=folder).stderr
    data = rows(folder / "data" / "self_cognition.json")
    origins = rows(folder / "data" / "self_cognition.provenance.jsonl")
    assert len(data) == 50
    assert len({normalise(str(row["instruction"]) + str(row.get("history"))) for row in data}) == 50
    assert origins[0]["rows"] == 50
    assert len(origins) == 51
    assert "50 samples" in report
    assert "澜舟" in json.dumps(data, ensure_ascii=False)
    # one record a line, so that line numbers and diffs are of use
    assert len((folder / "data" / "self_cognition.json").read_text(encoding="utf-8").splitlines()) == 52


def test_same_seed_same_bytes_other_seed_other_bytes(folder: Path) -> None:
    for name, seed in (("a", 4), ("b", 4), ("c", 5)):
        run("expand", "-n", 60, "--seed", seed, "-o", f"{name}.json", "-q", cwd=folder)
    a, b, c = ((folder / f"{name}.json").read_bytes() for name in "abc")
    assert a == b != c
    assert (folder / "a.provenance.jsonl").read_bytes() == (folder / "b.provenance.jsonl").read_bytes()


@pytest.mark.parametrize("hash_seed", ["0", "12345"])
def test_the_hash_seed_of_python_changes_nothing(folder: Path, hash_seed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", hash_seed)
    run("expand", "-n", 60, "-o", f"{hash_seed}.json", "-q", cwd=folder)
    monkeypatch.setenv("PYTHONHASHSEED", "99")
    run("expand", "-n", 60, "-o", "other.json", "-q", cwd=folder)
    assert (folder / f"{hash_seed}.json").read_bytes() == (folder / "other.json").read_bytes()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_language(folder: Path, language: str) -> None:
    run("expand", "-n", 40, "--lang", language, "-o", "x.json", "-q", cwd=folder)
    origins = rows(folder / "x.provenance.jsonl")[1:]
    assert {str(row["language"])[:2] for row in origins} <= {language, "mi"}


@pytest.mark.parametrize(
    ("format_", "name"),
    [
        ("alpaca", "x.json"),
        ("alpaca-jsonl", "x.jsonl"),
        ("messages", "x.jsonl"),
        ("sharegpt", "x.json"),
        ("query-response", "x.jsonl"),
    ],
)
def test_every_format_is_written_and_lints_clean(folder: Path, format_: str, name: str) -> None:
    run("expand", "-n", 60, "--format", format_, "-o", name, "-q", cwd=folder)
    assert len(rows(folder / name)) == 60
    run("lint", name, cwd=folder)


def test_explain_tells_the_template_line_and_the_slots(folder: Path) -> None:
    run("expand", "-n", 40, "-o", "x.json", "-q", cwd=folder)
    origin = rows(folder / "x.provenance.jsonl")[3]
    by_line = run("expand", "--explain", "x.json:4", cwd=folder).stdout
    by_id = run("expand", "--explain", f"x.json:{origin['id']}", cwd=folder).stdout
    assert by_line == by_id
    templates = origin["templates"]
    assert isinstance(templates, list)
    assert str(templates[0]) in by_line
    assert "no such row" in run("expand", "--explain", "x.json:400", cwd=folder, code=2).stderr
    assert "no such provenance map" in run("expand", "--explain", "y.json:4", cwd=folder, code=2).stderr


def test_check_passes_on_fresh_data_and_fails_on_changed(folder: Path) -> None:
    run("expand", "-n", 40, "--seed", 3, "--lang", "zh", "-o", "x.json", "-q", cwd=folder)
    run("expand", "--check", "-o", "x.json", cwd=folder)
    path = folder / "x.json"
    path.write_text(path.read_text(encoding="utf-8").replace("澜舟", "蓝舟", 1), encoding="utf-8")
    assert "x.json: stale" in run("expand", "--check", "-o", "x.json", cwd=folder, code=1).stdout
    run("expand", "-n", 40, "--seed", 3, "--lang", "zh", "-o", "x.json", "-q", cwd=folder)
    (folder / "persona.yaml").write_text("name: 青舟\ndeveloper: 北辰工作室\n", encoding="utf-8")
    assert "stale" in run("expand", "--check", "-o", "x.json", cwd=folder, code=1).stdout


def test_heldout_probes_are_far_from_every_training_question(folder: Path) -> None:
    run("expand", "-n", 200, "-o", "x.json", "--heldout", "probes.jsonl", "-q", cwd=folder)
    probes = rows(folder / "probes.jsonl")
    assert len(probes) > 60
    trained = [trigrams(str(row["instruction"])) for row in rows(folder / "x.json")]
    for probe in probes:
        messages = probe["messages"]
        assert isinstance(messages, list)
        grams = trigrams(str(messages[-1]["content"]))
        assert max(jaccard(grams, other) for other in trained) < 0.7
        assert probe["reference"]


def test_preview_writes_nothing(folder: Path) -> None:
    shown = run("expand", "--preview", "not_model", cwd=folder).stdout
    assert "not_model [" in shown
    assert [path.name for path in folder.iterdir()] == ["persona.yaml"]


def test_a_spec_that_carries_less_says_so(folder: Path) -> None:
    report = run("expand", "-n", 5000, "--only", "thanks_bye", "-o", "x.json", cwd=folder).stderr
    assert "asked for 5,000: this spec carries" in report
    assert len(rows(folder / "x.json")) < 5000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["expand", "none.yaml"], "none.yaml: no such"),
        (["expand", "."], "is a folder"),
        (["expand", "--only", "not_modle"], "no category 'not_modle' (did you mean 'not_model'?)"),
        (["expand", "--templates", "none"], "none: no such folder of templates"),
        (["expand", "-n", "0"], "0 is not in the range"),
        (["expand", "-o", "."], "is a folder"),
        (["expand", "--lang", "fr"], "'fr' is not one of"),
        (["expnad"], "no such command 'expnad' (did you mean 'expand'?)"),
    ],
)
def test_mistakes_get_one_clear_message(folder: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments, cwd=folder, code=2)
    assert message in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["persona.yaml"]


def test_a_kill_leaves_the_old_file_or_the_new_one(folder: Path) -> None:
    target = folder / "x.json"
    chance = random.Random(7)  # noqa: S311
    whole: set[bytes] = set()
    for seed in (1, 2):
        run("expand", "-n", 40, "--lang", "en", "--seed", seed, "-o", "x.json", "-q", cwd=folder)
        whole.add(target.read_bytes())
    started = time.monotonic()
    run("expand", "-n", 40, "--lang", "en", "--seed", 1, "-o", "x.json", "-q", cwd=folder)
    usual = time.monotonic() - started
    for turn in range(12):
        process = subprocess.Popen(
            [sys.executable, "-m", "personadata", "expand", "-n", "40", "--lang", "en", "--seed", str(1 + turn % 2), "-o", "x.json", "-q"],
            cwd=folder,
        )  # fmt: skip
        time.sleep(chance.uniform(0.6, 1.05) * usual)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert target.read_bytes() in whole


def test_names_of_rule_words_and_other_scripts_come_out_right(folder: Path) -> None:
    for name in ("吗", "是", "不是", "اسم", "🐳", "A", "你", "Re: $1", r"\1"):
        (folder / "persona.yaml").write_text(
            json.dumps({"name": name, "developer": "甲乙丙" if name != "A" else "AB"}, ensure_ascii=False),
            encoding="utf-8",
        )
        run("expand", "-n", 60, "--lang", "zh", "-o", "x.json", "-q", cwd=folder)
        answers = [str(row["output"]) for row in rows(folder / "x.json")]
        assert sum(name in answer for answer in answers) > 10
        assert not any("{{" in answer or "\\1" in answer.replace(name, "") for answer in answers)
