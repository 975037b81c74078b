"""The failures of a training that users meet: how to know them in the log, what they mean, and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """``pattern`` is searched line by line; its named groups fill ``{…}`` in ``means`` and ``remedy``."""

    name: str
    pattern: re.Pattern[str]
    means: str
    remedy: str


def _failure(name: str, pattern: str, means: str, remedy: str) -> Failure:
    return Failure(name, re.compile(pattern), means, remedy)


# The first that fits is told, so the particular stand before the general.  Each has a captured log in
# tests/data/failures, except what it takes a graphics card to see: CUDA's messages are those of PyTorch's sources.
FAILURES = (
    _failure(
        "out of memory", r"CUDA out of memory|OutOfMemoryError|CUBLAS_STATUS_ALLOC_FAILED|NPU out of memory",
        "the graphics card has too little free memory for this model and these settings",
        "see what else runs on the card (nvidia-smi); {lower}",
    ),
    _failure(
        "no room in memory", r"DefaultCPUAllocator: can't allocate memory|^MemoryError|Cannot allocate memory",
        "the machine has too little free memory (RAM)", "close other programs, or take a smaller model",
    ),
    _failure(
        "disk full", r"No space left on device|\[Errno 28\]|Disk quota exceeded|\[Errno 122\]",
        "the disk is full, so a checkpoint may be half-written",
        "make room or give another --output-dir; --save_total_limit after -- keeps fewer checkpoints; then "
        "personadata train --resume goes on from the last complete one",
    ),
    _failure(
        "unknown flag", r"remaining_argv: \['--(?P<flag>\w+)'",
        "this version of ms-swift has no flag --{flag}", "leave it out{moved}",
    ),
    _failure(
        "wrong value", r"error: argument --(?P<flag>\w+)(?:/\S+)?: invalid (?P<why>.{1,300})",
        "--{flag} does not take that value: invalid {why}", "give --{flag} one of the values it takes",
    ),
    _failure(
        "no deepspeed", r"The '(?P<package>deepspeed)' distribution was not found|No module named 'deepspeed'",
        "DeepSpeed is not installed, and --deepspeed needs it", "pip install deepspeed",
    ),
    _failure(
        "no bitsandbytes", r"requires bitsandbytes|the latest version of bitsandbytes|No module named 'bitsandbytes'|No package metadata was found for (?:The )?'?bitsandbytes",
        "bitsandbytes is not installed, and 4-bit and 8-bit training (--quant_method bnb) needs it",
        "pip install -U bitsandbytes",
    ),
    _failure(
        "no flash-attn", r"FlashAttention\w* has been toggled on, but|No module named 'flash_attn'|flash_attn.{0,40}(?:is not installed|seems to be not installed)",
        "flash-attn is not installed, and --attn_impl flash_attn needs it",
        "pip install flash-attn --no-build-isolation, or give --attn_impl sdpa after --",
    ),
    _failure(
        "flash-attn for packing", r'The "(?P<feature>packing|padding_free)" feature requires a flash attention',
        "--{feature} works with flash-attn only", "leave --{feature} out, or add --attn_impl flash_attn with flash-attn",
    ),
    _failure(
        "missing package", r"ModuleNotFoundError: No module named '(?P<package>[\w.]{1,80})'",
        "the Python package {package} is not installed", "pip install it beside ms-swift; for all of training: {install}",
    ),
    _failure(
        "no bf16", r"Your setup doesn't support bf16|bf16 is not supported|doesn't support bfloat16|requires cuda>=11.0 or npu",
        "bfloat16 needs a graphics card that has it (NVIDIA since Ampere: RTX 30, A10, A100 …), and none is seen here",
        "with an older card: -- --torch_dtype float16; without any: -- --use_cpu true --torch_dtype float32; a card "
        "that is there but not seen: CUDA_VISIBLE_DEVICES and nvidia-smi tell why",
    ),
    _failure(
        "driver", r"The NVIDIA driver on your system is too old|CUDA driver version is insufficient|no kernel image is available|NVML: Driver/library version mismatch",
        "PyTorch and the graphics card's driver do not fit each other",
        "update the driver, or install a PyTorch built for it: https://pytorch.org/get-started",
    ),
    _failure(
        "port taken", r"(?:EADDRINUSE|address already in use|Address already in use)",
        "the port that the processes of this training talk through is taken", "set another: MASTER_PORT=29501 personadata train …",
    ),
    _failure(
        "model type", r"Failed to automatically match `model_type`.{0,60} for `(?P<model>[^`]{1,300})`",
        "ms-swift cannot tell from its folder's name what model {model} is",
        "rename the folder like the model (Qwen2.5-7B-Instruct), or give -- --model_type qwen2 --template qwen2_5",
    ),
    _failure(
        "model on hub", r"(?:Repository|Repo|repo|Model|model)\S* .{0,120}(?:[Nn]ot [Ff]ound|does not exist|not exists)|RepositoryNotFoundError|is not a local folder and is not a valid model identifier|InvalidParameter: .{0,80}model",
        "the hub has no such model", "mind the spelling of --model, or name a folder that holds the weights",
    ),
    _failure(
        "hub unreachable",
        r"_DownloadDeadlineError|LocalEntryNotFoundError|OfflineModeIsEnabled|ConnectionError|Max retries exceeded|NameResolutionError|Failed to resolve|ConnectTimeout|ReadTimeout|Connection refused|Network is unreachable|Temporary failure in name resolution",
        "the hub that the model or the data should come from cannot be reached from here",
        "check the network and proxy (HTTPS_PROXY); without one, name folders that are here: --model DIR and --general "
        "FILE or --no-general; USE_HF=1 takes Hugging Face instead of ModelScope, HF_ENDPOINT a mirror of it",
    ),
    _failure(
        "broken weights", r"HeaderTooLarge|InvalidHeaderDeserialization|MetadataIncompleteBuffer|Error while deserializing header|PytorchStreamReader failed",
        "a file of the model's weights is not whole", "download the model again; a Git LFS pointer is not a file of weights",
    ),
    _failure(
        "unreadable data", r"DatasetGenerationError|ArrowInvalid|JSONDecodeError|JSON parse error|UnicodeDecodeError",
        "a data file cannot be read by ms-swift", "personadata lint says where it is damaged, also of general data",
    ),
    _failure(
        "no rows", r"^TypeError: 'NoneType' object is not iterable|assert n_try_fetch >= 1|num_samples=0|The train_dataset is empty|AttributeError: 'NoneType' object has no attribute 'features'|ZeroDivisionError",
        "no row was left to train on: ms-swift leaves out those that are too long or that it cannot read",
        "the rows named here, if any, are the reason; a larger --max_length after -- keeps long ones",
    ),
    _failure(
        "streaming", r"max_steps has to be specified",
        "with --streaming ms-swift does not know how many steps there are", "add --max_steps N after --",
    ),
    _failure(
        "symlink", r"symlink: src should be string, bytes or os.PathLike, not NoneType",
        "--create_checkpoint_symlink fails without validation data, after the training: what it has trained is there",
        "leave --create_checkpoint_symlink out",
    ),
    _failure(
        "process killed", r"Signal 9 \(SIGKILL\) received by PID|exitcode {0,8}: -9",
        "one of the processes of this training was killed from outside, mostly by Linux when memory (RAM) is short",
        "look for it: dmesg | grep -i 'killed process'; then personadata train --resume",
    ),
    _failure(
        "quantized", r"cannot (?:perform|be) fine-?tun\w* .{0,60}quanti|does not support training of quantized",
        "the model is quantized in a way that cannot be trained", "take the model without quantization, or a QLoRA recipe",
    ),
    _failure(
        "shape", r"size mismatch for |Error\(s\) in loading state_dict",
        "the weights do not fit the model: the folder mixes files of two models, or the checkpoint is of another",
        "name the model that this checkpoint was trained from",
    ),
)  # fmt: skip
KILLED = Failure(
    "killed from outside",
    re.compile(""),
    "the training was killed from outside, mostly by Linux when memory (RAM) is short",
    "look for it: dmesg | grep -i 'killed process'; then personadata train --resume",
)
LOSS = {
    "nan": (
        "the training broke: its loss or gradient is no number any more (NaN), and what it has trained is worth nothing",
        "train in bfloat16, not float16 (Qwen2 does not take it), or with a lower --learning_rate after --",
    ),
    "zero": (
        "nothing was learnt: the loss was 0 to the end",
        "float16 does that to Qwen2 (use bfloat16), and so do rows without an answer to learn: personadata lint",
    ),
}
"""What :func:`personadata.training.losses.trouble` finds: what it means and what to do."""
