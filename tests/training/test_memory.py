"""The estimate of memory: against what models and other people's cards are known to have, and against a real training.

On a graphics card nothing was measured here.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from personadata.training.architecture import Architecture, read_architecture
from personadata.training.choose import all_recipes, estimate_recipe
from personadata.training.memory import GIB, SNUG, Work, adapter_weights, estimate, work_of
from personadata.training.recipe import load_recipe
from tests import tiny_qwen

MIB = 1024**2
PUBLISHED = {
    # billions of parameters: technical reports and model cards of Qwen2.5, Qwen3, Llama 3 and InternLM
    "Qwen2.5-0.5B-Instruct": 0.494, "Qwen2.5-1.5B-Instruct": 1.54, "Qwen2.5-3B-Instruct": 3.09,
    "Qwen2.5-7B-Instruct": 7.616, "Qwen2.5-14B-Instruct": 14.77, "Qwen2.5-32B-Instruct": 32.76,
    "Qwen2.5-72B-Instruct": 72.7, "Qwen3-0.6B": 0.596, "Qwen3-1.7B": 1.72, "Qwen3-4B": 4.02, "Qwen3-8B": 8.19,
    "Qwen3-4B-Instruct-2507": 4.02, "Qwen3-14B": 14.77, "Qwen3-32B": 32.76, "Meta-Llama-3.1-8B-Instruct": 8.03,
    "Llama-3.2-3B-Instruct": 3.21, "Llama-3.2-1B-Instruct": 1.236, "internlm2_5-7b-chat": 7.74, "internlm3-8b-instruct": 8.80,
}  # fmt: skip
QWEN_7B = Architecture(
    layers=32, hidden=4096, intermediate=11008, heads=32, kv_heads=32, head_dim=128, vocabulary=151936
)
ON_A_CARD = {
    16: {256: 20.1, 512: 20.4, 1024: 21.5, 2048: 23.8, 4096: 29.7, 8192: 36.6},
    4: {256: 11.5, 512: 11.5, 1024: 12.3, 2048: 13.9, 4096: 16.9, 8192: 23.5},
}
"""GB on an A100 by bits and tokens, at batch 1, gradient checkpointing, flash attention and rank 64: README of QwenLM/Qwen,
"Profiling of Memory and Speed".  Another training script than ms-swift's, and GPTQ instead of NF4 for 4 bits."""
SEVEN = load_recipe().recipe.architecture


@pytest.mark.parametrize("file", all_recipes(), ids=lambda file: file.name)
def test_the_sizes_of_a_recipe_make_the_model(file: object) -> None:
    recipe = file.recipe  # type: ignore[attr-defined]
    assert recipe.architecture.parameters / 1e9 == pytest.approx(PUBLISHED[recipe.model.rpartition("/")[2]], rel=0.005)


@pytest.mark.parametrize("file", all_recipes(), ids=lambda file: file.name)
def test_a_recipe_fits_the_card_that_it_is_for(file: object) -> None:
    recipe = file.recipe  # type: ignore[attr-defined]
    guess = estimate_recipe(recipe)
    assert guess is not None
    assert 0.3 * recipe.machine.memory < guess.gib <= SNUG * recipe.machine.memory


@pytest.mark.parametrize(
    ("bits", "length", "gigabytes"),
    [(bits, length, gigabytes) for bits, row in ON_A_CARD.items() for length, gigabytes in row.items()],
)
def test_what_others_measured_on_a_card(bits: int, length: int, gigabytes: float) -> None:
    guess = estimate(QWEN_7B, Work(bits=bits, rank=64, length=length))
    assert guess.total / 1e9 == pytest.approx(gigabytes, rel=0.08 if bits == 16 else 0.15)


def test_what_ms_swift_notes_for_its_own_example() -> None:
    # examples/train/packing/llm.sh, whose rows are all of full length: 22 GB
    assert SEVEN is not None
    assert estimate(SEVEN, Work()).total / 1e9 == pytest.approx(22, rel=0.08)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (Work(), Work(bits=4)),
        (Work(), Work(length=1024)),
        (Work(batch=2), Work()),
        (Work(checkpointing=False), Work()),
        (Work(full=True), Work()),
        (Work(rank=64), Work(rank=8)),
        (Work(), Work(targets=("q_proj", "v_proj"))),
        (Work(saved=("embed_tokens", "lm_head")), Work()),
        (Work(width=4), Work()),
        (Work(cards=2), Work(cards=2, zero=3)),
        (Work(full=True, cards=4, zero=2), Work(full=True, cards=4, zero=3)),
        (Work(full=True, cards=2, zero=2), Work(full=True, cards=4, zero=2)),
        (Work(full=True, cards=4, zero=3), Work(full=True, cards=4, zero=3, offload=True)),
        (Work(), Work(gpu=False)),
    ],
)
def test_what_takes_more(more: Work, less: Work) -> None:
    assert SEVEN is not None
    assert estimate(SEVEN, more).total > estimate(SEVEN, less).total


def test_the_weights_of_an_adapter() -> None:
    assert SEVEN is not None
    # as ms-swift and PEFT print it for this model: 20,185,088 trainable parameters
    assert adapter_weights(SEVEN, Work()) == 20_185_088
    assert adapter_weights(SEVEN, Work(targets=("q_proj",))) == 8 * (3584 + 3584) * 28


