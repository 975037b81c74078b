"""A spec is read as its author meant it, in every language, and claims nothing that is not declared."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from personadata.errors import UserError
from personadata.persona import LANGUAGES, Language, Persona, Text, load_persona, parse_persona
from personadata.persona.text import Kind, reader
from personadata.resources import bundled

FILE = Path("persona.yaml")
MINIMAL = "name: 澜舟\ndeveloper: 北辰工作室\n"


def spec(more: str = "") -> Persona:
    return parse_persona(MINIMAL + more, FILE)


def test_a_name_and_a_developer_suffice() -> None:
    persona = spec()
    for language in LANGUAGES:
        assert persona.text(persona.name, language) == "澜舟"
        assert persona.text(persona.developer, language) == "北辰工作室"
        assert persona.text(persona.role, language) is None
        assert persona.language_names(language) == []
    undeclared = persona.model_dump(exclude={"name", "developer", "tones", "denied_models", "limits"})
    assert undeclared == {
        "aliases": (), "developer_type": None, "maintainer": None, "role": None, "languages": (), "address": "follow",
        "capabilities": (), "base_model": None, "base_model_policy": "unknown", "version": None, "contact": None,
        "site": None, "price": None, "domain": None, "facts": (), "system_prompts": (), "roleplay": "allow",
        "introduce_on_greeting": 0.2, "notes": None,
    }  # fmt: skip
    assert set(persona.limits.model_dump().values()) == {"undeclared", ()}
    assert persona.data_languages == ("zh", "en")
    assert persona.same_party


def test_the_example_of_the_manual_is_true() -> None:
    manual = (Path(__file__).parents[1] / "docs" / "persona.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", manual, re.MULTILINE | re.DOTALL)
    found = {model.name: model.relation for model in spec(f"base_model: Qwen2.5-7B\n{example}").denied("zh")}
    assert not {"Copilot", "Grok"} & set(found)
    assert (found["小星"], found["通义千问"]) == ("unrelated", "base")


@pytest.mark.parametrize(
    ("typed", "zh", "en", "hant"),
    [
        ("{zh: 小舟, en: Skiff}", "小舟", "Skiff", "小舟"),
        ("{zh: 小舟, en: Skiff, zh-Hant: 小舟號}", "小舟", "Skiff", "小舟號"),
        ("小舟", "小舟", "小舟", "小舟"),
        ("no", "no", "no", "no"),
        ("3.10", "3.10", "3.10", "3.10"),
        ("'  小舟  '", "小舟", "小舟", "小舟"),
        ("🦊", "🦊", "🦊", "🦊"),
        ("👩‍🚀", "👩‍🚀", "👩‍🚀", "👩‍🚀"),
        ("نور", "نور", "نور", "نور"),
        ("O'Neil", "O'Neil", "O'Neil", "O'Neil"),
    ],
)
def test_names(typed: str, zh: str, en: str, hant: str) -> None:
    persona = parse_persona(f"name: {typed}\ndeveloper: 北辰\n", FILE)
    assert (persona.name.get("zh"), persona.name.get("en"), persona.name.get("zh-Hant")) == (zh, en, hant)


@pytest.mark.parametrize(
    ("line", "field", "zh", "en"),
    [
        # a phrase serves the language that it is in
        ("role: 写作助手", "role", "写作助手", None),
        ("role: writing assistant", "role", None, "writing assistant"),
        ("role: {zh: 写作助手}", "role", "写作助手", None),
        ("domain: Python", "domain", "Python", "Python"),
        ("price: 每月 9.9 元", "price", "每月 9.9 元", None),
        ("price: $5 a month", "price", None, "$5 a month"),
        ("price: ¥99", "price", "¥99", "¥99"),
        # so does a label, but an address or a number serves all
        ("contact: help@example.com", "contact", "help@example.com", "help@example.com"),
        ("contact: 社区答疑区", "contact", "社区答疑区", None),
        ("site: https://example.com/docs", "site", "https://example.com/docs", "https://example.com/docs"),
        ("version: 3.10", "version", "3.10", "3.10"),
        ("version: 12:30", "version", "12:30", "12:30"),
        ("maintainer: 运维小组", "maintainer", "运维小组", "运维小组"),
        # what would double inside a sentence is dropped
        ("role: a writing assistant", "role", None, "writing assistant"),
        ("role: 一个写作助手", "role", "写作助手", None),
    ],
)
def test_whom_a_plain_string_serves(line: str, field: str, zh: str | None, en: str | None) -> None:
    persona = spec(line)
    value = getattr(persona, field)
    assert (persona.text(value, "zh"), persona.text(value, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("typed", "zh", "en"),
    [
        ("写代码", "写代码", None),
        ("write code", None, "write code"),
        ("Write code", None, "write code"),
        ("{zh: 写代码, en: write code}", "写代码", "write code"),
        ("{text: 写代码}", "写代码", None),
        ("{text: {zh: 写代码, en: write code}}", "写代码", "write code"),
        ("sing along", None, "sing along"),
        ("能量管理咨询", "能量管理咨询", None),
    ],
)
def test_capabilities(typed: str, zh: str | None, en: str | None) -> None:
    (capability,) = spec(f"capabilities: [{typed}]").capabilities
    assert capability.text == Text(zh=zh, en=en)
    assert capability.examples == ()
    assert capability.gerund is None


def test_a_capability_may_say_more() -> None:
    (capability,) = spec(
        "capabilities:\n  - text: {zh: 整理笔记, en: tidy up notes}\n"
        "    examples: [把这页笔记分成三点, '1 + 1 = ?']\n    gerund: tidying up notes\n"
    ).capabilities
    assert capability.gerund == "tidying up notes"
    assert [example.en for example in capability.examples] == [None, "1 + 1 = ?"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("no", "no"), ("No", "no"), ("false", "no"), ("'no'", "no"), ("yes", "yes"), ("true", "yes"), ("on", "yes"),
     ("undeclared", "undeclared")],
)  # fmt: skip
def test_switches(typed: str, value: str) -> None:
    assert spec(f"limits: {{internet: {typed}}}").limits.internet == value


@pytest.mark.parametrize(
    ("typed", "tones"),
    [
        ("[brief, warm]", {"brief": 1, "warm": 1}),
        ("{plain: 3, poetic: 0.5}", {"plain": 3, "poetic": 0.5}),
        ("{plain: 3, playful: 0}", {"plain": 3}),
    ],
)
def test_tones(typed: str, tones: dict[str, float]) -> None:
    assert spec(f"tones: {typed}").tones == tones


def test_poetry_is_not_the_default() -> None:
    assert "poetic" not in spec().tones


@pytest.mark.parametrize(
    ("typed", "codes", "data", "zh", "en"),
    [
        ("[zh, en]", ("zh", "en"), ("zh", "en"), ["中文", "英语"], ["Chinese", "English"]),
        ("[en]", ("en",), ("en",), ["英语"], ["English"]),
        ("[zh, ja]", ("zh", "ja"), ("zh",), ["中文", "日语"], ["Chinese", "Japanese"]),
        ("[中文, 英文, Japanese]", ("zh", "en", "ja"), ("zh", "en"), ["中文", "英语", "日语"],
         ["Chinese", "English", "Japanese"]),
        ("[zh, zh-Hant]", ("zh", "zh-Hant"), ("zh", "zh-Hant"), ["简体中文", "繁体中文"],
         ["Simplified Chinese", "Traditional Chinese"]),
        ("[zh, no]", ("zh", "nb"), ("zh",), ["中文", "挪威语"], ["Chinese", "Norwegian"]),
    ],
)  # fmt: skip
def test_languages(typed: str, codes: tuple[str, ...], data: tuple[str, ...], zh: list[str], en: list[str]) -> None:
    persona = spec(f"languages: {typed}")
    assert persona.languages == codes
    assert persona.data_languages == data
    assert persona.language_names("zh") == zh
    assert persona.language_names("en") == en


def test_languages_are_named_in_their_reader_s_script() -> None:
    assert spec("languages: [zh, en]").language_names("zh-Hant") == ["中文", "英語"]


@pytest.mark.parametrize(
    ("lines", "policy"),
    [
        ("", "unknown"),
        ("base_model: Qwen2.5-7B-Instruct", "disclose"),
        ("base_model: Qwen2.5-7B-Instruct\nbase_model_policy: decline", "decline"),
        ("base_model_policy: partial", "partial"),
        ("base_model_policy: from_scratch", "from_scratch"),
    ],
)
def test_a_declared_base_model_is_disclosed_unless_told_otherwise(lines: str, policy: str) -> None:
    assert spec(lines).base_model_policy == policy


@pytest.mark.parametrize(
    ("fact", "question", "answer"),
    [
        ("{question: 几天到？, answer: 三天。}", Text(zh="几天到？"), Text(zh="三天。")),
        ("{question: 几天到？, answer: 三天}", Text(zh="几天到？"), Text(zh="三天。")),
        (
            "{question: 用哪个版本？, answer: Python 3.12 or later}",
            Text(zh="用哪个版本？"),
            Text(zh="Python 3.12 or later。"),
        ),
        ("{question: 'How long?', answer: Three days}", Text(en="How long?"), Text(en="Three days.")),
        ("{question: 'How long?', answer: Three days!}", Text(en="How long?"), Text(en="Three days!")),
        ("{question: 'How much?', answer: '42'}", Text(en="How much?"), Text(zh="42。", en="42.")),
        (
            "{question: {zh: 端口？, en: 'Port?'}, answer: '8080'}",
            Text(zh="端口？", en="Port?"),
            Text(zh="8080。", en="8080."),
        ),
        ("{question: 他说了什么？, answer: 他说“好”}", Text(zh="他说了什么？"), Text(zh="他说“好”。")),
    ],
)
def test_facts(fact: str, question: Text, answer: Text) -> None:
    (found,) = spec(f"facts: [{fact}]").facts
    assert (found.question, found.answer) == (question, answer)


def test_system_prompts_and_answers_may_have_lines() -> None:
    persona = spec("system_prompts:\n  - |\n    你是澜舟。\n    回答要简短。\n")
    assert persona.system_prompts[0].zh == "你是澜舟。\n回答要简短。"


@pytest.mark.parametrize(("maintainer", "same"), [("北辰工作室", True), ("小舟运维组", False)])
def test_same_party(maintainer: str, same: bool) -> None:
    assert spec(f"maintainer: {maintainer}").same_party is same


def test_a_persona_is_frozen_and_can_be_sent_to_another_process() -> None:
    persona = load_persona(bundled("samples") / "community-bot" / "persona.yaml")
    with pytest.raises(ValidationError):
        persona.name = Text(zh="别的")
    with pytest.raises(AttributeError):
        persona.name.zh = "别的"  # type: ignore[misc]
    copy = pickle.loads(pickle.dumps(persona))  # noqa: S301
    assert copy == persona
    assert copy.denied("zh") == persona.denied("zh")


def test_nothing_heavy_is_imported_to_load_a_spec() -> None:
    code = (
        "import sys, pathlib; from personadata.persona import load_persona; load_persona(pathlib.Path(sys.argv[1]));"
        "print(*(m for m in ('jinja2', 'jsonschema', 'rapidfuzz', 'jieba', 'click', 'numpy') if m in sys.modules))"
    )
    path = bundled("samples") / "community-bot" / "persona.yaml"
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


PLAIN_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@given(PLAIN_TEXT, st.sampled_from(["all", "label", "prose"]))
def test_a_plain_text_is_refused_or_serves_some_language_as_it_is(text: str, reach: Any) -> None:
    try:
        found = reader(Kind(reach=reach))(text)
    except ValueError:
        return
    assert found.all() == (text.strip(),)
    assert any(found.get(language) for language in LANGUAGES)


@given(st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(["甲", "a", "1"]), min_size=1))
def test_a_map_says_no_more_than_it_has(texts: dict[Language, str]) -> None:
    found = reader(Kind())(dict(texts))
    assert found.get("zh") == texts.get("zh")
    assert found.get("en") == texts.get("en")
    assert found.get("zh-Hant") == texts.get("zh-Hant", texts.get("zh"))


KEYS = st.sampled_from([*Persona.model_fields, "zh", "en", "text", "extend", "drop", "internet", "zz"])
SCALARS = st.one_of(
    st.sampled_from(
        ["no", "yes", "1", "nan", "1e999", "通义千问", "Kimi", "plain", "zh", "~", "''", "*a", "&a x", "写代码。"]
    ),
    st.text(st.sampled_from("甲a {}%：:#-[],'\"|>@`*&!\n\t\u202e\ue000\u200b\x85"), max_size=12),
)
NODES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(KEYS, inner), max_size=3).map(lambda kv: "{" + ", ".join(f"{k}: {v}" for k, v in kv) + "}"),
    ),
    max_leaves=6,
)
COMMUNITY = (bundled("samples") / "community-bot" / "persona.yaml").read_text(encoding="utf-8")


@given(st.lists(st.tuples(KEYS, NODES), max_size=5))
def test_any_fields_make_a_persona_or_a_clear_message(fields: list[tuple[str, str]]) -> None:
    refused_or_read(MINIMAL + "".join(f"{key}: {value}\n" for key, value in fields))


@given(
    st.integers(0, len(COMMUNITY)),
    st.integers(0, 30),
    st.one_of(SCALARS, st.sampled_from(["\n", ": ", "\n  - ", "- ", "{", "}", "\n\n", "  ", "name: x\n"])),
)
def test_a_damaged_file_makes_a_persona_or_a_clear_message(at: int, cut: int, put: str) -> None:
    refused_or_read(COMMUNITY[:at] + put + COMMUNITY[at + cut :])


def refused_or_read(text: str) -> None:
    refused = ""
    try:
        persona = parse_persona(text, FILE)
    except UserError as error:
        refused = error.message
    if refused:
        assert all(line.startswith("persona.yaml:") for line in refused.splitlines()), refused
        return
    for language in LANGUAGES:
        assert all(model.name for model in persona.denied(language))
        persona.language_names(language)
