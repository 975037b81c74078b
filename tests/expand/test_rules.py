"""Every paraphrase rule does what its examples say."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from personadata.errors import UserError
from personadata.expand.features import analyse
from personadata.expand.invariants import broken
from personadata.expand.licensing import Table, load_licenses
from personadata.expand.rule_file import load_rules
from personadata.expand.rules import Paraphrase
from personadata.expand.slots import CODE, decode, fill
from personadata.resources import bundled

LANGUAGES = ("zh", "en")
RULES = {language: load_rules([bundled("rules")], language) for language in LANGUAGES}
LICENSES = {language: load_licenses([bundled("rules")], language) for language in LANGUAGES}
VALUES = {
    "zh": {
        "X": ["通义千问", "ChatGPT", "GPT-4", "GPT", "豆包"], "X2": ["文心一言"], "V": ["阿里云", "百度"],
        "name": ["小澜"], "developer": ["青穹科技"], "a_role": ["一个写作助手"], "cap": ["写代码", "写诗"], "cap2": ["画图"], "cap3": ["看图"],
    },
    "en": {
        "X": ["ChatGPT", "GPT-4", "GPT-3", "GPT", "Gemini", "Claude", "Qwen", "Tongyi Qianwen"], "X2": ["Claude"], "V": ["Google", "OpenAI"],
        "name": ["Lumi"], "developer": ["Fernhill Labs"], "a_role": ["a writing assistant"], "cap": ["edit drafts"], "cap2": ["fix grammar"],
        "cap3": ["outline talks"],
    },
}  # fmt: skip
MISSPELT = {"通义千问": "通意千问", "ChatGPT": "chatgtp", "Claude": "claud"}


def encode_example(text: str, language: str) -> tuple[str, dict[str, str]]:
    """The example with known names as slots, and what those slots are."""
    values: dict[str, str] = {}
    for slot, names in VALUES[language].items():
        for name in names:
            found = re.search(re.escape(name) + r"(?![A-Za-z])", text)
            if found and slot not in values:
                text = text[: found.start()] + CODE[slot] + text[found.end() :]
                values[slot] = name
    return text, values


def filled(text: str, values: Mapping[str, str], language: str) -> str:
    """The result with its names back, variants included."""
    more = {slot: names[0] for slot, names in VALUES[language].items() if names and slot not in ("X", "X2")} | values
    if "X" in values:
        name = values["X"]
        others = [other for other in VALUES[language]["X"] if other != name]
        more["X~misspelt"] = MISSPELT.get(name, name + "x")
        more["X~lower"] = name.lower()
        more["X~respaced"] = name.replace("-", "")
        more.setdefault("X2", VALUES[language]["X2"][0] if VALUES[language]["X2"] else others[0])
    return fill(text, more)


def examples(key: str) -> list[Any]:
    """The examples that have *key*, each with its language and rule."""
    return [
        pytest.param(language, rule, example, id=f"{rule.id}-{i}")
        for language in LANGUAGES
        for rule in RULES[language]
        for i, example in enumerate(rule.examples)
        if key in example
    ]


@pytest.mark.parametrize(("language", "rule", "example"), examples("in"))
def test_the_example_comes_out(language: str, rule: Paraphrase, example: Mapping[str, Any]) -> None:
    by_id = {other.id: other for other in RULES[language]}
    text, values = encode_example(str(example["in"]), language)
    others = [by_id[name] for name in example.get("with", ())]
    results = {text}
    applied = False
    for step in sorted([rule, *others], key=lambda r: RULES[language].index(r)):
        fitting = [t for t in results if example.get("force") or step is not rule or meets(step, t, language)]
        applied |= step is rule and bool(fitting)
        results |= {result for current in fitting for result in step.rewrite(current, 0)}
    assert applied, f"{rule.id} does not apply to {decode(text)!r}: {analyse(text, language)}"
    shown = {filled(result, values, language) for result in results}
    if example.get("any"):  # drawn by chance: any result that differs will do
        assert any(result != str(example["in"]) for result in shown), sorted(shown)
    else:
        assert str(example["out"]) in shown, sorted(shown)


def meets(rule: Paraphrase, text: str, language: str) -> bool:
    """Whether the preconditions hold in at least one of the rule's categories and groups."""
    features = analyse(text, language)
    categories = next((v for k, w, v in rule.wanted if k == "category" and w), {"other"})
    groups = next((v for k, w, v in rule.wanted if k == "group" and w), {"identity"})
    return any(rule.applies(text, features, str(c), str(g)) for c in categories for g in groups)


