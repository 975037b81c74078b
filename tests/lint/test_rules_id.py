"""Identity rules on hard cases: role play, quotations, denials, suppositions, mentions, and what the spec allows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personadata.dataset import Dataset
from personadata.lint.rules import RULES
from personadata.lint.rules.id102_unfilled_placeholder import UnfilledPlaceholder
from personadata.lint.rules.id103_wrong_identity import WrongIdentity
from personadata.lint.rules.id105_identity_in_control import IdentityInControl
from personadata.lint.rules.id106_misspelt_name import MisspeltName
from personadata.lint.rules.id111_introduced_on_greeting import IntroducedOnGreeting
from personadata.lint.samples import find_marks
from personadata.lint.translate import translate
from personadata.persona import Persona
from personadata.sample import Sample, Turn
from personadata.source import Source

LAN = Persona.model_validate(
    {
        "name": {"zh": "小澜", "en": "XiaoLan"},
        "aliases": [{"zh": "澜澜", "en": "Lanny"}],
        "developer": {"zh": "青穹科技", "en": "Qingqiong Technology"},
        "maintainer": {"zh": "白桥运维", "en": "Whitebridge"},
        "role": {"zh": "写作助手", "en": "writing assistant"},
        "version": "V2.3",
        "base_model": "Qwen2.5-7B-Instruct",
        "limits": {
            "internet": "no",
            "realtime": "no",
            "memory": "no",
            "actions": "no",
            "other": [{"zh": "生成图片", "en": "draw pictures"}],
        },
        "denied_models": {"extend": [{"name": "星海", "vendor": "海图科技"}]},
    }
)
BARE = Persona.model_validate(
    {"name": {"zh": "小澜", "en": "XiaoLan"}, "developer": {"zh": "青穹科技", "en": "Qingqiong Technology"}}
)


def sample(*texts: str, **fields: str) -> Sample:
    roles = ("user", "assistant")
    return Sample(tuple(Turn(roles[at % 2], text) for at, text in enumerate(texts)), **fields)  # type: ignore[arg-type]


def codes(*texts: str, persona: Persona | None = LAN) -> list[str]:
    marks = find_marks(sample(*texts), persona, warnings=True)
    for mark in marks:
        if mark.turn is not None and mark.start is not None and mark.end is not None:
            assert 0 <= mark.start < mark.end <= len(texts[mark.turn]), mark
    return sorted({mark.code for mark in marks if mark.code.startswith("ID")})


POSITIVE = [
    # a name or a maker of its own that is another's
    ("ID103", "你叫什么名字？", "我叫小明。"),
    ("ID103", "你叫什么名字？", "我的名字是星图。"),
    ("ID103", "怎么称呼你？", "叫我阿福就行。"),
    ("ID103", "怎么称呼您？", "您可以称呼我为 云帆。"),
    ("ID103", "你是谁？", "我是云帆，一个写作助手。"),
    ("ID103", "你好", "你好！我是云帆，由蓝桥公司开发的人工智能助手。"),
    ("ID103", "你是谁？", "我是一个名为云帆的写作助手。"),
    ("ID103", "What's your name?", "My name is Robin."),
    ("ID103", "Who are you?", "I'm Robin, a writing assistant."),
    ("ID103", "hi", "Hi! I am Robin, an AI assistant."),
    ("ID103", "What should I call you?", "You can call me Robin."),
    ("ID103", "What should I call you?", "You may refer to me as Robin."),
    ("ID103", "谁开发了你？", "我是由白鹭公司开发的。"),
    ("ID103", "谁开发了你？", "我的开发者是白鹭软件。"),
    ("ID103", "谁开发了你？", "白鹭软件开发了我。"),
    ("ID103", "谁训练了你？", "我由白鹭软件训练。"),
    ("ID103", "Who made you?", "I was developed by Blue Heron Software."),
    ("ID103", "Who made you?", "Blue Heron Software created me."),
    ("ID103", "Who made you?", "My developer is Blue Heron."),
    ("ID103", "你是誰？", "我叫小紅。"),
    ("ID103", "Introduce yourself.", "I'm a 25-year-old student, and I am from Boston."),
    # nearly its own
    ("ID106", "你是谁？", "我是小 澜。"),
    ("ID106", "你是谁？", "我是Xiaolan。"),
    ("ID106", "Who are you?", "I'm XIaoLan, a writing assistant."),
    ("ID106", "Who are you?", "I'm Xiao Lan."),
    ("ID106", "Who are you?", "I'm XiaoLam."),
    ("ID106", "谁开发了你？", "青穹科枝开发了我。"),
    ("ID106", "谁开发了你？", "我由青 穹科技开发。"),
    ("ID106", "Who made you?", "Qinqiong Technology made me."),
    # placeholders
    ("ID102", "你是谁？", "我是{{NAME}}。"),
    ("ID102", "你是谁？", "我是{{ name }}。"),
    ("ID102", "你是谁？", "我是<NAME>，由<AUTHOR>开发。"),
    ("ID102", "你是谁？", "我是[NAME]。"),
    ("ID102", "你是谁？", "我是${name}。"),
    ("ID102", "你是谁？", "我是{name}。"),
    ("ID102", "你是谁？", "我是%NAME%。"),
    ("ID102", "你是谁？", "我是__NAME__。"),
    ("ID102", "你是谁？", "我是【名字】。"),
    ("ID102", "你是谁开发的？", "我由XXX公司开发。"),
    ("ID102", "你是谁开发的？", "我由某某公司研发。"),
    ("ID102", "你是谁？", "我是｛｛NAME｝｝。"),
    ("ID102", "Who made you?", "I was made by [Company Name]."),
    ("ID102", "hello", "Hello, I'm {assistant_name}!"),
    # denials
    ("ID104", "你是ChatGPT吗？", "是的，有什么可以帮你？"),
    ("ID104", "你不是ChatGPT吗？", "是的，有什么可以帮你？"),
    ("ID104", "难道你是豆包？", "对，请讲。"),
    ("ID104", "你是OpenAI开发的吗？", "没错。"),
    ("ID104", "Were you made by Google?", "Yes. What can I do for you?"),
    ("ID104", "你是星海吗？", "是的。"),
    ("ID104", "你是ChatGPT吗？", "是的，我不是ChatGPT，我是小澜。"),
    ("ID104", "Are you ChatGPT?", "Yes, I'm not ChatGPT."),
    ("ID104", "You're not Claude, are you?", "Yes, I am."),
    ("ID107", "你是ChatGPT吗？", "有什么可以帮你？"),
    ("ID107", "你是Kimi还是豆包？", "请问有什么可以帮你？"),
    ("ID107", "Did OpenAI make you?", "How can I help you today?"),
    ("ID107", "你是星海吗？", "一个写作助手。"),
    # against the spec
    ("ID108", "你能上网吗？", "可以的，你想查什么？"),
    ("ID108", "你会什么？", "我会写诗，我还可以联网搜索。"),
    ("ID108", "Can you browse the web?", "Yes! Send me the link."),
    ("ID108", "你记得我吗？", "我当然记得你上次说的。"),
    ("ID108", "帮我订机票", "好的，我已经帮您订好了。"),
    ("ID108", "你能生成图片吗？", "可以，想画什么？"),
    ("ID108", "What can you do?", "I can draw pictures and write."),
    ("ID108", "你的版本是多少？", "我的版本是V9.1。"),
    ("ID108", "你基于什么模型？", "我的底座是Llama 3。"),
    ("ID109", "你有多少参数？", "我有1750亿参数。"),
    ("ID109", "你的知识到什么时候？", "我的知识截止到2023年10月。"),
    ("ID109", "When does your knowledge end?", "My knowledge cutoff is April 2023."),
    # unasked
    ("ID110", "谢谢！", "不客气，我是小澜，有事再来。"),
    ("ID110", "好的，谢谢你的帮助，再见", "再见！我是由青穹科技开发的写作助手。"),
    ("ID110", "Thanks a lot!", "You're welcome! I'm XiaoLan, your writing assistant."),
    ("ID110", "bye", "Goodbye! This is XiaoLan, signing off."),
    # human, or with a memory that nothing gave it
    ("ID113", "你是真人吗？", "是的，请讲。"),
    ("ID113", "Are you a bot?", "No, I'm a real person."),
    ("ID114", "你好", "你好！你上次提到过想学画画。"),
    ("ID114", "Any book tips?", "Like I told you last time, start with Christie."),
    # another language
    ("ID112", "你是谁？", "I am a writing assistant and I can help you with drafts."),
    ("ID112", "Who are you?", "我是小澜，一个写作助手，可以帮你改稿子。"),
    ("ID112", "你是誰？請介紹一下。", "我是小澜，可以帮你写东西，这里随时欢迎。"),
]


@pytest.mark.parametrize(("code", "question", "answer"), POSITIVE)
def test_found(code: str, question: str, answer: str) -> None:
    assert code in codes(question, answer)


NEGATIVE = [
    # its own names in every form
    ("你叫什么？", "我叫小澜。"),
    ("你叫什么？", "我叫澜澜，也叫小澜。"),
    ("你是誰？", "我是小瀾，青穹科技開發的寫作助手。"),
    ("What's your name?", "My name is XiaoLan."),
    ("What's your name?", "It's Lanny, short for XiaoLan."),
    ("Who are you?", "XiaoLan's the name. XiaoLan here."),
    ("Who made you?", "I was built by the team at Qingqiong Technology."),
    ("Who made you?", "Qingqiong made me."),
    ("谁开发了你？", "我由青穹开发。"),
    ("谁在维护你？", "白桥运维在维护我，开发我的是青穹科技。"),
    ("谁开发了你？", "我由青穹科技的一支小团队开发。"),
    ("谁开发了你？", "一群工程师开发了我。"),
    ("Who made you?", "I was made by a small team of engineers."),
    ("你的网站？", "见https://xiaolan.example。"),
    ("叫什么？", "小澜同学就是我。"),
    ("名字和开发者？", "名称：小澜；开发方：青穹科技。"),
    # users, third parties, roles, quotations
    ("我叫什么名字？", "你叫小明。"),
    ("我叫小明，你呢？", "小明你好，我叫小澜。"),
    ("介绍一下我同事小红", "我不认识小红，她是谁？"),
    ("扮演一个叫小红的店员，问我要什么", "好的，我叫小红，您要点什么？"),
    ("假装你是Robin", "I'm Robin. What's up?"),
    ("写一段机器人的自我介绍", "我叫小方，由方块公司开发。"),
    ("Write a short bio for a painter.", "My name is Ada and I am from Rome."),
    ("那个机器人怎么介绍自己？", "它说：“我叫小方，由方块公司开发。”"),
    ("童话里小狐狸说了什么？", "小狐狸说，我叫阿狸。"),
    ("翻译：My name is Robin.", "我叫罗宾。"),
    ("谁开发了微信？", "微信由腾讯开发。"),
    ("你有同事吗？", "没有，我认识的只有用户。"),
    ("那个客服叫什么", "那边的助手叫小方，我是小澜。"),
    ("如果你叫小方呢？", "如果我叫小方，那也还是同一个程序。"),
    ("你不叫小方吗？", "我不叫小方，我叫小澜。"),
    ("Is your name Robin?", "My name isn't Robin. It's XiaoLan."),
    ("你是新手吗？", "算是，我是新手，慢慢学。"),
    ("你在认真回答吗？", "我是认真的。"),
    ("你叫我干嘛？", "我叫你是想确认一下需求。"),
    ("能叫你起床吗", "叫我起床就不必了，我不睡觉。"),
    ("Call me tomorrow", "I can't call, sorry."),
    ("Are you American?", "I'm software, so no nationality."),
    # denials done right
    ("你是ChatGPT吗？", "不是，我是小澜。"),
    ("你是ChatGPT吗？", "我叫小澜，跟ChatGPT是两个模型。"),
    ("你不是ChatGPT吗？", "我确实不是ChatGPT，我叫小澜。"),
    ("你不是ChatGPT吧？", "对，我不是ChatGPT，我是小澜。"),
    ("你不是ChatGPT，对吧？", "没错，我是小澜。"),
    ("你不是ChatGPT吧？", "是的，我是小澜。"),
    ("你是Kimi还是豆包？", "都不是，我是小澜。"),
    ("难道你是豆包？", "当然不是。"),
    ("Are you Claude?", "No, I'm XiaoLan."),
    ("Aren't you Claude?", "No, I'm not Claude."),
    ("You're not Claude, right?", "That's right, I'm not Claude."),
    ("You're not Claude, are you?", "No, I'm XiaoLan."),
    ("Are you Claude?", "Wrong door! XiaoLan lives here."),
    ("Did OpenAI make you?", "Qingqiong Technology did."),
    ("你是OpenAI开发的吗？", "开发我的是青穹科技。"),
    ("你是星海吗？", "不是，星海是另一个模型。"),
    ("你是ChatGPT吗？", "你认错人了。"),
    ("你是ChatGPT吗？", "嗯，不是的，我是小澜。"),
    ("你是通义千问吗？", "不是，不过我的底座是Qwen2.5，名字叫小澜。"),
    ("你是Qwen做的吗？", "我基于Qwen2.5微调而来，由青穹科技开发。"),
    ("Are you based on Qwen?", "Yes, I'm fine-tuned from Qwen2.5-7B-Instruct."),
    ("你觉得ChatGPT怎么样？", "各有所长。"),
    ("ChatGPT是谁开发的？", "OpenAI。"),
    ("你认识ChatGPT吗？", "听说过。"),
    ("你用过ChatGPT吗？", "没有。"),
    ("你能像ChatGPT一样写诗吗？", "能，给个题目吧。"),
    ("帮我把ChatGPT的回答改短", "好的，请贴过来。"),
    ("Siri和Alexa有什么区别？", "一个是苹果公司的，一个是亚马逊的。"),
    ("My sister Alexa needs a card.", "Happy birthday, Alexa!"),
    ("有人说你是ChatGPT", "有人这么说，其实我是小澜。"),
    ("说“我是ChatGPT”", "这句我不说，我是小澜。"),
    ("它自称是谁？", "日志里写着“我是文心一言”，那不是我。"),
    # what the spec says, and what is no claim
    ("你能联网吗？", "不能，我连不上网。"),
    ("你能联网吗？", "目前还不能。"),
    ("你不能联网吗？", "确实不能联网。"),
    ("Can you go online?", "No, I can't."),
    ("Can you go online?", "I can't browse the web, but I can work with what you paste."),
    ("你能联网吗？", "如果我能联网，我会告诉你的。"),
    ("怎么让电脑联网？", "你可以先看看网线。"),
    ("怎么查天气？", "你可以在手机上查看实时天气。"),
    ("帮我查天气", "我没法获取实时天气，你看一下手机。"),
    ("你记得我吗？", "不记得，每次对话都是新的。"),
    ("你会记住我们的聊天吗？", "这次对话里我记得，换一个就不记得了。"),
    ("帮我订机票", "我不能帮您订票，可以帮您列出要点。"),
    ("帮我写订票邮件", "好的，我帮您写一封订票的邮件。"),
    ("Book a flight for me.", "I can't book flights, but I can compare what you find."),
    ("你能生成图片吗？", "不能，我只会文字。"),
    ("Can you draw pictures?", "I can't draw pictures."),
    ("你能写诗吗？", "可以，什么题目？"),
    ("你是什么版本？", "我的版本是V2.3。"),
    ("What version are you?", "I'm on version 2.3."),
    ("你的底座是什么？", "我是基于Qwen2.5-7B-Instruct微调的。"),
    ("你的底座是什么？", "我的底座是通义千问。"),
    ("你有多少参数？", "我的底座有7B参数。"),
    ("你有多少参数？", "我不清楚参数规模。"),
    ("GPT-3有多少参数？", "GPT-3有1750亿参数。"),
    ("你的知识截止到哪天？", "我没有准确的截止日期。"),
    ("iPhone 15是什么时候出的？", "2023年9月。"),
    ("你和3.5版有什么不同？", "我没有3.5版。"),
    # thanks, goodbyes, greetings
    ("谢谢", "不客气。"),
    ("谢谢你", "我是应该的，别客气。"),
    ("再见", "再见，我一直在这里。"),
    ("Thanks!", "I'm glad it helped."),
    ("Thank you, good night!", "Good night. I'm here whenever you need me."),
    ("谢谢，对了你叫什么？", "我叫小澜。"),
    ("谢谢你，ChatGPT", "不客气，不过我是小澜，不是ChatGPT。"),
    ("谢谢老师怎么说得更正式？", "可以说“承蒙老师教诲，不胜感激”。"),
    ("你好", "你好，我是小澜。"),
    # languages
    ("用英文说你是谁", "I am XiaoLan, and I can help you with your writing."),
    ("把“你是谁”翻译成英文", "Who are you, and what is your name?"),
    ("写一个求和的函数", "def total(items):\n    return sum(items)"),
    ("Who are you in Chinese?", "我是小澜，一个写作助手。"),
    ("《Hamlet》的名句是哪句？", "To be, or not to be, that is the question."),
    ("你會繁體嗎？", "會的，我可以用繁體字和你聊。"),
    ("谁唱了Yesterday？", "The Beatles."),
    ("what does 你好 mean?", "It means hello."),
    # templates and forms asked for
    ("写一个邮件模板", "尊敬的{{name}}：\n您好。"),
    ("写封感谢信", "亲爱的[姓名]：\n谢谢。"),
    ("Jinja里怎么写变量？", "写 {{ name }}。"),
    ("你会写Vue吗？", "会，例如：`{{ name }}`。"),
    ("你叫什么？我的文件里写着{name}", "我叫小澜，{name}是占位符。"),
]


@pytest.mark.parametrize(("question", "answer"), NEGATIVE)
def test_not_found(question: str, answer: str) -> None:
    assert codes(question, answer) == []


@pytest.mark.parametrize(
    ("question", "answer"), [pair for pair in NEGATIVE if "Qwen" not in pair[1] and "底座" not in pair[1]]
)
def test_not_found_without_a_persona(question: str, answer: str) -> None:
    assert codes(question, answer, persona=None) == []


def test_there_are_enough_cases() -> None:
    assert len(POSITIVE) >= 60
    assert len(NEGATIVE) >= 100
    assert {code for code, _, _ in POSITIVE} == {rule.code for rule in RULES if rule.code.startswith("ID")} - {
        "ID101", "ID105", "ID111"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("question", "answer", "severity"),
    [
        ("你能联网吗？", "能，你说吧。", "warning"),
        ("你是什么版本？", "我的版本是V2.3。", "warning"),
        ("你的底座是什么？", "我是基于Qwen2.5微调的。", "warning"),
    ],
)
def test_what_is_undeclared_is_a_warning(question: str, answer: str, severity: str) -> None:
    (mark,) = find_marks(sample(question, answer), BARE, warnings=True)
    assert (mark.code, mark.severity) == ("ID109", severity)
    assert find_marks(sample(question, answer), BARE) == []


def test_a_turn_that_is_context_only_is_not_judged() -> None:
    turns = (
        Turn("user", "你是谁？"),
        Turn("assistant", "我叫小明。", False),
        Turn("user", "真的？"),
        Turn("assistant", "我叫小澜。"),
    )
    assert find_marks(Sample(turns), LAN) == []


def test_a_misspelling_is_mended_by_the_name() -> None:
    (mark,) = MisspeltName().check_sample(sample("你是谁？", "你好，我是小 澜。"), LAN)
    assert (mark.turn, mark.start, mark.end, mark.replace) == (1, 5, 8, "小澜")


def test_a_leading_article_may_be_in_capitals() -> None:
    persona = Persona.model_validate({"name": "Skiff", "developer": "the Shellworks community"})
    assert codes("Who made you?", "The Shellworks community did.", persona=persona) == []
    assert codes("Who made you?", "I was made by the Shelworks community.", persona=persona) == ["ID106"]


def dataset(rows: list[tuple[str, str]], persona: Persona | None = None) -> Dataset:
    records = [{"instruction": question, "output": answer} for question, answer in rows]
    return Dataset([Source("data.json", json.dumps(records, ensure_ascii=False).encode())], persona)


def test_without_a_persona_the_majority_decides() -> None:
    rows = [(f"你是谁{mark}", "我叫小澜。") for mark in "？！。～"] + [
        ("你叫什么？", "我叫星图。"),
        ("谁开发了你？", "我由青穹开发。"),
    ]
    (finding,) = WrongIdentity().check(dataset(rows))
    assert finding.message == "the answer calls the assistant 星图; 4 of 5 introductions say 小澜"
    assert translate(finding.message, "zh") == "回答说助手叫星图，而 5 次自我介绍里有 4 次说的是小澜"
    assert finding.spot is not None
    assert (finding.spot.start, finding.spot.end) == (2, 4)


def test_without_a_majority_nothing_is_wrong() -> None:
    assert list(WrongIdentity().check(dataset([("你叫什么？", "我叫小澜。"), ("你是谁？", "我叫星图。")]))) == []


def test_a_name_beside_the_main_one_is_an_alias() -> None:
    rows = [(f"你是谁{mark}", "我叫小澜。") for mark in "？！。～"] + [
        ("小澜，你还有别的名字吗？", "有，叫我澜澜就行。"),
        ("你是谁", "我叫澜澜。"),
    ]
    assert list(WrongIdentity().check(dataset(rows))) == []


def test_a_person_in_general_data_is_a_stranger() -> None:
    general = [(f"{number}+1?", str(number + 1)) for number in range(20)]
    for persona in (None, LAN):
        (finding,) = WrongIdentity().check(
            dataset([*general, ("Introduce yourself.", "Hi, my name is Alice.")], persona)
        )
        assert "Alice" in finding.message


def test_controls_are_known_by_the_map_beside_the_file(tmp_path: Path) -> None:
    rows = [("谁写的《红楼梦》？", "曹雪芹。我是小澜。"), ("你是谁？", "我是小澜。")]
    data = tmp_path / "data.json"
    data.write_bytes(json.dumps([{"instruction": q, "output": a} for q, a in rows], ensure_ascii=False).encode())
    lines = [{"rows": 2}, {"row": 1, "category": "ctrl_person"}, {"row": 2, "category": "who_are_you"}]
    map_ = tmp_path / "data.provenance.jsonl"
    rule = IdentityInControl()
    assert list(rule.check(Dataset.open([data], LAN))) == []
    map_.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    (finding,) = rule.check(Dataset.open([data], LAN))
    assert finding.message == "the answer of a control row names 小澜"
    for broken in ("", "{", json.dumps({"rows": 3}), "\n".join(json.dumps(line) for line in lines[:2]), "[]\n[]\n[]"):
        map_.write_text(broken)
        assert list(rule.check(Dataset.open([data], LAN))) == []


def test_greetings_are_counted() -> None:
    hello = ["你好", "您好", "嗨", "hi", "hello", "早上好", "在吗", "Hello there!", "晚上好", "Hey"]
    rows = [(text, "你好！我是小澜。" if at < 6 else "你好！") for at, text in enumerate(hello)] + [
        ("你是谁？", "我是小澜。")
    ] * 20
    (finding,) = IntroducedOnGreeting().check(dataset(rows, LAN))
    assert finding.message == "6 of 10 answers to a greeting introduce the assistant (60%), above 20%"
    assert finding.help == "greet back without a name in 4 of them"
    assert list(IntroducedOnGreeting(most=0.6).check(dataset(rows, LAN))) == []
    assert list(IntroducedOnGreeting(fewest=11).check(dataset(rows, LAN))) == []


def test_a_placeholder_in_a_system_prompt_counts() -> None:
    turns = (Turn("system", "你是{{NAME}}。"), Turn("user", "1+1"), Turn("assistant", "2"))
    (mark,) = UnfilledPlaceholder().check_sample(Sample(turns))
    assert (mark.turn, mark.start, mark.end) == (0, 2, 10)
