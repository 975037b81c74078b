"""The pre-commit hooks as a user's repository runs them: fetched by git, installed by pre-commit, started on a commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis", "demo", "dist", "output")
DATA = "data/self_cognition.json"


def git(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    settings = ("user.name=test", "user.email=test@example.invalid", "commit.gpgsign=false", "init.defaultBranch=main")
    command = ["git", "-C", str(folder), *(part for setting in settings for part in ("-c", setting)), *arguments]
    return subprocess.run(command, env={**clean(), **env}, capture_output=True, encoding="utf-8", check=False)


def clean() -> dict[str, str]:
    """The environment without what a commit that runs these tests has set, such as GIT_INDEX_FILE, or a CI server."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "GITHUB_"))}


def did(run: subprocess.CompletedProcess[str]) -> str:
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout.strip()


def personadata(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "personadata", *arguments]
    return did(subprocess.run(command, cwd=folder, env=clean(), capture_output=True, encoding="utf-8", check=False))


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This working tree as a repository of its own, as it would be once committed."""
    folder = tmp_path_factory.mktemp("hooks") / "repository"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    did(git(folder, "init", "--quiet"))
    did(git(folder, "add", "--all"))
    did(git(folder, "commit", "--quiet", "--message", "all"))
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environment that it builds: once for all tests here."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def project(tmp_path: Path, hooks: Path, cache: Path) -> Path:
    """A repository with a persona, its data and the hooks of docs/ci.md."""
    folder = tmp_path / "项目"
    folder.mkdir()
    guide = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    (config,) = re.findall(r"^```yaml\n(repos:\n.*?)^```$", guide, re.M | re.S)
    commit = did(git(hooks, "rev-parse", "HEAD"))
    config = config.replace("<where this repository is>", str(hooks)).replace("v0.1.0", commit)
    (folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    (folder / "persona.yaml").write_text("name: 小舟\ndeveloper: 拾贝开发者社区\n", encoding="utf-8")
    personadata(folder, "expand", "-q")
    did(git(folder, "init", "--quiet"))
    command = [sys.executable, "-m", "pre_commit", "install"]
    did(subprocess.run(command, cwd=folder, env=clean(), capture_output=True, encoding="utf-8", check=False))
    return folder


def commit(project: Path, cache: Path) -> tuple[int, str, dict[str, str]]:
    """Exit code, output, and what became of each hook, of a commit of all there is."""
    did(git(project, "add", "--all"))
    run = git(
        project, "commit", "--message", "x", PRE_COMMIT_HOME=str(cache), PRE_COMMIT_COLOR="never", LC_ALL="C.UTF-8"
    )
    out = run.stdout + run.stderr
    return run.returncode, out, dict(re.findall(r"^(personadata [\w -]+?)\.+(?:\(.*?\))?(\w+)$", out, re.M))


def test_the_manifest_is_valid() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=ROOT, env=clean(), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.network
def test_good_data_is_committed(project: Path, cache: Path) -> None:
    code, out, became = commit(project, cache)
    assert code == 0, out
    assert became == {"personadata expand --check": "Passed", "personadata lint": "Passed"}
    (project / "README").write_text("nothing of theirs\n", encoding="utf-8")
    code, out, became = commit(project, cache)
    assert code == 0, out
    assert became == {"personadata expand --check": "Skipped", "personadata lint": "Skipped"}


@pytest.mark.network
def test_broken_data_is_not(project: Path, cache: Path) -> None:
    more = project / "data" / "闲聊 一.jsonl"
    more.write_text('{"query": "你好", "response": "你好！"}\n{"query": "在吗", "response": ""}\n', encoding="utf-8")
    code, out, became = commit(project, cache)
    assert code == 1, out
    assert became == {"personadata expand --check": "Passed", "personadata lint": "Failed"}
    assert "data/闲聊 一.jsonl:2:" in out
    assert "error SC201 an empty answer" in out
    assert git(project, "rev-parse", "--verify", "HEAD").returncode != 0, "nothing was committed"
    more.write_text('{"query": "你好", "response": "你好！"}\n', encoding="utf-8")
    assert commit(project, cache)[0] == 0


@pytest.mark.network
def test_stale_data_is_not(project: Path, cache: Path) -> None:
    assert commit(project, cache)[0] == 0
    spec = project / "persona.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("小舟", "小艇"), encoding="utf-8")
    code, out, became = commit(project, cache)
    assert code == 1, out
    assert became["personadata expand --check"] == "Failed"
    assert f"{DATA}: stale: " in out
    personadata(project, "expand", "-q")
    code, out, became = commit(project, cache)
    assert (code, became) == (0, {"personadata expand --check": "Passed", "personadata lint": "Passed"}), out


@pytest.mark.network
def test_a_wrong_path_is_a_failure_that_says_so(project: Path, cache: Path) -> None:
    (project / DATA).unlink()
    code, out, became = commit(project, cache)
    assert code == 1, out
    assert became == {"personadata expand --check": "Failed", "personadata lint": "Failed"}
    assert f"error: {DATA}" in out
    assert "Traceback" not in out
