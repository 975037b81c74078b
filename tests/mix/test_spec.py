"""Sources as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.mix.spec import Wanted, parse_part, parse_source


@pytest.mark.parametrize(
    ("text", "kind", "hub", "subset", "wanted"),
    [
        ("AI-ModelScope/alpaca-gpt4-data-zh#500", "modelscope", "AI-ModelScope/alpaca-gpt4-data-zh", "", Wanted(500)),
        ("ms::a/b:zh", "modelscope", "a/b", "zh", Wanted()),
        ("hf::owner/name:sub/set#7", "huggingface", "owner/name", "sub/set", Wanted(7)),
        ("HF::owner/name#all", "huggingface", "owner/name", "", Wanted(whole=True)),
        ("owner/name#12.5%", "modelscope", "owner/name", "", Wanted(share=0.125)),
    ],
)
def test_hub_ids(text: str, kind: str, hub: str, subset: str, wanted: Wanted) -> None:
    spec = parse_source(text)
    assert (spec.kind, spec.hub, spec.subset, spec.wanted) == (kind, hub, subset, wanted)


def test_a_path_with_a_number_sign_is_taken_when_it_exists(tmp_path: Path) -> None:
    path = tmp_path / "a#500"
    path.write_text("{}", encoding="utf-8")
    assert parse_source(str(path)).wanted == Wanted()
    assert parse_source(f"{path}#3").wanted == Wanted(3)
    assert parse_source(f"{path}#3").path == path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("missing.jsonl#5", "there is no missing.jsonl"),
        ("./a/b", "there is no ./a/b"),
        ("owner/name#0", "'0' is no amount"),
        ("owner/name#-1", "'-1' is no amount"),
        ("owner/name#100%", "'100%' is no amount"),
        ("owner/name#half", "'half' is no amount"),
        ("name", "there is no name"),
        ("https://huggingface.co/datasets/o/n#5", "a link, not an id\nhelp: write hf::o/n#5"),
        ("https://www.modelscope.cn/datasets/o/n/summary", "a link, not an id\nhelp: write o/n"),
        ("hf:o/n", "there is no hf:o/n"),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(UserError, match=message.replace(".", r"\.")):
        parse_source(text)


@pytest.mark.parametrize(
    ("text", "message"), [("owner/name", "no name"), ("identity=owner/name", "channel of other rows")]
)
def test_parts_need_a_name_of_their_own(text: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        parse_part(text)


def test_a_part_carries_its_name() -> None:
    assert parse_part("medicine=owner/med#20%").channel == "medicine"
