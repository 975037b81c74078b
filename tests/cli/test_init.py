"""What init writes loads as it is, with or without a terminal, and never takes a file away unasked."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.persona import load_persona, parse_persona
from personadata.persona.schema import persona_schema
from personadata.persona.starter import quote, write_starter
from personadata.yaml_marks import parse_yaml

FACTS = ("--name", "小舟", "--developer", "拾贝社区")


def init(cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "personadata", "init", *args],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_it_writes_a_spec_and_its_schema(tmp_path: Path) -> None:
    done = init(tmp_path, *FACTS)
    assert done.returncode == 0, done.stderr
    assert "persona.yaml" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["persona.schema.json", "persona.yaml"]
    persona = load_persona(tmp_path / "persona.yaml")
    assert (persona.name.zh, persona.developer.zh, persona.base_model) == ("小舟", "拾贝社区", None)
    first = (tmp_path / "persona.yaml").read_text(encoding="utf-8").splitlines()[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match
    assert json.loads((tmp_path / match[1]).read_text(encoding="utf-8")) == persona_schema()


@pytest.mark.parametrize(
    ("args", "comments"),
    [
        (FACTS, "zh"),
        ((*FACTS, "--lang", "en"), "en"),
        (("--name", "Skiff", "--developer", "Shellworks"), "en"),
        (("--name", "Skiff", "--developer", "Shellworks", "--lang", "zh"), "zh"),
    ],
)
def test_the_comments_are_in_the_chosen_language(tmp_path: Path, args: tuple[str, ...], comments: str) -> None:
    assert init(tmp_path, *args).returncode == 0
    second = (tmp_path / "persona.yaml").read_text(encoding="utf-8").splitlines()[1]
    assert second.isascii() is (comments == "en")


def test_a_base_model_is_declared(tmp_path: Path) -> None:
    assert init(tmp_path, *FACTS, "--base-model", "Qwen2.5-7B-Instruct").returncode == 0
    persona = load_persona(tmp_path / "persona.yaml")
    assert persona.text(persona.base_model, "zh") == "Qwen2.5-7B-Instruct"
    assert persona.base_model_policy == "disclose"


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    spec = tmp_path / "persona.yaml"
    spec.write_text("mine", encoding="utf-8")
    done = init(tmp_path, *FACTS)
    assert done.returncode == 2
    assert done.stderr == "error: persona.yaml: is already there\nhelp: --force overwrites it\n"
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["mine"]
    assert init(tmp_path, *FACTS, "--force").returncode == 0
    assert load_persona(spec).name.zh == "小舟"


def test_a_schema_of_its_own_is_renewed_but_a_stranger_is_kept(tmp_path: Path) -> None:
    assert init(tmp_path, "one.yaml", *FACTS).returncode == 0
    assert init(tmp_path, "two.yaml", *FACTS).returncode == 0
    schema = tmp_path / "persona.schema.json"
    schema.write_text("{}", encoding="utf-8")
    done = init(tmp_path, "three.yaml", *FACTS)
    assert done.returncode == 2
    assert "persona.schema.json: is already there" in done.stderr
    assert schema.read_text(encoding="utf-8") == "{}"
    assert not (tmp_path / "three.yaml").exists()


def test_a_folder_gets_a_persona_yaml(tmp_path: Path) -> None:
    (tmp_path / "bots").mkdir()
    assert init(tmp_path, "bots", *FACTS).returncode == 0
    assert load_persona(tmp_path / "bots" / "persona.yaml").name.zh == "小舟"
    assert init(tmp_path, "new/deep/bot.yaml", *FACTS).returncode == 0
    assert load_persona(tmp_path / "new" / "deep" / "bot.yaml").name.zh == "小舟"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "--name and --developer not given, and there is no terminal to ask on"),
        (("--name", "小舟"), "--developer not given, and there is no terminal to ask on"),
        (("--name", "", "--developer", "拾贝"), "name: empty; write a text or delete the key"),
        (("--name", "Kimi", "--developer", "拾贝"), "name: 'Kimi' is the name of a denied model"),
        (("--name", "{{NAME}}", "--developer", "拾贝"), "name: contains '{{'"),
        (("--name", "小\n舟", "--developer", "拾贝"), "name: contains a line break"),
        ((*FACTS, "--lang", "fr"), "'fr' is not one of 'zh', 'en'"),
    ],
)
def test_what_cannot_be_written_is_said_and_not_written(tmp_path: Path, args: tuple[str, ...], message: str) -> None:
    done = init(tmp_path, *args)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = init(tmp_path, "file/persona.yaml", *FACTS)
    assert done.returncode == 2
    assert done.stderr.startswith("error: file/persona")
    assert "Traceback" not in done.stderr


def test_the_vendor_of_a_model_does_not_deny_its_own(tmp_path: Path) -> None:
    done = init(tmp_path, "--name", "小云", "--developer", "腾讯")
    assert done.returncode == 0, done.stderr
    persona = load_persona(tmp_path / "persona.yaml")
    assert not {"腾讯混元", "腾讯元宝"} & {model.name for model in persona.denied("zh")}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_it_asks_on_a_terminal_and_asks_again_what_cannot_be(tmp_path: Path) -> None:
    import pty

    main, side = pty.openpty()
    command = [sys.executable, "-m", "personadata", "init"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=side, stdout=side, stderr=side, env={**os.environ}) as process:
        os.close(side)
        # an unknown language, then zh; a name that is none, then one; the developer; a base model
        os.write(main, "fr\nzh\n…\n小舟\n拾贝社区\nQwen2.5-7B\n".encode())
        shown = b""
        while True:
            try:
                read = os.read(main, 4096)
            except OSError:  # how a pseudo-terminal says that the other side is closed
                break
            if not read:
                break
            shown += read
    os.close(main)
    text = shown.decode()
    assert process.returncode == 0, text
    assert "助手叫什么名字" in text
    assert "has no letter" in text
    persona = load_persona(tmp_path / "persona.yaml")
    assert [str(v) for v in (persona.name, persona.developer, persona.base_model)] == ["小舟", "拾贝社区", "Qwen2.5-7B"]


def test_options_are_not_asked_for_again(tmp_path: Path) -> None:
    assert init(tmp_path, *FACTS, "--lang", "zh", "--base-model", "").returncode == 0
    assert load_persona(tmp_path / "persona.yaml").base_model is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_commented_example_is_valid(language: str) -> None:
    text = write_starter("小舟", "拾贝社区", base_model="Qwen2.5-7B", language=language)  # type: ignore[arg-type]
    used = re.sub(r"(?m)^#(?=[a-z_]+:|  )", "", text)
    assert used.count("\n") == text.count("\n")
    persona = parse_persona(used, Path("persona.yaml"))
    declared = set(parse_yaml(used, Path("persona.yaml")).value)
    # every field but your own notes is shown
    assert declared == set(type(persona).model_fields) - {"notes"}
    # and nothing but the two facts given is in force
    assert set(parse_yaml(text, Path("persona.yaml")).value) == {"name", "developer", "base_model"}


@pytest.mark.parametrize(
    "name",
    ["no", "a: b", "#1", "- x", "@x", "'", '"', "\\", "3.10", "null", "~", "{x}", "*a", "a #b", "小舟：二号", "? a"],
)
def test_values_are_quoted_safely(name: str) -> None:
    assert parse_yaml(f"name: {quote(name)}\nlist: [{quote(name)}]", Path("x")).value == {"name": name, "list": [name]}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_value_is_read_back_as_it_was(text: str) -> None:
    assert parse_yaml(f"a: {quote(text)}\n", Path("x")).value == {"a": text}


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["zh", "en"]))
def test_any_facts_make_a_file_that_loads_or_a_clear_message(name: str, developer: str, language: str) -> None:
    try:
        text = write_starter(name, developer, language=language)  # type: ignore[arg-type]
    except UserError as error:
        refused = error
    else:
        persona = parse_persona(text, Path("persona.yaml"))
        assert (persona.name.zh, persona.developer.zh) == (name.strip(), developer.strip())
        return
    assert refused.help == "nothing was written"