@pytest.mark.parametrize(("language", "rule", "example"), examples("a"))
def test_the_policy_tells_good_from_bad(language: str, rule: Paraphrase, example: Mapping[str, Any]) -> None:
    rows = [row for row in LICENSES[language].rows if row.name.startswith(rule.id + " ")]
    assert rows, f"{rule.id} is no policy"
    question, _ = encode_example(str(example["q"]), language)
    answer, _ = encode_example(str(example["a"]), language)
    group = next(iter(sorted(rows[0].groups)), "")
    found = Table(rows).unlicensed(question, analyse(question, language), answer, group)
    assert bool(found) == bool(example.get("bad")), found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_compiles_and_has_the_groups_taken_from_it(language: str, tmp_path: Path) -> None:
    """Rules of one's own are checked when they are read, shipped ones here."""
    shutil.copytree(bundled("rules"), tmp_path / "rules")
    assert [rule.id for rule in load_rules([tmp_path / "rules"], language)] == [rule.id for rule in RULES[language]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_two_examples(language: str) -> None:
    for rule in RULES[language]:
        assert len(rule.examples) >= 2, rule.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_output_breaks_an_invariant(language: str) -> None:
    for rule in RULES[language]:
        for example in rule.examples:
            if "out" in example and rule.side == "question":
                assert not broken(str(example["out"]), language), (rule.id, example)


GOOD = """\
- id: T1
  name: test
  side: question
  meaning: '='
  kind: core
  stage: frame
  when: {qtype: [wh]}
  rewrite:
    - {from: '<X>吗', to: ['<X>吧']}
  examples: [{in: a, out: b}, {in: c, out: d}]
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("side: question", "side: both sides", "zh/mine.yaml:1: T1: side must be one of"),
        ("kind: core", "knd: core", "unknown key 'knd' (did you mean 'kind'?)"),
        ("{qtype: [wh]}", "{qtyp: [wh]}", "unknown precondition 'qtyp' (did you mean 'qtype'?)"),
        ("<X>吗", "<X>(吗", "bad pattern"),
        ("<X>吗", "<Y>吗", "unknown slot or word list 'Y'"),
        ("['<X>吧']", "['<Z>吧']", "unknown slot 'Z' in a replacement"),
        ("['<X>吧']", "['$1吧']", "T1: no group $1 in '<X>吗'"),
        ("['<X>吧']", "['$_who吧']", "T1: no group $_who in '<X>吗'"),
        ("['<X>吧']", "[{a: b}]", "T1: a replacement is a text, not {'a': 'b'}"),
        ("{from: '<X>吗', to: ['<X>吧']}", "a", "T1: a step of rewrite is a map with from and to, not 'a'"),
        ("{from: '<X>吗', to: ['<X>吧']}", "{from: a}", "not {'from': 'a'}"),
        ("when:", "swap: {吗: '<Z>'}\n  when:", "unknown slot 'Z' in a replacement"),
        ("when:", "swap: [吗]\n  when:", "T1: swap is a map, not ['吗']"),
        ("when: {qtype: [wh]}", "when: [wh]", "T1: when is a map, not ['wh']"),
        ("{qtype: [wh]}", "{qtype: [[wh]]}", "T1: precondition qtype is a list of values, not [['wh']]"),
        ("when:", "excludes: 3\n  when:", "T1: excludes is a list, not 3"),
        ("when:", "share: much\n  when:", "T1: share is a number from 0 to 1, not 'much'"),
        ("when:", "share: 5\n  when:", "T1: share is a number from 0 to 1, not 5"),
        ("when:", "position: last\n  when:", "T1: position must be one of first, later, not 'last'"),
        ("when:", "register: loud\n  when:", "T1: register must be one of casual, "),
        ("when:", "do: fly\n  when:", "unknown transform 'fly'"),
        ("when:", "excludes: [T9]\n  when:", "T1: excludes unknown rule 'T9'"),
        ("- id: T1", "- [T1", "not YAML"),
    ],
)
def test_a_mistake_in_a_rule_is_named_at_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    folder = tmp_path / "rules" / "zh"
    folder.mkdir(parents=True)
    assert old in GOOD
    (folder / "mine.yaml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_rules([tmp_path / "rules"], "zh")
    assert message in caught.value.message
