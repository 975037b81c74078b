"""The training settings a recipe may name: flags of ``swift sft`` with one name and meaning in ms-swift 3.12 and 4.6."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError


def _number(
    what: str, read: Callable[[str], float], low: float, high: float = math.inf, *, above: bool = False
) -> AfterValidator:
    """A check that leaves the text as typed: ``1e-4`` stays ``1e-4`` on the command line."""

    def check(text: str) -> str:
        try:
            value = read(text)
        except ValueError:
            value = math.nan
        if not (low < value if above else low <= value) or not value <= high or math.isinf(value):
            raise PydanticCustomError("recipe", "{text} is not {what}", {"text": repr(text[:40]), "what": what})
        return text

    return AfterValidator(check)


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


# for editors, which take a bare 8 for a number and a bare true for a truth value; 1e-4 is a text to YAML 1.1
_SCIENTIFIC = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"}
_WORD = {"type": ["string", "number", "boolean"]}


def _schema(**numeric: object) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [numeric, _SCIENTIFIC]} if numeric["type"] == "number" else numeric)


Count = Annotated[str, _number("a whole number from 1", int, 1), _schema(type="integer", minimum=1)]
Whole = Annotated[str, _number("a whole number from 0", int, 0), _schema(type="integer", minimum=0)]
Positive = Annotated[str, _number("a number above 0", float, 0, above=True), _schema(type="number", exclusiveMinimum=0)]
NotNegative = Annotated[str, _number("a number from 0", float, 0), _schema(type="number", minimum=0)]
Share = Annotated[str, _number("a number from 0 to 1", float, 0, 1), _schema(type="number", minimum=0, maximum=1)]
Word = Annotated[str, WithJsonSchema(_WORD)]
Words = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [_WORD, {"type": "array", "items": _WORD}]}),
]
Truth = Annotated[Literal["true", "false"], WithJsonSchema({"type": "boolean"})]


class Part(BaseModel):
    """A part of a recipe: what it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Settings(Part):
    """Each field is a flag of the same name; None leaves it to ms-swift."""

    torch_dtype: Literal["bfloat16", "float16", "float32"] | None = None
    lora_rank: Count | None = None
    lora_alpha: Count | None = None
    lora_dropout: Share | None = None
    target_modules: Words | None = None
    modules_to_save: Words | None = None
    use_rslora: Truth | None = None
    use_dora: Truth | None = None
    learning_rate: Positive | None = None
    lr_scheduler_type: str | None = None
    warmup_ratio: Share | None = None
    weight_decay: NotNegative | None = None
    per_device_train_batch_size: Count | None = None
    per_device_eval_batch_size: Count | None = None
    gradient_accumulation_steps: Count | None = None
    gradient_checkpointing: Truth | None = None
    max_length: Count | None = None
    quant_method: Literal["bnb"] | None = None
    quant_bits: Annotated[Literal["4", "8"], WithJsonSchema({"enum": [4, 8, "4", "8"]})] | None = None
    bnb_4bit_compute_dtype: Literal["bfloat16", "float16", "float32"] | None = None
    deepspeed: str | None = None
    attn_impl: str | None = None
    loss_scale: str | None = None
    eval_steps: Count | None = None
    save_steps: Count | None = None
    save_strategy: Literal["no", "steps", "epoch"] | None = None
    save_total_limit: Count | None = None
    save_only_model: Truth | None = None
    logging_steps: Count | None = None
    report_to: Words | None = None
    dataloader_num_workers: Whole | None = None
    seed: Whole | None = None
    data_seed: Whole | None = None
    use_cpu: Truth | None = None

    @property
    def flags(self) -> dict[str, list[str]]:
        """Flag names → values, for the fields that are given."""
        given = self.model_dump(exclude_none=True)
        return {name: [value] if isinstance(value, str) else list(value) for name, value in given.items()}
