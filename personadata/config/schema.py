"""The JSON Schema of the configuration, for editors."""

from __future__ import annotations

from typing import Any, Final

from personadata.config.lint_values import SEVERITIES, key_of
from personadata.config.model import Config
from personadata.json_schema import tidy
from personadata.lint.options import least_of, options, paths
from personadata.lint.plugins import all_rules
from personadata.lint.rule import Rule
from personadata.lint.select import selectors
from personadata.training.schema import recipe_schema, train_schema

SCHEMA_ID: Final = "urn:personadata:config"
_TYPES: Final[dict[type, str]] = {bool: "boolean", int: "integer", float: "number", str: "string"}


def config_schema() -> dict[str, Any]:
    """The schema, draft 2020-12, of ``personadata.toml`` and of ``[tool.personadata]``, with the rules installed here."""
    schema = tidy(Config.model_json_schema(), drop=("title", "default"))
    recipe = recipe_schema()["$defs"]
    rules = {word: {"$ref": f"#/$defs/{rule.code}"} for rule in all_rules() for word in (rule.code, rule.name)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "personadata.toml",
        **{key: value for key, value in schema.items() if key != "$defs"},
        "$defs": {
            **schema["$defs"],
            **recipe,
            "Train": train_schema(),
            "Selector": {"description": "A code, the beginning of one, a name or ALL.", "enum": selectors(all_rules())},
            "Rules": {"type": "object", "additionalProperties": False, "properties": rules},
            **{rule.code: _table(rule) for rule in all_rules()},
        },
    }


def _table(rule: type[Rule]) -> dict[str, Any]:
    own = {key_of(name): _option(rule, name, value) for name, value in options(rule).items()}
    return {
        "description": f"{rule.name}: {(rule.__doc__ or '').strip().splitlines()[0]}",
        "type": "object",
        "additionalProperties": False,
        "properties": {"severity": {"enum": list(SEVERITIES)}, **own},
    }


def _option(rule: type[Rule], name: str, default: object) -> dict[str, Any]:
    if isinstance(default, tuple):
        return {"type": "array", "items": {"type": "string"}, "default": [str(item) for item in default]}
    if name in paths(rule):
        return {"type": "string"}
    least = least_of(default)
    bounds = {} if least is None else {"minimum": least}
    return {"type": _TYPES[type(default)], **bounds, "default": default}
