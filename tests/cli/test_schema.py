"""The schema says what the loader reads, with words for an editor to show."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from personadata.config.schema import config_schema
from personadata.errors import UserError
from personadata.persona import Persona, parse_persona
from personadata.persona.schema import persona_schema
from personadata.resources import bundled

SCHEMA = persona_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
SAMPLES = sorted(bundled("samples").glob("*/persona.yaml"))
HEAD = "name: 澜舟\ndeveloper: 北辰\n"


def test_the_command_prints_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "personadata", "schema"], capture_output=True, encoding="utf-8", check=True
    )
    assert json.loads(done.stdout) == SCHEMA
    assert "写作助手" in done.stdout


def test_that_of_the_configuration_is_another() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "personadata", "schema", "config"], capture_output=True, encoding="utf-8", check=True
    )
    assert json.loads(done.stdout) == config_schema()


def test_it_is_a_sound_2020_12_schema() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == set(Persona.model_fields)
    assert SCHEMA["required"] == ["name", "developer"]
    assert "x-ref" not in json.dumps(SCHEMA)


def described(node: Any, path: str = "") -> list[str]:
    """The paths of fields without a description."""
    lacking: list[str] = []
    if isinstance(node, dict):
        for name, field in node.get("properties", {}).items():
            if not field.get("description"):
                lacking.append(f"{path}.{name}")
        for key, value in node.items():
            lacking += described(value, f"{path}.{key}")
    elif isinstance(node, list):
        for item in node:
            lacking += described(item, path)
    return lacking


def test_every_field_has_a_description() -> None:
    assert described(SCHEMA) == []
    assert described({"properties": {"a": {}}}) == [".a"]


def as_an_editor(text: str) -> Any:
    """The value as YAML 1.2 editors see it: ``no`` is a text, numbers are numbers, dates are texts."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if tag.rpartition(":")[2] in ("int", "float", "null")]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader=Loader)  # noqa: S506


@pytest.mark.parametrize("path", SAMPLES, ids=[path.parent.name for path in SAMPLES])
def test_the_samples_fit(path: Path) -> None:
    assert [e.message for e in VALIDATOR.iter_errors(as_an_editor(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ("", True),
        ("version: 2.1", True),
        ("role: {zh: 助手}", True),
        ("role: {zh: 助手, zh-Hant: 助手}", True),
        ("limits: {internet: no, other: [发邮件]}", True),
        ("tones: [plain, warm]", True),
        ("tones: {plain: 2, warm: 0.5}", True),
        ("capabilities: [写代码, {text: 写诗, examples: [来首诗]}, {zh: 画图, en: draw}]", True),
        ("denied_models: [Kimi, {name: 豆包, relation: unrelated}]", True),
        ("denied_models: {drop: [Kimi], extend: [小星]}", True),
        ("introduce_on_greeting: 0.5", True),
        ("facts: [{question: 几点？, answer: 八点。}]", True),
        ("languages: [zh, ja]", True),
        ("zzz: 1", False),
        ("role: {jp: 助手}", False),
        ("role: [助手]", False),
        ("limits: {internet: maybe}", False),
        ("limits: {internt: no}", False),
        ("tones: [funny]", False),
        ("tones: {plain: -1}", False),
        ("capabilities: 写代码", False),
        ("capabilities: [{txt: 写代码}]", False),
        ("denied_models: {dorp: [Kimi]}", False),
        ("introduce_on_greeting: 2", False),
        ("facts: [{question: 几点？}]", False),
        ("base_model_policy: maybe", False),
        ("address: 您", False),
    ],
)
def test_the_schema_and_the_loader_agree(line: str, fits: bool) -> None:
    text = f"{HEAD}{line}\n"
    assert VALIDATOR.is_valid(as_an_editor(text)) is fits
    if fits:
        parse_persona(text, Path("persona.yaml"))
    else:
        with pytest.raises(UserError):
            parse_persona(text, Path("persona.yaml"))
