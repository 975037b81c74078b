"""JS302 not-utf-8."""

from __future__ import annotations

from personadata.lint.syntax import SyntaxRule


class NotUtf8(SyntaxRule):
    """The file, or a part of it, is not UTF-8.

    JSON is UTF-8. Files saved by older Chinese programs are GBK, exports from spreadsheets UTF-16. The records are
    read all the same when the encoding can be told.
    """

    code = "JS302"
    name = "not-utf-8"
    kinds = ("not-utf-8", "mixed-encodings")
    bad = (
        lambda: '[{"instruction": "你是谁？", "output": "我是小澜，很高兴认识你。"}]'.encode("gb18030"),
        '[{"a": "你好"}]'.encode("utf-16"),
        b'{"a": "x\xff\xfey"}',
        lambda: '{"a": "我是小澜，很高兴认识你"}\n'.encode() + '{"a": "我是小澜，很高兴认识你"}\n'.encode("gb18030"),
    )
    good = ('[{"a": "你好 é ü"}]',)
