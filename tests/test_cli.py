"""The command line as people start it: quick to help, plain about mistakes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from personadata.cli import COMMANDS

HEAVY = frozenset(
    "jieba datasets torch swift transformers peft jsonschema rapidfuzz jinja2 pydantic yaml numpy".split()  # noqa: SIM905
)


def run(*args: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def imported(*args: str) -> set[str]:
    """The top-level modules that Python imports while it runs *args* with ``-X importtime``."""
    done = run("-X", "importtime", *args)
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in lines}


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_imports_nothing_heavy(argument: str) -> None:
    modules = imported("-m", "personadata", argument)
    assert "click" in modules
    assert not modules & HEAVY


def test_the_measurement_sees_a_heavy_module() -> None:
    assert "yaml" in imported("-c", "import personadata, yaml")


def test_help_lists_every_command() -> None:
    done = run("-m", "personadata", "--help")
    assert done.returncode == 0
    for name, (_, text) in COMMANDS.items():
        assert any(line.split(maxsplit=1) == [name, text] for line in done.stdout.splitlines()), name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_of_its_own(name: str) -> None:
    done = run("-m", "personadata", name, "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Usage: personadata {name} ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lintt"], "no such command 'lintt' (did you mean 'lint'?)"),
        (["exapnd", "persona.yaml"], "no such command 'exapnd' (did you mean 'expand'?)"),
        (["zzz"], "no such command 'zzz'\n"),
        (["--lint"], "No such option '--lint'"),
    ],
)
def test_unknown_commands_and_options_are_mistakes(arguments: list[str], message: str) -> None:
    done = run("-m", "personadata", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_spec_is_one_message(tmp_path: Path) -> None:
    done = run("-m", "personadata", "expand", "nowhere.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "nowhere.yaml" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_text_is_utf_8_whatever_the_locale() -> None:
    done = run("-m", "personadata", "init", "--help", LC_ALL="C", LANG="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr


def test_the_console_script_is_the_module() -> None:
    script = Path(sys.executable).with_name("personadata")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=False)
    assert done.stdout == run("-m", "personadata", "--version").stdout
    assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("arguments", [["lint", "samples/minimal/self_cognition.json"], ["rule"]])
def test_a_full_disk_is_one_message(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "personadata", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "error: cannot write: No space left on device\n")


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m personadata schema | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == "{"
    assert done.stderr == ""
