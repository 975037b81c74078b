"""A script for the Python that has LLaMA-Factory: what its parser makes of training YAMLs, and its loader of their rows.

Reads ``{name: {"words": [FILE.yaml, key=value, ...], "rows": true or false}}`` as JSON from standard input, with the
words as they stand after ``llamafactory-cli train``, and prints a line of JSON for each: ``{"name", "error",
"settings", "rows"}``.  A row is ``[text of all tokens, texts that are trained on]``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

SHOWN = (
    ("template", "default_system", "cutoff_len", "enable_thinking", "mask_history", "dataset", "eval_dataset"),
    ("learning_rate", "num_train_epochs", "warmup_ratio", "gradient_accumulation_steps", "bf16", "fp16", "report_to"),
    ("finetuning_type", "lora_rank", "lora_target", "additional_target", "disable_shuffling"),
    ("model_name_or_path", "quantization_bit", "disable_gradient_checkpointing", "flash_attn"),
)
IGNORED = -100


def rows_of(parsed: tuple[Any, ...]) -> list[Any]:
    """Every row of the training set, as it goes into the model."""
    from llamafactory.data import get_dataset, get_template_and_fix_tokenizer
    from llamafactory.model import load_tokenizer

    model, data, training = parsed[:3]
    loaded = load_tokenizer(model)
    template = get_template_and_fix_tokenizer(loaded["tokenizer"], data)
    rows = []
    for row in get_dataset(template, model, data, training, stage="sft", **loaded)["train_dataset"]:
        trained: list[list[int]] = [[]]
        for label in row["labels"]:
            if label != IGNORED:
                trained[-1].append(label)
            elif trained[-1]:
                trained.append([])
        decode = loaded["tokenizer"].decode
        rows.append([decode(row["input_ids"]), [decode(tokens) for tokens in trained if tokens]])
    return rows


def main() -> None:
    """Answer every question."""
    from llamafactory.hparams import get_train_args

    for name, asked in json.load(sys.stdin).items():
        answer: dict[str, Any] = {"name": name, "error": None, "settings": {}, "rows": []}
        sys.argv[1:] = asked["words"]
        try:
            parsed = get_train_args()
            model, data, training, tuning, _ = parsed
            for group, keys in zip((data, training, tuning, model), SHOWN, strict=True):
                answer["settings"] |= {key: getattr(group, key) for key in keys}
            answer["rows"] = rows_of(parsed) if asked["rows"] else []
        except (Exception, SystemExit) as error:
            answer["error"] = f"{type(error).__name__}: {error}"
        print("\n" + json.dumps(answer, default=str), flush=True)


if __name__ == "__main__":
    main()
