"""Cards are read out of every container, and whatever is wrong with one is said in one message."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.importing.card import MAX_ARCHIVE, MAX_FILE, MAX_JSON, Card, parse_card, read_card
from tests.importing.cards import V3, card, charx, chunk, dumped, png

V2 = {"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "Old Ada"}}
V1 = {"name": "Eldest", "description": "", "personality": "", "scenario": "", "first_mes": "", "mes_example": ""}
GOOD = {
    "json": dumped(V3),
    "bom": b"\xef\xbb\xbf" + dumped(V3),
    "png": png(ccv3=dumped(V3)),
    "charx": charx(dumped(V3)),
    "stored": charx(dumped(V3), method=zipfile.ZIP_STORED),
}


@pytest.mark.parametrize(
    ("raw", "name", "version", "holder"),
    [
        (GOOD["json"], "Ada Night", "v3", ""),
        (GOOD["bom"], "Ada Night", "v3", ""),
        (dumped(V2), "Old Ada", "v2", ""),
        (dumped(V1), "Eldest", "v1", ""),
        (GOOD["png"], "Ada Night", "v3", "ccv3"),
        (png(chara=dumped(V2)), "Old Ada", "v2", "chara"),
        (png(chara=dumped(V2), ccv3=dumped(V3)), "Ada Night", "v3", "ccv3"),
        (GOOD["charx"], "Ada Night", "v3", "card.json"),
        (GOOD["stored"], "Ada Night", "v3", "card.json"),
    ],
)
def test_a_card_is_read_from_its_container(raw: bytes, name: str, version: str, holder: str) -> None:
    found = parse_card(raw, "c")
    assert (found.text("name"), found.version, found.holder) == (name, version, holder)


def bad_sum(raw: bytes) -> bytes:
    at = raw.index(b"tEXt") + 6
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "c:1:1: not JSON: expecting value"),
        (b"{", "c:1:2: not JSON: expecting property name enclosed in double quotes"),
        (b"\xff\xfe\x00", "c: byte 1 is not UTF-8 text"),
        (b"\xff\xd8\xff\xe0....", "c: a JPEG picture, and cards are in PNG, JSON or CHARX files"),
        (b"[]", "c: no character card: JSON, but not an object"),
        (b'{"name": "x"}', "c: no character card: neither spec nor any of description, first_mes"),
        (b'{"spec": "chara_card_v2", "data": 3}', "c: no character card: data is not an object"),
        (b'{"spec": "lorebook_v3", "data": {}}', "c: a lorebook of its own, not a character card"),
        (dumped(card(name="  ")), "c: the card has no name"),
        (dumped(card(name=7)), "c: the card has no name"),
        (b"[" * 200_000, "c: nested too deep for a card"),
        (b'{"a": ' * 100_000, "c: nested too deep for a card"),
        (b"1" * 10_000, "c: not JSON that can be read: exceeds the limit"),
        (b" " * (MAX_JSON + 1), f"c: {MAX_JSON + 1:,} bytes of JSON, and a card has at most"),
        (b" " * (MAX_FILE + 1), f"c: larger than {MAX_FILE:,} bytes"),
        (png(), "c: a picture without a character card (no tEXt chunk ccv3 or chara)"),
        (GOOD["png"][:-20], "c: cut off: chunk 3 (tEXt) has"),
        (GOOD["png"][:-12], "c: cut off: it ends at byte"),
        (bad_sum(GOOD["png"]), "c: damaged: the checksum of chunk 3 (tEXt) is wrong"),
        (GOOD["png"][:8] + b"\xff" * 30, "c: damaged: no chunk begins at byte 9"),
        (png()[:-12] + chunk(b"tEXt", b"chara\0@@@") + chunk(b"IEND", b""), "c: chunk chara: not base64"),
        (png(ccv3=b"{"), "c: chunk ccv3:1:2: not JSON"),
        (png(ccv3=b" " * (MAX_JSON + 1)), "c: chunk ccv3: "),
        (charx(b"{}", "other.json"), "c: an archive of 2 files without card.json"),
        (charx(b"{}", method=zipfile.ZIP_LZMA), "c: card.json is packed with method 14, not stored or deflated"),
        (charx(b"{}")[:40], "c: a damaged archive: file is not a zip file"),
        (charx(b" " * (MAX_JSON + 1)), f"c: card.json unpacks to more than {MAX_JSON:,} bytes"),
    ],
)
def test_what_is_no_card_is_refused_with_one_message(raw: bytes, message: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_card(raw, "c")
    assert caught.value.message.startswith(message)
    assert "\n" not in caught.value.message


def test_an_encrypted_archive_is_refused() -> None:
    raw = bytearray(charx(dumped(V3)))
    raw[6] |= 1  # the flag in the local header and in the directory
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UserError, match=r"card\.json is encrypted"):
        parse_card(bytes(raw), "c")


def test_a_large_archive_may_hold_a_small_card_and_a_large_picture_may_not(tmp_path: Path) -> None:
    path = tmp_path / "a.charx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("card.json", dumped(V3))
        archive.writestr("assets/x.bin", bytes(MAX_FILE))
    assert read_card(path).text("name") == "Ada Night"
    assert path.stat().st_size < MAX_ARCHIVE
    path.write_bytes(GOOD["png"] + bytes(MAX_FILE))
    with pytest.raises(UserError, match="larger than"):
        read_card(path)


@pytest.mark.parametrize(("path", "message"), [("none.png", "no such card"), (".", "cannot read")])
def test_a_file_that_cannot_be_read(tmp_path: Path, path: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_card(tmp_path / path)


def test_fields_of_the_wrong_type_are_passed_over_and_named() -> None:
    found = parse_card(dumped(card(description=["x"], tags="x", extensions=None, alternate_greetings=[1, " a "])), "c")
    assert (found.text("description"), found.texts("tags"), found.map("extensions")) == ("", [], {})
    assert found.texts("alternate_greetings") == ["a"]
    assert found.mistyped == ["description", "tags"]


def read(raw: bytes) -> Card | None:
    """Anything but a card or a UserError fails the test."""
    try:
        return parse_card(raw, "c")
    except UserError:
        return None


@given(st.data())
def test_mutated_files_are_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(GOOD[data.draw(st.sampled_from(sorted(GOOD)))])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        kind = data.draw(st.sampled_from(["change", "cut", "insert", "drop"]))
        if kind == "change":
            raw[at] = data.draw(st.integers(0, 255))
        elif kind == "cut" and at:
            del raw[at:]
        elif kind == "insert":
            raw[at:at] = data.draw(st.binary(max_size=8))
        else:
            del raw[at : at + data.draw(st.integers(1, 8))]
        raw = raw or bytearray(b"x")
    read(bytes(raw))


@given(st.binary(max_size=200), st.sampled_from(["raw", "png", "base64", "charx", "zip"]))
def test_any_bytes_in_any_container_are_read_or_refused(raw: bytes, holder: str) -> None:
    wrapped = {
        "raw": raw,
        "png": png(ccv3=raw),
        "base64": png()[:-12] + chunk(b"tEXt", b"chara\0" + raw) + chunk(b"IEND", b""),
        "charx": charx(raw),
        "zip": b"PK\x03\x04" + raw,
    }
    read(wrapped[holder])


def test_line_breaks_in_base64_are_no_fault() -> None:
    text = base64.encodebytes(dumped(V3))
    assert b"\n" in text.strip()
    raw = png()[:-12] + chunk(b"tEXt", b"ccv3\0" + text) + chunk(b"IEND", b"")
    assert parse_card(raw, "c").text("name") == "Ada Night"
