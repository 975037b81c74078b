"""What a user adds after -- for swift sft."""

from __future__ import annotations

import pytest

from personadata.errors import UserError
from personadata.training.passthrough import read_passthrough, refuse_unknown
from personadata.training.recipe import OWNED


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ([], {}),
        (["--seed", "1"], {"seed": ["1"]}),
        (["--report-to", "none", "wandb", "--seed=2"], {"report_to": ["none", "wandb"], "seed": ["2"]}),
        (["--system", ""], {"system": [""]}),
        (["--save_steps=-1", "--packing"], {"save_steps": ["-1"], "packing": []}),
        (["--model_kwargs", '{"a": "--b"}', "--top_k", "-1"], {"model_kwargs": ['{"a": "--b"}'], "top_k": ["-1"]}),
    ],
)
def test_read(words: list[str], flags: dict[str, list[str]]) -> None:
    assert read_passthrough(words) == flags


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["config.yaml"], "'config.yaml' after -- is no flag"),
        (["-v"], "'-v' after -- is no flag"),
        (["--seed", "1", "--seed", "2"], "--seed is given twice after --"),
        *[([f"--{flag}", "x"], f"--{flag} after --: --{flag} is set by personadata") for flag in OWNED],
        (["--output-dir=x"], "--output_dir after --: --output_dir is set by personadata"),
        # argparse takes the beginning of a flag for the flag
        (["--output", "x"], "--output after --: --output_dir is set by personadata"),
        (["--num_train", "3"], "--num_train after --: --num_train_epochs is set by personadata"),
    ],
)
def test_refused(words: list[str], message: str) -> None:
    with pytest.raises(UserError) as caught:
        read_passthrough(words)
    assert caught.value.message == message


def test_flags_that_ms_swift_does_not_have() -> None:
    accepted = {"seed", "learning_rate", "tuner_type"}
    refuse_unknown(["seed"], accepted, "4.6.0")
    with pytest.raises(UserError) as caught:
        refuse_unknown(["seed", "learning_rte", "train_type"], accepted, "4.6.0")
    assert caught.value.message.splitlines() == [
        "--learning_rte: ms-swift 4.6.0 has no such flag (did you mean 'learning_rate'?)",
        "--train_type: ms-swift 4.6.0 has no such flag",
    ]
    assert "--tuner_type since ms-swift 4.1" in caught.value.help
