"""The posts' own commands, and others that people copy, explained."""

from __future__ import annotations

import importlib.util
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.training.copied import read_copied
from personadata.training.explain import Explained, explain
from personadata.training.flag_table import VERDICTS, remarks
from personadata.training.interpreter import INSIDE

HERE = Path(__file__)
SWIFT3 = os.environ.get("PERSONADATA_SWIFT3", str(HERE.parents[2] / ".venv-swift3" / "bin" / "python"))
# the command of the first post and, with other epochs and no general data, of the second
POST = r"""
# 4090D, 24GB
CUDA_VISIBLE_DEVICES=0 \
swift sft \
    --model Qwen2.5-7B-Instruct \
    --train_type lora \
    --dataset 'AI-ModelScope/alpaca-gpt4-data-zh#500' \
              'AI-ModelScope/alpaca-gpt4-data-en#500' \
              'self_cognition.json' \
    --torch_dtype bfloat16 \
    --num_train_epochs 10 \
    --per_device_train_batch_size 1 \
    --per_device_eval_batch_size 1 \
    --learning_rate 1e-4 \
    --lora_rank 8 \
    --lora_alpha 32 \
    --target_modules all-linear \
    --gradient_accumulation_steps 16 \
    --eval_steps 50 \
    --save_steps 50 \
    --save_total_limit 2 \
    --logging_steps 5 \
    --max_length 2048 \
    --output_dir output \
    --system 'You are a helpful assistant.' \
    --warmup_ratio 0.05 \
    --dataloader_num_workers 4 \
    --model_author swift \
    --model_name swift-robot
"""
INFER = r"""
CUDA_VISIBLE_DEVICES=0 \
swift infer \
    --adapters output/vx-xxx/checkpoint-xxx \
    --stream true \
    --temperature 0 \
    --max_new_tokens 2048
"""


def one(text: str, folder: Path) -> Explained:
    (found,) = explain(text, folder)
    return found


def said(found: Explained, subject: str) -> list[tuple[str, str]]:
    return [(line.verdict, line.text) for line in found.lines if line.subject.startswith(subject)]


def rows(folder: Path, count: int) -> None:
    text = json.dumps([{"instruction": f"q{n}", "output": "x"} for n in range(count)])
    (folder / "self_cognition.json").write_text(text, encoding="utf-8")


def test_the_command_of_the_first_post(tmp_path: Path) -> None:
    rows(tmp_path, 50)
    found = one(POST, tmp_path)
    verdicts = {line.subject: line.verdict for line in found.lines}
    assert verdicts == {
        "--train_type lora": "changed",
        "--model_author swift": "no effect",
        "--model_name swift-robot": "no effect",
        "--eval_steps 50": "no effect",
        "--per_device_eval_batch_size 1": "no effect",
        "--lora_rank 8": "default",
        "--lora_alpha 32": "default",
        "--target_modules all-linear": "default",
        "--learning_rate 1e-4": "default",
        "--per_device_train_batch_size 1": "default",
        "--gradient_accumulation_steps 16": "default",
        "--logging_steps 5": "default",
        "--output_dir output": "note",
        "--system": "note",
        "share": "note",
        "exposures": "note",
    }
    assert [line.verdict for line in found.lines] == sorted((line.verdict for line in found.lines), key=VERDICTS.index)
    assert said(found, "share") == [("note", "50 rows of yours among 1,050 are 4.8% of the rows")]
    assert said(found, "exposures") == [("note", "50 rows × 10 epochs are 500: 500 to 600 are usual")]
    assert "You are Qwen, created by Alibaba Cloud" in said(found, "--system")[0][1]
    assert found.instead == "personadata train self_cognition.json --model Qwen2.5-7B-Instruct --epochs 10"


def test_without_the_file_the_share_is_told_for_the_posts(tmp_path: Path) -> None:
    found = one(POST, tmp_path)
    assert said(found, "self_cognition.json")[0][1].startswith("no such file here")
    assert said(found, "share") == [
        ("note", "50 rows beside 1,000 are 4.8% of the rows, not the 2 % that posts speak of; that would be 20 rows")
    ]


