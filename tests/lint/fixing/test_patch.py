"""The diff and the files that fixing writes."""

from __future__ import annotations

import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.lint.fixing.patch import check_writable, diff, differs, recoded, save
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
    new = old.edited([(9, 10, "")])
    assert [differs(old, old), differs(old, old.edited([])), differs(old, new)] == [False, False, True]
    save(new)
    assert path.read_bytes() == b'[{"a": 1}]'
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    source = Source(str(tmp_path / "file" / "a.json"), b"[]")
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot write"):
        save(source.edited([(0, 0, " ")]))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'["a"]', False),
        ('["\u4f60"]'.encode(), False),
        (b'\xef\xbb\xbf["a"]', True),
        ('["a"]'.encode("utf-16"), True),
        ('["你好，我是小舟，很高兴认识你。"]'.encode("gb18030"), True),
    ],
)
def test_a_new_encoding_is_told_from_a_new_text(raw: bytes, expected: bool) -> None:
    source = Source("a.json", raw)
    assert not recoded(source, source)
    assert not recoded(source, source.edited([(1, 1, " ")]))
    assert recoded(source, source.edited([(1, 1, " ")], encode=True)) is expected


@pytest.mark.parametrize(("mode", "refused"), [(0o644, False), (0o444, True), (0o200, False)])
def test_what_is_read_only_is_meant_to_stay(tmp_path: Path, mode: int, refused: bool) -> None:
    path, link = tmp_path / "a.json", tmp_path / "link.json"
    path.write_bytes(b"[]")
    path.chmod(mode)
    link.symlink_to(path)
    for name in (path, link):
        with pytest.raises(UserError, match="is read-only") if refused else nullcontext():
            check_writable(Source(str(name), b"[]"))
    check_writable(Source(str(tmp_path / "new.json"), b"[]"))
