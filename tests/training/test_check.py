"""What is about to be trained on is held to the settings of the folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.training.check import require_clean

ROWS = [{"instruction": f"第{number}问", "output": f"答案是{number}"} for number in range(25)]
EMPTY = [*ROWS, {"instruction": "问", "output": ""}]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(json.dumps(ROWS), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(EMPTY), encoding="utf-8")
    return tmp_path


def test_errors_stop_and_warnings_do_not(folder: Path) -> None:
    assert len(require_clean([Path("a.json")])) == 25
    with pytest.raises(UserError) as caught:
        require_clean([Path("b.json")])
    assert "nothing was trained" in caught.value.message
    assert "SC201" in caught.value.message
    assert "warning" not in caught.value.message
    assert len(require_clean([Path("b.json")], ignore=["SC201"])) == 26


@pytest.mark.parametrize(
    ("config", "rows"),
    [
        ('[lint]\nignore = ["SC201"]', 26),
        ('[lint.rules.SC201]\nseverity = "warning"', 26),
        ('[lint.per-file-ignores]\n"b.json" = ["SC"]', 26),
        # what the configuration counts as data is not trained on unasked
        ('data = ["a.json"]\n[lint]\nignore = ["SC201"]', 26),
        ('[lint.rules.RA101]\nfewest = 30\nseverity = "error"\n[lint]\nignore = ["SC"]', None),
        ("", None),
    ],
)
def test_the_configuration_counts(folder: Path, config: str, rows: int | None) -> None:
    (folder / "personadata.toml").write_text(config, encoding="utf-8")
    if rows is None:
        with pytest.raises(UserError, match="lint errors"):
            require_clean([Path("b.json")])
    else:
        assert len(require_clean([Path("b.json")])) == rows


def test_the_persona_of_the_configuration_is_the_one_to_teach(folder: Path) -> None:
    (folder / "p.yaml").write_text("name: 小澜\ndeveloper: 青穹\n", encoding="utf-8")
    (folder / "q.yaml").write_text("name: 小舟\ndeveloper: 拾贝\n", encoding="utf-8")
    (folder / "personadata.toml").write_text('persona = "p.yaml"', encoding="utf-8")
    persona = require_clean([Path("a.json")]).persona
    assert persona is not None
    assert persona.name.zh == "小澜"
    other = require_clean([Path("a.json")], Path("q.yaml")).persona
    assert other is not None
    assert other.name.zh == "小舟"
