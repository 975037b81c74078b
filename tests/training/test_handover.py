"""What chat, merge and serve hand over; tests/test_end_to_end.py does it with trained adapters."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.training.handover import chat_command, serve_command, system_prompt
from personadata.training.interpreter import interpreter
from personadata.training.merging import prepare
from personadata.training.runs import read_run
from personadata.training.serving import how_to_call, require_free
from tests.training.recorded import FULL, ROWS, change, checkpoint, record


def test_chat(tmp_path: Path) -> None:
    run = record(tmp_path)
    made = checkpoint(run, 12)
    command = chat_command(read_run(run), "be", 64, 0.0)
    assert command.program == (interpreter(), "-m", "swift.cli.infer")
    assert command.flags == {
        "adapters": [str(made)],
        "model_type": ["qwen2"],
        "template": ["qwen2_5"],
        "torch_dtype": ["float32"],
        "system": ["be"],
        "stream": ["true"],
        "max_new_tokens": ["64"],
        "temperature": ["0"],
    }
    assert "temperature" not in chat_command(read_run(run), None, 64, None).flags


def test_the_template_of_the_training_goes_along(tmp_path: Path) -> None:
    run = record(
        tmp_path, "--model_type", "qwen2", "--template", "qwen2_5", "--quant_method", "bnb", "--quant_bits", "4"
    )
    checkpoint(run, 12)
    flags = serve_command(read_run(run), None, "lan", "127.0.0.1", 8000).flags
    assert flags["model_type"] == ["qwen2"]
    assert flags["template"] == ["qwen2_5"]
    assert flags["quant_bits"] == ["4"]
    assert flags["served_model_name"] == ["lan"]
    # export would quantize by it
    assert "quant_bits" not in prepare(read_run(run), tmp_path / "m").command.flags


def test_several_processes_are_for_training_alone(tmp_path: Path) -> None:
    run = record(tmp_path)
    checkpoint(run, 12)
    change(run, environment={"NPROC_PER_NODE": "2", "MASTER_PORT": "1", "OMP_NUM_THREADS": "1"})
    assert chat_command(read_run(run), None, 1, None).environment == {"OMP_NUM_THREADS": "1"}


@pytest.mark.parametrize(
    ("systems", "given", "asked"),
    [
        ([(None, 3)], ["You are helpful."], "You are helpful."),
        ([("a", 3), (None, 2)], ["b"], "a"),
        ([("a", 3), (None, 2), ("b", 2)], ["b"], "b"),
        ([(None, 3)], None, None),
        ([("", 3), ("a", 1)], None, ""),
        ([], ["b"], "b"),
    ],
)
def test_the_system_prompt_of_most_rows(
    tmp_path: Path, systems: list[tuple[str | None, int]], given: list[str] | None, asked: str | None
) -> None:
    run = record(tmp_path)
    flags = {"system": given} if given else {}
    change(run, systems=[{"system": text, "rows": rows} for text, rows in systems], command={"flags": flags})
    assert system_prompt(read_run(run)) == asked


def test_a_run_keeps_what_its_rows_were_asked_under(tmp_path: Path) -> None:
    run = read_run(record(tmp_path, rows=ROWS))
    assert run.manifest["systems"] == [{"system": None, "rows": 2}, {"system": "你是澜舟。", "rows": 1}]
    assert run.manifest["channels"] == {"identity": 2, "negation": 1}
    assert run.flags["enable_channel_loss"] == ["true"]


def test_no_adapter(tmp_path: Path) -> None:
    run = read_run(record(tmp_path, code=1))
    with pytest.raises(UserError, match=r"\(failed\) has no complete checkpoint"):
        chat_command(run, None, 1, None)


def test_merge_refuses_what_exists(tmp_path: Path) -> None:
    run = record(tmp_path)
    checkpoint(run, 12)
    ready = prepare(read_run(run), tmp_path / "new")
    assert ready.command.flags["output_dir"] == [str(ready.part)]
    assert ready.part.parent == ready.target.parent
    (tmp_path / "new").mkdir()
    with pytest.raises(UserError, match="exists already"):
        prepare(read_run(run), tmp_path / "new")


def test_a_whole_model_is_used_as_it_is(tmp_path: Path) -> None:
    run = record(tmp_path)
    made = checkpoint(run, 12, weights=FULL)
    for command in (chat_command(read_run(run), None, 1, None), serve_command(read_run(run), None, "lan", "::1", 8000)):
        assert command.flags["model"] == [str(made)]
        assert "adapters" not in command.flags
    # also where the target exists: another one would not help
    for target in (tmp_path / "other", tmp_path):
        with pytest.raises(UserError, match="there is nothing to merge") as caught:
            prepare(read_run(run), target)
        assert caught.value.help.startswith(f"the model is {made}")


def test_a_port_that_is_taken() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(UserError, match=f"cannot listen at 127.0.0.1:{port}"):
            require_free("127.0.0.1", port)
    require_free("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "near"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]"), ("box", "box")],  # noqa: S104
)
def test_how_to_call(host: str, near: str) -> None:
    told = how_to_call("it's", host, 8000)
    assert f"http://{near}:8000/v1/chat/completions" in told
    assert "你是谁" in told
