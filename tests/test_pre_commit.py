"""The pre-commit hook as a user's repository runs it: fetched by git, installed by pre-commit, started on a commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis", "demo", "dist", "output")
CONFIG = """
repos:
  - repo: {repo}
    rev: {rev}
    hooks: [{{id: personadata-lint}}]
"""


def git(folder: Path, *arguments: str) -> str:
    settings = ("user.name=test", "user.email=test@example.invalid", "commit.gpgsign=false")
    command = ["git", "-C", str(folder), *(part for setting in settings for part in ("-c", setting)), *arguments]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(command, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def pre_commit(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        # a commit that runs these tests sets GIT_INDEX_FILE and the like, which are not about the repositories here
        env={**{key: value for key, value in os.environ.items() if not key.startswith("GIT_")}, **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_manifest_is_valid() -> None:
    done = pre_commit(ROOT, "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout


@pytest.mark.network
def test_the_hook_passes_good_data_and_stops_broken_data(tmp_path: Path) -> None:
    hooks, project = tmp_path / "hooks", tmp_path / "project"
    shutil.copytree(ROOT, hooks, ignore=LEFT_OUT)
    git(hooks, "init", "--quiet")
    git(hooks, "add", "--all")
    git(hooks, "commit", "--quiet", "--message", "all")
    (project / "data").mkdir(parents=True)
    git(project, "init", "--quiet")
    (project / ".pre-commit-config.yaml").write_text(CONFIG.format(repo=hooks, rev=git(hooks, "rev-parse", "HEAD")))
    data = project / "data" / "self_cognition.json"
    spec = ROOT / "samples" / "minimal" / "persona.yaml"
    subprocess.run([sys.executable, "-m", "personadata", "expand", spec, "-n", "60", "-o", data], check=True)
    outcomes = []
    for broken in (False, True):
        if broken:
            text = data.read_text(encoding="utf-8")
            data.write_text(text.replace("}\n]", "},\n]"), encoding="utf-8")
        git(project, "add", "--all")
        outcomes.append(pre_commit(project, "run", "--color=never", PRE_COMMIT_HOME=str(tmp_path / "cache")))
    good, bad = outcomes
    assert good.returncode == 0, good.stdout + good.stderr
    assert "personadata lint" in good.stdout
    assert "Passed" in good.stdout
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert "self_cognition.json:61:" in bad.stdout
