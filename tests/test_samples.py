"""The sample personas: they load, show what a spec can say, and their committed data are what they expand to."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from personadata.expand.provenance import map_path
from personadata.persona import Persona, Text, load_persona
from personadata.persona.parts import Part

ROOT = Path(__file__).parents[1]
SPECS = sorted(ROOT.glob("samples/*/persona.yaml"))
LEAST_KINDS = 6


def data_of(spec: Path) -> Path:
    return spec.with_name("self_cognition.json")


def personadata(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "personadata", *map(str, args)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def texts(value: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every text that *value*, a spec or a part of one, declares, with its path; not those of models to deny."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{path}.{number}")
    elif isinstance(value, Part):
        for name in type(value).model_fields.keys() - {"denied_models"}:
            yield from texts(getattr(value, name), f"{path}.{name}")


every_sample = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.parent.name)


def test_there_are_samples_of_many_kinds() -> None:
    assert len(SPECS) >= LEAST_KINDS
    assert {spec.parent for spec in SPECS} == {path for path in (ROOT / "samples").iterdir() if path.is_dir()}


@every_sample
def test_spec_loads_and_leaves_no_text_untranslated(spec: Path) -> None:
    persona = load_persona(spec)
    for language in persona.data_languages:
        assert persona.text(persona.name, language)
        # what a sample declares for one of its languages it declares for all, so that none is thinner by oversight
        assert [path for path, text in texts(persona) if text.get(language) is None] == []


def test_samples_show_every_field() -> None:
    shown = {field for spec in SPECS for field in load_persona(spec).model_fields_set}
    assert set(Persona.model_fields) - shown == {"notes"}


@pytest.mark.parametrize(
    ("field", "least"),
    [("developer_type", 3), ("base_model_policy", 3), ("roleplay", 3), ("address", 3), ("data_languages", 3)],
)
def test_samples_differ_in_kind(field: str, least: int) -> None:
    assert len({getattr(load_persona(spec), field) for spec in SPECS}) >= least


def test_all_samples_have_data_or_none() -> None:
    """One that was forgotten would otherwise pass for one that has none yet."""
    assert len({data_of(spec).is_file() for spec in SPECS}) == 1


@every_sample
def test_data_is_what_the_spec_expands_to(spec: Path) -> None:
    data = data_of(spec)
    if not data.is_file():
        pytest.skip(f"no {data.relative_to(ROOT)}")
    assert map_path(data).is_file()
    done = personadata("expand", spec, "-o", data, "--check")
    assert done.returncode == 0, done.stdout + done.stderr


@every_sample
def test_data_is_clean(spec: Path) -> None:
    data = data_of(spec)
    if not data.is_file():
        pytest.skip(f"no {data.relative_to(ROOT)}")
    done = personadata("lint", data)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no findings" in done.stdout + done.stderr
