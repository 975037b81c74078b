"""Patterns of files mean the same in a list of data and in per-file-ignores."""

from __future__ import annotations

from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.lint.globs import expand, names, pattern_of


@pytest.mark.parametrize(
    ("glob", "file", "matches"),
    [
        ("data/*.json", "data/a.json", True),
        ("data/*.json", "data/x/a.json", False),
        ("./data/a?.json", "data/ab.json", True),
        ("data/**", "data/x/y/a.json", True),
        ("data/**/*.json", "data/a.json", True),
        ("data/**/*.json", "data/x/y/a.json", True),
        ("**/a.json", "a.json", True),
        ("data/**.json", "data/x/a.json", False),
        ("data", "data/x/a.json", True),
        ("data/", "data/x/a.json", True),
        ("dat", "data/x/a.json", False),
        ("*.json", "x/y/a.json", True),
        ("*.json", "x/y/a.jsonl", False),
        ("[!a]*.json", "b.json", True),
        ("[!a]*.json", "ab.json", False),
        ("[a-c]1.json", "b1.json", True),
        ("x[^]y", "x^y", True),
        ("a.json", "axjson", False),
        ("[z-a].json", "[z-a].json", True),
        ("a[[]b.json", "a[b.json", True),
        ("[&&~~||].json", "&.json", True),
        ("../other/*.json", "../other/a.json", True),
    ],
)
def test_what_a_pattern_names(
    glob: str, file: str, matches: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a [b] *(c)"
    folder.mkdir()
    monkeypatch.chdir(folder)
    pattern = pattern_of(glob, Path())
    assert names(pattern, file) is matches
    assert names(pattern, str(folder / file)) is matches
    # seen from another folder
    monkeypatch.chdir(tmp_path)
    assert names(pattern_of(glob, folder), str(folder / file)) is matches


def test_a_linked_file_goes_by_both_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.json").touch()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.chdir(tmp_path)
    for glob in ("real/*", "link/*"):
        assert names(pattern_of(glob, Path()), "link/a.json")


def test_expanding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept = ["b.json", "a.jsonl", "x/c.json", "x/y/d.json", "odd[1].json"]
    others = ["n.txt", "a.provenance.jsonl", "x/dataset_info.json", "persona.schema.json", ".h.json", ".git/e.json"]
    for name in (*kept, *others):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    def found(*patterns: str) -> list[str]:
        return [path.as_posix() for path in expand(map(Path, patterns))]

    assert found("*") == ["a.jsonl", "b.json", "odd[1].json"]
    assert sorted(found("**/*.json")) == ["b.json", "odd[1].json", "x/c.json", "x/y/d.json"]
    assert found("x/**") == ["x/c.json", "x/y/d.json"]
    assert found("x", "odd[1].json", "none.json", "-") == ["x", "odd[1].json", "none.json", "-"]
    for nothing in ("*.csv", "y/*.json", "n.tx?"):
        with pytest.raises(UserError, match="no data file matches this pattern"):
            found(nothing)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("**", ["data/a.json", "data/x/b.json"]),
        ("data/**/*.json", ["data/a.json", "data/x/b.json"]),
        ("d*/**/x/*", ["data/x/b.json"]),
        ("link/*.json", ["link/a.json"]),
        ("link/**", ["link/a.json", "link/x/b.json"]),
        ("data/**/.h/*.json", ["data/.h/c.json"]),
    ],
)
def test_links_that_lead_around_in_circles(
    pattern: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("data/a.json", "data/x/b.json", "data/.h/c.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    # two of them make 2 ** 40 paths before the system says that there are too many levels
    for link, target in (("data/up", ".."), ("data/round", "../data"), ("link", "data")):
        (tmp_path / link).symlink_to(target)
    assert [path.as_posix() for path in expand([Path(pattern)])] == expected
