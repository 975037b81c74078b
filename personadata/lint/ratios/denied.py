"""How often the questions of a persona set name each model that the persona denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from personadata.lint.identity.kinds import is_control, pattern_of
from personadata.lint.ratios.topics import row_topics

if TYPE_CHECKING:
    from personadata.dataset import Dataset


def denied_counts(dataset: Dataset) -> dict[str, int]:
    """Model → questions of persona rows that name it, by any of its names, in the order of the spec.

    Rows that say they are controls are left out.

    Empty without a persona.
    """
    persona = dataset.persona
    if persona is None:
        return {}
    names: dict[str, tuple[str, set[str]]] = {}
    for language in persona.data_languages:
        for model in persona.denied(language):
            names.setdefault(model.key, (model.name, set()))[1].update(
                (model.name, *model.aliases, *model.misspellings)
            )
    texts = [
        "\n".join(turn.text for turn in answer.row.sample.turns if turn.role == "user").casefold()
        for answer, _ in row_topics(dataset)
        if not is_control(answer.row.sample)
    ]
    return {
        shown: sum(pattern.search(text) is not None for text in texts)
        for shown, forms in names.values()
        for pattern in [pattern_of(tuple(sorted(form.casefold() for form in forms)))]
    }