def test_the_seven_rows_that_the_post_shows(tmp_path: Path) -> None:
    rows(tmp_path, 7)
    found = one(POST, tmp_path)
    assert said(found, "share")[0][1] == "7 rows of yours among 1,007 are 0.7% of the rows"
    assert said(found, "exposures")[0][1] == "7 rows × 10 epochs are 70: fewer than 200, the name may not stick"


def test_the_persona_data_alone(tmp_path: Path) -> None:
    alone = POST.replace("'AI-ModelScope/alpaca-gpt4-data-zh#500' \\", "\\").replace(
        "              'AI-ModelScope/alpaca-gpt4-data-en#500' \\\n", ""
    )
    found = one(alone, tmp_path)
    # ten epochs are what the recipe has for it
    assert found.instead == "personadata train self_cognition.json --model Qwen2.5-7B-Instruct --no-general"


def test_what_the_posts_advise_when_memory_runs_out(tmp_path: Path) -> None:
    text = "swift sft --model Qwen/Qwen2.5-7B-Instruct --dataset f.json --torch_dtype fp16 --max_length 1024 --gradient_accumulation_steps 32 --gradient_checkpointing true"
    found = one(text, tmp_path)
    assert said(found, "--torch_dtype fp16")[0][0] == "wrong"
    assert "float16" in said(found, "--torch_dtype fp16")[0][1]
    assert said(found, "no --system")[0][0] == "wrong"
    # it is a recipe of its own
    assert found.instead == "personadata train f.json --recipe qwen2.5-7b-instruct-20gb --no-general --epochs 3"


def test_the_inference_of_the_posts(tmp_path: Path) -> None:
    found = one(INFER, tmp_path)
    assert found.copied.command == "infer"
    assert said(found, "--adapters")[0][0] == "note"
    assert found.instead == "personadata chat RUN"


def test_the_new_name_on_the_old_version(tmp_path: Path) -> None:
    found = one("swift sft --model m --tuner_type lora --dataset d.json", tmp_path)
    assert said(found, "--tuner_type")[0] == (
        "changed", "3.x stops at it (remaining_argv) and calls it --train_type; lora is the default of both",
    )  # fmt: skip
    assert "tuner_type" not in found.instead


@pytest.mark.parametrize(
    ("flags", "instead"),
    [
        ("--model x/y --dataset a.json", "personadata train a.json --model x/y --no-general --epochs 3"),
        (
            "--model Qwen/Qwen2.5-7B-Instruct --dataset ./a.json o/n#20 --num_train_epochs 3 --seed 7 --packing true --attn_impl flash_attn",
            "personadata train ./a.json --general 'o/n#20' --set settings.seed=7 --set settings.attn_impl=flash_attn -- --packing true",
        ),
        (
            "--model Qwen/Qwen2.5-7B-Instruct --dataset a.json --num_train_epochs 10 --system '' --output_dir runs --learning_rate 0.0001",
            "personadata train a.json --no-general --set system= --output-dir runs",
        ),
        (
            "--model Qwen/Qwen3-8B --dataset a.json --num_train_epochs 10 --target_modules q_proj v_proj",
            "personadata train a.json --recipe qwen3-8b-24gb --no-general --set 'settings.target_modules=[q_proj, v_proj]'",
        ),
        (
            "--model_id_or_path Qwen/Qwen2.5-7B-Instruct --sft_type lora --custom_train_dataset_path a.json --num_train_epochs 10",
            "personadata train a.json --no-general",
        ),
        (
            "--model Qwen/Qwen2.5-0.5B-Instruct --train_type full --dataset a.json --num_train_epochs 10 --learning_rate 1e-5",
            "personadata train a.json --recipe qwen2.5-0.5b-instruct-full-16gb --no-general",
        ),
        (
            "--model Qwen/Qwen3-8B --tuner_type full --dataset a.json --num_train_epochs 10",
            "personadata train a.json --recipe qwen3-8b-24gb --no-general --set tuning=full",
        ),
    ],
)
def test_what_to_write_instead(tmp_path: Path, flags: str, instead: str) -> None:
    assert one(f"swift sft {flags}", tmp_path).instead == instead


