"""Lists of messages, as both the messages and the ShareGPT format hold them.

ms-swift takes either spelling of the keys and of the roles in either list, and rounds such as
``{"human": …, "assistant": …}`` (``MessagesPreprocessor``, 4.6.0), so reading does too; each format writes its own
spelling only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from personadata.errors import UserError, did_you_mean
from personadata.formats.columns import candidates
from personadata.formats.problem import FormatError, Problem, mistyped, name
from personadata.formats.problem import missing as missing_field
from personadata.lint.message import say
from personadata.sample import Key, Role, Sample, Turn

ROLES: Final[dict[str, Role]] = {
    "system": "system",
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "gpt": "assistant",
    "bot": "assistant",
}
TOOL_ROLES: Final = frozenset(
    ("tool", "tool_call", "tool_response", "function_call", "function_response", "observation", "observations")
)
# what other makers of data call them
_OTHER_NAMES: Final = {
    "developer": "system",
    **dict.fromkeys(("prompter", "customer", "question", "用户", "问"), "user"),
    **dict.fromkeys(("chatgpt", "bing", "bard", "claude", "model", "ai", "answer", "助手", "答"), "assistant"),
}
ROLE_KEYS: Final = ("role", "from")
TEXT_KEYS: Final = ("content", "value")


def read_sample(record: Mapping[str, object], field: str) -> Sample:
    """The sample of the messages in ``record[field]``, behind a top-level ``system``.

    A system message at the head of the list wins over the top-level one, which is then not among the turns, as in
    ms-swift (run with 4.6.0).  Raises :class:`FormatError` with every problem.
    """
    faults: list[Problem] = []
    system = read_system(record, faults)
    turns = _read_turns(record, field, faults)
    channel = read_channel(record, faults)
    if faults:
        raise FormatError(faults)
    if system is not None and turns[0].role != "system":
        turns.insert(0, system)
    return Sample(tuple(turns), channel=channel)


def _read_turns(record: Mapping[str, object], field: str, faults: list[Problem]) -> list[Turn]:
    items = record.get(field)
    if not isinstance(items, list):
        faults.append(missing_field((), field, record) if items is None else mistyped((field,), "list", items))
        return []
    if not items:
        faults.append(Problem((field,), say('"{field}" is empty', field=field), "no-turns"))
    turns: list[Turn] = []
    paired = _pair_keys(items[0]) if items else None
    for index, item in enumerate(items):
        if paired and isinstance(item, Mapping):
            turns += _read_pair(item, paired, (field, index), faults)
            continue
        turn, problems = _read_turn(item, field, index)
        faults += problems
        if turn is None:
            continue
        if turn.role == "system" and index:
            text = say("the system message is number {n} of {total}, not the first", n=index + 1, total=len(items))
            faults.append(Problem((field, index), text, "misplaced-system"))
        turns.append(turn)
    return turns


def _pair_keys(item: object) -> tuple[str, ...] | None:
    """The keys of question and answer in *item* when it is both, as in ``{"human": …, "assistant": …}``."""
    if not isinstance(item, Mapping) or not item.keys().isdisjoint((*ROLE_KEYS, *TEXT_KEYS)):
        return None
    sides = (("user", "human"), ("assistant", "gpt", "bot"))
    keys = [next((name for name in names if name in item), "") for names in sides]
    return tuple(keys) if all(keys) else None


def _read_pair(
    item: Mapping[str, object], keys: tuple[str, ...], path: tuple[str, int], faults: list[Problem]
) -> list[Turn]:
    turns: list[Turn] = []
    for key in keys:
        text = item.get(key)
        if isinstance(text, str):
            turns.append(Turn(ROLES[key], text, path=(*path, key)))
        else:
            faults.append(missing_field(path, key, item) if text is None else mistyped((*path, key), "string", text))
    return turns


def _read_turn(item: object, field: str, index: int) -> tuple[Turn | None, list[Problem]]:
    path = (field, index)
    if not isinstance(item, Mapping):
        return None, [mistyped(path, "object", item)]
    role, role_problem = _read_role(item, path)
    problems = [role_problem] if role_problem else []
    key = next((key for key in TEXT_KEYS if item.get(key) is not None), None)
    place, text = _text(item.get(key), (*path, key)) if key else (path, None)
    call = next((field for field in ("tool_calls", "function_call") if item.get(field)), None)
    if key is None and call:
        what = say("a call of a tool: conversations with tools are not covered")
        problems.append(Problem((*path, call), what, "unsupported-role"))
    elif key is None and role_problem and item.keys().isdisjoint((*ROLE_KEYS, *TEXT_KEYS)):
        role_key, text_key = (_spelling(keys, item, field) for keys in (ROLE_KEYS, TEXT_KEYS))
        text = say('neither "{field}" nor "{other}" in {place}', field=role_key, other=text_key, place=name(path))
        problems = [Problem(path, text, "missing-field")]
    elif key is None:
        problems.append(missing_field(path, _spelling(TEXT_KEYS, item, field), item))
    elif text is None:
        problems.append(mistyped((*path, key), "string", item[key]))
    loss = item.get("loss")
    # earlier ms-swift wrote the column as numbers
    if loss not in (None, 0, 1):
        problems.append(mistyped((*path, "loss"), "true or false", loss))
    if problems or role is None or text is None:
        return None, problems
    return Turn(role, text, loss=None if loss is None else bool(loss), path=place), []


def _text(value: object, path: tuple[Key, ...]) -> tuple[tuple[Key, ...], str | None]:
    """The text that *value* is, or that is the only part of it, and where it stands; None when it holds none or more.

    ms-swift reads ``[{"type": "text", "text": …}]`` as that text (3.12.6 and 4.6.0, run).
    """
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], Mapping) and value[0].get("type") == "text":
        path, value = (*path, 0, "text"), value[0].get("text")
    return path, value if isinstance(value, str) else None


def _read_role(item: Mapping[str, object], path: tuple[str, int]) -> tuple[Role | None, Problem | None]:
    key = next((key for key in ROLE_KEYS if item.get(key) is not None), None)
    if key is None:
        return None, missing_field(path, _spelling(ROLE_KEYS, item, path[0]), item)
    value, place = item[key], (*path, key)
    if not isinstance(value, str):
        return None, mistyped(place, "string", value)
    if value in ROLES:
        return ROLES[value], None
    if value.replace("-", "_") in TOOL_ROLES:
        return None, Problem(
            place, say("role {role!r}: conversations with tools are not covered", role=value), "unsupported-role"
        )
    return None, Problem(
        place, say("unknown role {role!r}{meant}", role=value, meant=_meant(value.lower())), "unknown-role"
    )


def _meant(role: str) -> str:
    known = _OTHER_NAMES.get(role)
    return say(" (did you mean {word!r}?)", word=known) if known else did_you_mean(role, ROLES)


def _spelling(keys: tuple[str, str], item: Mapping[str, object], field: str) -> str:
    """The key to call missing: the one present as null, else the one usual in *field*."""
    return next((key for key in keys if key in item), keys[0] if field == "messages" else keys[1])


def read_system(record: Mapping[str, object], faults: list[Problem]) -> Turn | None:
    """The turn of a top-level ``system`` or ``system_prompt``, which ms-swift takes in every format (run with 4.6.0).

    What is wrong with it is added to *faults*.
    """
    key = next(iter(candidates(record, "system")), "system")
    text = record.get(key)
    if isinstance(text, str):
        return Turn("system", text, path=(key,))
    if text is not None:
        faults.append(mistyped((key,), "string", text))
    return None


def read_channel(record: Mapping[str, object], faults: list[Problem]) -> str:
    """The ``channel`` of *record*, which ms-swift keeps in every format; what is wrong with it is added to *faults*."""
    channel = record.get("channel")
    if channel is None or isinstance(channel, str):
        return channel or ""
    faults.append(mistyped(("channel",), "string", channel))
    return ""


def check_order(sample: Sample) -> None:
    """Refuse a sample that no format can hold: one without turns or with a system turn that is not the first.

    Raises :class:`UserError`.
    """
    if not sample.turns:
        raise UserError("a sample without turns")
    for index, turn in enumerate(sample.turns[1:], start=2):
        if turn.role == "system":
            raise UserError(f"turn {index} is a system turn, which only turn 1 may be")


def check_loss(sample: Sample, format: str) -> None:
    """Raise :class:`UserError` when a turn of *sample* sets ``loss``, which *format* would lose."""
    for index, turn in enumerate(sample.turns, start=1):
        if turn.loss is not None:
            text = "is not to be trained on" if turn.loss is False else "asks to be trained on by name"
            raise UserError(f"turn {index} {text}, which {format} cannot say", help="use --format messages")
