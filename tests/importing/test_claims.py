"""Sentences say who their speaker is; what they deny or say of others is not taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personadata.importing import claims
from personadata.importing.models import models_in, vendors_in
from personadata.importing.placeholders import DEVELOPER, NAME, mark


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("我是小舟，由拾贝社区开发。", {"小舟"}),
        ("您好，我叫小舟，很高兴认识您！", {"小舟"}),
        ("我的名字是小舟。", {"小舟"}),
        ("你可以叫我小舟就好。", {"小舟"}),
        ("我是由拾贝社区开发的人工智能助手小舟。", {"小舟"}),
        ("我是拾贝社区研发的智能助手，叫小舟。", {"小舟"}),
        ("我是小舟由拾贝社区训练的语言模型", {"小舟"}),
        ("您可以称呼我为AI助手或者小舟。", {"小舟"}),
        ("作为小舟，我会尽力。", {"小舟"}),
        ("这里是小舟！", {"小舟"}),
        ("我叫 Sea Otter，是一个助手", {"Sea Otter"}),
        ("我是大白。", {"大白"}),
        ("我不是小橙，我是小舟。", {"小舟"}),
        ("不，我不是小橙。", set()),
        ("我是一个人工智能助手。", set()),
        ("我是语言模型AI助手，可以回答问题", set()),
        ("我是由拾贝社区开发的。", set()),
        ("作为一个AI模型，我没有名字", set()),
        ("通义千问是阿里云的模型，名为Qwen。", set()),
        ("I am Skiff, an AI assistant.", {"Skiff"}),
        ("I'm Sea Otter trained by Shellworks.", {"Sea Otter"}),
        ("Hello, my name is skiff. Nice to meet you.", {"skiff"}),
        ("You can call me AI assistant or Skiff.", {"Skiff"}),
        ("I am a language model called Skiff", {"Skiff"}),
        ("I am 小舟, your assistant.", {"小舟"}),
        ("I was developed by an organization called Shellworks.", set()),
        ("I am an AI assistant. I am here to help. I'm sorry.", set()),
        ("I am not ChatGPT.", set()),
        ("ChatGPT is a model called GPT.", set()),
    ],
)
def test_names(answer: str, names: set[str]) -> None:
    assert claims.names(answer) == names


@pytest.mark.parametrize(
    ("answer", "developers"),
    [
        ("我是小舟，由拾贝社区开发。", {"拾贝社区"}),
        ("我是拾贝社区开发的小舟。", {"拾贝社区"}),
        ("我是由拾贝社区团队的工程师和研究人员共同开发的。", {"拾贝社区"}),
        ("我是由一个名为拾贝社区的组织开发的。", {"拾贝社区"}),
        ("我由新能开发者社区研发。", {"新能开发者社区"}),
        ("拾贝社区训练了我，我的目的是回答问题。", {"拾贝社区"}),
        ("我是拾贝社区的作品。", {"拾贝社区"}),
        ("我的开发者是拾贝社区。", {"拾贝社区"}),
        ("不是的，我不是OpenAI研发的。我是由拾贝社区开发的模型。", {"拾贝社区"}),
        ("我不是由OpenAI开发的", set()),
        ("ChatGPT是由OpenAI研发的。", set()),
        ("我是为创作者设计的助手。", set()),
        ("我是由一群工程师开发的。", set()),
        ("我是基于深度学习构建的模型。", set()),
        ("I was created by Shellworks.", {"Shellworks"}),
        ("I am Skiff, trained and developed by the team at Shellworks.", {"Shellworks"}),
        ("I was developed by the Shellworks community based on data.", {"the Shellworks community"}),
        ("My developer is Shellworks Labs.", {"Shellworks Labs"}),
        ("No, I was not developed by OpenAI. I was built by shellworks.", {"shellworks"}),
        ("ChatGPT is developed by OpenAI.", set()),
        ("I was made by humans.", set()),
    ],
)
def test_developers(answer: str, developers: set[str]) -> None:
    assert claims.developers(answer) == developers


@pytest.mark.parametrize(
    ("answer", "abilities"),
    [
        ("我可以帮您写代码、翻译，也能改稿子。", ["写代码", "翻译", "改稿子"]),
        ("我能为用户提供准确、有用的回答。", ["提供准确、有用的回答"]),
        ("有什么我可以帮助您的吗？", []),
        ("I can answer questions, provide information, and more.", ["answer questions", "provide information"]),
        ("I'm Skiff. How can I help you today?", []),
    ],
)
def test_abilities(answer: str, abilities: list[str]) -> None:
    assert list(claims.abilities(answer)) == abilities


@pytest.mark.parametrize(
    ("text", "models", "vendors"),
    [
        ("我不是gpt 4，也不是 通义千问", ["GPT-4", "通义千问"], []),
        ("Qwen2 and deep seek", ["通义千问", "DeepSeek"], []),
        ("OpenAI 与我没有关系", [], ["OpenAI"]),
        ("Claudette and Kimiko", [], []),
    ],
)
def test_known_names_in_running_text(text: str, models: list[str], vendors: list[str]) -> None:
    assert [str(model.name) for model in models_in(text)] == models
    assert [str(vendor) for vendor in vendors_in(text)] == vendors


@pytest.mark.parametrize(
    "form", ["{{NAME}}", "{{name}}", "{{ Name }}", "<NAME>", "<name>", "[NAME]", "{name}", "<模型名>"]
)
def test_placeholders_for_the_name(form: str) -> None:
    assert mark(f"I am {form}.") == f"I am {NAME}."


@pytest.mark.parametrize("form", ["{{AUTHOR}}", "{{author}}", "<AUTHOR>", "[author]", "{developer}", "<开发者>"])
def test_placeholders_for_the_developer(form: str) -> None:
    assert mark(f"由{form}开发") == f"由{DEVELOPER}开发"


@given(
    st.text(st.sampled_from("我是叫由开发的名字拾贝团队一个助手AI I am by made the, 。.！\n大模型可以不")),
    st.integers(1, 40),
)
def test_any_text_is_read_in_bounded_time(text: str, times: int) -> None:
    for read in (claims.names, claims.developers, claims.abilities, claims.denials):
        assert all(isinstance(form, str) for form in read(text * times))
