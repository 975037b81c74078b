"""The system prompt that a chat template puts where a row, or a user, gives none."""

from __future__ import annotations

import re
from pathlib import Path

from personadata.errors import UserError
from personadata.files import read_text
from personadata.lint.identity.models import known_others
from personadata.training.architecture import read_json

TEMPLATES = {
    "qwen": "You are a helpful assistant.",
    "qwen2_5": "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.",
    "internlm": "You are an AI assistant whose name is InternLM (书生·浦语).",
    "internlm2": "You are an AI assistant whose name is InternLM (书生·浦语).",
    "llama3": "",
    "llama3_2": "",
    "qwen3": "",
    "qwen3_nothinking": "",
    "qwen3_thinking": "",
}
"""The defaults of templates of ms-swift 3.12.6 and 4.6.0 (their beginnings), by name; empty for none."""
_LITERAL = re.compile(r"(?:You are|你是|您是|I am|我是)[^'\"{}%<\\]{2,300}")
MAX_TEMPLATE = 1024 * 1024


def shipped_default(folder: Path) -> str | None:
    """The system prompt that the chat template in the model's *folder* falls back on, so what it is served with.

    Empty when it has none, None when there is no template to look into.
    """
    text = ""
    with_template = folder / "chat_template.jinja"
    if with_template.is_file():
        text = read_text(with_template, limit=MAX_TEMPLATE, kind="chat template")
    elif (folder / "tokenizer_config.json").is_file():
        try:
            template = read_json(folder / "tokenizer_config.json", 64 * MAX_TEMPLATE).get("chat_template")
        except UserError:
            return None
        # several templates: the default comes first
        entries = template if isinstance(template, list) else [template]
        text = next(
            (str(each.get("template", "")) if isinstance(each, dict) else str(each) for each in entries if each), ""
        )
    if not text:
        return None
    # a template with tools has other prompts too; the one that names somebody is the one that matters
    found = [match[0].strip() for match in _LITERAL.finditer(text)]
    return next((prompt for prompt in found if names_another(prompt)), found[0] if found else "")


def names_another(prompt: str) -> bool:
    """Whether *prompt* names a model or a vendor that ``rules/models.yaml`` knows."""
    return known_others().names_one(prompt)
