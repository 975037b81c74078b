"""The diff and the files that fixing writes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.lint.fixing.patch import diff, save
from personadata.source import Source

_LINES = st.lists(st.sampled_from(["a\n", "b\n", "\u2028c\n", "\r\n", "\n", "长\n"]), max_size=30)


@settings(max_examples=30, deadline=None)
@given(_LINES, _LINES, st.booleans(), st.booleans())
def test_patch_understands_the_diff(old: list[str], new: list[str], end: bool, other: bool) -> None:
    import tempfile

    before, after = "".join(old) + "x" * end, "".join(new) + "y" * other
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.json")
        file.write_bytes(before.encode())
        text = "".join(diff(Source("a.json", before.encode()), Source("a.json", after.encode())))
        if before == after:
            assert text == ""
            return
        subprocess.run(["patch", "--binary", "-s", "a.json"], input=text.encode(), cwd=folder, check=True)
        assert (file.read_bytes() if file.exists() else b"") == after.encode()


def test_a_change_far_down_keeps_its_line_numbers() -> None:
    old = Source("a", b"".join(b"%d\n" % number for number in range(1000)))
    new = old.edited([(old.text.index("900\n"), old.text.index("901\n"), "")])
    assert "@@ -898,7 +898,6 @@\n" in list(diff(old, new))


def test_save_writes_only_what_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"a": 1},]')
    old = Source.open(path)
    assert not save(old, old)
    assert save(old, old.edited([(9, 10, "")]))
    assert path.read_bytes() == b'[{"a": 1}]'
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    source = Source(str(tmp_path / "file" / "a.json"), b"[]")
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot write"):
        save(source, source.edited([(0, 0, " ")]))
