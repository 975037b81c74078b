"""Rules of other packages, installed as pip leaves them: a module beside a ``.dist-info`` with entry points."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from importlib.metadata import DistributionFinder, PathDistribution, entry_points
from pathlib import Path

import pytest

from personadata.lint import plugins

ROOT = Path(__file__).parents[2]
ROWS = '[{"instruction": "你是谁？", "output": "我是小舟！！！"}]'
RULE = '''
from personadata.lint.rule import Rule

class Odd(Rule):
    """Odd."""

    code = "ZZ101"
    name = "odd"

    def check(self, dataset):
        yield self.finding("odd")
'''


def shown_in_the_guide() -> str:
    text = (ROOT / "docs" / "linting.md").read_text(encoding="utf-8")
    (module,) = re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S)
    return str(module)


def install(folder: Path, module: str, point: str) -> None:
    (folder / "my_rules.py").write_text(module, encoding="utf-8")
    info = folder / "my_rules-1.2.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: my-rules\nVersion: 1.2\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[personadata.rules]\n{point}\n", encoding="utf-8")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "a.json").write_text(ROWS, encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "GITHUB_ACTIONS"}
    environment |= {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "personadata", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("point", ["shouting = my_rules:Shouting", "all = my_rules:RULES", "module = my_rules"])
def test_the_rule_of_the_guide_is_found_and_set(point: str, tmp_path: Path) -> None:
    install(tmp_path, f"{shown_in_the_guide()}\nRULES = [Shouting]\n", point)
    done = run(tmp_path, "lint", "a.json", "--select", "MY", "--output-format", "concise")
    assert done.stdout.splitlines()[0] == "a.json:1:36: error MY101 3 exclamation marks", done.stderr
    (tmp_path / "personadata.toml").write_text("[lint.rules.shouting]\nmost = 3\nseverity = 'info'", encoding="utf-8")
    assert run(tmp_path, "lint", "a.json", "--select", "MY").stdout.startswith("no findings")
    page = run(tmp_path, "rule", "shouting").stdout
    assert page.startswith("MY101 shouting\n\nAn answer shouts.\n")
    assert re.search(r"^most +3 +personadata\.toml:2$", page, re.M)
    assert '"MY101"' in run(tmp_path, "schema", "config").stdout


def test_the_harness_is_theirs_too(tmp_path: Path) -> None:
    install(tmp_path, shown_in_the_guide(), "shouting = my_rules:Shouting")
    code = (
        "from my_rules import Shouting; from personadata.lint.testing import *\n"
        "for case in cases(Shouting): check_case(case); print(case)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["MY101-bad-1", "MY101-good-1"]


@pytest.mark.parametrize(
    ("module", "point", "message"),
    [
        (RULE, "odd = nowhere:Odd", "nowhere:Odd: cannot be loaded: ModuleNotFoundError: No module named 'nowhere'"),
        (RULE, "odd = my_rules:Even", "cannot be loaded: AttributeError: "),
        ("1 / 0", "odd = my_rules:Odd", "cannot be loaded: ZeroDivisionError: division by zero"),
        ("x = 1", "odd = my_rules", "the module holds no rules"),
        ("x = [1]", "odd = my_rules:x", "1 is no subclass of personadata.lint.rule.Rule"),
        (RULE.replace("def check", "def chek"), "odd = my_rules:Odd", "is no subclass of"),
        (RULE.replace("ZZ101", "ID101"), "odd = my_rules:Odd", "Odd: ID101 is taken, by personadata itself"),
        (RULE.replace('"odd"\n', '"leaked-identity"\n'), "odd = my_rules:Odd", "Odd: leaked-identity is taken, by"),
        (RULE, "odd = my_rules:Odd\nmore = my_rules", "Odd: ZZ101 is taken, by plug-in my-rules 1.2: more"),
        (RULE.replace("ZZ101", "zz1"), "odd = my_rules:Odd", "Odd.code is 'zz1', not like 'DU101'"),
        (RULE.replace('name = "odd"', 'name = "Odd One"'), "odd = my_rules:Odd", "Odd.name is 'Odd One', not like"),
        (RULE.replace('    code = "ZZ101"\n', ""), "odd = my_rules:Odd", "Odd.code is None, not like"),
        ("exit(3)", "odd = my_rules:Odd", "cannot be loaded: SystemExit: 3"),
        (
            RULE.replace("    name", "    most: list = [2]\n    name"),
            "odd = my_rules",
            "Odd.most is [2]: an option is a number",
        ),
        (RULE.replace("    name", "    most: int\n    name"), "odd = my_rules", "Odd.most: an option needs a default"),
        (RULE.replace('"""Odd."""', ""), "odd = my_rules:Odd", "Odd has no docstring, which is its manual"),
    ],
)
def test_a_broken_plug_in_is_named(module: str, point: str, message: str, tmp_path: Path) -> None:
    install(tmp_path, module, point)
    done = run(tmp_path, "lint", "a.json")
    assert done.returncode == 2, done.stdout
    assert done.stderr.startswith("error: plug-in my-rules 1.2: ")
    assert message in done.stderr
    assert "help: mend or uninstall that package" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_rule_that_crashes_on_its_examples_has_a_page_all_the_same(tmp_path: Path) -> None:
    module = RULE.replace("    def", '    bad = ([("你是谁？", "我是小舟。")],)\n\n    def').replace(
        'yield self.finding("odd")', "1 / 0"
    )
    install(tmp_path, module, "odd = my_rules")
    done = run(tmp_path, "rule", "odd")
    assert done.returncode == 0, done.stderr
    assert "this rule crashed and may have missed findings: ZeroDivisionError" in done.stdout


class Elsewhere(DistributionFinder):
    """Finds one package that is not on the path."""

    def __init__(self, info: Path) -> None:
        self.info = info

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """No module at all."""

    def find_distributions(self, context: DistributionFinder.Context | None = None) -> list[PathDistribution]:  # type: ignore[override]
        """The one package."""
        return [PathDistribution(self.info)]


@pytest.mark.parametrize(
    ("info", "text"),
    [
        ("my_rules-1.dist-info", "[personadata.rules]\nodd = my_rules:Odd\n"),
        ("my_rules-1.dist-info", "[console_scripts]\na = b:c\n\n[ personadata.rules ]\r\nodd = my_rules:Odd"),
        ("MY-RULES.DIST-INFO", "[personadata.rules]\nodd = my_rules:Odd\n"),
        ("my_rules.egg-info", "[personadata.rules]\nodd = my_rules:Odd\n"),
        ("my_rules-1.dist-info", "[console_scripts]\na = b:c\n"),
        ("my_rules-1.dist-info", None),
        ("my_rules", "[personadata.rules]\nodd = my_rules:Odd\n"),
    ],
)
@pytest.mark.parametrize("kind", ["folder", "egg", "zip", "finder", "missing", "working folder", "second"])
def test_no_entry_point_is_passed_over(
    kind: str, info: str, text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ("my_rules-1.egg" if kind == "egg" else "site")
    inside = folder / ("EGG-INFO" if kind == "egg" else info)
    inside.mkdir(parents=True)
    (inside / "METADATA").write_text("Metadata-Version: 2.1\nName: my-rules\nVersion: 1\n", encoding="utf-8")
    (folder / "old.egg-info").write_text("Name: old\n", encoding="utf-8")
    if text is not None:
        (inside / "entry_points.txt").write_bytes(text.encode())
    path = [str(folder)]
    if kind == "zip":
        with zipfile.ZipFile(tmp_path / "site.zip", "w") as packed:
            for file in folder.rglob("*"):
                packed.write(file, file.relative_to(folder))
        path = [str(tmp_path / "site.zip")]
    if kind == "finder":
        monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Elsewhere(inside)])
        path = []
    if kind == "working folder":
        monkeypatch.chdir(folder)
        path = [""]
    if kind == "missing":
        path = [str(tmp_path / "nowhere"), str(tmp_path / "nowhere.zip")]
    if kind == "second":
        path = [str(tmp_path), *path]
    monkeypatch.setattr(sys, "path", path)
    found = entry_points(group=plugins.GROUP)
    assert plugins._may_have_points() or not found
    assert [point.name for point in plugins._points()] == [point.name for point in found]
    if kind == "folder" and text and "personadata" not in text:
        assert not plugins._may_have_points()
