"""A script for the Python that has ms-swift: reads ``{name: [words of swift sft]}`` as JSON from standard input and prints what the real parser makes of each.

The arguments are checked as a training run checks them (``__post_init__``), which ends before a model is loaded.
Prints a line of JSON for each: ``{"name", "left", "error", "template", "model_type", ...}``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

SHOWN = [
    "template",
    "model_type",
    "system",
    "loss_scale",
    "num_train_epochs",
    "lora_rank",
    "max_length",
    "tuner_type",
    "train_type",
    "learning_rate",
    "dataset",
    "quant_bits",
    "gradient_accumulation_steps",
    "deepspeed",
    "torch_dtype",
    "gradient_checkpointing",
    "fp16",
    "bf16",
]


def main() -> None:
    """Answer every command."""
    from swift.utils import parse_args

    try:
        from swift import SftArguments as Arguments
    except ImportError:  # ms-swift 3.x
        from swift.llm import TrainArguments as Arguments

    for name, words in json.load(sys.stdin).items():
        answer: dict[str, Any] = {"name": name, "left": [], "error": None}
        try:
            parsed, answer["left"] = parse_args(Arguments, words)
            values = {key: getattr(parsed, key) for key in SHOWN if hasattr(parsed, key)}
            answer |= json.loads(json.dumps(values, default=str))
        except (Exception, SystemExit) as error:
            answer["error"] = f"{type(error).__name__}: {error}"
        print("\n" + json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
