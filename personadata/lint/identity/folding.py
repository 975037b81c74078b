"""Traditional characters made Simplified one by one, so that patterns about identity need only one script."""

from __future__ import annotations

from typing import Final

# those of the patterns; a text keeps its length, which a conversion by words would not promise
_TRADITIONAL: Final = (
    "誰麼開發訓練創設計製紹來個機稱嗎還妳維護們對話歷說講記憶時間現實聯網連訪問點幾號氣聽見過這裡邊樣會從後沒無為與當買賣訂應該請謝歡題讓給歲齡體"
    "結兒媽親愛飯東電腦視頻覺緒義務員學習畢業於長總絕專門團隊廠產運營負責數據資訊聞價預閃鬧鐘郵寫語種類別動進終經濟處擁證認識際隨隻條遠達讀試練驗區"
)
_SIMPLIFIED: Final = (
    "谁么开发训练创设计制绍来个机称吗还你维护们对话历说讲记忆时间现实联网连访问点几号气听见过这里边样会从后没无为与当买卖订应该请谢欢题让给岁龄体"
    "结儿妈亲爱饭东电脑视频觉绪义务员学习毕业于长总绝专门团队厂产运营负责数据资讯闻价预闪闹钟邮写语种类别动进终经济处拥证认识际随只条远达读试练验区"
)
_TABLE: Final = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def folded(text: str) -> str:
    """*text* with the characters that patterns about identity use in Simplified, each in its place."""
    return text if text.isascii() else text.translate(_TABLE)
