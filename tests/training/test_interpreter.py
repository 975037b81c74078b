"""The Python that has ms-swift: this one, or one that the user names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.training.installed import installed, require_swift, versions
from personadata.training.interpreter import VARIABLE, ask, interpreter


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with nothing in it."""
    folder = tmp_path_factory.mktemp("other") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    return folder


def test_by_default_it_is_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert interpreter() == sys.executable
    assert installed("click")


@pytest.mark.parametrize("named", ["{}", "{}/bin/python"])
def test_another_is_asked_for_what_it_has(other: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv(VARIABLE, named.format(other))
    # its own path, not the Python that it is a link to
    assert interpreter() == str(other / "bin" / "python")
    assert installed("click") is None
    found = versions()
    assert found["ms-swift"] is None
    assert found["python"] == ".".join(map(str, sys.version_info[:3]))
    assert found["personadata"]
    assert "deepspeed" not in found
    with pytest.raises(UserError, match=f"ms-swift is not installed for {other}"):
        require_swift()


def test_its_scripts_see_nothing_of_ours(other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(other))
    done = ask("flags")
    assert done.returncode != 0
    assert "No module named 'swift'" in done.stderr


@pytest.mark.parametrize("named", ["/no/such/python", "{}/empty", "{}/text"])
def test_what_is_no_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text").write_text("x", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, named.format(tmp_path))
    with pytest.raises(UserError, match="no Python that can be run"):
        interpreter()


def test_a_program_that_is_no_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "python").write_text("#!/bin/sh\necho no >&2\n", encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "python"))
    with pytest.raises(UserError, match="does not answer like a Python 3: no"):
        installed("ms-swift")
