"""Of a card only what is certain becomes a field, and nothing in a card can add another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.importing import Draft, draft_card, parse_card
from personadata.importing.draft import problems
from personadata.persona import Persona, parse_persona
from personadata.yaml_marks import parse_yaml
from tests.importing.cards import card, dumped

PLACE = Path("p.yaml")


def draft(**data: Any) -> Draft:
    return draft_card(parse_card(dumped(card(**data)), "c"), "c.json")


def fields(made: Draft) -> dict[str, Any]:
    value = parse_yaml(made.text(), PLACE).value
    assert isinstance(value, dict)
    return value


def finished(made: Draft, developer: str = "Shellworks") -> Persona:
    """The persona once its author fills in the developer."""
    text = made.text()
    assert text.count("\n#developer:\n") == 1
    return parse_persona(text.replace("\n#developer:\n", f"\ndeveloper: {developer}\n"), PLACE)


def test_what_is_certain_is_filled_in() -> None:
    assert fields(draft()) == {
        "name": "Ada Night",
        "aliases": ["Ada"],
        "system_prompts": ["You are Ada.\n\nHelp the user."],
        "notes": "[description]\nAda is a patient writing assistant. The user asks: she answers # always.\n\n"
        "[personality]\ncalm\n\n[first_mes]\nHello, the user!\n\n[alternate_greetings[0]]\nHi the user.\n\n"
        "[mes_example]\n<START>\nThe user: hi\nAda: hello",
    }


def test_the_draft_wants_a_developer_and_then_loads() -> None:
    made = draft()
    with pytest.raises(UserError) as caught:
        parse_persona(made.text(), PLACE)
    assert caught.value.message.endswith(": developer: missing; it has to be declared")
    assert problems(made.text(), PLACE) == [caught.value.message]
    persona = finished(made)
    assert (persona.name.en, persona.developer.en, persona.role) == ("Ada Night", "Shellworks", None)
    assert (persona.capabilities, persona.facts) == ((), ())


@pytest.mark.parametrize(
    "line",
    [
        "#role: patient writing assistant",
        "#facts:",
        "#  - topic: refund",
        "#    question: TODO",
        '#    answer: "Refunds take three days."',
        "# key words: refund, money back",
        "# Lorebook entries passed over: 1 switched off, 1 with patterns for keys, 1 without key words",
        "#   creator: somebody",
        "#   character_version: 7.1",
        "#   tags: writing, calm",
        "#   post_history_instructions: Stay Ada.",
        "# TODO developer: who builds the assistant. A card does not say; its creator, somebody, is the author of the card",
    ],
)
def test_the_rest_stands_in_comments(line: str) -> None:
    assert line in draft().text().splitlines()


def test_offered_lines_load_once_their_marks_are_removed() -> None:
    text = draft().text().replace("question: TODO", 'question: "How long does a refund take?"')
    text = "\n".join(
        line[1:] if line.startswith(("#role", "#facts", "#  - ", "#    ")) else line for line in text.split("\n")
    )
    persona = parse_persona(text.replace("#developer:", "developer: Shellworks"), PLACE)
    assert persona.facts[0].answer.en == "Refunds take three days."
    assert persona.role is not None


def test_fields_of_the_spec_travel_in_extensions() -> None:
    own = {
        "developer": "Shellworks",
        "name": {"zh": "艾达", "en": "Ada Night"},
        "limits": {"internet": False, "other": ["send email"]},
        "denied_models": {"drop": ["Grok"], "extend": [{"name": "小星", "vendor": "星图科技"}]},
        "version": 2.5,
        "roleplay": "light",
        "system_prompts": ["You are Ada Night."],
        "notes": "mine",
        "tones": ["weird"],
        "colour": "red",
    }
    made = draft(extensions={"personadata": own, "other": 1})
    persona = parse_persona(made.text(), PLACE)
    assert (persona.name.zh, persona.developer.en, str(persona.version), persona.roleplay) == (
        "艾达",
        "Shellworks",
        "2.5",
        "light",
    )
    assert persona.limits.internet == "no"
    assert {model.name for model in persona.denied("zh")} >= {"小星"}
    assert [str(prompt) for prompt in persona.system_prompts] == ["You are Ada Night."]
    assert persona.notes is not None
    assert persona.notes.startswith("[description]")
    assert "# No field of the spec: colour" in made.text()
    assert "# TODO tones cannot be used: tones[0]: unknown tone 'weird'" in made.text()


@pytest.mark.parametrize(
    ("data", "comment"),
    [
        ({"name": "{{user}}'s friend"}, "# TODO name: the card's cannot be used: contains '{{'"),
        ({"name": "x" * 101}, "# TODO name: the card's cannot be used: 101 characters long, at most 100 are allowed"),
        ({"nickname": "..."}, "# The card's nickname cannot be used: '...' has no letter"),
        ({"system_prompt": "x" * 5_000}, "# TODO the system prompt has to be changed before it can be used"),
        ({"system_prompt": "a <|im_start|> b"}, "# TODO the system prompt has to be changed before it can be used"),
        ({"system_prompt": "It is {{time}}."}, "# TODO macros that nothing could be put for were taken out"),
        ({"source": ["https://example.com/1"]}, "#   https://example.com/1"),
        ({"description": 3}, "# Not read, being of the wrong type: description"),
    ],
)
def test_what_cannot_be_used_is_said(data: dict[str, Any], comment: str) -> None:
    made = draft(**data)
    assert any(line.startswith(comment) for line in made.text().splitlines()), made.text()
    assert all(": missing; " in line for line in problems(made.text(), PLACE))


def test_a_denied_name_is_reported_by_loading() -> None:
    made = draft(name="Claude", nickname="")
    assert fields(made)["name"] == "Claude"
    assert any("is the name of a denied model" in line for line in problems(made.text(), PLACE))


def test_chinese_cards_get_chinese_comments() -> None:
    made = draft(
        name="小舟", nickname="", description="{{char}}是一个写作助手。", system_prompt="你是{{char}}，为{{user}}写作。"
    )
    assert "# TODO developer：谁开发了这个助手" in made.text()
    assert "#role: 写作助手" in made.text()
    assert fields(made)["system_prompts"] == ["你是小舟，为用户写作。"]


def test_a_huge_card_still_makes_a_spec() -> None:
    long = "\U0001f600" * 9_000
    entries = [{"keys": [f"k{i}"], "content": "x" * 900, "enabled": True} for i in range(500)]
    made = draft(
        description=long, personality=long, scenario=long, mes_example=long, first_mes=long, system_prompt=long,
        alternate_greetings=[long] * 9, group_only_greetings=[long] * 9, character_book={"entries": entries}, tags=["t" * 999] * 99, creator_notes=long,
    )  # fmt: skip
    assert len(made.text().encode()) < 256 * 1024
    assert finished(made)
    assert "more entries are left out here" in made.text() or "条没有列出" in made.text()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["name", "nickname", "description", "personality", "scenario", "first_mes", "mes_example", "system_prompt", "tags", "creator", "source", "post_history_instructions", "alternate_greetings", "character_book", "extensions", "character_version", "creator_notes"]
)  # fmt: skip
OWN = st.dictionaries(st.sampled_from([*Persona.model_fields, "x: y", "#"]), JSON, max_size=3)
BOOK = st.fixed_dictionaries(
    {
        "entries": st.lists(
            st.dictionaries(
                st.sampled_from(["keys", "content", "enabled", "use_regex"]),
                JSON | st.just(["k: v"]) | st.text(),
                max_size=4,
            ),
            max_size=3,
        )
    }
)


@given(st.dictionaries(KEYS, JSON | st.text(max_size=40), max_size=6), OWN, BOOK, st.sampled_from(["zh", "en", None]))
def test_any_card_makes_a_draft_with_known_fields_only(data: Any, own: Any, book: Any, language: Any) -> None:
    data = {"name": "Ada", "extensions": {"personadata": own}, "character_book": book, **data}
    try:
        found = parse_card(json.dumps(card(**data)).encode(), "c")
    except UserError as error:
        assert "has no name" in error.message  # noqa: PT017
        return
    made = draft_card(found, "c: #\n.json", language)
    document = parse_yaml(made.text(), PLACE)
    assert not document.problems
    certain = {"name", "aliases", "developer", "system_prompts", "notes"}
    carried = found.map("extensions").get("personadata")
    assert set(document.value or {}) <= certain | (set(carried) if isinstance(carried, dict) else set())
