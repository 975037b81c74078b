"""Messages in Chinese: the catalogues are complete, fit their patterns, and read as Chinese is written."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import personadata
from personadata.lint.message import say
from personadata.lint.rules import RULES
from personadata.lint.translate import catalogue, language, translate
from personadata.resources import bundled
from personadata.safe_yaml import load
from personadata.source import KINDS

PACKAGE = Path(personadata.__file__).parent
SOURCES = [
    path
    for part in ("lint", "source", "formats", "render", "near_duplicates", "errors.py")
    for path in ([PACKAGE / part] if part.endswith(".py") else (PACKAGE / part).rglob("*.py"))
]
CATALOGUES = sorted((bundled("rules") / "messages" / "zh").glob("*.yaml"))
# what only makes English grammatical: Chinese has no plural
GRAMMAR = re.compile(r"(?:.*_)?(?:s|es|is|are|has|have|ones?|rows?)")
# calls whose `help` belongs to a finding; that of a UserError is not translated
FINDINGS = {"finding", "mark", "Mark", "Finding"}


@cache
def patterns() -> dict[str, str]:
    """Every pattern and literal help that a finding or a label may be made of, and where it stands."""
    found = {text: "source/damage.py" for kind in KINDS.values() for text in kind if text}
    for path in SOURCES:
        place = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            for text in _texts(node, tree, place):
                found[text] = f"{place}:{getattr(node, 'lineno', 0)}"
    return found


def _texts(node: ast.AST, tree: ast.Module, place: str) -> Iterator[str]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in ("say", "Fix") and node.args:
            yield from _literals(node.args[0], tree, place)
        if name == "Related" and len(node.args) > 1:
            yield from _literals(node.args[1], tree, place)
        if name in FINDINGS:
            for keyword in node.keywords:
                if keyword.arg == "help":
                    yield from _literals(keyword.value, tree, place)
    elif isinstance(node, ast.Assign) and place.startswith("lint/rules/"):
        names = {getattr(target, "id", "") for target in node.targets}
        if names & {"remedy", "help", "said", "none"}:
            yield from _literals(node.value, tree, place)


def _literals(node: ast.expr, tree: ast.Module, place: str) -> Iterator[str]:
    """The texts that *node* may be; names are looked up among the module's constants."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if node.value:
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body, tree, place)
        yield from _literals(node.orelse, tree, place)
    elif isinstance(node, ast.JoinedStr):
        yield f"an f-string, which cannot be translated: use say() ({place}:{node.lineno})"
    elif isinstance(node, ast.Name | ast.Subscript) and (table := _table(node, tree)) is not None:
        for value in ast.walk(table):
            keys = {id(key) for entry in ast.walk(table) if isinstance(entry, ast.Dict) for key in entry.keys}
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and id(value) not in keys:
                yield value.value


def _table(node: ast.expr, tree: ast.Module) -> ast.expr | None:
    name = node.value if isinstance(node, ast.Subscript) else node
    for item in tree.body:
        target = (
            item.target
            if isinstance(item, ast.AnnAssign)
            else item.targets[0]
            if isinstance(item, ast.Assign)
            else None
        )
        if isinstance(target, ast.Name) and isinstance(name, ast.Name) and target.id == name.id:
            assert isinstance(item, ast.AnnAssign | ast.Assign)
            return item.value
    return None


def _part(place: str) -> str:
    """The family of a rule's messages, or the package of any other's: what is missing is somebody's."""
    rule = re.match(r"lint/rules/([a-z]+)\d", place)
    return rule[1].upper() if rule else place.partition("/")[0]


@pytest.mark.parametrize("part", sorted({_part(place) for place in patterns().values()}))
def test_every_pattern_has_a_translation(part: str) -> None:
    missing = [
        f"{place}: {text}" for text, place in patterns().items() if _part(place) == part and text not in catalogue("zh")
    ]
    assert not missing, "\n".join(missing)


def test_no_translation_is_stale() -> None:
    summaries = {(rule.__doc__ or "").partition("\n\n")[0] for rule in RULES}
    known = {*patterns(), *(" ".join(summary.split()) for summary in summaries)}
    assert not [text for text in catalogue("zh") if text not in known]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_fields_and_typography(path: Path) -> None:
    for english, chinese in _read(path).items():
        lost = _fields(english) - _fields(chinese)
        assert not _fields(chinese) - _fields(english), english
        assert not [name for name in lost if not GRAMMAR.fullmatch(name)], english
        assert not re.search(r"[\u4e00-\u9fff}][,;!?]|[\u4e00-\u9fff][:()]|[:()][\u4e00-\u9fff]", chinese), chinese
        assert english.endswith(".") or not chinese.endswith("。"), chinese


def test_one_pattern_is_said_one_way() -> None:
    said: dict[str, tuple[str, str]] = {}
    for path in CATALOGUES:
        for english, chinese in _read(path).items():
            assert said.setdefault(english, (chinese, path.name))[0] == chinese, (english, path.name)


def test_every_js_and_sc_rule_has_a_chinese_summary() -> None:
    for rule in RULES:
        if re.fullmatch(r"JS\d+|SC10[1-6]|SC20[1-3]", rule.code):
            assert (rule.__doc__ or "").partition("\n\n")[0] in catalogue("zh"), rule.code


def test_values_are_put_in_again_and_messages_among_them_are_translated() -> None:
    text = say("{what}, and {n:,} more like it", what=say("a raw {detail} inside a text", detail=say("tab")), n=1200)
    assert text == "a raw tab inside a text, and 1,200 more like it"
    assert translate(text, "zh") == "文本里有未转义的制表符，另有 1,200 处同样的问题"
    assert translate(text, "en") is text


@pytest.mark.parametrize("text", ["tab {not a field}", "no such sentence", ""])
def test_what_is_not_in_the_catalogue_stays(text: str) -> None:
    assert translate(text, "zh") == text
    assert translate(say("{text}", text=text), "zh") == text


def test_a_plain_text_is_looked_up_whole() -> None:
    assert translate("delete the row", "zh") == "删掉这一行"


@pytest.mark.parametrize(
    ("asked", "environment", "expected"),
    [
        ("zh", {"LANG": "en_US.UTF-8"}, "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("auto", {}, "en"),
        ("auto", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("auto", {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ("auto", {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ("auto", {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ("auto", {"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language(asked: str, environment: dict[str, str], expected: str) -> None:
    assert language(asked, environment) == expected


def _read(path: Path) -> dict[str, str]:
    found = load(path.read_bytes(), path.name)
    assert all(isinstance(text, str) for pair in found.items() for text in pair)
    return dict(found)


def _fields(pattern: str) -> set[str]:
    return {re.split(r"[.\[!:]", name)[0] for _, name, _, _ in string.Formatter().parse(pattern) if name}