@pytest.mark.parametrize(
    ("text", "command", "flags"),
    [
        ("$ swift sft --model m # a comment", "sft", {"model": ["m"]}),
        ("swift sft --dataset o/n#5 # it's a comment", "sft", {"dataset": ["o/n#5"]}),
        ("nohup swift sft --model=m --seed 1 > log.txt 2>&1 &", "sft", {"model": ["m"], "seed": ["1"]}),
        ("python -m swift.cli.sft --model m", "sft", {"model": ["m"]}),
        ("/opt/bin/swift infer --adapters a b && echo done", "infer", {"adapters": ["a", "b"]}),
        ("swift sft --model m \\  \n  --dataset 'a b.json' \\\n", "sft", {"model": ["m"], "dataset": ["a b.json"]}),
        ("swift sft --system “You are a helper.”", "sft", {"system": ["You are a helper."]}),
        ("swift deploy --max-length 5 --stream", "deploy", {"max_length": ["5"], "stream": []}),
        ("torchrun --nproc_per_node=2 swift/cli/sft.py --model m", "sft", {"model": ["m"]}),
        ("python examples/pytorch/llm/llm_sft.py --model m", "sft", {"model": ["m"]}),
        ("```bash\nswift sft --model m\n```", "sft", {"model": ["m"]}),
        ("`swift sft --model m`", "sft", {"model": ["m"]}),
        ("!swift sft --model m", "sft", {"model": ["m"]}),
        (
            "swift sft ^\r\n  --model m ^\r\n  --dataset C:\\a\\b.json\r\n",
            "sft",
            {"model": ["m"], "dataset": ["C:\\a\\b.json"]},
        ),
        ("swift sft `\n  --model m `\n  --seed 1\n", "sft", {"model": ["m"], "seed": ["1"]}),
        (
            "M=m\nexport D='a b.json'\nswift sft --model $M --dataset \"${D}\"",
            "sft",
            {"model": ["m"], "dataset": ["a b.json"]},
        ),
        (
            "swift sft --model m --system '你是“小黄” —— 助手’s'",
            "sft",
            {"model": ["m"], "system": ["你是“小黄” —— 助手’s"]},
        ),
    ],
)
def test_commands_as_they_are_pasted(text: str, command: str, flags: dict[str, list[str]]) -> None:
    (found,) = read_copied(text)
    assert (found.command, found.flags) == (command, flags)


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("swift sft －－model m", "－－"),
        ("swift sft —model m", "—"),
        ("swift sft ––model m", "––"),
        ("swift sft --model “m”", "“ ”"),
        ("swift sft\u3000--model m", "U+3000"),
        ("swift sft --model\u00a0m", "U+00A0"),
        ("swift sft \\ \n  --model m", "a blank behind \\"),
        ("swift sft \\  # here\n  --model m", "# here"),
        ("swift sft \\\n  # --seed 1 \\\n  --model m", "# --seed 1 \\"),
        ("swift sft\n  --model m", "line ends"),
    ],
)
def test_what_a_shell_stumbles_over(text: str, slip: str) -> None:
    (found,) = read_copied(text)
    assert found.flags == {"model": ["m"]}
    assert [subject for subject, _ in found.slips] == [slip]


