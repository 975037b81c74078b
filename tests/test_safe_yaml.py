"""YAML by place, and the lists that are shipped parsed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from personadata import safe_yaml
from personadata.errors import UserError
from personadata.resources import bundled

KEPT = [path.relative_to(bundled("rules")).as_posix() for path in sorted(bundled("rules").glob("*/cliches.yaml"))]


def test_what_is_shipped_parsed_is_what_the_files_say() -> None:
    assert safe_yaml.PARSED.read_text("utf-8") == safe_yaml.kept(), "run make docs"


@pytest.mark.parametrize("name", [*KEPT, "models.yaml", "languages.yaml", "messages/zh/id.yaml"])
def test_a_list_is_what_its_file_says(name: str) -> None:
    path = bundled("rules") / name
    assert safe_yaml.load_rules(name) == safe_yaml.load(path.read_bytes(), name)


def test_a_file_that_was_edited_is_read_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = (bundled("rules") / "models.yaml").read_text("utf-8")
    edited = tmp_path / "models.yaml"
    edited.write_text(shipped.replace("models:", "others: []\nmodels:", 1), "utf-8")
    monkeypatch.setattr(safe_yaml, "bundled", lambda kind: tmp_path)
    found = safe_yaml.load_rules.__wrapped__("models.yaml")
    assert found["others"] == []
    assert len(found["models"]) > 20
    edited.write_text("models: [}", "utf-8")
    with pytest.raises(UserError, match=r"rules/models\.yaml:1:10: not YAML"):
        safe_yaml.load_rules.__wrapped__("models.yaml")


def test_a_lint_run_needs_no_yaml() -> None:
    """PyYAML takes longer to import than many a data set to check."""
    sample = next(bundled("samples").glob("*/self_cognition.json"))
    code = (
        "import sys\nfrom personadata.cli import main\n"
        f"try: main(['lint', '--lang', 'zh', {str(sample)!r}])\nexcept SystemExit: pass\n"
        "sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "place"), [("a: [1, }", "1:8"), ("a: 1\nb: @", "2:4"), ("a: !!python/object:os.system x", "1:4")]
)
def test_what_is_no_yaml_is_an_error_at_its_place(text: str, place: str) -> None:
    with pytest.raises(UserError, match=rf"^persona\.yaml:{place}: not YAML"):
        safe_yaml.load(text, "persona.yaml")
