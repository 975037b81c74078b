"""The training settings of LLaMA-Factory for the flags of ``swift sft``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

TEMPLATES = {
    "qwen": "qwen", "qwen2_5": "qwen", "qwen3": "qwen3", "qwen3_nothinking": "qwen3_nothink",
    "llama3": "llama3", "llama3_2": "llama3", "internlm2": "intern2", "internlm3": "intern2",
}  # fmt: skip
"""ms-swift's names of chat templates, and LLaMA-Factory's."""
_SAME = (
    "lora_rank", "lora_alpha", "lora_dropout", "use_rslora", "use_dora", "learning_rate", "lr_scheduler_type",
    "warmup_ratio", "weight_decay", "per_device_train_batch_size", "per_device_eval_batch_size",
    "gradient_accumulation_steps", "eval_steps", "save_steps", "save_strategy", "save_total_limit", "save_only_model",
    "logging_steps", "report_to", "dataloader_num_workers", "seed", "data_seed", "use_cpu", "num_train_epochs",
    "output_dir", "packing", "optim", "max_steps", "adam_beta2", "max_grad_norm", "neftune_noise_alpha",
)  # fmt: skip
_RENAMED = {"model": "model_name_or_path", "max_length": "cutoff_len", "system": "default_system"}
# what only ms-swift has or needs; none of it changes what is learnt
_OWN = (
    "dataset", "add_version", "check_model", "model_type", "template", "enable_channel_loss", "torch_dtype",
    "tuner_type", "train_type", "val_dataset", "dataset_shuffle",
)  # fmt: skip
_ATTENTION = {"flash_attn": "fa2", "sdpa": "sdpa", "eager": "disabled"}
THOUGHTS = (
    "--loss_scale ignore_empty_think: enable_thinking: false keeps empty think blocks out of the loss, too, but takes the "
    "thoughts out of rows that have some"
)


def map_settings(flags: Mapping[str, Sequence[str]], template: str, full: bool) -> tuple[dict[str, Any], list[str]]:
    """The training YAML for *flags* of ``swift sft`` and its chat *template*, and what has no counterpart."""
    settings: dict[str, Any] = {"stage": "sft", "do_train": True, "finetuning_type": "full" if full else "lora"}
    settings["template"] = TEMPLATES.get(template, template)
    left = [] if template in TEMPLATES else [f"template {template or 'not known'}: look up what LLaMA-Factory calls it"]
    dtype = "".join(flags.get("torch_dtype", ()))
    if dtype in ("bfloat16", "float16"):
        settings["bf16" if dtype == "bfloat16" else "fp16"] = True
    for name, values in flags.items():
        value = _value(values)
        if name in _SAME:
            settings[name] = value
        elif name in _RENAMED:
            settings[_RENAMED[name]] = value if name == "max_length" else "".join(values)
        elif name == "target_modules":
            settings["lora_target"] = "all" if "all-linear" in values else ",".join(values)
        elif name == "modules_to_save":
            settings["additional_target"] = ",".join(values)
        elif name == "gradient_checkpointing":
            settings["disable_gradient_checkpointing"] = value is False
        elif name == "quant_bits":
            settings["quantization_bit"] = value
        elif name == "quant_method":
            settings["quantization_method"] = value
        elif name == "attn_impl" and str(value) in _ATTENTION:
            settings["flash_attn"] = _ATTENTION[str(value)]
        elif name == "loss_scale" and value == "last_round":
            settings["mask_history"] = True
        elif name == "loss_scale" and value == "ignore_empty_think":
            settings["enable_thinking"] = False
            left.append(THOUGHTS)
        elif name == "train_dataloader_shuffle":
            settings["disable_shuffling"] = value is False
        elif name == "bnb_4bit_compute_dtype" and values == flags.get("torch_dtype"):
            # that of bf16 or fp16 above
            continue
        elif name not in _OWN and (name, value) != ("loss_scale", "default"):
            left.append(f"--{name} {' '.join(values)}: has no counterpart that is known here")
    return settings, left


def _value(values: Sequence[str]) -> Any:
    if len(values) != 1:
        return list(values)
    text = values[0]
    if text in ("true", "false"):
        return text == "true"
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text