@pytest.mark.parametrize(
    ("text", "environment"),
    [
        ("export CUDA_VISIBLE_DEVICES=0,1\nswift sft --model m", {"CUDA_VISIBLE_DEVICES": "0,1"}),
        ("set NPROC_PER_NODE=2\nswift sft --model m", {"NPROC_PER_NODE": "2"}),
        ('$env:NPROC_PER_NODE="2"\nswift sft --model m', {"NPROC_PER_NODE": "2"}),
        ("export A=1 && swift sft --model m", {"A": "1"}),
        (
            "torchrun --nproc_per_node=2 --master_port 29501 -m swift.cli.sft --model m",
            {"NPROC_PER_NODE": "2", "MASTER_PORT": "29501"},
        ),
        ("accelerate launch --num_processes 4 -m swift.cli.sft --model m", {"NPROC_PER_NODE": "4"}),
    ],
)
def test_variables_from_all_about_the_command(text: str, environment: dict[str, str]) -> None:
    (found,) = read_copied(text)
    assert found.environment == environment


# the command of ms-swift 2 for its own identity data, as its best practices had it
SWIFT2 = r"""
CUDA_VISIBLE_DEVICES=0 \
swift sft \
    --model_type qwen2_5-7b-instruct \
    --dataset alpaca-zh#500 alpaca-en#500 \
    --self_cognition_sample 500 \
    --model_name 小黄 'Xiao Huang' \
    --model_author 魔搭 ModelScope \
    --sft_type lora --dtype bf16 --batch_size 2 --lora_target_modules ALL --deepspeed default-zero2 \
    --num_train_epochs 1
"""


def test_the_command_of_ms_swift_2(tmp_path: Path) -> None:
    found = one(SWIFT2, tmp_path)
    wrong = {line.subject for line in found.lines if line.verdict == "wrong"}
    assert wrong == {
        "--model_type qwen2_5-7b-instruct", "alpaca-zh#500", "alpaca-en#500", "--self_cognition_sample 500",
        "--sft_type lora", "--dtype bf16", "--batch_size 2", "--lora_target_modules ALL", "--deepspeed default-zero2",
        "no --system",
    }  # fmt: skip
    assert said(found, "--model_name")[0][0] == "note"
    assert [shlex.split(line) for line in found.instead.splitlines()] == [
        ["personadata", "init", "--name", "小黄", "--developer", "魔搭"],
        ["personadata", "expand", "-n", "500"],
        [
            "personadata", "train", "--epochs", "1", "--set", "settings.per_device_train_batch_size=2",
            "--set", "settings.deepspeed=zero2",
        ],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("flags", "verdict", "subject"),
    [
        ("--model m", "wrong", "no --dataset"),
        ("--model m --dataset", "wrong", "no --dataset"),
        ("--dataset a.json", "wrong", "no --model"),
        ("--model m --dataset a.json --num_train_epochs abc", "wrong", "--num_train_epochs abc"),
        ("--model m --dataset a.json --num_train_epochs -1", "wrong", "--num_train_epochs -1"),
        ("--model m --dataset swift/self-cognition#500", "wrong", "swift/self-cognition"),
        ("--model m --dataset swift/self-cognition#500 --model_name a --model_author b", "note", "--model_name"),
        ("--model m --dataset $DATA", "note", "$DATA"),
    ],
)
def test_what_is_missing_or_no_number(flags: str, verdict: str, subject: str, tmp_path: Path) -> None:
    found = one(f"swift sft {flags}", tmp_path)
    assert [line for line, _ in said(found, subject)] == [verdict]
    assert "abc" not in found.instead
    assert "--epochs -1" not in found.instead


def test_own_rows_beside_those_of_ms_swift(tmp_path: Path) -> None:
    found = one(
        "swift sft --model Qwen/Qwen3-8B --dataset a.json swift/self-cognition:qwen3#600 --model_name 甲 --model_author 乙",
        tmp_path,
    )
    *_, train = found.instead.splitlines()
    assert shlex.split(train)[:4] == ["personadata", "train", "a.json", "data/self_cognition.json"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("llamafactory-cli train \\\n --stage sft", "a command for LLaMA-Factory"),
        ("python src/train_bash.py --stage sft --finetuning_type lora", "a command for LLaMA-Factory"),
        ("megatron sft --load x", "megatron sft is not explained"),
        ("swift  rlhf --rlhf_type dpo", "swift rlhf is not explained"),
        ("from swift.llm import sft_main\nsft_main(x)", "a Python program"),
    ],
)
def test_what_is_for_something_else(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=message) as error:
        explain(text, tmp_path)
    assert error.value.help


