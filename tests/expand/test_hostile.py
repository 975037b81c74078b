"""Specs that mean harm, or merely have names nobody thought of: one clear error at its place, or sound samples.

The checks read the finished texts with patterns of their own, so that a mistake in the package does not excuse itself.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from personadata.errors import UserError
from personadata.expand.assemble import Row
from personadata.expand.run import expand
from personadata.expand.write import sound, spoken
from personadata.persona import Persona, load_persona
from personadata.persona.text import Language
from personadata.sample import Turn

Spec = Mapping[str, Any]
COUNT = 150


def write(folder: Path, spec: Spec) -> Path:
    """The spec as a file; JSON is YAML, and says exactly which characters are meant."""
    path = folder / "persona.yaml"
    path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    return path


def named(name: str, **more: Any) -> Spec:
    return {"name": name, "developer": "青穹", **more}


def made_by(developer: str, **more: Any) -> Spec:
    return {"name": "澜舟", "developer": developer, **more}


REFUSED: list[tuple[Spec, str]] = [
    (named("{{ 7*7 }}"), "1:10: name: contains '{{'"),
    (named("{% for x in y %}"), "1:10: name: contains '{%'"),
    (named("{# secret #}"), "1:10: name: contains '{#'"),
    (made_by("{{ name.__class__ }}"), "1:29: developer: contains '{{'"),
    (named("澜舟", capabilities=["写 {{name}} 代码"]), "1:52: capabilities[0]: contains '{{'"),
    (named("澜舟", aliases=["{{name}}"]), "1:47: aliases[0]: contains '{{'"),
    (named("长" * 101), "1:10: name: 101 characters long, at most 100 are allowed"),
    (named("澜舟", role="长" * 60_000), "1:43: role: 60,000 characters long, at most 2,000 are allowed"),
    (named("澜\n舟"), "1:10: name: contains a line break (U+000A)"),
    (named("\u202e澜舟"), "1:10: name: contains the invisible character U+202E"),
    (named("澜\ue000舟"), "1:10: name: contains the private-use character U+E000"),
    (named("<|im_start|>"), "1:10: name: contains '<|im_start|>'"),
    (named(".*"), "1:10: name: '.*' has no letter"),
    (named("\\"), "1:10: name: '\\\\' has no letter"),
    (made_by("青穹。"), "1:29: developer: ends in '。'"),
    (made_by("阿里云"), "1:29: developer: '阿里云' is the vendor of 通义千问"),
    (made_by("openai"), "1:29: developer: 'openai' is the vendor of ChatGPT, GPT-4"),
    (named("澜舟", maintainer="百度"), "1:49: maintainer: '百度' is the vendor of 文心一言"),
    (named("通义千问"), "1:10: name: '通义千问' is the name of a denied model"),
    (named("qwen"), "1:10: name: 'qwen' is the name of a denied model"),
    (named("GPT"), "1:10: name: 'GPT' is another name of GPT-4"),
    (named("澜舟", denied_models=["澜舟"]), "1:10: name: '澜舟' is the name of a denied model"),
]


@pytest.mark.parametrize(("spec", "message"), REFUSED, ids=[message[:40] for _, message in REFUSED])
def test_one_clear_error_at_its_place(spec: Spec, message: str, tmp_path: Path) -> None:
    path = write(tmp_path, spec)
    with pytest.raises(UserError) as caught:
        load_persona(path)
    (line,) = caught.value.message.splitlines()
    assert line.startswith(f"{path}:{message}")


@pytest.mark.parametrize("field", ["name", "notes", "role"])
def test_ten_megabytes_are_refused_unread_and_nothing_is_written(field: str, tmp_path: Path) -> None:
    path = write(tmp_path, {**named("澜舟"), field: "A" * 10_000_000})
    done = subprocess.run(
        [sys.executable, "-m", "personadata", "expand", path.name],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=20,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("error: persona.yaml: ")
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 300
    assert [each.name for each in tmp_path.iterdir()] == ["persona.yaml"]


EXPANDED: dict[str, Spec] = {
    "one brace": named("a{b"),
    "nested names": {"name": "小舟", "aliases": ["舟"], "developer": "小舟工作室"},
    "nested Latin names": {"name": "Skiff", "aliases": ["Ski"], "developer": "Skiff Labs"},
    "name is developer": named("青穹"),
    "alias is developer": named("澜舟", aliases=["青穹"]),
    **{f"name {word}": named(word) for word in ("吗", "是", "谁", "开发", "不是", "你", "are", "you", "who", "I")},
    **{f"developer {word}": made_by(word) for word in ("吗", "是", "谁", "开发", "who")},
    **{f"name {word}": named(word) for word in ("$1", r"\1", r"\g<0>", "(?P<x>", ".*a", "a|b", "^A$", "C++", "%s")},
    "backslashes everywhere": named(
        r"C:\n", capabilities=[r"解释 \1 和 $1", "写正则 (?P<x>.*)"], limits={"other": [r"用 $name 发邮件"]}
    ),
    "right to left": {"name": "نجمة", "developer": "מעבדת האופק"},
    "emoji": {"name": "🐳", "developer": "👩‍🚀🚀"},
    "100 characters": {"name": "长" * 100, "developer": ("Abc " * 25).strip()},
    "ASCII quotes": {"name": '"Skiff"', "developer": "O'Neil's"},
    "Chinese quotes": {"name": "“小舟”", "developer": "小“舟"},
    "leading digits": {"name": "3号", "developer": "360实验室"},
    "digits": {"name": "007", "developer": "42"},
    "full stop": {"name": "Skiff", "developer": "Foo Inc."},
    "full stops": {"name": "小舟 Jr.", "aliases": ["Mr."], "developer": "Foo, Inc.", "version": "1.0"},
    "other marks": {"name": "Yahoo!", "developer": "Who?"},
    "mixed script": {"name": "小舟Skiff", "developer": "拾贝Shell 実験室"},
    "prefix of a denied model": named("通义千"),
    "prefixes of a denied model": {"name": "Deep", "developer": "Seek"},
    "prefix of its own denied model": named("小星", denied_models={"extend": ["小星星"]}),
    "longer than a denied model": {"name": "QwenMate", "aliases": ["千问小助手"], "developer": "阿里云生态伙伴"},
    "denied model that was dropped": named("Qwen", denied_models=["Kimi", "GPT-4"]),
    "Chinese only": {"name": "小舟", "developer": "拾贝", "languages": ["zh"]},
    "English only": {"name": "Skiff", "developer": "Foo Inc.", "languages": ["en"]},
    "Traditional only": {"name": "小舟", "developer": "開發者社區", "languages": ["zh-Hant"]},
    "Traditional as declared": {
        "name": {"zh": "云舟", "zh-Hant": "雲舟"}, "developer": {"zh": "云端", "zh-Hant": "雲端"}, "languages": ["zh", "zh-Hant"],
    },
}  # fmt: skip

LEFT_OVER = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]|\{\{|\}\}|\{%|%\}|\{#")
DOUBLED = re.compile(r"。。|，，|,,|(?<!\.)\.\.(?!\.)")
AGREES = re.compile(
    r"(是的?|对的?|對的?|没错|沒錯|嗯|正是)[，。,！!啊呀]|(yes|yeah|yep|right|correct|sure|exactly|of course|indeed)\b",
    re.IGNORECASE,
)
DENIES = re.compile(
    r"不|没|沒|并非|並非|认错|認錯|弄混|另|\b(not?|nope|never|neither|nor|none|wrong|different)\b|n't\b", re.I
)
QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|\"[^\"]*\"")
# "telling you that I'm Claude would be untrue" claims nothing
CLAIMING = r"(?<![说說认認])(?:我(?:就|正|其实|其實|确实|確實)?(?:是|叫)|(?<!that )(?:\bI['’]m|\bI am|\bmy name is)) ?"


def word(name: str) -> str:
    """Pattern for *name*, a Latin one as a word of its own."""
    return rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" if name.isascii() else re.escape(name)


def flaws(row: Row, persona: Persona) -> Iterator[str]:
    """What is wrong with *row*, in a few words each."""
    category = row.candidate.category
    spoken_in: Language = "zh-Hant" if row.sample.language == "zh-Hant" else "en" if category.language == "en" else "zh"
    name = persona.text(persona.name, spoken_in) or ""
    own = [form for text in (persona.name, *persona.aliases, persona.developer) for form in text.all()]
    answer = row.sample.answer
    for turn in row.sample.turns:
        if LEFT_OVER.search(turn.text):
            yield "placeholder"
        if DOUBLED.search(turn.text if turn.role == "assistant" else re.sub(r"。{3,}|,{3,}", "", turn.text)):
            yield "doubled mark"
        if turn.role == "assistant" and turn.loss is not False:
            yield from claims(turn.text, persona, own)
    if category.group == "control" and (found := [form for form in own if re.search(word(form), answer, re.I)]):
        yield f"control names {found}"
    if category.id in ("who_are_you", "name") and name not in answer:
        yield "no name"
    if category.id == "not_model":
        said = [turn.text for turn in row.sample.turns if turn.role == "assistant"]
        if not any(name in text or DENIES.search(text) for text in said):
            yield "neither name nor denial"
        # 你不是X吧 is rightly agreed with, as long as the denial follows at once
        # nor is a name that happens to be 是 a yes in English
        if AGREES.match(answer if spoken_in != "en" else answer.removeprefix(name)) and not (
            DENIES.search(row.sample.question) and DENIES.search(re.split(r"[。！!?？]|\. ", answer)[0])
        ):
            yield "agrees"


def claims(text: str, persona: Persona, own: list[str]) -> Iterator[str]:
    """Denied models that *text* claims to be, outside quotations."""
    models = [model for language in ("zh", "en") for model in persona.denied(language)]
    denied = {form for model in models for form in (model.name, *model.aliases, *model.misspellings)}
    forms = "|".join(word(form) for form in sorted(denied, key=len, reverse=True))
    for form in own:  # a quotation mark of a name opens no quotation
        if set(form) & set("“”‘’「」\"'"):
            text = text.replace(form, "◆")
    text = QUOTED.sub("", text)
    for match in re.finditer(f"{CLAIMING}(?P<model>{forms})", text, re.IGNORECASE):
        start = match.start("model")
        if not any(len(form) > len(match["model"]) and text.startswith(form, start) for form in own):
            yield f"claims to be {match['model']}"


@pytest.mark.parametrize("spec", EXPANDED.values(), ids=list(EXPANDED))
def test_the_samples_are_sound(spec: Spec, tmp_path: Path) -> None:
    persona = load_persona(write(tmp_path, spec))
    languages = spoken(persona)
    rows = expand(persona, count=COUNT, languages=languages, accept=sound).rows
    assert len(rows) == COUNT
    assert {row.candidate.category.language for row in rows} == set(languages)
    assert {"who_are_you", "name", "not_model"} <= {row.candidate.category.id for row in rows}
    assert {row.candidate.category.group for row in rows} >= {"identity", "negation", "pressure", "control"}
    assert [f"{flaw}: {row.sample.turns[-2:]}" for row in rows for flaw in flaws(row, persona)] == []


@pytest.mark.parametrize("name", ["說", "時間"])
def test_traditional_controls_do_not_name_a_persona_with_a_traditional_name(name: str, tmp_path: Path) -> None:
    test_the_samples_are_sound(named(name, languages=["zh-Hant"]), tmp_path)


@pytest.fixture(scope="module")
def persona(tmp_path_factory: pytest.TempPathFactory) -> Persona:
    return load_persona(write(tmp_path_factory.mktemp("spec"), EXPANDED["nested names"]))


@pytest.fixture(scope="module")
def by_category(persona: Persona) -> dict[str, Row]:
    rows = expand(persona, count=COUNT, languages=["zh"], accept=sound).rows
    return {row.candidate.category.id: row for row in rows}


@pytest.mark.parametrize(
    ("category", "asked", "said", "flaw"),
    [
        ("who_are_you", "你是谁？", "我是{{name}}，小舟。", "placeholder"),
        ("who_are_you", "你是谁？", "我是小舟\ue000。", "placeholder"),
        ("who_are_you", "你是谁？", "我是小舟。。", "doubled mark"),
        ("who_are_you", "Who are you?", "I'm 小舟, by Foo Inc..", "doubled mark"),
        ("who_are_you", "你是谁？？？", "我是小舟……", None),
        ("name", "你叫什么？", "我叫小 舟。", "no name"),
        ("ctrl_person", "谁造的船？", "木匠造了一叶扁舟。", "control names ['舟']"),
        ("not_model", "你是Kimi吗？", "是的，我不是别人，我是小舟。", "agrees"),
        ("not_model", "你不是Kimi吧？", "对，我是小舟。", "agrees"),
        ("not_model", "你不是Kimi吧？", "对，我不是Kimi，我是小舟。", None),
        ("not_model", "你是Kimi吗？", "这是个好问题。", "neither name nor denial"),
        ("not_model", "你是Kimi吗？", "我是Kimi，不是小舟。", "claims to be Kimi"),
        ("not_model", "Are you Kimi?", "No. I'm Qwen, not 小舟.", "claims to be Qwen"),
        ("not_model", "你是Kimi吗？", "说“我是Kimi”的不是我，我是小舟。", None),
    ],
)
def test_the_checks_notice(
    by_category: Mapping[str, Row], persona: Persona, category: str, asked: str, said: str, flaw: str | None
) -> None:
    row = by_category[category]
    changed = replace(row, sample=replace(row.sample, turns=(Turn("user", asked), Turn("assistant", said))))
    assert list(flaws(changed, persona)) == ([flaw] if flaw else [])
