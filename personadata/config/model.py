"""What the configuration may hold: the one place that reading it and its JSON Schema are made from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from personadata.config.lint_values import Format, Rules, Selector

Lang = Literal["auto", "zh", "en"]
FailOn = Literal["error", "warning", "info", "never"]


def _filled(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("config", "empty; leave the key out instead")
    return value


Text = Annotated[str, BeforeValidator(_filled)]
# what is in it is a recipe's to check, with the recipe that it changes: training/project.py
Train = Annotated[dict[str, Any], WithJsonSchema({"x-ref": "Train"})]


def _key(field: str) -> str:
    return field.replace("_", "-")


class Table(BaseModel):
    """A table of the file: keys are written with hyphens, and one that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, alias_generator=_key)


class AcceptTable(Table):
    """A finding that is right as it is: the rule, what tells the finding, and why it is accepted."""

    rule: Selector = Field(description="The rule, or the beginning of codes.")
    text: Text | None = Field(default=None, description="Words that stand in the row.")
    fingerprint: Text | None = Field(
        default=None, description="The finding's fingerprint or its beginning, as `--output-format json` shows it."
    )
    file: Text | None = Field(default=None, description="A pattern for the file, as in per-file-ignores.")
    reason: str = Field(default="", description="Why it is right as it is.")

    @model_validator(mode="after")
    def _told(self) -> AcceptTable:
        if self.text is None and self.fingerprint is None:
            raise PydanticCustomError(
                "config", "neither text nor fingerprint says which finding; to pass over all, ignore"
            )
        return self


class LintTable(Table):
    """How `personadata lint` and the check before training judge the data."""

    select: list[Selector] | None = Field(
        default=None,
        description="The rules that run, instead of the default ones: codes, beginnings of codes, names or ALL.",
    )
    extend_select: list[Selector] = Field(default=[], description="Rules that run besides those selected.")
    ignore: list[Selector] = Field(default=[], description="Rules that do not run.")
    extend_ignore: list[Selector] = Field(default=[], description="Further rules that do not run.")
    per_file_ignores: dict[str, list[Selector]] = Field(
        default={},
        description='Rules that are not reported for some files: "data/general/**" = ["TX", "PR101"]; '
        'with "!" before the pattern, for all others.',
    )
    accept: list[AcceptTable] = Field(default=[], description="Findings that are right as they are, each for a reason.")
    baseline: Text | None = Field(
        default=None,
        description="A file of findings that were there before and are passed over, relative to this file.",
    )
    fail_on: FailOn | None = Field(default=None, description="The least severity that makes the exit code 1 (error).")
    output_format: Format | None = Field(default=None, description="How findings are shown (full).")
    rules: Rules = Field(
        default={}, description="Severity and options of single rules, one table a rule: a code or a name."
    )


class Config(Table):
    """Settings of personadata, in personadata.toml or under [tool.personadata] in pyproject.toml."""

    data: list[Text] | None = Field(
        default=None, description="The data set: files, folders and patterns (data/**/*.jsonl), relative to this file."
    )
    persona: Text | None = Field(
        default=None, description="The persona.yaml that the data is to teach, relative to this file."
    )
    lang: Lang | None = Field(default=None, description="The language of messages; auto follows the locale (auto).")
    lint: LintTable = Field(default=LintTable(), description=LintTable.__doc__)
    train: Train = Field(
        default={}, description="The recipe of `personadata train`, and the keys of recipes that it changes."
    )
