"""The manual of the rules: pages for all of them, made from the rules, and none stale."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from personadata.lint.manual.docs import INDEX, main, pages, stale, write_pages
from personadata.lint.rules import RULES

FOLDER = Path(__file__).parents[3] / "docs" / "rules"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages()


def test_no_page_is_stale() -> None:
    assert stale(FOLDER) == [], "make docs"


def test_every_rule_has_a_page_that_says_what_why_and_what_to_do(made: dict[str, str]) -> None:
    assert set(made) == {INDEX, *(f"{rule.code}.md" for rule in RULES)}
    for rule in RULES:
        page = made[f"{rule.code}.md"]
        assert f"# {rule.code} {rule.name}\n\n**" in page, rule
        assert f": {rule.severity} {rule.code} " in page or f" {rule.code} " in page.split("What it objects to")[1], (
            rule
        )
        assert "= help: " in page, rule
        assert f"({rule.code}.md) | {rule.name} |" in made[INDEX]


def test_fences_and_links_are_whole(made: dict[str, str]) -> None:
    for name, text in made.items():
        assert len(re.findall(r"^```", text, re.M)) % 2 == 0, name
        for target in re.findall(r"\]\(([^)#\s]+\.md)\)", text):
            assert target in made or (FOLDER / target).exists(), f"{name}: {target}"


def test_staleness_is_seen_and_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(tmp_path)
    assert stale(tmp_path) == []
    assert main(["--check", str(tmp_path)]) == 0
    page = tmp_path / "RA101.md"
    page.write_text(page.read_text(encoding="utf-8") + "x", encoding="utf-8")
    (tmp_path / "JS101.md").unlink()
    gone = tmp_path / "ZZ999.md"
    gone.write_bytes((tmp_path / "RA102.md").read_bytes())
    assert stale(tmp_path) == ["JS101.md", "RA101.md", "ZZ999.md"]
    assert main(["--check", str(tmp_path)]) == 1
    assert "RA101.md is stale: make docs" in capsys.readouterr().out
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert stale(tmp_path) == ["notes.md"]
    assert not gone.exists()
