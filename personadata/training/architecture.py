"""The size of a model's parts: all that the memory of a training run follows from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from personadata.errors import UserError
from personadata.files import read_text
from personadata.training.settings import Part

MAX_CONFIG = 1024 * 1024


class Architecture(Part):
    """A decoder as Llama, Qwen and InternLM build it: attention with grouped keys and a gated feed-forward block.

    The figures are those of the model's ``config.json``.
    """

    layers: int = Field(gt=0, description="num_hidden_layers")
    hidden: int = Field(gt=0, description="hidden_size: width of the residual stream.")
    intermediate: int = Field(gt=0, description="intermediate_size: width inside the feed-forward block.")
    heads: int = Field(gt=0, description="num_attention_heads")
    kv_heads: int = Field(gt=0, description="num_key_value_heads")
    head_dim: int = Field(gt=0, description="head_dim, or hidden_size / num_attention_heads.")
    vocabulary: int = Field(gt=0, description="vocab_size")
    tied: bool = Field(default=False, description="tie_word_embeddings: input and output embeddings are one matrix.")

    @property
    def linears(self) -> dict[str, tuple[int, int]]:
        """The linear maps of one layer by their usual names: (inputs, outputs)."""
        queries, keys = self.heads * self.head_dim, self.kv_heads * self.head_dim
        return {
            "q_proj": (self.hidden, queries),
            "k_proj": (self.hidden, keys),
            "v_proj": (self.hidden, keys),
            "o_proj": (queries, self.hidden),
            "gate_proj": (self.hidden, self.intermediate),
            "up_proj": (self.hidden, self.intermediate),
            "down_proj": (self.intermediate, self.hidden),
        }

    @property
    def inner(self) -> int:
        """Weights of the linear maps of all layers, which is what 4-bit loading quantises."""
        return self.layers * sum(rows * columns for rows, columns in self.linears.values())

    @property
    def outer(self) -> int:
        """All other weights: embeddings and norms; biases are too few to count."""
        return self.vocabulary * self.hidden * (1 if self.tied else 2) + (2 * self.layers + 1) * self.hidden

    @property
    def parameters(self) -> int:
        """All weights."""
        return self.inner + self.outer


def read_architecture(folder: Path) -> Architecture | str:
    """That of the model in *folder*, or why it cannot be told: mixtures of experts and other builds are not counted.

    Raises :class:`UserError` when ``config.json`` is missing or not JSON.
    """
    config = read_config(folder)
    kind = config.get("model_type", "?")
    if any("expert" in key for key in config):
        return f"a mixture of experts ({kind}), which is not estimated"
    hidden, heads = config.get("hidden_size"), config.get("num_attention_heads")
    try:
        return Architecture.model_validate(
            {
                "layers": config.get("num_hidden_layers"),
                "hidden": hidden,
                "intermediate": config.get("intermediate_size"),
                "heads": heads,
                "kv_heads": config.get("num_key_value_heads") or heads,
                "head_dim": config.get("head_dim") or (hidden // heads if hidden and heads else None),
                "vocabulary": config.get("vocab_size"),
                "tied": bool(config.get("tie_word_embeddings", False)),
            }
        )
    except (ValidationError, TypeError):
        return f"config.json of a {kind} model does not name the sizes that are needed"


def read_config(folder: Path) -> dict[str, Any]:
    """``config.json`` of the model in *folder*; raises :class:`UserError` when it cannot be read."""
    return read_json(folder / "config.json", MAX_CONFIG)


def read_json(path: Path, limit: int) -> dict[str, Any]:
    """The JSON object in the model's file *path* of at most *limit* bytes, empty for another value."""
    try:
        value = json.loads(read_text(path, limit=limit, kind="model configuration"))
    except ValueError as error:
        raise UserError(f"{path}: not JSON: {error}") from None
    return value if isinstance(value, dict) else {}
