"""The JSON Schema of ``persona.yaml``, for editors."""

from __future__ import annotations

from typing import Any

from personadata.json_schema import tidy
from personadata.persona.spec import Persona

SCHEMA_ID = "urn:personadata:persona"
_TEXT = {
    "description": "One text for every language, or a map by language.",
    "anyOf": [
        # the loader reads 2.1 as the text that it is, but an editor takes it for a number
        {"type": ["string", "number"], "minLength": 1},
        {
            "type": "object",
            "properties": {
                "zh": {"type": ["string", "number"], "minLength": 1, "description": "Simplified Chinese."},
                "en": {"type": ["string", "number"], "minLength": 1, "description": "English."},
                "zh-Hant": {
                    "type": ["string", "number"],
                    "minLength": 1,
                    "description": "Traditional Chinese; zh when not given.",
                },
            },
            "additionalProperties": False,
            "minProperties": 1,
        },
    ],
}
_REF = {"$ref": "#/$defs/Text"}


def persona_schema() -> dict[str, Any]:
    """The schema, draft 2020-12: what ``persona.yaml`` may hold, with a description of every field."""
    schema = tidy(Persona.model_json_schema())
    definitions = schema.pop("$defs")
    # the short forms that the parts take
    entries = {"type": "array", "items": {"$ref": "#/$defs/DeniedEntry"}}
    for name, short in (("Capability", _REF), ("DeniedEntry", _REF), ("DeniedModels", entries)):
        full = definitions[name]
        definitions[name] = {"description": full.pop("description"), "anyOf": [short, full]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "persona.yaml",
        **{key: value for key, value in schema.items() if key != "title"},
        "$defs": {"Text": _TEXT, **definitions},
    }
