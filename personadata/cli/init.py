"""personadata init: a commented persona.yaml to start from."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from personadata.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

_ASK = {
    "zh": ("助手叫什么名字", "开发者是谁", "由哪个模型微调而来（可留空）"),
    "en": ("Name of the assistant", "Who develops it", "Model it is fine-tuned from (may be empty)"),
}


@click.command("init")
@click.argument("path", type=click.Path(path_type=Path), default="persona.yaml")
@click.option("--name", help="What the assistant is called.")
@click.option("--developer", help="Who built it.")
@click.option("--base-model", help="The model that it is fine-tuned from, e.g. Qwen2.5-7B-Instruct.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the comments.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
def command(
    path: Path, name: str | None, developer: str | None, base_model: str | None,
    lang: Literal["zh", "en"] | None, force: bool,
) -> None:  # fmt: skip
    """Write a commented persona.yaml at PATH, and its JSON Schema beside it for completion in editors.

    Asks for what the options do not give, when there is a terminal to ask on.
    """
    import json

    from personadata.files import read_text, write_atomic
    from personadata.persona.schema import SCHEMA_ID, persona_schema
    from personadata.persona.starter import SCHEMA_FILE, write_starter

    path = path / "persona.yaml" if path.is_dir() else path
    schema = path.with_name(SCHEMA_FILE)
    if not force:
        for file in (path, schema):
            # a schema that is ours is renewed
            ours = file == schema and file.is_file() and SCHEMA_ID in read_text(file, kind="schema")
            if os.path.lexists(file) and not ours:
                raise UserError(f"{file}: is already there", help="--force overwrites it")
    if sys.stdin.isatty():
        lang = lang or click.prompt("Language / 语言", type=click.Choice(["zh", "en"]), default=_guess(_locale()))
        asked = _ASK[lang or "en"]
        name = name or click.prompt(asked[0], value_proc=_checked())
        developer = developer or click.prompt(asked[1], value_proc=_checked())
        if base_model is None:
            base_model = click.prompt(asked[2], default="", show_default=False, value_proc=_checked(optional=True))
    lacking = [option for option, value in (("--name", name), ("--developer", developer)) if value is None]
    if name is None or developer is None:
        raise UserError(f"{' and '.join(lacking)} not given, and there is no terminal to ask on")
    text = write_starter(name, developer, base_model=base_model or "", language=lang or _guess(name + developer))
    write_atomic(schema, json.dumps(persona_schema(), ensure_ascii=False, indent=2) + "\n")
    write_atomic(path, text)
    click.echo(f"wrote {path} and {schema}\nnext: personadata expand {path}")


def _locale() -> str:
    return "中" if next((v for k in ("LC_ALL", "LANG") if (v := os.environ.get(k))), "").startswith("zh") else ""


def _guess(text: str) -> Literal["zh", "en"]:
    from personadata.persona.wording import has_han

    return "zh" if has_han(text) else "en"


def _checked(*, optional: bool = False) -> Callable[[str], str]:
    """Makes click ask again, saying why, until the answer is fit for a name."""
    from personadata.persona import wording

    def check(text: str) -> str:
        try:
            return wording.name(wording.clean(text, limit=100), "") if text.strip() or not optional else ""
        except ValueError as error:
            raise click.UsageError(str(error)) from None

    return check
