"""Personas that the expansion tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from personadata.persona import Persona, load_persona
from personadata.resources import bundled


@pytest.fixture
def two_lines(tmp_path: Path) -> Path:
    """The smallest spec: a name and a developer."""
    path = tmp_path / "persona.yaml"
    path.write_text("name: 澜舟\ndeveloper: 北辰工作室\n", encoding="utf-8")
    return path


@pytest.fixture
def minimal(two_lines: Path) -> Persona:
    """The two-line persona, read."""
    return load_persona(two_lines)


@pytest.fixture
def bot() -> Persona:
    """The community bot of the samples, which declares most fields."""
    return load_persona(bundled("samples") / "community-bot" / "persona.yaml")
