"""Identity sets in every format say who they are about; placeholders and contradictions are shown, not guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.importing import Identity, draft_identity, read_identity
from personadata.importing.draft import problems
from personadata.importing.identity import count, language_of
from personadata.importing.identity_report import report
from personadata.importing.settle import Claim, settle
from personadata.persona import Language, parse_persona
from personadata.source import Source
from personadata.yaml_marks import parse_yaml

PLACE = Path("p.yaml")
PEERS = Path(__file__).parents[2].parent / "shared" / "data" / "peers"
SETS = ("llamafactory_identity.json", "swift_self_cognition_2024-04.jsonl")
peers = pytest.mark.skipif(not PEERS.is_dir(), reason="needs ../shared/data/peers beside the checkout")


def alpaca(question: str, answer: str) -> dict[str, Any]:
    return {"instruction": question, "input": "", "output": answer}


def messages(question: str, answer: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]}


def sharegpt(question: str, answer: str) -> dict[str, Any]:
    return {"conversations": [{"from": "human", "value": question}, {"from": "gpt", "value": answer}]}


def swift(question: str, answer: str) -> dict[str, Any]:
    return {"query": question, "response": answer, "tag": "zh"}


def found(rows: list[Any], name: str = "set.json") -> Identity:
    return count(Source(name, json.dumps(rows, ensure_ascii=False).encode()))


def fields(identity: Identity) -> dict[str, Any]:
    value = parse_yaml(draft_identity(identity, "set.json").text(), PLACE).value
    assert isinstance(value, dict)
    return value


ROWS = [
    ("你是谁？", "我是小舟，由拾贝社区开发。"),
    ("你叫什么？", "我叫小舟，可以写代码、翻译。"),
    ("谁做的你？", "我是拾贝社区开发的助手，我可以写代码。"),
    ("你是ChatGPT吗？", "不，我不是ChatGPT，我是小舟。"),
]


@pytest.mark.parametrize("record", [alpaca, messages, sharegpt, swift])
def test_every_format_says_the_same(record: Callable[[str, str], dict[str, Any]]) -> None:
    identity = found([record(*row) for row in ROWS])
    assert identity.rows == 4
    assert fields(identity) == {"name": "小舟", "developer": "拾贝社区", "languages": ["zh"]}
    assert report(identity, "set.json") == [
        "set.json: 4 rows (zh 4)",
        "name: 小舟, said by 3 rows",
        "developer: 拾贝社区, said by 2 rows",
        "denied models: ChatGPT (1)",
        "capabilities: none claimed; 1 suggested in comments",
    ]
    text = draft_identity(identity, "set.json").text()
    assert "# 2 行\n#  - text: {zh: 写代码}\n" in text
    assert parse_persona(text, PLACE).capabilities == ()


@peers
@pytest.mark.parametrize("name", SETS)
def test_placeholders_are_left_to_do(name: str) -> None:
    identity = read_identity(PEERS / name)
    made = draft_identity(identity, name)
    assert "name" not in fields(identity)
    assert "developer" not in fields(identity)
    assert identity.unnamed > 30
    assert f"# TODO name：{identity.unnamed} 行里是还没填的占位符" in made.text()
    assert f"# TODO developer：{identity.unmade} 行里是还没填的占位符" in made.text()
    assert sorted(line.split(": ", 1)[1] for line in problems(made.text(), PLACE)) == [
        "developer: missing; it has to be declared",
        "name: missing; it has to be declared",
    ]


@peers
@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(
    ("own", "developer"),
    [("小舟", "拾贝社区"), ("Sea Otter", "the Shellworks community"), ("大白", "新能开发者社区"), ("小和", "Foo 科技")],
)
def test_a_filled_copy_says_name_and_developer(name: str, own: str, developer: str, tmp_path: Path) -> None:
    text = (PEERS / name).read_text(encoding="utf-8")
    text = re.sub(r"(?i)\{\{name\}\}", own, re.sub(r"(?i)\{\{author\}\}", developer, text))
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    identity = read_identity(path)
    assert (identity.unnamed, identity.unmade, identity.lost) == (0, 0, 0)
    persona = parse_persona(draft_identity(identity, name).text(), PLACE)
    assert persona.name.all() == (own,)
    assert persona.developer.all() == (developer,)
    assert persona.languages == ("zh", "en")
    assert "ChatGPT" in {str(model.name) for model in identity.denied}


def test_the_majority_is_taken_and_the_rest_is_shown() -> None:
    rows = [("你是谁", "我是小舟。")] * 3 + [("你是谁", "我是小船。")] * 2 + [("谁开发的你", "我由拾贝社区开发。")]
    identity = found([alpaca(*row) for row in rows])
    made = draft_identity(identity, "set.json", "en")
    assert fields(identity)["name"] == "小舟"
    assert "# TODO name: there are other claims, the majority was taken: 小船 (2)" in made.text()
    assert "name: 小舟, said by 3 rows; other claims: 小船 (2)" in report(identity, "s")


def test_names_may_differ_by_language() -> None:
    rows = [("你是谁", "我是小舟，由拾贝社区开发。")] * 3 + [
        ("Who are you?", "I am Skiff, developed by Shellworks.")
    ] * 2
    identity = found([alpaca(*row) for row in rows])
    assert fields(identity) == {
        "name": {"zh": "小舟", "en": "Skiff"},
        "developer": {"zh": "拾贝社区", "en": "Shellworks"},
        "languages": ["zh", "en"],
    }
    assert "in different languages differ" in draft_identity(identity, "s", "en").text()


def test_half_filled_sets_are_noticed() -> None:
    rows = [("你是谁", "我是小舟，由拾贝社区开发。")] * 2 + [("你是谁", "我是{{NAME}}，由<AUTHOR>开发。")]
    text = draft_identity(found([alpaca(*row) for row in rows]), "s", "en").text()
    assert "# TODO name: 1 row with a placeholder that was never filled in; do not train on this set as it is" in text
    assert "\nname: 小舟\n" in text


def test_denied_names_beyond_the_list_are_only_offered() -> None:
    rows = [
        *ROWS,
        ("你是小橙吗？", "不，我不是小橙。我是小舟。"),
        ("你是真人吗？", "我不是真人。"),
        ("你是Gemini吗", "不是，我是小舟。"),
    ]
    identity = found([alpaca(*row) for row in rows])
    assert {str(model.name): number for model, number in identity.denied.items()} == {"ChatGPT": 1, "Gemini": 1}
    assert dict(identity.strangers) == {"小橙": 1}
    text = draft_identity(identity, "s").text()
    assert "#denied_models:\n#  extend: [小橙]\n" in text
    assert "denied_models" not in fields(identity)


def test_a_denied_model_off_the_default_list_is_added() -> None:
    from personadata.persona import known_models

    model = next(model for model in known_models() if not model.listed)
    identity = found([alpaca(*ROWS[0]), alpaca(f"你是{model.name}吗", f"我不是{model.name}。")])
    assert fields(identity)["denied_models"] == {"extend": [str(model.name)]}
    persona = parse_persona(draft_identity(identity, "s").text(), PLACE)
    assert str(model.name) in {denied.name for denied in persona.denied("zh")}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "set.json: no row with an answer"),
        (b"[1, 2]", "set.json: no row with an answer; 2 records could not be read"),
        (
            json.dumps([alpaca("1+1?", "2"), alpaca("写诗", "春眠不觉晓。")]).encode(),
            "set.json: none of 2 answers says",
        ),
    ],
)
def test_what_says_nothing_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(UserError) as caught:
        count(Source("set.json", raw))
    assert caught.value.message.startswith(message)


def test_damaged_rows_are_counted() -> None:
    lines = [json.dumps(swift(*row), ensure_ascii=False) for row in ROWS]
    identity = count(
        Source(
            "set.jsonl", "\n".join([lines[0], '{"query": "a", "resp', '{"query": 1, "response": 2}', *lines]).encode()
        )
    )
    assert (identity.rows, identity.lost) == (5, 2)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我是小舟。", "zh"),
        ("我是 Skiff，由 Shellworks 开发。", "zh"),
        ("我是小舟，由拾貝社群開發，為您說明。", "zh-Hant"),
        ("I am 小舟, an assistant developed by 拾贝社区.", "en"),
        ("私は小舟です。", None),
        ("42", None),
    ],
)
def test_the_language_of_an_answer(text: str, language: Language | None) -> None:
    assert language_of(text) == language


def claim(language: Language, *forms: str) -> Claim:
    return Claim(language, frozenset(forms))


@pytest.mark.parametrize(
    ("claims", "value", "rows", "rivals"),
    [
        ([claim("zh", "小舟")], "小舟", 1, ()),
        (
            [claim("zh", "拾贝社区"), claim("zh", "拾贝社区", "拾贝社区团队"), claim("zh", "拾贝社区团队")],
            "拾贝社区",
            3,
            (),
        ),
        ([claim("en", "Shellworks")] * 2 + [claim("en", "the Shellworks team")], "Shellworks", 3, ()),
        ([claim("zh", "小舟")] * 2 + [claim("zh", "写作助手小舟")], "小舟", 3, ()),
        ([claim("zh", "小舟")] * 9 + [claim("en", "Bob")], "小舟", 9, (("Bob", 1),)),
        ([claim("zh", "小舟")] * 9 + [claim("en", "Bob")] * 2, {"zh": "小舟", "en": "Bob"}, 11, ()),
        ([claim("zh", "b"), claim("zh", "a")], "a", 1, (("b", 1),)),
    ],
)
def test_settling(claims: list[Claim], value: Any, rows: int, rivals: Any) -> None:
    assert settle(claims) == (value, rows, rivals)


def test_nothing_to_settle() -> None:
    assert settle([]) is None


TEXT = st.text(max_size=20) | st.sampled_from(
    ["我是", "我叫小舟: #", "\u2028x: y", "I am Skiff", "由A\nb: c开发", "我可以写\r代码", "{{NAME}}"]
)


@given(
    st.lists(st.tuples(TEXT, st.lists(TEXT, max_size=4).map("".join)), max_size=6),
    st.sampled_from([alpaca, messages, swift]),
)
def test_any_rows_are_drafted_or_refused(
    rows: list[tuple[str, str]], record: Callable[[str, str], dict[str, Any]]
) -> None:
    try:
        identity = count(Source("set.json", json.dumps([record(*row) for row in rows]).encode()))
    except UserError:
        return
    document = parse_yaml(draft_identity(identity, "set.json").text(), PLACE)
    assert not document.problems
    assert set(document.value or {}) <= {"name", "developer", "languages", "denied_models"}


@given(st.binary(max_size=120))
def test_any_bytes_are_drafted_or_refused(raw: bytes) -> None:
    whole = json.dumps([alpaca(*row) for row in ROWS], ensure_ascii=False).encode()
    for data in (raw, whole[: len(raw)] + raw + whole[len(raw) + 3 :]):
        try:
            identity = count(Source("set.json", data))
        except UserError:
            continue
        assert draft_identity(identity, "set.json").text()
