"""How much memory a training run takes on one card, worked out from sizes alone.

Bytes, by what they are for.  Sources of the figures:

- LoRA's matrices, their gradients and both moments of AdamW are 32-bit: 16 bytes a weight.  PEFT widens adapters to
  float32 (``autocast_adapter_dtype``), and ms-swift leaves that on.
- All weights, without DeepSpeed: weights, gradients and moments in the type of the weights; ms-swift trains float16
  ones as float32.  With DeepSpeed 2 + 2 + 12 bytes a weight, the parts that the stage shares divided by the cards:
  Rajbhandari et al. 2020, ZeRO, arXiv:1910.02054, section 3.1 and figure 1.
- 4-bit weights: 0.5 bytes, and 0.127 bits of constants with double quantisation: Dettmers et al. 2023, QLoRA,
  arXiv:2305.14314, section 3.  Embeddings, head and norms keep their type.
- Activations: counted tensor by tensor for one layer, in the manner of Korthikanti et al. 2022, arXiv:2205.05198,
  section 4.1, with fused attention, so nothing grows with the square of the length.  With gradient checkpointing each
  layer keeps its input, and one layer at a time has the rest.
- Logits: 12 bytes for each token and word of the vocabulary, at the peak: float32 log-probabilities, their gradient
  and that of the logits.  ms-swift leaves out tokens without a label, so this is what a row that is all answer takes.
- What CUDA and its libraries hold: 1.3 GB, from "Model training anatomy" of the transformers documentation.
- DeepSpeed's buckets: from the zero2 and zero3 configurations that ms-swift ships.

Held against published and own measurements in tests/training/test_memory.py; on a GPU nothing was measured here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from personadata.training.architecture import Architecture

GIB = 1024**3
CONTEXT = 1.3e9
LOGITS = 12
FOUR_BITS = 0.5 + 0.127 / 8
BUCKET = 2e8
LIVE = 1e9
SNUG = 0.92
"""The share of a card's memory up to which an estimate is taken to fit: allocators lose some to fragments."""
_WIDTH = {"bfloat16": 2, "float16": 2, "float32": 4}


@dataclass(frozen=True, slots=True)
class Work:
    """What decides the memory: ``width`` is of a weight, bytes; ``zero`` DeepSpeed's stage, None without it."""

    width: int = 2
    bits: int = 16
    full: bool = False
    rank: int = 8
    targets: tuple[str, ...] = ("all-linear",)
    saved: tuple[str, ...] = ()
    dropout: bool = True
    length: int = 2048
    batch: int = 1
    checkpointing: bool = True
    cards: int = 1
    zero: int | None = None
    offload: bool = False
    gpu: bool = True


@dataclass(frozen=True, slots=True)
class Estimate:
    """Bytes on one card by what they are for, in the order of :data:`PARTS`."""

    parts: Mapping[str, float]

    @property
    def total(self) -> float:
        """All of it, bytes."""
        return sum(self.parts.values())

    @property
    def gib(self) -> float:
        """All of it, GiB."""
        return self.total / GIB

    def __str__(self) -> str:
        largest = sorted(self.parts.items(), key=lambda part: -part[1])
        told = ", ".join(f"{name} {size / GIB:.1f}" for name, size in largest if size >= 0.05 * GIB)
        return f"{self.gib:.1f} GiB ({told})"


def work_of(flags: Mapping[str, Sequence[str]], *, full: bool = False, cards: int = 1) -> Work:
    """What *flags* of ``swift sft`` say of it; what they leave out is as ms-swift 3.12 and 4.6 have it by default."""

    def one(name: str, default: str) -> str:
        return "".join(flags.get(name, ())) or default

    dtype = one("torch_dtype", "bfloat16")
    deepspeed = one("deepspeed", "")
    quantised = "quant_method" in flags and "quant_bits" in flags
    return Work(
        width=4 if full and dtype == "float16" else _WIDTH.get(dtype, 2),
        bits=int(one("quant_bits", "4")) if quantised else 16,
        full=full,
        rank=int(one("lora_rank", "8")),
        targets=tuple(flags.get("target_modules", ("all-linear",))),
        saved=tuple(flags.get("modules_to_save", ())),
        dropout=float(one("lora_dropout", "0.05")) > 0,
        length=int(one("max_length", "2048")),
        batch=int(one("per_device_train_batch_size", "1")),
        checkpointing=one("gradient_checkpointing", "true").lower() != "false",
        cards=cards,
        zero=int(deepspeed[4]) if deepspeed[:4] == "zero" and deepspeed[4:5].isdigit() else None,
        offload=deepspeed.endswith("offload"),
        gpu=one("use_cpu", "false").lower() != "true",
    )


