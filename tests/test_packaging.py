"""What is shipped is found: from a wheel, an editable install and a bare checkout, and the sdist builds that wheel."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from email.parser import Parser
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import get_args

import pytest

from personadata.resources import Kind

ROOT = Path(__file__).parents[1]
KINDS = get_args(Kind)
# prints, for every kind, the folder and the files found in it
LIST = """
from personadata.resources import bundled
for kind in {kinds!r}:
    folder = bundled(kind)
    print(kind, folder, *sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
                                and "__pycache__" not in path.parts), sep="\\t")
"""


def call(*args: str | Path, cwd: Path, **env: str) -> str:
    """The output of a command that must succeed; PYTHONPATH only as given, so that the checkout does not help."""
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(args, cwd=cwd, env={**clean, **env}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def shipped(python: Path | str, cwd: Path, **env: str) -> dict[str, tuple[Path, list[str]]]:
    lines = call(python, "-c", LIST.format(kinds=KINDS), cwd=cwd, **env).splitlines()
    return {kind: (Path(folder), names) for kind, folder, *names in (line.split("\t") for line in lines)}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout as the sdist holds it, unpacked; the checkout itself is left alone."""
    dist = tmp_path_factory.mktemp("sdist")
    call(sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", dist, ROOT, cwd=dist)
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(dist, filter="data") if hasattr(tarfile, "data_filter") else tar.extractall(dist)  # noqa: S202
    return dist / archive.name.removesuffix(".tar.gz")


def build_wheel(source: Path, into: Path) -> Path:
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", into, source, cwd=into)
    (wheel,) = into.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


def checkout_files() -> dict[str, list[str]]:
    return {kind: names for kind, (_, names) in shipped(sys.executable, ROOT, PYTHONPATH=str(ROOT)).items()}


def bare_environment(folder: Path) -> Path:
    """The Python of a new virtual environment without pip or any package."""
    venv.create(folder, with_pip=False, symlinks=os.name == "posix")
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def install(python: Path, *wheels: Path, cwd: Path) -> None:
    """Install *wheels* into *python*'s environment with the pip at hand, without dependencies and without an index."""
    offline = ("--no-deps", "--no-index", "--quiet")
    call(sys.executable, "-m", "pip", "--python", python, "install", *offline, *wheels, cwd=cwd)


def test_a_checkout_ships_every_folder() -> None:
    found = shipped(sys.executable, ROOT, PYTHONPATH=str(ROOT))
    assert {kind: folder for kind, (folder, _) in found.items()} == {kind: ROOT / kind for kind in KINDS}
    assert all(names for _, names in found.values()), found


def test_an_installed_wheel_finds_every_folder(wheel: Path, tmp_path: Path) -> None:
    python = bare_environment(tmp_path / "env")
    install(python, wheel, cwd=tmp_path)
    found = shipped(python, tmp_path)
    assert {kind: names for kind, (_, names) in found.items()} == checkout_files()
    assert all(folder.parent.name == "_bundled" and folder.is_relative_to(tmp_path) for folder, _ in found.values())
    assert (python.parent / "personadata").exists()


def test_an_editable_install_finds_every_folder(source: Path, tmp_path: Path) -> None:
    python = bare_environment(tmp_path / "env")
    # what `pip install --editable` asks of the build backend (PEP 660), without a network to fetch the backend from
    build = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
    call(sys.executable, "-c", build, tmp_path, cwd=source)
    install(python, *tmp_path.glob("*.whl"), cwd=tmp_path)
    found = shipped(python, tmp_path)
    assert {kind: folder for kind, (folder, _) in found.items()} == {kind: source / kind for kind in KINDS}
    assert {kind: names for kind, (_, names) in found.items()} == checkout_files()


def test_the_sdist_builds_the_same_wheel(source: Path, wheel: Path, tmp_path: Path) -> None:
    assert contents(build_wheel(source, tmp_path)) == contents(wheel)


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_is_typed_licensed_and_has_its_script(wheel: Path) -> None:
    files = contents(wheel)
    info = next(name.split("/")[0] for name in files if ".dist-info/" in name)
    assert "personadata/py.typed" in files
    assert f"{info}/licenses/LICENSE" in files
    assert files[f"{info}/entry_points.txt"].decode().split() == [
        "[console_scripts]",
        "personadata",
        "=",
        "personadata.cli:main",
    ]
    strays = [name for name in files if not name.startswith(("personadata/", info)) or name.endswith(".pyc")]
    assert strays == []


def declared(wheel: Path, *, extras: bool) -> set[str]:
    """The packages that *wheel* requires, with those of every extra if asked, as normalised names."""
    files = contents(wheel)
    text = next(raw for name, raw in files.items() if name.endswith(".dist-info/METADATA")).decode()
    lines = Parser().parsestr(text).get_all("Requires-Dist", [])
    return {normal(re.split(r"[^\w.-]", line)[0]) for line in lines if extras or "extra ==" not in line}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imports(path: Path) -> set[str]:
    """The top-level modules that *path* imports anywhere, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"personadata", "__future__", "tomllib"}


def test_whatever_is_imported_is_declared(wheel: Path) -> None:
    distributions = {module: {normal(name) for name in names} for module, names in packages_distributions().items()}
    distributions["pydantic_core"] = {"pydantic"}  # which requires one exact version of it
    core, everything = declared(wheel, extras=False), declared(wheel, extras=True)
    for path in sorted((ROOT / "personadata").rglob("*.py")):
        # only what mixes, trains and asks a model's own tokenizer may need more than the core, and says so without it
        more = path.parent.name in ("mix", "training", "backends", "inside") or path.name == "tokens.py"
        allowed = everything if more else core
        for module in imports(path):
            assert distributions.get(module, {module}) & allowed, f"{path.relative_to(ROOT)} imports {module}"
    assert {"click", "pydantic", "yaml"} <= set().union(*map(imports, (ROOT / "personadata").rglob("*.py")))


def test_whatever_is_required_is_imported(wheel: Path) -> None:
    distributions = {module: {normal(name) for name in names} for module, names in packages_distributions().items()}
    imported = set().union(*map(imports, (ROOT / "personadata").rglob("*.py")))
    assert declared(wheel, extras=False) - set().union(*(distributions.get(m, {m}) for m in imported)) == set()


def test_only_light_packages_are_required(wheel: Path) -> None:
    core = declared(wheel, extras=False)
    assert "click" in core
    assert not core & {"torch", "datasets", "transformers", "peft", "ms-swift", "pandas"}
