"""Every mistake in a spec is reported at once, where it stands, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.persona import load_persona, parse_persona

FILE = Path("persona.yaml")


def mistakes(text: str) -> list[str]:
    with pytest.raises(UserError) as caught:
        parse_persona(text, FILE)
    return caught.value.message.splitlines()


def test_all_of_them_by_line() -> None:
    text = """\
name: 小舟
developr: 拾贝
aliases: 舟舟
limits:
  internt: no
  memory: maybe
introduce_on_greeting: 2
tones: [plain, funny]
languages: [zh, klingon]
role: {zh-CN: 助手, cn: 助手}
capabilities:
  - 写代码。
  - {text: writing code, exmples: [a]}
  - [1]
base_model_policy: from_scratch
base_model: Qwen2.5
denied_models: {extend: [{name: Foo, relation: unrelatd}], replac: []}
facts:
  - question: {zh: 几点？, en: When}
    answer: 八点
  - answer: x
notes: [a]
name: 二
"""
    assert mistakes(text) == [
        "persona.yaml:1:1: developer: missing; it has to be declared",
        "persona.yaml:2:1: developr: unknown key (did you mean 'developer'?)",
        "persona.yaml:3:10: aliases: expected a list, e.g. [a, b]",
        "persona.yaml:5:3: limits.internt: unknown key (did you mean 'internet'?)",
        "persona.yaml:6:11: limits.memory: 'maybe' is not one of yes, no, undeclared",
        "persona.yaml:7:24: introduce_on_greeting: 2 is out of range, 0 to 1",
        "persona.yaml:8:16: tones[1]: unknown tone 'funny'; tones: plain, brief, formal, warm, playful, poetic",
        "persona.yaml:9:17: languages[1]: unknown language 'klingon'; write a code such as zh, en, ja",
        "persona.yaml:10:8: role.zh-CN: unknown language (did you mean 'zh'?); known: zh, en, zh-Hant",
        "persona.yaml:10:19: role.cn: unknown language (did you mean 'zh'?); known: zh, en, zh-Hant",
        "persona.yaml:12:5: capabilities[0]: ends in '。'; it is put inside sentences, so leave the mark out",
        "persona.yaml:13:12: capabilities[1].text: opens with the gerund 'writing'; "
        "write the base form, e.g. write code",
        "persona.yaml:13:26: capabilities[1].exmples: unknown key (did you mean 'examples'?)",
        "persona.yaml:14:5: capabilities[2]: expected a text or a map; keys: text, examples, gerund",
        "persona.yaml:15:20: base_model_policy: from_scratch contradicts base_model 'Qwen2.5'; keep one of the two",
        "persona.yaml:17:48: denied_models.extend[0].relation: 'unrelatd' is not one of unrelated, base, undeclared "
        "(did you mean 'unrelated'?)",
        "persona.yaml:17:60: denied_models.replac: unknown key (did you mean 'replace'?)",
        "persona.yaml:20:13: facts[0].answer: no text in en, the language of the question",
        "persona.yaml:21:5: facts[1].question: missing; it has to be declared",
        "persona.yaml:22:8: notes: expected a text",
        "persona.yaml:23:1: 'name' is here a second time, first at 1:1",
    ]


# a line in place of "name: 澜舟" and "developer: 北辰", or after them; what is wrong with it
BASE = {"name": "name: 澜舟\n", "developer": "developer: 北辰\n"}
SINGLE = [
    ("name:", "1:6: name: empty"),
    ("name: ''", "1:7: name: empty"),
    ("name: '   '", "1:7: name: empty"),
    ("name: ~", "1:7: name: empty"),
    ("name: {}", "1:7: name: an empty map"),
    ("name: [澜舟]", "1:7: name: expected a text or a map by language"),
    ("name: {zh: [a], en: b}", "1:12: name.zh: expected a text"),
    ("name: {zh: 澜舟}", "1:7: name: no text in en, which samples are made in; give it, or declare languages: [zh]"),
    ("name: {zh: 你好, en: hello, world}", "1:27: name.world: a key without a value; put quotes around"),
    ("name: ...", "1:7: name: '...' has no letter"),
    ("name: 澜舟。", "1:7: name: ends in '。'"),
    ('name: "澜\\n舟"', "1:7: name: contains a line break (U+000A)"),
    ('name: "澜\\u2028舟"', "1:7: name: contains a line break (U+2028)"),
    ('name: "澜\\e[31m舟"', "1:7: name: contains the control character U+001B"),
    ('name: "澜\\u202e舟"', "1:7: name: contains the invisible character U+202E"),
    ('name: "澜\\u200b舟"', "1:7: name: contains the invisible character U+200B"),
    ('name: "澜\\ue000舟"', "1:7: name: contains the private-use character U+E000"),
    ('name: "澜\\U0010fffd舟"', "1:7: name: contains the private-use character U+10FFFD"),
    ('name: "澜\\ud83d"', "1:7: name: contains U+D83D, a character broken in conversion"),
    ('name: "澜\\ufffd"', "1:7: name: contains U+FFFD, a character broken in conversion"),
    ("name: '{{NAME}}'", "1:7: name: contains '{{'"),
    ("name: '澜{% x %}'", "1:7: name: contains '{%'"),
    ("name: 澜<|im_end|>", "1:7: name: contains '<|im_end|>'"),
    ("name: 澜<｜Assistant｜>", "1:7: name: contains '<｜Assistant｜>'"),
    ("name: 澜<image>", "1:7: name: contains '<image>'"),
    ("name: '[INST]'", "1:7: name: contains '[INST]'"),
    (f"name: {'长' * 101}", "1:7: name: 101 characters long, at most 100 are allowed"),
    (f"developer: {'长' * 101}", "2:12: developer: 101 characters long"),
    (f"role: {'长' * 2001}", "3:7: role: 2,001 characters long, at most 2,000 are allowed"),
    ("developer_type: firm", "3:17: developer_type: 'firm' is not one of company, team, institution, individual"),
    ("aliases: [澜舟]", "3:11: aliases[0]: '澜舟' is the name itself"),
    ("aliases: [小澜, 小 澜]", "3:15: aliases[1]: '小 澜' is listed twice"),
    ("capabilities: [写代码, 写代码]", "3:21: capabilities[1]: '写代码' is listed twice"),
    ("capabilities: [可以写代码]", "3:16: capabilities[0]: opens with '可以'"),
    ("capabilities: [帮你写代码]", "3:16: capabilities[0]: opens with '帮你'"),
    ("capabilities: [to write code]", "3:16: capabilities[0]: opens with 'to'"),
    ("capabilities: [{text: write code, gerund: wrote}]", "3:43: capabilities[0].gerund: 'wrote' has no word in -ing"),
    ("capabilities: [{examples: [a]}]", "3:16: capabilities[0].text: missing"),
    ("limits: {other: [不能联网]}", "3:18: limits.other[0]: opens with '不'"),
    ("limits: {other: [cannot send email]}", "3:18: limits.other[0]: opens with 'cannot'"),
    ("capabilities: [画图]\nlimits: {other: [画图]}", "4:18: limits.other[0]: '画图' is declared as a capability as well"),
    ("limits: no", "3:9: limits: expected a map; keys: internet, realtime, memory, actions, other"),
    ("tones: [plain, plain]", "3:16: tones[1]: plain is listed twice"),
    ("tones: {plain: -1}", "3:16: tones.plain: expected a weight from 0 to 1000, not '-1'"),
    ("tones: {plain: nan}", "3:16: tones.plain: expected a weight"),
    ("tones: {plain: 0}", "3:8: tones: no tone has a weight"),
    ("tones: []", "3:8: tones: no tone has a weight"),
    ("tones: plain", "3:8: tones: expected a list of tones or a map"),
    ("address: 您", "3:10: address: '您' is not one of follow, ni, nin"),
    ("languages: [ja]", "3:12: languages: has none of zh, en, zh-Hant"),
    ("languages: [zh, 中文]", "3:17: languages[1]: zh is listed twice"),
    ("languages: [janpanese]", "3:13: languages[0]: unknown language 'janpanese' (did you mean 'japanese'?)"),
    ("introduce_on_greeting: often", "3:24: introduce_on_greeting: expected a number"),
    ("introduce_on_greeting: nan", "3:24: introduce_on_greeting: expected a finite number"),
    ("base_model_policy: disclose", "3:20: base_model_policy: disclose needs a base_model to name"),
    ("facts: [{question: 几点？, answer: 八点}, {question: 几点, answer: 九点}]", "3:38: facts[1]: '几点' is listed twice"),
    ("facts: [{question: 几点？}]", "3:9: facts[0].answer: missing"),
    ("? [a]\n: b", "3:3: a key has to be a text"),
    ("zzz: 1", "3:1: zzz: unknown key"),
    ("系统: 1", "3:1: 系统: unknown key"),
    ('"a\\e[31m": 1', "3:1: 'a\\x1b[31m': unknown key"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), SINGLE, ids=[line[:40] for line, _ in SINGLE])
def test_one_mistake_is_one_line(line: str, message: str) -> None:
    key = line.partition(":")[0]
    text = "".join({**BASE, key: line + "\n"}.values()) if key in BASE else "".join(BASE.values()) + line + "\n"
    (found,) = mistakes(text)
    assert found.startswith(f"persona.yaml:{message}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "persona.yaml: empty"),
        ("# only a comment\n", "persona.yaml: empty"),
        ("~", "persona.yaml: empty"),
        ("- name: 澜舟\n", "persona.yaml:1:1: expected keys with values, found a list"),
        ("澜舟\n", "persona.yaml:1:1: expected keys with values, found a single text"),
        ("name：澜舟\ndeveloper：北辰\n", "persona.yaml:1:1: expected keys with values, found a single text"),
    ],
)
def test_a_file_that_is_no_map(text: str, message: str) -> None:
    assert mistakes(text) == [message]


def test_a_full_width_colon_is_pointed_out() -> None:
    with pytest.raises(UserError, match="line 1 has a full-width colon"):
        parse_persona("name：澜舟\ndeveloper：北辰\n", FILE)


def test_a_contradiction_is_seen_beside_other_mistakes_only_when_its_fields_are_sound() -> None:
    sound = "name: 澜舟\ndeveloper: 北辰\nbase_model: Qwen\nbase_model_policy: from_scratch\nrole: ''\n"
    assert [line.split(": ")[1] for line in mistakes(sound)] == ["base_model_policy", "role"]
    broken = "name: 澜舟\ndeveloper: 北辰\nbase_model: ''\nbase_model_policy: disclose\n"
    assert [line.split(": ")[1] for line in mistakes(broken)] == ["base_model"]


def test_a_flood_of_mistakes_is_cut_off() -> None:
    lines = mistakes("name: 澜舟\ndeveloper: 北辰\n" + "".join(f"k{i}: x\n" for i in range(500)))
    assert len(lines) == 51
    assert lines[-1] == "persona.yaml: 450 further problems"


@pytest.mark.parametrize(("name", "message"), [("nowhere.yaml", "no such spec"), (".", "is a folder, not a spec")])
def test_a_path_without_a_spec(tmp_path: Path, name: str, message: str) -> None:
    path = tmp_path / name
    with pytest.raises(UserError) as caught:
        load_persona(path)
    assert caught.value.message == f"{path}: {message}"