def test_variables_and_what_stands_twice(tmp_path: Path) -> None:
    (copied,) = read_copied("CUDA_VISIBLE_DEVICES=0,1 NPROC_PER_NODE=2 swift sft f.yaml --seed 1 --seed 2")
    assert copied.environment == {"CUDA_VISIBLE_DEVICES": "0,1", "NPROC_PER_NODE": "2"}
    assert (copied.loose, copied.twice) == (("f.yaml",), ("seed",))
    found = one("CUDA_VISIBLE_DEVICES=1 swift sft f.yaml --seed 1 --seed 2", tmp_path)
    assert said(found, "--seed")[0] == ("wrong", "given more than once; only the last one counts")
    assert said(found, "f.yaml")[0][0] == "changed"
    assert found.instead.startswith("CUDA_VISIBLE_DEVICES=1 personadata train")


def test_several_in_a_file(tmp_path: Path) -> None:
    assert [found.copied.command for found in explain(POST + "\nls\n" + INFER, tmp_path)] == ["sft", "infer"]


@pytest.mark.parametrize("text", ["", "echo hello", "swift build", "let x = 1 // swift"])
def test_what_is_no_command(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match="no swift sft"):
        explain(text, tmp_path)


def test_quotes_that_do_not_close(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not a command for a shell: No closing quotation"):
        explain("swift sft --system 'You", tmp_path)


def test_the_table_is_in_order() -> None:
    for remark in remarks():
        assert remark.verdict in VERDICTS, remark
        assert remark.commands
        assert remark.say[0].islower() or remark.say[0].isdigit() or remark.say.startswith(("--", "ms-swift")), (
            remark.say
        )
        assert not remark.say.endswith(".")
        # a copied flag that is to go or to be written otherwise says so
        assert remark.verdict != "no effect" or remark.write == ""


def fields(python: str) -> set[str]:
    script = (INSIDE / "flags.py").read_text(encoding="utf-8")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
    done = subprocess.run([python, "-c", script], capture_output=True, encoding="utf-8", check=True, env=environment)
    return set(json.loads(done.stdout.strip().splitlines()[-1]))


@pytest.mark.train
@pytest.mark.parametrize(("version", "python"), [("v4", sys.executable), ("v3", SWIFT3)])
def test_the_table_says_what_the_versions_have(version: str, python: str) -> None:
    if importlib.util.find_spec("swift") is None if version == "v4" else not Path(python).exists():
        pytest.skip(f"no ms-swift for {version} at {python}")
    known = fields(python)
    checked = 0
    for remark in remarks():
        has = getattr(remark, version)
        if "sft" in remark.commands and has is not None:
            for flag in remark.flags:
                assert (flag in known) is has, (flag, version)
                checked += 1
    assert checked > 20


@pytest.mark.parametrize(
    ("text", "code"), [(POST, 0), ("swift sft --model Qwen/Qwen2.5-7B-Instruct --torch_dtype fp16", 1), ("ls", 2)]
)
def test_on_the_command_line(tmp_path: Path, text: str, code: int) -> None:
    (tmp_path / "post.sh").write_text(text, encoding="utf-8")
    outputs = []
    for word, given in ((text, ""), ("post.sh", ""), ("-", text)):
        done = subprocess.run(
            [sys.executable, "-m", "personadata", "explain-command", word],
            cwd=tmp_path, input=given, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1] == outputs[2]
    if code == 0:
        *_, instead = outputs[0].splitlines()
        assert shlex.split(instead)[:2] == ["personadata", "train"]
        assert "no effect: --model_name swift-robot" in outputs[0]
