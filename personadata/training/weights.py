"""Whether a model's folder is whole: weights and a tokenizer in it, as transformers looks for them."""

from __future__ import annotations

import re
from pathlib import Path

from personadata.errors import UserError
from personadata.files import LFS_POINTER
from personadata.training.architecture import read_json

WEIGHTS = ("model.safetensors", "pytorch_model.bin")
"""What transformers loads, in this order; where there are several files, ``NAME.index.json`` tells which."""
MAX_INDEX = 64 * 1024 * 1024
_TOKENIZERS = ("tokenizer.json", "vocab.json", "vocab.txt", "*.model", "*.tiktoken", "tekken.json")
_SHARD = re.compile(r"-\d{5}-of-\d{5}\.(?:safetensors|bin)")
_PARTIAL = ("*.incomplete", ".cache/huggingface/download/*.incomplete", "._____temp/*")


def has_tokenizer(folder: Path) -> bool:
    """Whether a tokenizer lies in *folder*: its settings alone (``tokenizer_config.json``) are none."""
    return any(path.is_file() for name in _TOKENIZERS for path in folder.glob(name))


def what_lacks(folder: Path) -> tuple[str, str]:
    """What the model in *folder* lacks, and what to do; both empty when it is whole.

    Files are looked at by name, and for being pointers of git-lfs in place of content; weights are not read.
    """
    pointers = [path for path in sorted(folder.iterdir()) if path.is_file() and _is_pointer(path)]
    if pointers:
        return f"{_some(pointers)} hold no content yet, only pointers of git-lfs", f"git -C {folder} lfs pull"
    lacks = [text for text in (_weights(folder), "" if has_tokenizer(folder) else "no tokenizer") if text]
    if not lacks:
        return "", ""
    partial = [path for pattern in _PARTIAL for path in sorted(folder.glob(pattern))]
    cut = f"; a download was cut off: {_some(partial)}" if partial else ""
    return "; ".join(lacks) + cut, f"fetch what is missing: modelscope download OWNER/NAME --local_dir {folder}"


def _weights(folder: Path) -> str:
    """What is missing of the weights."""
    for name in WEIGHTS:
        if (folder / name).is_file():
            return ""
        index = folder / f"{name}.index.json"
        if index.is_file():
            try:
                named = read_json(index, MAX_INDEX).get("weight_map")
            except UserError as error:
                return error.message
            shards = sorted({str(shard) for shard in named.values()}) if isinstance(named, dict) else []
            absent = [folder / shard for shard in shards if not (folder / shard).is_file()]
            return f"{len(absent)} of {len(shards)} files of weights are not there: {_some(absent)}" if absent else ""
    others = [path for pattern in ("*.safetensors", "*.bin") for path in sorted(folder.glob(pattern))]
    found = [path for path in others if path.is_file() and path.name != "training_args.bin"]
    if any(_SHARD.search(path.name) for path in found):
        return f"no {WEIGHTS[0]}.index.json, which says what is in {_some(found)}"
    return "" if found else "no weights (*.safetensors or *.bin)"


def _is_pointer(path: Path) -> bool:
    if path.suffix not in (".safetensors", ".bin", ".json", ".model", ".tiktoken"):
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(len(LFS_POINTER)) == LFS_POINTER
    except OSError:
        return False


def _some(paths: list[Path]) -> str:
    return ", ".join(path.name for path in paths[:3]) + (" …" if len(paths) > 3 else "")
