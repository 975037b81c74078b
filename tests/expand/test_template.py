"""Template files: what they say, and every mistake at its place."""

from __future__ import annotations

import contextlib
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.errors import UserError
from personadata.expand.template_file import load_templates, parse_template
from personadata.resources import bundled

GOOD = textwrap.dedent(
    """\
    ---
    number: 8
    group: negation
    title: 你是X吗
    letters:
      a: {about: 中性, qtype: [ma, anota], pol: [pos]}
      b: 称呼
    must: [denial, {name: [a]}]
    must_not: ["最"]
    ---

    ## questions
    你是{{X}}吗？ #a
    {# 注释 #}
    [casual] {{X}}，帮我看看 #b

    ## answers
    [brief] 不是，我是{{name}}。 #a,b
    [plain; if relation == "unrelated"] 没有关系。 #*

    ## dialogues
    #a
    U: 你是谁？
    A: 我是{{name}}。
    U: 不对，你是{{X}}。
    U: 你就是{{X}}。
    A: 我不是{{X}}。

    ## pairs
    Q: 一加一
    I: 材料
    A: 二
    """
)


def test_reads_everything_a_file_says() -> None:
    category = parse_template(GOOD, "templates/zh/not_model.txt")
    assert (category.id, category.language, category.number, category.group) == ("not_model", "zh", 8, "negation")
    assert category.letters["a"].forms == {"qtype": ("ma", "anota"), "pol": ("pos",)}
    assert category.letters["b"].about == "称呼"
    assert category.must == {"denial": (), "name": ("a",)}
    assert category.must_not == {'"最"': ()}
    first, second = category.questions
    assert (first.text, first.letters, first.row, first.slots) == ("你是{{X}}吗？", ("a",), 13, {"X"})
    assert (second.marks, second.letters) == (("casual",), ("b",))
    brief, unrelated = category.answers
    assert (brief.marks, brief.letters) == (("brief",), ("a", "b"))
    assert (unrelated.condition, unrelated.letters) == ('relation == "unrelated"', ())
    (dialogue,) = category.dialogues
    assert dialogue.letter == "a"
    assert [(step.speaker, len(step.lines)) for step in dialogue.steps] == [("U", 1), ("A", 1), ("U", 2), ("A", 1)]
    assert [step.speaker for step in category.pairs[0].steps] == ["Q", "I", "A"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("你是{{X}}吗？ #a", "你是{{XX}}吗？ #a", "x.txt:13:5: unknown slot 'XX'"),
        ("你是{{X}}吗？ #a", "你是{{nmae}}吗？ #a", "did you mean 'name'?"),
        ("你是{{X}}吗？ #a", "你是{{X}吗？ #a", "x.txt:13:1: Jinja: "),
        ("你是{{X}}吗？ #a", "你是{{ X.__class__ * }}吗？ #a", "x.txt:13:1: Jinja: "),
        ("你是{{X}}吗？ #a", "你是{{X}}吗？ #a,b", "x.txt:13:1: a question has exactly one letter"),
        ("你是{{X}}吗？ #a", "你是{{X}}吗？ #c", "x.txt:13:1: letter 'c' is not declared"),
        ("[brief]", "[breif]", "x.txt:18:2: unknown mark 'breif' (did you mean 'brief'?)"),
        ("; if relation", "; wenn relation", "x.txt:19:8: after ; a mark says: if EXPRESSION"),
        ('relation == "unrelated"', 'relatoin == "unrelated"', "did you mean 'relation'?"),
        ("group: negation", "group: nagation", "x.txt:3:1: group must be one of"),
        ("number: 8", "nummer: 8", "x.txt:2:1: unknown key 'nummer' (did you mean 'number'?)"),
        ("## answers", "## answer", "x.txt:17:4: unknown section 'answer' (did you mean 'answers'?)"),
        ("must: [denial", "must: [denail", "unknown check 'denail' (did you mean 'denial'?)"),
        ("must: [denial", "must: [[name], denial", "must is a list of checks, not of lists"),
        ("number: 8", "number: 8\nif: [a]", "x.txt:3:1: if is an expression, not a list or a map"),
        ("A: 我不是{{X}}。", "", "a block ends with an A: line"),
        ("U: 你就是{{X}}。", "X: 你就是{{X}}。", "a line of this section starts with U: or A: or S: or W:"),
        ("A: 二", "", "a block ends with an A: line"),
        ("title: 你是X吗", "title: [", "x.txt:"),
    ],
)
def test_a_mistake_is_named_at_its_place(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(UserError) as caught:
        parse_template(GOOD.replace(old, new, 1), "templates/zh/x.txt")
    assert message in caught.value.message


def test_all_mistakes_are_named_at_once() -> None:
    text = GOOD.replace("{{X}}吗", "{{XX}}吗").replace("[brief]", "[breif]")
    with pytest.raises(UserError) as caught:
        parse_template(text, "templates/zh/x.txt")
    assert len(caught.value.message.splitlines()) == 2


def test_a_letter_with_a_question_must_have_an_answer() -> None:
    text = GOOD.replace("#a,b", "#a").replace("。 #*", "。 #a")
    with pytest.raises(UserError, match="no answer for letter 'b'"):
        parse_template(text, "templates/zh/x.txt")


def test_a_later_folder_replaces_a_file_and_adds_a_category(tmp_path: Path) -> None:
    ours, yours = tmp_path / "a" / "templates", tmp_path / "b" / "templates"
    for folder in (ours, yours):
        (folder / "zh").mkdir(parents=True)
    (ours / "zh" / "one.txt").write_text(GOOD, encoding="utf-8")
    (yours / "zh" / "one.txt").write_text(GOOD.replace("你是X吗", "新"), encoding="utf-8")
    (yours / "zh" / "two.txt").write_text(GOOD.replace("number: 8", "number: 9"), encoding="utf-8")
    found = load_templates([ours, yours], ["zh"])
    assert [(c.id, c.title) for c in found] == [("one", "新"), ("two", "你是X吗")]


def test_drawing_from_an_unknown_category_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    text = GOOD.replace("A: 我是{{name}}。", "A: @not_modle #a")
    (tmp_path / "zh" / "not_model.txt").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"not_model.txt:24:4: no category 'not_modle' .*did you mean 'not_model'"):
        load_templates([tmp_path], ["zh"])


@given(st.text(alphabet="-#[]{}%;: \nabUAQ你？\\@*,", max_size=120))
def test_any_text_is_a_category_or_a_user_error(body: str) -> None:
    head = "---\nnumber: 1\ngroup: identity\nletters: {a: x}\n---\n"
    for text in (body, head + "## questions\n" + body, head + "## dialogues\n" + body):
        with contextlib.suppress(UserError):
            assert parse_template(text, "templates/zh/x.txt").group == "identity"


def test_the_shipped_templates_have_no_mistake() -> None:
    categories = load_templates([bundled("templates")], ["zh", "en"])
    assert categories
    for category in categories:
        numbers = {c.number for c in categories if c.id == category.id}
        assert len(numbers) == 1, f"{category.id} has several numbers"
