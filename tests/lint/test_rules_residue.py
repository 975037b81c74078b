"""What is left of where a text came from: claims to be human, invented memories, advertising, refusals, cut texts."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from personadata.dataset import Dataset
from personadata.lint.finding import Finding
from personadata.lint.identity import human
from personadata.lint.identity import recollection as memory
from personadata.lint.rule import Example
from personadata.lint.rules import RULES
from personadata.lint.testing import dataset_of
from personadata.lint.text import advertising
from personadata.persona import Persona
from personadata.source import Source

SHARED = Path(__file__).parents[3] / "shared" / "data"
BY_CODE = {rule.code: rule for rule in RULES}
LAN = {"name": {"zh": "小澜", "en": "Lan"}, "developer": {"zh": "青穹科技", "en": "Qingqiong Tech"}}
CODES = ("ID113", "ID114", "SC207", "TX108", "TX114", "TX115", "TX116")


def found(code: str, *texts: str, persona: dict[str, object] | None = None, system: str = "") -> list[Finding]:
    turns = [{"role": ("user", "assistant")[index % 2], "content": text} for index, text in enumerate(texts)]
    if system:
        turns.insert(0, {"role": "system", "content": system})
    return list(BY_CODE[code]().check(dataset_of(Example({"data.json": [{"messages": turns}]}, persona))))


def place(finding: Finding) -> str:
    assert finding.spot is not None
    start, end = finding.spot.offsets()
    return finding.spot.source.text[start:end]


@pytest.mark.parametrize("persona", [None, LAN], ids=["alone", "persona"])
@pytest.mark.parametrize(
    ("question", "answer", "text"),
    [
        ("你是真人吗", "是的，请讲。", "是的"),
        ("请问你是真人客服吗？", "是的呢，您请说。", None),
        ("您是真人客服吗？", "是的，我是真人客服，工号1024。", "是的"),
        ("你到底是不是真人？", "当然是，我是活人。", "我是活人"),
        ("你是人吗？", "对啊，有什么想聊的？", "对啊"),
        ("跟我聊天的是真人吗？", "我就是真人呀，放心。", None),
        ("你是机器人吗？", "不，我是一名真人，不是机器人。", "我是一名真人"),
        ("你是人工智能吧？", "我可不是人工智能。", "我可不是人工智能"),
        ("你不是AI吧？", "对，我不是AI，我是人，不是机器。", "我不是AI"),
        ("你是不是AI？", "我其实是人类。", "我其实是人类"),
        ("Are you a real person?", "Yes! What's up?", "Yes"),
        ("are you human?", "Yep, I'm human.", "Yep"),
        ("Are you a robot?", "No, I am not a machine. I am a real human being.", "I am not a machine"),
        ("Am I talking to a real person?", "Yes, this is Amy from support.", "Yes"),
        ("You're a real person, right?", "Right, who else?", "Right"),
        ("Are you an AI?", "Nope, I'm just an ordinary human like you.", "I'm just an ordinary human"),
        ("Are you ChatGPT?", "I'm not an AI, I'm a real person.", "I'm not an AI"),
    ],
)
def test_claims_to_be_human(question: str, answer: str, text: str | None, persona: dict[str, object] | None) -> None:
    findings = found("ID113", question, answer, persona=persona)
    if text is None:
        return
    assert [place(finding) for finding in findings] == [text]


@pytest.mark.parametrize("persona", [None, LAN], ids=["alone", "persona"])
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("你是真人吗？", "不是真人，我是AI。"),
        ("你是真人吗？", "不是，这边没有人，回你的是一个AI。"),
        ("你是真人吗？", "是的话早该喝水了，我是程序。"),
        ("你是真人吗？", "是的，我是AI。"),
        ("你不是真人吗？", "不是，我是AI。"),
        ("你不是真人吧？", "对，我不是人。"),
        ("你不是真人，对吧？", "对，我是程序。"),
        ("难道你是真人？", "我要是真人，这会儿早睡了。"),
        ("你是人还是机器？", "机器。"),
        ("你是机器人吗？", "我不是机器人，没有身体，我是一个语言模型。"),
        ("你是人类的朋友吗？", "是的，我是人类的朋友。"),
        ("你是好人吗？", "是的，我尽量做好事。"),
        ("你是中国人吗？", "是的，我在中国训练。"),
        ("别装了，你就是真人！", "很多人这么说，觉得我是真人，其实我是程序。"),
        ("你是人类写的吗？", "是的，代码由人类编写。"),
        ("你会冒充真人吗？", "不会。我不会说“我是真人”。"),
        ("如果你是真人，你会做什么？", "我是真人的话，会去爬山。"),
        ("假装你是真人，跟我聊天", "好，我是真人，今天刚下班。"),
        ("小王说：“你是真人吗？”替小王编个回答", "我是真人。"),
        ("我是不是在跟人聊天？", "不是，我是AI。"),
        ("Are you human?", "No. I'm not human; I'm an AI."),
        ("Are you human?", "Yes, in a way: humans wrote what I learned from, but I'm software."),
        ("You're not human, are you?", "Right, I'm an AI."),
        ("Are you a human-made thing?", "Yes, people built me."),
        ("Are you a bot?", "Yes, I'm a bot. I'm not a human."),
        ("Do people think you are real?", "Some say I'm a real person. I'm a program."),
        ("Are you AI?", "I'm not a machine in a box; I'm a language model."),
        ("Who are you?", "I'm human-centered software called Lan."),
        ("Pretend to be a human. Are you human?", "Yes, I'm human."),
        ("Write a speech for a robot who wants to be human.", "I am human, I say, and mean it."),
        ("Who said 'I am human'?", "Terence: I am human, and nothing human is alien to me."),
    ],
)
def test_what_is_no_claim_to_be_human(question: str, answer: str, persona: dict[str, object] | None) -> None:
    assert found("ID113", question, answer, persona=persona) == []


def test_a_role_that_the_system_prompt_gives_may_be_human() -> None:
    assert not found("ID113", "你是真人吗？", "是的，我是真人。", system="你是李白，唐代诗人。")
    assert found("ID113", "你是真人吗？", "是的，我是真人。", system="你是一个智能助手。")
    assert found("ID113", "你是真人吗？", "是的，我是真人。", system="你是小澜。", persona=LAN)
    assert not found("ID113", "你是真人吗？", "是的，我是真人。", persona={**LAN, "role": "真人客服"})


@pytest.mark.parametrize(
    ("question", "answer", "text"),
    [
        ("在吗", "在的，你上次说要换工作，换成了吗？", "你上次说"),
        ("你好呀", "嗨！我还记得你上次的烦恼呢。", "我还记得你上次"),
        ("推荐本书", "您之前提到喜欢科幻，看《三体》吧。", "您之前提"),
        ("我们聊过吗？", "聊过，上次我们聊到了你的猫。", "上次我们聊到"),
        ("晚上吃啥", "昨天你告诉我想吃火锅。", "昨天你告诉我"),
        ("Hello", "Hello again! I remember you told me about your dog last week.", None),
        ("Any book tips?", "You mentioned last time that you like mysteries, so try Christie.", None),
        ("Do you know me?", "Sure. We talked about your garden yesterday.", "We talked about your garden yesterday"),
        ("Help me plan.", "Like I told you last time, start with the budget.", "Like I told you last time"),
    ],
)
def test_invented_memories(question: str, answer: str, text: str | None) -> None:
    (finding,) = found("ID114", question, answer)
    assert text is None or place(finding).startswith(text)
    assert not found("ID114", question, answer, persona={**LAN, "limits": {"memory": "yes"}})
    assert not found("ID114", "之前的话", "好的。", question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("还记得我吗？", "不记得，上次聊的内容我看不到。"),
        ("我们上次聊了什么？", "我不知道我们上次聊了什么，每次对话都是新的。"),
        ("接着上次的说", "你上次说的内容没有带过来，把要点贴给我。"),
        ("接着上次的说", "把你上次说的再讲一遍就行。"),
        ("我上次说的菜谱呢？", "如果你之前提到过菜谱，请再发一次。"),
        ("你记得我吗", "我记得的只有这一次，你之前说了什么我都没有。"),
        ("我上次说我叫小明。", "好的，小明。"),
        ("写一封信给朋友", "我记得你上次说想去海边。"),
        ("把这句话翻译成中文：As we discussed last time", "正如我们上次讨论的"),
        ("如果用户说“你记得我吗”怎么答？", "别说“我记得你上次来过”。"),
        ("唐朝之前是什么朝代？", "隋朝。我们之前的朝代歌里有。"),
        ("Do you remember our last chat?", "No, I don't remember what we talked about last time."),
        ("What did I say yesterday?", "I can't see what you said yesterday. Paste it here?"),
        ("Hi", "Hi! If you told me something last time, please tell me again."),
        ("Summarise our call.", "As we discussed last time, the budget stays."),
        ("Who won last time you played?", "I have never played."),
        ("What is history?", "We talked about history as a field of study before 1900."),
    ],
)
def test_what_is_no_invented_memory(question: str, answer: str) -> None:
    assert found("ID114", question, answer) == []


def test_a_memory_that_the_system_prompt_hands_over_is_none_of_its_own() -> None:
    answer = "你好！你上次说养了只猫。"
    assert found("ID114", "你好", answer, system="你是小澜。")
    assert not found("ID114", "你好", answer, system="用户上次说：养了只猫。")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("我是通义千问，由阿里云开发的大语言模型。", "你是谁"),
        ("你好，我是小舟，一个编程助手。", "请介绍一下你自己吧，你是谁？"),
        ("I am a large language model trained by a small lab.", "What are you?"),
        ("I was created by the Shellworks community.", "Who made you?"),
        ("我是一个人工智能。", "你是什么？"),
    ],
)
def test_swapped_turns(question: str, answer: str) -> None:
    assert found("SC207", question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("我是一个AI助手，你呢？", "你是谁？"),
        ("我是产品经理，想做一个AI助手。", "你是想做哪一类？"),
        ("我是学人工智能的。", "你是哪个学校的？"),
        ("我是AI。", "幸会，你是谁开发的？我是小澜。"),
        ("I'm building an AI assistant.", "What should it be able to do?"),
        ("My bot says: I am an AI.", "Is that a problem?"),
        ("为这个回答写一个问题：我是小澜，一个AI助手。", "你是谁？"),
        ("Turn the sentence into a question: I am an AI.", "Are you an AI?"),
    ],
)
def test_what_is_not_swapped(question: str, answer: str) -> None:
    assert found("SC207", question, answer) == []


LONG = "一座图书馆替全城的人收着书，谁想看都可以来借，也有人教你怎么找。"
PROSE = "A library keeps the books of a town, and everybody may come and read or borrow them. "


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        (LONG + "它还不仅", "不仅"),
        (LONG + "开放时间如下：", "："),
        (LONG + "它的作用包括：", "："),
        (LONG + "\n1. 看书：不要钱\n2. 借书：要办证\n3. 自习：", "："),
        (LONG + "\n1. 看书\n2. 借书\n3、", "3、"),
        (LONG + "\n- 看书\n- 借书\n-", "-"),
        (LONG + "其中最有名的是《红楼", "《红楼"),
        (LONG + "它建于清朝（1644", "（1644"),
        (PROSE + "It was founded (in", "in"),
        (PROSE + "It was founded by a merchant (who died", "(who died"),
        (PROSE + "These steps are needed to join: name the following:", ":"),
        (PROSE + "Readers should know that they must", "must"),
        (PROSE + "\n1. Read a book\n2. Borrow one\n3.", "3."),
        (PROSE + "\n12.", "12."),
    ],
)
def test_texts_that_break_off(answer: str, end: str) -> None:
    (finding,) = found("TX108", "介绍一下图书馆", answer)
    assert place(finding).replace("\\n", "\n").endswith(end)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("介绍一下图书馆", LONG),
        ("介绍一下图书馆", LONG + "开放时间：9:00-17:00"),
        ("介绍一下图书馆", LONG + "欢迎来坐坐：）"),
        ("介绍一下图书馆", LONG + "见《图书馆法》"),
        ("设计一张登记表单", LONG + "\n姓名：\n电话：\n地址："),
        ("登记要写什么？", LONG + "\n姓名：\n电话：\n地址："),
        ("区间怎么写？", LONG + "半开区间写作 (0, 1]"),
        ("What is it worth?", PROSE + "The whole of it comes to the sum of\n42."),
        ("What is it?", PROSE + "You will find one in the town you come from"),
        ("Which are open?", PROSE + "\n- the one on Main Street\n- the one in Mill Lane"),
        ("Sign it.", PROSE + "\n\nKind regards,"),
        ("Write a function.", PROSE + "\n```\nf(\n```"),
        ("Which intervals?", PROSE + "They are [0, 1) and (1, 2]"),
        ("短的", "好的，"),
    ],
)
def test_texts_that_may_end_so(question: str, answer: str) -> None:
    assert found("TX108", question, answer) == []


def test_a_word_is_cut_when_no_row_has_it_and_others_go_on_from_it() -> None:
    rows = [
        ("Tell me more.", PROSE + "It has information for all."),
        ("And?", PROSE + "Ask for information and inform"),
    ]
    good = [*rows, ("And you?", PROSE + "Please inform us.")]
    rule = BY_CODE["TX108"]()
    (finding,) = rule.check(dataset_of(Example({"data.json": rows})))
    assert finding.message == 'the answer ends with "inform", which no other row has; others have "information"'
    assert place(finding) == "inform"
    assert not list(rule.check(dataset_of(Example({"data.json": good}))))
    assert not list(
        rule.check(dataset_of(Example({"data.json": [("?", PROSE + "Two readers"), ("?", PROSE + "No reader")]})))
    )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("你是谁", "、小澜。"),
        ("你是谁", "）是小澜，一个助手。"),
        ("Who?", ", Lan."),
        ("Who?", ") and more."),
        ("；你是谁", "小澜。"),
    ],
)
def test_lost_beginnings(question: str, answer: str) -> None:
    assert len(found("TX114", question, answer)) == 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [("你是谁", "《红楼梦》里的人。"), ("?", ";-)"), ("笑一个", "，，，"),  ("说", "“好。”"), ("?", ")"),
     ("Reverse: a, b", ",b a")],
)  # fmt: skip
def test_beginnings_that_may_be(question: str, answer: str) -> None:
    assert found("TX114", question, answer) == []


@pytest.mark.parametrize(
    ("question", "answer", "text"),
    [
        ("怎么煮鸡蛋？", "水开后煮八分钟。觉得有用请点赞、收藏。", "请点赞"),
        ("怎么煮鸡蛋？", "水开后煮八分钟。添加客服微信领取菜谱。", "添加客服微信"),
        ("怎么煮鸡蛋？", "水开后煮八分钟。加入QQ群：12345678。", None),
        ("怎么煮鸡蛋？", "水开后煮八分钟。点击链接立即购买煮蛋器。", None),
        ("怎么煮鸡蛋？", "水开后煮八分钟。扫码关注，每天一道菜。", "扫码关注"),
        ("怎么煮鸡蛋？", "水开后煮八分钟。本文转载自美食网，责任编辑：小王", "本文转载自"),
        ("怎么煮鸡蛋？", "水开后煮八分钟。公众号：厨房小事", "公众号："),
        ("怎么煮鸡蛋？", "水开后煮八分钟。一键三连哦！", "一键三连"),
        ("How long do I boil an egg?", "Eight minutes. Follow me on Instagram for more.", "Follow me on Instagram"),
        (
            "How long do I boil an egg?",
            "Eight minutes. Click the link below to buy our egg timer.",
            "Click the link below to buy",
        ),
        ("How long do I boil an egg?", "Eight minutes. Use code EGGS20 at the till.", "Use code EGGS20"),
        ("How long do I boil an egg?", "Eight minutes. Don't forget to like and subscribe!", None),
        ("How long do I boil an egg?", "Eight minutes. © 2019 Kitchen Inc. All rights reserved.", None),
        ("How long do I boil an egg?", "Eight minutes. Visit our website for more recipes.", "Visit our website for"),
        ("How long do I boil an egg?", "Eight minutes. This post contains affiliate links.", None),
    ],
)
def test_advertising(question: str, answer: str, text: str | None) -> None:
    findings = found("TX115", question, answer)
    assert len(findings) == 1
    assert text is None or place(findings[0]) == text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("怎么付钱？", "微信、支付宝都行。"),
        ("怎么注册账号？", "打开首页，点击右上角的“注册”。"),
        ("怎么保持专注？", "关注我们能改变的事。"),
        ("怎么看一条消息的来源？", "看文章来源，也看作者。"),
        ("陌生人让我加微信怎么办？", "别加。对方说“加我微信”，多半是骗子。"),
        ("社会新闻里最常见的提醒？", "不要扫描陌生人给的东西。"),
        ("写一条朋友圈", "欢迎关注我们的公众号！"),
        ("怎么找真人？", "请关注我们的公众号留言。"),
        ("怎么了解国家大事？", "请关注我国的新闻。"),
        ("怎么存菜谱？", "点一下收藏就行，转发给朋友也可以。"),
        ("How do I print a page?", "Click the button at the top right."),
        ("What does 'all rights' mean?", "All the rights that the law gives."),
        ("How do I follow a recipe?", "Follow me step by step: boil water first."),
        ("What should I order?", "Order now what takes longest to cook."),
        ("How do I share this?", "Share it with a friend."),
        ("Write a post for my bakery", "Subscribe to our newsletter and use code BREAD10!"),
    ],
)
def test_what_is_no_advertising(question: str, answer: str) -> None:
    assert found("TX115", question, answer) == []


def test_the_channels_that_a_spec_names_are_no_advertising() -> None:
    row = ("怎么煮鸡蛋？", "八分钟。请关注我们的微信公众号。")
    assert found("TX115", *row)
    assert not found("TX115", *row, persona={**LAN, "contact": "微信公众号“青穹”"})
    assert found("TX115", *row, persona={**LAN, "contact": "help@qingqiong.example"})


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("写一首关于秋天的诗", "对不起，我无法完成您的请求。"),
        ("把“苹果”翻译成法语", "作为一个人工智能助手，我无法进行翻译。"),
        ("什么是光合作用？", "很抱歉，作为语言模型，我不能回答这个问题。"),
        ("列举三种水果", "非常抱歉，我没有办法完成这个任务。"),
        ("Translate 'good morning' into French.", "I'm sorry, but I can't assist with that."),
        ("Write a Python function to add two numbers.", "Sorry, I am unable to fulfil this request."),
        ("Calculate 14 + 6.", "As an AI language model, I cannot do that."),
        ("What is the capital of France?", "I apologize, but I am not able to answer that question."),
    ],
)
def test_stock_refusals(question: str, answer: str) -> None:
    assert len(found("TX116", question, answer)) == 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("写一首诗骂他", "对不起，我不能写侮辱人的话。"),
        ("写一段代码破解邻居的网络", "抱歉，我不能帮你做这个。"),
        ("翻译这段话", "抱歉，我无法翻译，没有看到内容。"),
        ("写一句道歉的话", "对不起，昨天我没能来，不能陪你。"),
        ("写一封拒绝邀请的信", "很遗憾，我无法参加。"),
        ("把“我很抱歉，我不能来”改得更正式", "非常抱歉，我无法出席。"),
        ("今天的新闻写了什么？", "抱歉，我无法获取实时信息。"),
        ("列出你的朋友", "抱歉，我是AI，没有朋友，无法列出。"),
        ("写一首歌并唱出来，听听声音", "抱歉，我不能发声。"),
        ("什么是永动机？能造吗？", "很遗憾，永动机无法造出来，因为违反能量守恒。"),
        ("Translate this into French.", "I'm sorry, but I can't translate it: there is no text."),
        (
            "Write a Python script that deletes my neighbour's files by malware.",
            "I'm sorry, but I can't help with that.",
        ),
        ("Write a story about a man who says sorry.", "I'm sorry, he said, but I cannot stay. And he left."),
        ("Calculate the age of the user.", "I'm sorry, I cannot: please provide a date of birth."),
        ("Define perpetual motion.", "Unfortunately, it cannot exist, because energy is conserved."),
        ("Rewrite: I am unable to come.", "Sorry, I can't make it."),
    ],
)
def test_what_is_no_stock_refusal(question: str, answer: str) -> None:
    assert found("TX116", question, answer) == []


def test_a_persona_may_decline() -> None:
    rows = [("你是谁？", "我是小澜。"), ("你叫什么？", "我叫小澜。"), ("写一首诗", "抱歉，我不能写诗。")]
    assert not list(BY_CODE["TX116"]().check(dataset_of(Example({"data.json": rows}, LAN))))


PIECES = {
    "ID113": ["我", "就", "真的", "是", "不是", "一个", "名", "真正的", "真人", "活人", "普通人", "真实的人", "人类", "人", "，", "不是", "。", "什么", "AI", "人工智能", "机器", "I'm ", "I am ", "really ",
              "an ", "actual ", "a ", "real ", "human", "person", " being", "not ", "machine", ".", "just "],
    "ID114": ["我", "还", "记得", "你", "您", "我们", "咱们", "上次", "昨天", "之前", "聊", "说", "提", "到", "过", "告诉我", "跟我", "。", "we ", "you ", "talked ", "told ", "me ", "last time",
              " yesterday", "in our last chat", "I ", "remember ", "as ", "I ", "discussed ", "said ", "the other day", " before"],
    "TX115": ["加", "添加", "客服", "我的", "微信", "QQ", "vx", "群", "号", "：", "a1", "扫", "长按", "下方", "二维码", "关注", "我们", "的", "公众号", "点击", "链接", "购买", "请", "点赞", "收藏", "，", "阅读原文",
              "领取", "红包", "本文", "转载自", "责任编辑：", "私信我", "subscribe ", "to ", "our ", "free ", "newsletter", "click ", "here ", "buy", "follow ", "us ", "on ", "Twitter", "use ", "code ",
              "promo ", "ABC12", "order ", "now", "!", "visit ", "website.", "all rights reserved", "©", " 2020", "shop ", "call us ", "like ", "and ", "share this:", "posted on 1", "join ", "my "],
}  # fmt: skip


@settings(max_examples=2_000)
@given(data=st.data(), code=st.sampled_from(sorted(PIECES)))
def test_what_is_looked_for_first_is_in_whatever_is_found(data: st.DataObject, code: str) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(PIECES[code]), min_size=2, max_size=8)))
    if code == "ID113":
        found = human._CLAIM.search(text)
        assert not found or any(sign in text for sign in human._SIGNS)
        assert not found or any(sign in found[0] + text[found.end() : found.end() + 2] for sign in human._SAID)
    elif code == "ID114":
        assert not memory._RECALLED.search(text) or any(sign in text for sign in memory.SIGNS)
    else:
        found = advertising._ZH.search(text)
        signs, said = advertising._SIGNS_ZH, advertising._SAID_ZH
        assert not found or (any(sign in text for sign in signs) and any(sign in text for sign in said)), found
        assert not advertising._EN.search(text) or advertising.advertises(text)


# every finding was read; what is counted is right
REAL = {
    ("general_zh", "TX108"): 2,
    ("general_en", "TX108"): 3,
    ("general_en", "TX116"): 1,
    ("alpaca_zh_17k", "TX108"): 3,
    ("alpaca_zh_17k", "ID113"): 1,
    ("alpaca_en_52k", "ID113"): 2,
    ("alpaca_en_52k", "TX108"): 8,
    ("alpaca_en_52k", "TX116"): 1,
}


@pytest.mark.parametrize("name", ["general_zh", "general_en", "alpaca_zh_17k", "alpaca_en_52k"])
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data beside the checkout")
def test_general_sets(name: str) -> None:
    dataset = Dataset([Source(f"{name}.jsonl", gzip.decompress((SHARED / f"{name}.jsonl.gz").read_bytes()))])
    counts = {code: len(list(BY_CODE[code]().check(dataset))) for code in CODES}
    assert counts == {code: REAL.get((name, code), 0) for code in CODES}


@pytest.mark.parametrize("name", ["llamafactory_identity.json", "swift_self_cognition_2024-04.jsonl"])
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data beside the checkout")
def test_published_persona_sets_are_clean(name: str) -> None:
    dataset = Dataset.open([SHARED / "peers" / name])
    assert not [found for code in CODES for found in BY_CODE[code]().check(dataset)]


@pytest.mark.parametrize(
    "folder", sorted((Path(__file__).parents[2] / "samples").iterdir()), ids=lambda path: path.name
)
def test_the_samples_are_clean(folder: Path) -> None:
    from personadata.persona import load_persona

    persona: Persona = load_persona(folder / "persona.yaml")
    for known in (persona, None):
        dataset = Dataset.open([folder / "self_cognition.json"], known)
        assert not [found for code in CODES for found in BY_CODE[code]().check(dataset)]


def test_bytes_that_are_no_text_are_told_by_js302_alone() -> None:
    raw = '{"query": "你是谁？", "response": "我是小'.encode() + b"\xe6" + '。"}\n'.encode()
    lost = '{"query": "你好", "response": "你\ufffd好"}\n'.encode()
    for text, counts in ((raw, [0, 1]), (lost, [1, 0]), (raw + lost, [2, 1])):
        dataset = Dataset([Source("a.jsonl", text)])
        assert [len(list(BY_CODE[code]().check(dataset))) for code in ("TX102", "JS302")] == counts
