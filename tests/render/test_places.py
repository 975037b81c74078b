"""Paths and columns as other programs count and write them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.render.path import relative, uri
from personadata.render.units import UTF8, UTF16, Columns
from personadata.source import Source


@pytest.mark.parametrize(
    ("name", "path", "reference"),
    [
        ("data/a.json", "data/a.json", "data/a.json"),
        ("./data//a.json", "data/a.json", "data/a.json"),
        ("数据/a b#?.json", "数据/a b#?.json", "%E6%95%B0%E6%8D%AE/a%20b%23%3F.json"),
        ("a:b%20.json", "a:b%20.json", "a%3Ab%2520.json"),
        ("<stdin>", "<stdin>", "%3Cstdin%3E"),
        ("bad\udcff.json", "bad\udcff.json", "bad%FF.json"),
    ],
)
def test_paths(name: str, path: str, reference: str) -> None:
    assert relative(name) == path
    assert uri(name) == reference


def test_absolute_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "repo" / "data"
    inside.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repo")
    assert relative(str(inside / "a.json")) == "data/a.json"
    outside = os.path.join(os.pardir, "b c.json")  # noqa: PTH118
    assert relative(outside) == (tmp_path / "b c.json").as_posix()
    assert uri(outside) == (tmp_path / "b c.json").as_uri()
    assert uri(outside).startswith("file:///")


@pytest.mark.parametrize(("encoding", "size"), [(UTF16, 2), (UTF8, 1)])
@given(st.text(st.sampled_from("a\n\r你😀é\ud83d"), max_size=30), st.data())
def test_columns_are_those_of_the_encoded_row(encoding: str, size: int, text: str, data: st.DataObject) -> None:
    source = Source("a.json", b"")
    source.text = text
    columns = Columns(encoding)
    for offset in data.draw(st.lists(st.integers(0, len(text)), max_size=8)):
        row, column = columns.position(source, offset)
        before = text[text.rfind("\n", 0, offset) + 1 : offset]
        assert (row, column) == (
            text.count("\n", 0, offset) + 1,
            len(before.encode(encoding, "surrogatepass")) // size + 1,
        )
