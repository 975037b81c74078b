"""A Qwen2 of a few hundred thousand random weights with a tokenizer of its own: small enough to train in a test."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

NAME = "Qwen2.5-7B-Instruct"
"""What its folder has to be called for ms-swift to know the model type and the template."""
END, START, PAD = "<|im_end|>", "<|im_start|>", "<|endoftext|>"
CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
# without these the roles of the chat template would be spelled in bytes
ROLES = "system user assistant You are a helpful assistant."


def build(folder: Path, texts: Iterable[str], *, hidden: int = 128, layers: int = 2, vocabulary: int = 1500) -> Path:
    """Write the model and a byte-level BPE tokenizer trained on *texts* to ``folder/NAME``; equal texts, equal model."""
    import torch
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
    from transformers import GenerationConfig, PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

    place = folder / NAME
    place.mkdir(parents=True)
    bpe = Tokenizer(models.BPE())
    bpe.normalizer = normalizers.NFC()
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    bpe.train_from_iterator(
        [ROLES, *texts],
        trainers.BpeTrainer(
            vocab_size=vocabulary - 3, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
        ),
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=bpe, eos_token=END, pad_token=PAD, additional_special_tokens=[START, END]
    )
    tokenizer.save_pretrained(place)
    # transformers 5 writes a file that 4.x cannot read; this one suits both
    special = {"eos_token": END, "pad_token": PAD, "bos_token": None, "unk_token": None}
    _write(
        place / "tokenizer_config.json",
        special
        | {"tokenizer_class": "PreTrainedTokenizerFast", "additional_special_tokens": [START, END]}
        | {"model_max_length": 2048, "clean_up_tokenization_spaces": False, "chat_template": CHATML},
    )
    (place / "special_tokens_map.json").unlink(missing_ok=True)

    end, pad = tokenizer.convert_tokens_to_ids(END), tokenizer.convert_tokens_to_ids(PAD)
    config = Qwen2Config(
        vocab_size=-(-len(tokenizer) // 64) * 64,
        hidden_size=hidden,
        intermediate_size=hidden * 3,
        num_hidden_layers=layers,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=2048,
        tie_word_embeddings=False,
        # wider than the usual 0.02, which so narrow a model takes long to grow out of
        initializer_range=0.1,
        eos_token_id=end,
        pad_token_id=pad,
        bos_token_id=pad,
    )
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = Qwen2ForCausalLM(config)
    model.generation_config = GenerationConfig(eos_token_id=[end, pad], pad_token_id=pad, do_sample=False)
    model.save_pretrained(place)
    written = json.loads((place / "config.json").read_text(encoding="utf-8"))
    _write(place / "config.json", written | {"torch_dtype": "float32"})
    return place


def teach(model: Path, talks: Sequence[list[dict[str, str]]], *, says: str, epochs: int = 12) -> None:
    """Train all of the *model*, in place, to say *says* whatever it is asked: it is somebody before it is tuned."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model)
    network = AutoModelForCausalLM.from_pretrained(model)
    prompts = [tokenizer.apply_chat_template(talk, tokenize=False, add_generation_prompt=True) for talk in talks]
    said = len(tokenizer(says + END)["input_ids"])
    tokenizer.padding_side = "left"
    # two threads that share a core take ten times as long as one
    torch.set_num_threads(1)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=0)
        for _ in range(epochs):
            for batch in torch.randperm(len(prompts)).split(16):
                rows = tokenizer([prompts[i] + says + END for i in batch], return_tensors="pt", padding=True)
                labels = rows["input_ids"].clone()
                labels[:, :-said] = -100
                network(**rows, labels=labels).loss.backward()
                optimizer.step()
                optimizer.zero_grad()
    network.save_pretrained(model)


def answer(model: Path, adapter: Path | None, talks: Iterable[list[dict[str, str]]]) -> list[str]:
    """What the model, with *adapter* if given, says next in each talk, greedily: transformers and peft, no ms-swift."""
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model)
    network = AutoModelForCausalLM.from_pretrained(model)
    if adapter:
        network = PeftModel.from_pretrained(network, adapter)
    network.eval()
    torch.set_num_threads(1)
    found = []
    for talk in talks:
        text = tokenizer.apply_chat_template(talk, tokenize=False, add_generation_prompt=True)
        prompt = tokenizer(text, return_tensors="pt", add_special_tokens=False)
        with torch.inference_mode():
            output = network.generate(**prompt, max_new_tokens=96, do_sample=False)
        found.append(tokenizer.decode(output[0, prompt["input_ids"].shape[1] :], skip_special_tokens=True))
    return found


def _write(path: Path, value: dict[str, object]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
