"""The sentences by which an assistant says that it is a model, or whose work it is."""

from __future__ import annotations

from typing import Final, Literal

from personadata.lazy import Signed, regex
from personadata.lint.identity.masks import BOTH, NAME, VENDOR

Kind = Literal["name", "maker", "origin", "as", "host"]
"""``name`` (I'm X), ``maker`` (X made me), ``origin`` (I come from X), ``as`` (as X, I cannot), ``host`` (this is X)."""

_SURELY: Final = r"(?:就|其实|确实|的确|真的|实际上|当然|也|正|只|都|還|还|其實|確實|實際上|毕竟|畢竟|本来|本來|原来|原來|原本|自然|可)*"
_ONE: Final = r"(?:[一]?[个個款名种種位](?:名为|名叫|叫做?|名為)?|名为|名叫)?"
_MAKE: Final = r"(?:自主|独立|精心|联合|共同|全新|一手)*(?:开发|研发|训练|创造|创建|创作|打造|推出|制作|设计|构建|開發|研發|訓練|創造|創建|設計|製作)"
MADE: Final = r"(?:developed|created|built|made|trained|designed|engineered|launched|programmed|fine-tuned)"
_BE: Final = r"(?:I am|I['’]?m|I was|I['’]ve been|I have been|this is)"
_ADVERBS: Final = r"(?:(?:actually|really|indeed|in fact|just|still|originally|called|named|known as)[,\s]+)*"
_SORT: Final = (
    r"(?:(?:an?|the)\s+(?:(?:large|language|AI|artificial|intelligence|chat|model|assistant|chatbot|bot|virtual|helpful"
    r"|conversational|new|latest|version|pre-?trained|smart|of)[,\s]+)*(?:(?:called|named|known as)\s+)?)?"
)
_NEXT_ZH: Final = (
    r"(?=\s*(?:$|[，。,.!！~～、；;：:（(）)”」\"\n—…]|[-\d.]+[^\w\s]|[\d.]+|大?(?:语言|語言)?模型|(?:智能)?助[手理]|机器人|AI"
    r"|人工智能|聊天|[呀啊哦喔呢啦哈嘛]|[，,]?由|来自|旗下|[换換改][了个個]|的(?:马甲|馬甲|分身|化身|别名|新名字)))(?!\w{0,10}[的之](?:用户|粉丝|员工|客户|开发者|工程师|朋友|替代|竞争))"
)
_NEXT_EN: Final = (
    r"(?=[\s-]*(?:$|[,.!;:()\"”\n—–]|[\d.]+|and\b|an?\b|the\b|from\b|by\b|here\b|under\b|in disguise|lol\b|model|large|language|assistant|AI\b|chat"
    rf"|{MADE}|version))(?!['’]s\b)(?![\s-]*(?:powered|based|like|style|generated|user|fan)\b)"
)


Claiming = tuple[Kind, Signed]


