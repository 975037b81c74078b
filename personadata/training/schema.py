"""The JSON Schema of recipes, for editors."""

from __future__ import annotations

from typing import Any

from personadata.json_schema import NULL, tidy
from personadata.training.merged import MERGED
from personadata.training.recipe import Recipe

SCHEMA_ID = "urn:personadata:recipe"


def recipe_schema() -> dict[str, Any]:
    """The schema, draft 2020-12, of a recipe file: one that extends another may leave out what it inherits."""
    schema = tidy(Recipe.model_json_schema(), drop=("title", "default", "propertyNames"))
    definitions = schema["$defs"]
    for name in ("Settings", "Epochs", "Machine"):
        # parts are inherited key by key, and null takes a key away
        definitions[name].pop("required", None)
        definitions[name]["properties"] = {
            key: {**{k: v for k, v in value.items() if k == "description"}, "anyOf": [_bare(value), NULL]}
            for key, value in definitions[name]["properties"].items()
        }
    properties = {
        key: value if key in MERGED or key in ("title", "model", "extends") else _nullable(value)
        for key, value in schema["properties"].items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "recipe",
        "description": schema.get("description", ""),
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": ["title"],
        "anyOf": [{"required": ["extends"]}, {"required": ["model", "epochs"]}],
        "$defs": definitions,
    }


def train_schema() -> dict[str, Any]:
    """The schema of ``[tool.personadata.train]`` without its definitions, which are those of :func:`recipe_schema`."""
    keys = {key: item for key, item in recipe_schema()["properties"].items() if key not in ("extends", "title")}
    named = {"type": "string", "description": "The recipe to go by: a name, a file relative to this one, or auto."}
    return {"type": "object", "additionalProperties": False, "properties": {"recipe": named, **keys}}


def _nullable(value: dict[str, Any]) -> dict[str, Any]:
    told = {"description": value["description"]} if "description" in value else {}
    return {**told, "anyOf": [_bare(value), NULL]}


def _bare(value: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key != "description"}