def estimate(model: Architecture, work: Work) -> Estimate:
    """The peak of training *model* with rows of full length, on one of the cards."""
    trained = model.parameters if work.full else adapter_weights(model, work)
    tokens = work.batch * work.length
    inputs = work.width * model.hidden * model.layers
    layer, passing = _layer(model, work)
    kept = inputs if work.checkpointing else layer * model.layers
    at_once = (layer + passing if work.checkpointing else passing) * tokens
    if work.bits < 16:  # a matrix is unpacked when it is used
        at_once += work.width * max(rows * columns for rows, columns in model.linears.values())
    logits = LOGITS * model.vocabulary * tokens
    sharded = work.cards if work.zero == 3 else 1
    return Estimate(
        {
            "weights": _weights(model, work) / sharded,
            **_states(trained, work),
            "activations": kept * tokens,
            # the logits are gone when the layers run backwards
            "logits" if logits >= at_once else "one layer": max(logits, at_once),
            "buffers": _buffers(trained, model, work),
            "CUDA": CONTEXT if work.gpu else 0.0,
        }
    )


def adapter_weights(model: Architecture, work: Work) -> int:
    """Weights of the LoRA matrices, and of the modules that are trained whole beside them."""
    each = sum(rows + columns for rows, columns in _targeted(model, work).values())
    whole = sum(model.vocabulary * model.hidden for name in work.saved if name in ("embed_tokens", "lm_head"))
    return work.rank * each * model.layers + whole


def _targeted(model: Architecture, work: Work) -> dict[str, tuple[int, int]]:
    everything = "all-linear" in work.targets
    return {name: size for name, size in model.linears.items() if everything or name in work.targets}


def _weights(model: Architecture, work: Work) -> float:
    if work.bits == 16:
        return work.width * model.parameters
    return (FOUR_BITS if work.bits == 4 else 1.0) * model.inner + work.width * model.outer


def _states(trained: int, work: Work) -> dict[str, float]:
    """What is there for each weight that is trained, beside the weights of the model."""
    optimizer = work.cards if work.zero is not None and work.zero >= 1 else 1
    gradient = work.cards if work.zero is not None and work.zero >= 2 else 1
    if work.zero is not None:
        own = 0.0 if work.full else 2.0 * trained / (work.cards if work.zero == 3 else 1)
        moments = 0.0 if work.offload else 12.0 * trained / optimizer
        return {"adapter": own, "gradients": 2.0 * trained / gradient, "optimizer": moments}
    if work.full:
        return {"gradients": float(work.width) * trained, "optimizer": 2.0 * work.width * trained}
    return {"adapter": 4.0 * trained, "gradients": 4.0 * trained, "optimizer": 8.0 * trained}


def _layer(model: Architecture, work: Work) -> tuple[float, float]:
    """Bytes a token that a layer keeps for its backward pass, and those that pass by while it runs."""
    width, queries = work.width, model.heads * model.head_dim
    widest = max(model.hidden, queries, model.intermediate)
    keys = model.kv_heads * model.head_dim
    kept = 2 * 4 * model.hidden  # both norms work in float32
    kept += width * (2 * queries + 2 * keys)  # queries, keys, values, and what attention gives
    kept += width * 3 * model.intermediate  # gate, its activation, and the other half
    if work.full:
        return kept + width * (2 * model.hidden + model.intermediate), 2.0 * width * widest
    entering = sum(rows for rows, _ in _targeted(model, work).values())
    # each LoRA map keeps its own dropped-out input, and what was dropped: a byte each on a card, a number on the CPU
    mask = (1 if work.gpu else 4) if work.dropout else 0
    return kept + entering * (width + mask), 8.0 * widest


def _buffers(trained: int, model: Architecture, work: Work) -> float:
    if work.cards == 1:
        return 0.0
    if work.zero is None:
        return 4.0 * trained
    if work.zero == 3:
        return 2.0 * min(LIVE, model.parameters)
    return 2 * 2.0 * min(BUCKET, trained)
