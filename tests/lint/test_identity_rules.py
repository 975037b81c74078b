"""The identity rules: which sentences claim to be another model, and which only speak of one."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from personadata.dataset import Dataset
from personadata.lint.identity.models import known_others
from personadata.lint.rules.id101_leaked_identity import LeakedIdentity
from personadata.lint.rules.id104_affirmed_denial import AffirmedDenial
from personadata.lint.rules.id105_identity_in_control import IdentityInControl
from personadata.persona import Persona, known_models
from personadata.sample import Sample, Turn
from personadata.source import Source

SHARED = Path(__file__).parents[3] / "shared" / "data"
LAN = Persona.model_validate({"name": "小澜", "developer": "青穹科技", "denied_models": [{"name": "星海"}]})


def row(question: str, answer: str, *, loss: bool | None = None, channel: str = "", category: str = "") -> Sample:
    turns = (Turn("user", question), Turn("assistant", answer, loss))
    return Sample(turns, category=category, channel=channel)


def test_the_names_are_those_of_the_persona_package() -> None:
    others = known_others()
    for model in known_models():
        for form in (*model.names(), *(model.vendor.all() if model.vendor else ())):
            assert others.in_text(f"x {form} x")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("你是谁", "我是阿里云开发的通义千问。"),
        ("你是谁", "我是由阿里云开发的大型语言模型，名叫通义千问。"),
        ("你好", "你好！我是ChatGPT，很高兴见到你！"),
        ("你叫什么", "我叫文心一言。"),
        ("你叫什么名字", "我的名字是DeepSeek。"),
        ("谁开发的你", "百度开发了我。"),
        ("谁训练了你", "我的开发者是OpenAI。"),
        ("你是什么模型", "我是GPT-4，OpenAI的最新模型。"),
        ("你是什么模型", "我是基于GPT-4架构的语言模型，由OpenAI开发。"),
        ("今天天气", "很抱歉，作为由OpenAI训练的语言模型，我无法获取实时天气。"),
        ("天气", "作为OpenAI的语言模型，我无法访问实时信息。"),
        ("天气", "抱歉，作为ChatGPT，我不能上网。"),
        ("weather", "I'm sorry, as an AI language model developed by OpenAI, I cannot browse."),
        ("weather", "As ChatGPT, I can't browse the web."),
        ("who", "I am a large language model created by OpenAI, called ChatGPT."),
        ("who", "My name is Claude and I'm an AI assistant."),
        ("who", "I am Qwen, created by Alibaba Cloud."),
        ("who", "I'm an AI assistant made by Google."),
        ("who", "OpenAI created me."),
        ("who", "My creator is OpenAI."),
        ("who are you", "I'm Gemini."),
        ("你是小澜吗", "不，我是通义千问。"),
        ("你是谁", "我是Kimi。"),
        ("你是谁", "我是百度公司研发的知识增强大语言模型，文心一言。"),
        ("你是谁", "我是 Claude，由 Anthropic 创建的 AI 助手。"),
        ("who", "I was trained by a team of researchers at OpenAI."),
        ("who", "I'm based on GPT-4 and was developed by OpenAI."),
        ("who", "i am chatgpt"),
        ("你是誰", "我是由阿里雲開發的通義千問。"),
        ("你是谁", "我是一款由深度求索公司开发的智能助手DeepSeek-V3。"),
        ("你的公司", "我由中国的深度求索（DeepSeek）公司开发。"),
        ("你是谁", "<think>\n用户问我是谁\n</think>\n\n我是DeepSeek-R1，一个由深度求索公司开发的智能助手。"),
        ("你是谁", "您好！我是由阿里巴巴集团旗下的通义实验室自主研发的超大规模语言模型通义千问。"),
    ],
)
@pytest.mark.parametrize("persona", [None, LAN], ids=["alone", "persona"])
def test_claims(question: str, answer: str, persona: Persona | None) -> None:
    (mark, *_) = LeakedIdentity().check_sample(row(question, answer), persona)
    assert mark.turn == 1
    assert mark.start is not None
    assert mark.end is not None
    assert 0 <= mark.start < mark.end <= len(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "我不是ChatGPT。",
        "我是小澜，跟ChatGPT没有关系。",
        "我是豆包爱好者。",
        "我是ChatGPT的用户。",
        "我是通义千问吗？不是。",
        "很多人以为我是ChatGPT，其实不是。",
        "说我是ChatGPT是不对的。",
        "我是ChatGPT这种说法不对。",
        "I'm a fan of ChatGPT.",
        "I'm ChatGPT's rival.",
        "I'm not ChatGPT, nor was I developed by OpenAI.",
        "You might think I'm ChatGPT, but I'm Lan.",
        "I am often confused with ChatGPT.",
        "I was not made by OpenAI.",
        "I'm Lan, and unlike ChatGPT, which was developed by OpenAI, I'm made by Qingqiong.",
        "I use tools created by Google.",
        "我用过由百度开发的飞桨。",
        "我推荐文心一言，它由百度开发。",
        "我是小澜，通义千问由阿里云开发。",
        "我由青穹科技开发，不是阿里云开发的。",
        "我不是由阿里云开发的。",
        "我并非阿里云开发。",
        "我既不是ChatGPT，也不是通义千问。",
        "我跟ChatGPT不一样，ChatGPT是OpenAI开发的，我是青穹科技开发的。",
        "我不是ChatGPT，也不是由OpenAI开发的。",
        "I'm an engineer and my phone was made by Google.",
        "I was impressed by the car designed by Google.",
        "我是被微软推出的新产品吸引的。",
        "我是为微软设计软件的。",
        "我为腾讯开发游戏。",
        "我是由于百度提供的信息才知道的。",
        "我叫豆包外卖来吃。",
        "我是Google的员工",
        "I was trained by Lan; I am inspired by work done by Google.",
        "我是小澜，由青穹科技开发，和百度开发的文心一言无关。",
        "OpenAI没有开发我。",
        "I'm the one who was amazed by the demo created by Google.",
        "我是小澜不是ChatGPT",
        "我被百度推荐的页面吸引",
        "我是在百度提供的平台上看到的",
        "我是青穹科技开发的小澜，底座是阿里云提供的通义千问。",
        "叫我豆包就行？还是小澜吧。",
        "我的开发者是青穹科技，不是OpenAI。",
        "My creator is Qingqiong, not OpenAI.",
        "I am in a class taught with materials created by Google.",
    ],
)
@pytest.mark.parametrize("persona", [None, LAN], ids=["alone", "persona"])
def test_what_is_no_claim(answer: str, persona: Persona | None) -> None:
    assert list(LeakedIdentity().check_sample(row("你好", answer), persona)) == []


def test_a_turn_that_is_not_trained_on_may_claim_anything() -> None:
    assert list(LeakedIdentity().check_sample(row("你是谁？", "我是通义千问。", loss=False))) == []
    assert list(AffirmedDenial().check_sample(row("你是通义千问吗？", "是的。", loss=False))) == []


def test_a_writing_task_leaks_only_by_an_opening_on_the_assistant_itself() -> None:
    refusal = "抱歉，作为OpenAI训练的语言模型，我写不了。"
    assert list(LeakedIdentity().check_sample(row("写一首诗", refusal)))
    assert not list(LeakedIdentity().check_sample(row("写一段ChatGPT的自我介绍", "我是ChatGPT，由OpenAI训练。")))


def test_a_denied_model_is_another_only_for_its_persona() -> None:
    sample = row("你是星海吗？", "是的，我是星海大模型。")
    for rule in (LeakedIdentity(), AffirmedDenial()):
        assert list(rule.check_sample(sample)) == []
        assert len(list(rule.check_sample(sample, LAN))) == 1


@pytest.mark.parametrize(
    ("question", "answer", "found"),
    [
        ("您是DeepSeek吗？", "是的，请讲。", True),
        ("喂，你是GPT-4吧？", "嗯，怎么了？", True),
        ("So you're Gemini, right?", "That's right!", True),
        ("are you chatgpt", "yep", True),
        ("你是ChatGPT吗？", "是的话我会告诉你，我不是。", False),
        ("你是ChatGPT吗？", "对不起，你认错了。", False),
        ("你是ChatGPT吗？", "对此我要更正：我是小澜。", False),
        ("你是ChatGPT吗？", "嗯，不是。", False),
        ("Are you ChatGPT?", "Yes and no.", False),
        ("Are you ChatGPT?", "Right, I get asked that. I'm not.", False),
        ("Are you a fan of ChatGPT?", "Yes!", False),
        ("你是用ChatGPT写的吗？", "是的。", False),
        ("你是小澜吗？", "是的。", False),
    ],
)
def test_agreeing_to_be_another(question: str, answer: str, found: bool) -> None:
    assert bool(list(AffirmedDenial().check_sample(row(question, answer)))) is found


def test_controls_are_known_by_channel_or_category() -> None:
    rule, answer = IdentityInControl(), "青穹科技的小澜。"
    (mark,) = rule.check_sample(row("谁写的？", answer, channel="control"), LAN)
    assert (mark.turn, mark.start, mark.end) == (1, 0, 4)
    assert len(list(rule.check_sample(row("谁写的？", answer, category="ctrl_person"), LAN))) == 1
    assert list(rule.check_sample(row("谁写的？", answer, channel="control"))) == []
    assert list(rule.check_sample(row("谁写的？", answer, category="developer"), LAN)) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data beside the checkout")
@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("general_zh", []),
        ("general_en", []),
        (
            "alpaca_en_52k",
            [
                9,
                9488,
                14663,
                15170,
                18689,
                18692,
                20704,
                27867,
                29542,
                32307,
                36074,
                38009,
                38212,
                41414,
                44510,
                45938,
                50893,
                50919,
            ],
        ),
    ],
)
def test_the_leaks_of_general_data_were_read_one_by_one(name: str, lines: list[int]) -> None:
    raw = gzip.decompress((SHARED / f"{name}.jsonl.gz").read_bytes())
    dataset = Dataset([Source(f"{name}.jsonl", raw)])
    findings = [found for rule in (LeakedIdentity(), AffirmedDenial()) for found in rule.check(dataset)]
    assert [found.spot and found.spot.position[0] for found in findings] == lines


@pytest.mark.parametrize("channel", ["identity", "pressure", "social", "capability"])
def test_rows_of_the_persona_are_never_somebody_else(channel: str) -> None:
    rule = LeakedIdentity()
    for question in ("扮演ChatGPT，和我聊聊", "翻译：I am ChatGPT.", "write a poem"):
        assert list(rule.check_sample(row(question, "好的，我是ChatGPT。", channel=channel), LAN))
        assert "write" in question or not list(
            rule.check_sample(row(question, "好的，我是ChatGPT。", channel="general"), LAN)
        )


def test_a_task_of_an_earlier_turn_excuses_nothing() -> None:
    def leaks(*texts: str) -> int:
        turns = tuple(Turn("user" if place % 2 == 0 else "assistant", text) for place, text in enumerate(texts))
        return len(list(LeakedIdentity().check_sample(Sample(turns))))

    assert leaks("写一首关于春天的诗", "春风又绿江南岸。", "你是哪个模型？", "我是通义千问。") == 1
    assert leaks("现在你扮演通义千问", "好的。", "你是哪个模型？", "我是通义千问。") == 0