def test_zero_shares_as_its_paper_has_it() -> None:
    # Rajbhandari et al. 2020, figure 1: 7.5 billion weights on 64 cards, 120, 31.4, 16.6 and 1.9 GB
    model = Architecture(layers=1, hidden=10_000, intermediate=1, heads=1, kv_heads=1, head_dim=1, vocabulary=749_992)
    assert model.parameters / 1e9 == pytest.approx(15, rel=0.01)
    for stage, gigabytes in ((0, 120.0), (1, 31.4), (2, 16.6), (3, 1.9)):
        parts = estimate(model, Work(full=True, cards=64, zero=stage)).parts
        held = parts["weights"] + parts["adapter"] + parts["gradients"] + parts["optimizer"]
        assert held / 2e9 == pytest.approx(gigabytes, rel=0.03)


def test_flags_are_read_as_they_are_given() -> None:
    flags = {
        "torch_dtype": ["float32"], "quant_method": ["bnb"], "quant_bits": ["4"], "lora_rank": ["16"], "max_length": ["1024"],
        "per_device_train_batch_size": ["2"], "gradient_checkpointing": ["false"], "deepspeed": ["zero2_offload"],
        "lora_dropout": ["0"], "target_modules": ["q_proj"], "use_cpu": ["true"],
    }  # fmt: skip
    assert work_of(flags, cards=2) == Work(
        width=4, bits=4, rank=16, targets=("q_proj",), dropout=False, length=1024, batch=2, checkpointing=False, cards=2,
        zero=2, offload=True, gpu=False,
    )  # fmt: skip
    assert work_of({}) == Work()
    assert work_of({"torch_dtype": ["float16"]}, full=True).width == 4
    assert work_of({"deepspeed": ["/my.json"]}).zero is None


CONFIG = {
    "model_type": "qwen2", "num_hidden_layers": 2, "hidden_size": 8, "intermediate_size": 16, "num_attention_heads": 2,
    "vocab_size": 32,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, Architecture(layers=2, hidden=8, intermediate=16, heads=2, kv_heads=2, head_dim=4, vocabulary=32)),
        (
            {"num_key_value_heads": 1, "head_dim": 16, "tie_word_embeddings": True},
            Architecture(
                layers=2, hidden=8, intermediate=16, heads=2, kv_heads=1, head_dim=16, vocabulary=32, tied=True
            ),
        ),
        ({"num_experts": 8}, "a mixture of experts (qwen2), which is not estimated"),
        ({"vocab_size": None}, "config.json of a qwen2 model does not name the sizes that are needed"),
        ({"hidden_size": "wide"}, "config.json of a qwen2 model does not name the sizes that are needed"),
    ],
)
def test_the_sizes_of_a_folder(tmp_path: Path, changes: dict[str, object], told: Architecture | str) -> None:
    (tmp_path / "config.json").write_text(json.dumps(CONFIG | changes), encoding="utf-8")
    assert read_architecture(tmp_path) == told


WIDE = {"vocab_size": 20000, "hidden_size": 256, "intermediate_size": 1024, "num_hidden_layers": 8}


@pytest.mark.train
@pytest.mark.skipif(importlib.util.find_spec("swift") is None, reason="ms-swift is not installed")
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_a_real_training_takes_on_the_cpu(tmp_path: Path) -> None:
    """``swift sft`` on a small model whose logits and activations are large beside all else, with and without checkpoints."""
    import torch
    from transformers import AutoTokenizer, Qwen2Config, Qwen2ForCausalLM

    model = tiny_qwen.build(tmp_path, ["山水云月"])
    config = Qwen2Config.from_pretrained(model)
    kept = {
        name: getattr(config, name)
        for name in ("num_attention_heads", "num_key_value_heads", "eos_token_id", "pad_token_id")
    }
    with torch.random.fork_rng():
        Qwen2ForCausalLM(Qwen2Config(**kept, **WIDE, tie_word_embeddings=False)).save_pretrained(model)
    written = json.loads((model / "config.json").read_text(encoding="utf-8"))
    (model / "config.json").write_text(json.dumps(written | {"torch_dtype": "float32"}), encoding="utf-8")
    tokenizer = AutoTokenizer.from_pretrained(model)
    answer = "山"
    while len(tokenizer(answer + "山")["input_ids"]) <= 470:
        answer += "山"
    data = tmp_path / "d.json"
    data.write_text(json.dumps([{"instruction": "a", "output": answer}] * 2), encoding="utf-8")
    flags = {
        "torch_dtype": ["float32"], "use_cpu": ["true"], "per_device_train_batch_size": ["2"], "max_length": ["512"],
        "gradient_accumulation_steps": ["1"],
    }  # fmt: skip
    rest = (
        f"--model {model} --dataset {data} --add_version false --check_model false --dataloader_num_workers 0 --max_steps 2 "
        "--num_train_epochs 2 --save_strategy no --report_to none --system=-"
    )
    grown, guessed = [], []
    for checkpointing in ("true", "false"):
        given = {**flags, "gradient_checkpointing": [checkpointing], "output_dir": [str(tmp_path / checkpointing)]}
        words = [word for name, values in given.items() for word in (f"--{name}", *values)]
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("measure_memory.py")), *rest.split(), *words],
            env={**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "MALLOC_MMAP_THRESHOLD_": "65536"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        told = json.loads(done.stdout.strip().splitlines()[-1])
        grown.append(told["peak"] - told["before"])
        sizes = read_architecture(model)
        assert isinstance(sizes, Architecture)
        parts = estimate(sizes, work_of(given)).parts
        # model and adapter are there before the training begins
        guessed.append(sum(size for name, size in parts.items() if name not in ("weights", "adapter")))
    # beside its tensors the process grows by libraries that it loads: some 30 to 65 MiB in the runs seen
    for real, guess in zip(grown, guessed, strict=True):
        assert guess < GIB
        assert -20 * MIB <= real - guess <= 100 * MIB, (grown, guessed)
    assert grown[1] - grown[0] == pytest.approx(guessed[1] - guessed[0], rel=0.12)