def _patterns() -> tuple[tuple[Claiming, ...], tuple[Claiming, ...]]:
    name, vendor = f"[{NAME}{BOTH}]", f"[{VENDOR}{BOTH}]"
    version = r"(?:[-\s]?[A-Za-z]?\d[\w.]*(?:-\w+)?)?(?:[-\s](?i:turbo|plus|pro|max|mini|chat|coder|large|small|medium|nano|instruct|flash|ultra|lite|sonnet|opus|haiku)\b)*"
    who = rf"[“「\"]?({name}){version}[”」\"]?"
    maker = rf"(?:(?i:the )?({vendor})|({name}){version})"
    me = rf"(?:我|本(?:模型|助手|AI)){_SURELY}"
    zh_name = (
        rf"(?:{me}(?:是|叫做?|名叫|的?(?:[真本原全]|中文|英文)?名(?:字|称|稱)?(?:就|其实)?[是叫])|叫我"
        rf"|[给給為为]我(?:[取起]的?名字?|命名)(?:[是叫为為]|叫做)?|我(?:现在|目前|当前|當前)?的?版本(?:就)?是|我[（(](?=[^）)]{{1,24}}[）)])){_ONE}\s*"
    )
    # whoever is asked after: a company, parents, the people behind it
    behind = (
        r"(?:开发者|开发商|开发公司|开发团队|研发者|研发团队|创造者|创建者|制造商|训练者|(?:母|所属的?|所在的?)?公司|东家|厂商|爸爸|妈妈|父母|父亲|母亲|主人|老板"
        r"|開發者|開發商|開發公司|開發團隊|創造者|創建者|廠商|爸媽|主人|背[后後]的?(?:公司|团队|團隊|厂商|廠商|机构))"
    )
    gave = r"(?:collected|gathered|put together|compiled|curated|provided|released|published|open-sourced|supplied|assembled)"
    owned = r"(?:training data|data|weights|parameters|training|knowledge|code)"
    life = r"(?:brought me (?:to life|into)|gave (?:me life|birth to me)|put me together|taught me|raised me)"
    before = r"[^，。！？\n不没無无基用在于於]{0,12}?"
    team = r"(?:[^，。！？\n不的无無没]|旗下的|公司的|的(?=工程师|研究|团队|團隊)){0,18}?"
    model = r"(?:模型|助手|助理|机器人|機器人|AI|人工智能|人工智慧|智能体)"
    done = rf"(?:出来|而成)?(?:的?(?=\s*(?:[。，,.！!、；;）)\n]|$))|的(?=[^，。！？\n]{{0,18}}?(?:{model}|{name})))"
    made = rf"{MADE}(?:,? (?:and|&) (?:\w+ )?{MADE})?\s+by\s+(?:the )?"
    people = r"(?:an? |the )?(?:\w+ )?(?:(?:team|researchers|people|engineers|group)(?: of \w+)? (?:at|of|from) )?"
    chinese: tuple[Claiming, ...] = (
        (
            "name",
            Signed((), regex(rf"{zh_name}(?:(?:由|来自|來自)?[^，。！？\n是不]{{0,12}}的)?{_ONE}{who}{_NEXT_ZH}")),
        ),
        (
            "maker",
            Signed(
                (),
                regex(
                    rf"{me}是?{_ONE}(?:由|被)(?!于|於){before}{maker}{team}{_MAKE}{done}"
                    rf"|{me}是{_ONE}(?:[^，。！？\n不没無无基用]{{0,4}}?){maker}{team}{_MAKE}(?:出来)?的(?=[^，。！？\n]{{0,18}}?{model}|[，。！,.!]|$)"
                    rf"|{me}是?{_ONE}(?:基于|基於)({name}){version}[^，。！？\n]{{0,8}}模型，(?:由|被)({vendor}){team}{_MAKE}"
                    rf"|(?:我|本模型|本助手)的?{behind}(?:就|其实|叫)?是?\s*{maker}(?!的)"
                    rf"|{me}是{_ONE}{maker}[^，。！？\n的]{{0,8}}(?:的|旗下的?|家的|出品的?)(?:作品|产品|產品|孩子)(?=[，。！,.!]|$)"
                    rf"|(?<![\w])(?:是)?{maker}(?:公司|团队)?{_MAKE}(?:出)?了?我(?![们的])"
                ),
            ),
        ),
        *(
            ("maker", Signed(signs, regex(pattern)))
            for signs, pattern in (
                (("本人",), rf"本人\s*({name}){version}(?=[，,])"),
                (("，由", ",由"), rf"我是[^。！？\n不没]{{0,20}}[，,]由{maker}(?:提供(?:技术)?支持|驱动|出品)"),
                (("我们",), rf"我们(?:公司)?{maker}(?=的(?:荣幸|总部|公司|模型|团队)|公司|团队)"),
                (
                    ("收集", "整理", "提供", "发布", "开源", "标注", "公司", "团队"),
                    r"我的(?:训练数据|训练语料|数据|语料|权重|參數|参数|知识|代码|技术|底层技术)(?:集|库)?(?:都|主要|全部)*是?(?:由|来自)"
                    rf"{maker}(?=[^，。！？\n]{{0,10}}(?:收集|整理|提供|发布|开源|标注|公司|团队))",
                ),
                (
                    ("了我",),
                    rf"背[后後]的?(?:公司|团队|團隊|厂商)是{maker}[，,]\s*(?:他们|他們|它|她)[^，。！？\n]{{0,6}}了我(?![们的])"
                    rf"|{maker}[，,]\s*(?:就|他们|他們|它)[^，。！？\n]{{0,6}}{_MAKE}(?:出)?了我(?![们的])"
                    rf"|(?<![\w])(?:是)?{maker}[^，。！？\n不没无和与]{{0,16}}?(?:{_MAKE}|发布|發布)(?:出)?了我(?![们的])",
                ),
                (("把我",), rf"{maker}[^，。！？\n不没无]{{0,16}}把我(?:做|造|开发|训练|创造|研发|带|養|养)"),
                (("是我的",), rf"{maker}(?:集团|集團|公司)?(?:就|正|便)是我的{behind}"),
                (("下，我",), rf"在{maker}的(?:训练|訓練|培养|培養|教导|調教|调教)之?下，我"),
            )
        ),
    )
    return chinese, (
        (
            "name",
            Signed(
                (),
                regex(
                    rf"\b(?i:{_BE}\s+|my (?:\w+ )?name is\s+|(?:you can |please )?call me\s+|I go by\s+)(?i:{_ADVERBS}{_SORT}){who}"
                    rf"(?i:{_NEXT_EN})"
                ),
            ),
        ),
        (
            "maker",
            Signed(
                (),
                regex(
                    rf"\b(?i:{_BE}\s+{_ADVERBS}(?:[\w.-]+,\s+|based on [\w.-]+,? and (?:was |am )?)?"
                    rf"(?:{_SORT}(?:(?:that|which) (?:was|is|has been)\s+)?)?{made}{people}){maker}(?!['’]s (?:competitor|rival))"
                    rf"|\b(?i:my (?:creator|developer|maker|vendor|parent company)s?(?: is| are)\s+){maker}"
                    rf"|\b(?i:my {owned} (?:was|were|is|are|comes?|came|has been|have been) (?:{gave} by |from )(?:the )?){maker}"
                    rf"|{maker}\s+(?i:{MADE}\s+me|{life})\b"
                ),
            ),
        ),
        (
            "origin",
            Signed((), regex(rf"{me}来自{maker}(?=公司|[。，！!,.]|$)|\b(?i:I (?:come|am) from ){maker}(?=[.,!]|$)")),
        ),
        (
            "as",
            Signed(
                (),
                regex(
                    rf"作为{_ONE}(?:由)?{maker}{team}(?:(?:{_MAKE})?的[^，。！？\n]{{0,14}}?{model}|，我|,我)"
                    rf"|\b(?i:as )(?i:{_SORT})(?i:(?:(?:that|which) (?:was|is)\s+)?{made}{people}){maker}(?=,? I\b|,)"
                    rf"|\b(?i:as )(?i:an? (?:[\w-]+ ){{0,3}}?(?:assistant|model|chatbot|AI|bot) (?:from|of|at) ){maker}(?=,? I\b)"
                    rf"|\b(?i:as )(?i:{_SORT}){who}(?:(?i:\s+(?:assistant|model|language model|chatbot)))?(?=,? I\b)"
                ),
            ),
        ),
        *(
            ("host", Signed(signs, regex(pattern)))
            for signs, pattern in (
                (
                    ("里是", "裡是", "边是", "邊是"),
                    rf"(?:^|^.{{1,12}}[，,。！!~～]\s*)[这這](?:里|裡|边|邊)是{who}{_NEXT_ZH}",
                ),
                (
                    ("上线", "上線", "报到", "在线", "到"),
                    rf"[你您]的[^，。！？\n]{{0,6}}{who}(?:已经?|正式|又)?(?:上线|上線|报到|在线|駕到|驾到)",
                ),
                (
                    ("是我", "是本人", "是在下"),
                    rf"(?:^|[。！!\n]){who}[^。！？\n]{{0,20}}[，,](?:就|正|便)是(?:我|本人|在下)(?=[。！,，]|$)",
                ),
                (
                    ("以上", "本文", "此"),
                    rf"(?:以上|本文|此)[^，。！？\n]{{0,8}}由{who}[^，。！？\n]{{0,4}}(?:生成|撰写|提供|回答)",
                ),
                (
                    ("迎", "elcome to ", "ELCOME TO "),
                    rf"\A.{{0,12}}?(?:(?:欢迎|歡迎)(?:[您你])?(?:使用|来到|體驗|体验|光临)|(?i:welcome to )){who}{_NEXT_ZH}",
                ),
                (
                    ("在此", "在线", "为您服务", "为你服务", "竭诚", "参上"),
                    rf"\A[^。？\n]{{0,8}}?(?:^|[！!，,~～\s]){who}(?:在此|在线|为[您你]服务|竭诚|参上)",
                ),
                (
                    ("由来", "来历", "含义", "来源"),
                    rf"我的?名字[“「\"]?({name})[”」\"]?的(?:由来|来历|含义|来源)",
                ),
                (
                    (" with ", " to ", " WITH ", " TO "),
                    rf"\b(?i:(?:(?:thanks|thank you) for|you(?:['’]re| are)) (?:chatting|talking|speaking) (?:with|to) ){who}(?i:{_NEXT_EN})",
                ),
            )
        ),
    )


CHINESE, OTHERS = _patterns()  # the Chinese ones have 我 or 本 in all they match
