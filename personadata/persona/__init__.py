"""The persona: what its author declares, and the only place facts come from."""

from personadata.persona.denied import DeniedModel
from personadata.persona.load import load_persona, parse_persona
from personadata.persona.models import Model, known_models
from personadata.persona.parts import Capability, Fact, Limits
from personadata.persona.spec import Persona
from personadata.persona.text import LANGUAGES, Language, Text

__all__ = [
    "LANGUAGES",
    "Capability",
    "DeniedModel",
    "Fact",
    "Language",
    "Limits",
    "Model",
    "Persona",
    "Text",
    "known_models",
    "load_persona",
    "parse_persona",
]
