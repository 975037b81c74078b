"""Shows rows as the model will see them: what ms-swift's own template makes of each, and which tokens are trained on.

The argument is ``{"flags": {name: [words]}, "files": [...]}`` as JSON; each file holds one row.  Prints, on the last line,
``{"rows": [{"pieces": [[text, trained]], "tokens": N, "trained": N} | {"error": ...}], "template": ...}``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

PASSED = [
    "model",
    "model_type",
    "template",
    "system",
    "max_length",
    "loss_scale",
    "torch_dtype",
    "check_model",
    "use_hf",
    "truncation_strategy",
    "agent_template",
    "model_revision",
    "use_chat_template",
]
"""Flags that what the model sees depends on; others would need a card or write files."""


def arguments(flags: dict[str, list[str]]) -> Any:
    """The arguments of ms-swift for *flags*, without those of the training itself."""
    from swift.utils import parse_args

    try:
        from swift.arguments import BaseArguments
    except ImportError:  # ms-swift 3.x
        from swift.llm import BaseArguments

    words = [word for name in PASSED if name in flags for word in (f"--{name}", *flags[name])]
    return parse_args(BaseArguments, [*words, "--load_args", "false"])[0]


def read(file: str) -> Any:
    """The first row of *file* as ms-swift reads it; IndexError when it makes no row of it."""
    try:
        from swift.dataset import load_dataset
    except ImportError:  # ms-swift 3.x
        from swift.llm import load_dataset

    return load_dataset([file], shuffle=False, load_from_cache_file=False)[0][0]


def pieces(ids: list[int], labels: list[int], tokenizer: Any) -> list[tuple[str, bool]]:
    """The text of *ids* in runs of tokens that are trained on or not."""
    runs: list[tuple[list[int], bool]] = []
    for token, label in zip(ids, labels, strict=True):
        if not runs or runs[-1][1] != (label != -100):
            runs.append(([], label != -100))
        runs[-1][0].append(token)
    return [(tokenizer.decode(run, skip_special_tokens=False), trained) for run, trained in runs]


def encode(row: Any, template: Any) -> dict[str, Any]:
    """What the model sees of *row*."""
    encoded = template.encode(dict(row))
    ids, labels = encoded["input_ids"], encoded["labels"]
    # a weight of nothing is no training either
    scale = encoded.get("loss_scale")
    if scale is not None:
        labels = [label if weight else -100 for label, weight in zip(labels, scale, strict=True)]
    trained = sum(label != -100 for label in labels)
    return {"pieces": pieces(ids, labels, template.tokenizer), "tokens": len(ids), "trained": trained}


def main() -> None:
    """Encode and print."""
    asked = json.loads(sys.argv[1])
    parsed = arguments(asked["flags"])
    template = parsed.get_template(parsed.get_model_processor(load_model=False)[1])
    template.set_mode("train")
    told: list[dict[str, Any]] = []
    for file in asked["files"]:
        try:
            told.append(encode(read(file), template))
        except Exception as error:  # what cannot be read or encoded is left out of training too
            told.append({"error": f"{type(error).__name__}: {error}"})
    print("\n" + json.dumps({"rows": told, "template": str(parsed.template)}))


if __name__ == "__main__":
    main()
