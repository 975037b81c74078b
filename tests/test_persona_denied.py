"""The models that a persona denies being: named right, in order, and never called unrelated without grounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from personadata.errors import UserError
from personadata.persona import DeniedModel, Persona, known_models, parse_persona
from personadata.persona.denied import base_families
from personadata.persona.models import find_model, fold
from personadata.persona.text import Text

FILE = Path("persona.yaml")
MODELS = known_models()


def spec(more: str = "", name: str = "澜舟", developer: str = "北辰工作室") -> Persona:
    return parse_persona(f"name: {name}\ndeveloper: {developer}\n{more}", FILE)


def names(persona: Persona, language: str = "zh") -> list[str]:
    return [model.name for model in persona.denied(language)]  # type: ignore[arg-type]


def test_the_default_list_has_what_users_meet() -> None:
    assert {
        "通义千问", "ChatGPT", "GPT-4", "DeepSeek", "文心一言", "豆包", "Kimi", "智谱清言", "讯飞星火", "腾讯混元", "腾讯元宝",
        "Claude", "Gemini", "Llama", "Grok", "Mistral", "Copilot",
    } <= set(names(spec()))  # fmt: skip
    assert {"Qwen", "ERNIE Bot", "Doubao", "ChatGLM", "iFLYTEK Spark", "Hunyuan"} <= set(names(spec(), "en"))
    assert {"通義千問", "訊飛星火", "騰訊混元"} <= set(names(spec(), "zh-Hant"))


def test_a_model_is_whole_in_each_language() -> None:
    assert spec().denied("zh")[0] == DeniedModel(
        "Qwen", "通义千问", "阿里云", ("Qwen", "千问", "通义", "Tongyi Qianwen"),
        ("通意千问", "同义千问", "通义千文", "Quen", "Qwenn"), "undeclared", "qwen",
    )  # fmt: skip
    assert spec().denied("en")[0] == DeniedModel(
        "Qwen", "Qwen", "Alibaba Cloud", ("Tongyi Qianwen",), ("Quen", "Qwenn"), "undeclared", "qwen"
    )


@pytest.mark.parametrize("model", MODELS, ids=[str(model.name) for model in MODELS])
def test_a_shipped_model_is_sound(model: object) -> None:
    assert model in MODELS
    index = MODELS.index(model)  # type: ignore[arg-type]
    found = MODELS[index]
    assert found.vendor is not None
    assert found.family
    assert found.name.zh
    assert found.name.en
    true = {form.casefold() for form in found.names()}
    wrong = {form.casefold() for text in found.misspellings for form in text.all()}
    assert not true & wrong, "a misspelling is a true name"
    others = {fold(form) for other in MODELS if other is not found for form in other.names()}
    assert not others & {fold(form) for form in found.names()}, "two models share a name"
    assert not others & {fold(form) for form in wrong}, "a misspelling is the name of another model"


def test_no_english_form_has_chinese_characters() -> None:
    for model in spec().denied("en"):
        for form in (model.name, model.vendor or "", *model.aliases, *model.misspellings):
            assert form.isascii(), form


@pytest.mark.parametrize(
    ("base", "families"),
    [
        ("Qwen2.5-7B-Instruct", {"qwen"}),
        ("Qwen/Qwen3-0.6B", {"qwen"}),
        ("CodeQwen1.5-7B", {"qwen"}),
        ("QwQ-32B", {"qwen"}),
        ("通义千问-7B", {"qwen"}),
        ("deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", {"deepseek", "qwen"}),
        ("TinyLlama-1.1B-Chat", {"llama"}),
        ("Meta-Llama-3-8B-Instruct", {"llama"}),
        ("Mixtral-8x7B", {"mistral"}),
        ("gpt-oss-20b", {"gpt"}),
        ("ERNIE-4.5-0.3B", {"ernie"}),
        ("chatglm3-6b", {"glm"}),
        ("GLM-4-9B", {"glm"}),
        ("Phi-3-mini", {"phi"}),
        ("dolphin-2.9", set()),
        ("Yi-34B", {"yi"}),
        ("iFlytekSpark-13B", {"spark"}),
        ("internlm2_5-7b-chat", {"internlm"}),
        ("MyOwn-7B", set()),
    ],
)
def test_the_family_of_a_base_model(base: str, families: set[str]) -> None:
    assert base_families(Text(zh=base, en=base)) == families


@pytest.mark.parametrize(
    ("base", "first"),
    [
        ("Qwen2.5-7B-Instruct", ["通义千问"]),
        ("gpt-oss-20b", ["ChatGPT", "GPT-4"]),
        ("Meta-Llama-3-8B", ["Llama"]),
        ("Gemma-2-9b", ["Gemini", "Gemma"]),
        ("internlm2_5-7b-chat", ["书生·浦语"]),
        ("DeepSeek-R1-Distill-Llama-8B", ["DeepSeek", "Llama"]),
    ],
)
def test_kin_of_the_base_model_comes_first(base: str, first: list[str]) -> None:
    persona = spec(f"base_model: {base}")
    assert names(persona)[: len(first)] == first
    kin = {model.name for model in persona.denied("zh") if model.relation == "base"}
    assert kin == set(first)
    assert set(names(persona)) >= set(names(spec()))


def test_unlisted_families_appear_only_with_their_base_model() -> None:
    assert not {"Gemma", "Phi", "书生·浦语", "Yi"} & set(names(spec("base_model: Qwen2.5-7B")))


@pytest.mark.parametrize(
    ("lines", "qwen", "claude"),
    [
        ("", "undeclared", "undeclared"),
        ("base_model: Qwen2.5-7B", "base", "undeclared"),
        ("base_model: MyOwn-7B", "undeclared", "undeclared"),
        ("base_model_policy: from_scratch", "unrelated", "unrelated"),
        ("denied_models: {relation: unrelated}", "unrelated", "unrelated"),
        ("base_model: Qwen2.5-7B\ndenied_models: {relation: unrelated}", "base", "unrelated"),
        ("denied_models: [{name: 通义千问, relation: base}, Claude]", "base", "undeclared"),
        ("denied_models: [通义千问, {name: Claude, relation: unrelated}]", "undeclared", "unrelated"),
    ],
)
def test_nothing_is_unrelated_without_grounds(lines: str, qwen: str, claude: str) -> None:
    found = {model.key: model.relation for model in spec(lines).denied("zh")}
    assert (found["Qwen"], found["Claude"]) == (qwen, claude)


@pytest.mark.parametrize(
    ("lines", "zh", "en"),
    [
        ("denied_models: [DeepSeek, 通义千问]", ["DeepSeek", "通义千问"], ["DeepSeek", "Qwen"]),
        ("denied_models: [DeepSeek, 通义千问]\nbase_model: Qwen2.5", ["DeepSeek", "通义千问"], ["DeepSeek", "Qwen"]),
        ("denied_models: []", [], []),
        ("denied_models: [qwen]", ["通义千问"], ["Qwen"]),
        ("denied_models: [{zh: 千问, en: Qwen}]", ["千问"], ["Qwen"]),
        ("denied_models: [{name: {zh: 小星}}]", ["小星"], []),
        ("denied_models: {replace: [Kimi]}", ["Kimi"], ["Kimi"]),
    ],
)
def test_a_list_replaces_the_default(lines: str, zh: list[str], en: list[str]) -> None:
    persona = spec(lines)
    assert (names(persona), names(persona, "en")) == (zh, en)


def test_what_a_spec_leaves_out_comes_from_the_shipped_list() -> None:
    (model,) = spec("denied_models: [{name: 豆包, misspellings: [豆宝]}]").denied("zh")
    assert (model.vendor, model.misspellings, model.family) == ("字节跳动", ("豆宝",), "doubao")


def test_a_model_declared_by_an_alias_is_called_by_it() -> None:
    (model,) = spec("denied_models: [GLM]").denied("zh")
    assert (model.name, model.vendor) == ("GLM", "智谱")
    assert {"智谱清言", "清言"} <= set(model.aliases)
    assert "GLM" not in model.aliases


def test_extend_and_drop() -> None:
    more = "denied_models:\n  extend: [{name: 小星, vendor: 星图, aliases: [星星]}]\n  drop: [Qwen, GLM, Copilot]\n"
    persona = spec(more)
    assert names(persona)[-1] == "小星"
    assert not {"通义千问", "智谱清言", "Copilot"} & set(names(persona))
    assert len(names(persona)) == len(names(spec())) - 2
    assert persona.denied("zh")[-1].aliases == ("星星",)
    # a plain Chinese name serves every language, an alias only Chinese
    assert persona.denied("en")[-1].aliases == ()


def test_extending_with_a_listed_model_changes_it_in_place_of_a_second_one() -> None:
    persona = spec("denied_models: {extend: [{name: Kimi, relation: unrelated}]}")
    assert names(persona).count("Kimi") == 1
    assert [model.relation for model in persona.denied("zh") if model.name == "Kimi"] == ["unrelated"]


@pytest.mark.parametrize(
    ("lines", "name", "developer", "message"),
    [
        ("", "Kimi", "北辰", "1:7: name: 'Kimi' is the name of a denied model, which the persona would deny being; rename it"),
        ("", "星火大模型", "北辰", "1:7: name: '星火大模型' is another name of 讯飞星火"),
        ("", "chat gpt", "北辰", "1:7: name: 'chat gpt' is the name of a denied model"),
        ("", "chatgtp", "北辰", "1:7: name: 'chatgtp' is a misspelling of ChatGPT"),
        ("aliases: [小舟, 元宝]", "澜舟", "北辰", "3:15: aliases[1]: '元宝' is another name of 腾讯元宝"),
        ("", "澜舟", "阿里云", "2:12: developer: '阿里云' is the vendor of 通义千问, whose makers the persona would deny; "
         "leave it out of the denied ones with denied_models: {drop: [通义千问]}"),
        ("", "澜舟", "openai", "2:12: developer: 'openai' is the vendor of ChatGPT, GPT-4"),
        ("maintainer: 百度", "澜舟", "北辰", "3:13: maintainer: '百度' is the vendor of 文心一言"),
        ("denied_models: [澜舟]", "澜舟", "北辰", "1:7: name: '澜舟' is the name of a denied model, which the persona would deny "
         "being; rename it, or take 澜舟 out of denied_models"),
        ("denied_models: {drop: [Kimmy]}", "澜舟", "北辰",
         "3:24: denied_models.drop[0]: 'Kimmy' is not in the default list (did you mean 'Kimi'?)"),
        ("denied_models: [Kimi, kimi]", "澜舟", "北辰", "3:23: denied_models[1]: 'kimi' is listed twice"),
        ("denied_models: {replace: [Kimi], drop: [Qwen]}", "澜舟", "北辰", "3:26: denied_models.replace: replaces the default"),
        ("base_model: Qwen2.5\ndenied_models: [{name: 通义千问, relation: unrelated}]", "澜舟", "北辰",
         "4:40: denied_models[0].relation: unrelated contradicts base_model 'Qwen2.5'"),
        ("base_model_policy: from_scratch\ndenied_models: [{name: 通义千问, relation: base}]", "澜舟", "北辰",
         "4:40: denied_models[0].relation: base contradicts base_model_policy from_scratch"),
    ],
)  # fmt: skip
def test_contradictions(lines: str, name: str, developer: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        spec(lines, name, developer)
    (found,) = caught.value.message.splitlines()
    assert found.startswith(f"persona.yaml:{message}")


@pytest.mark.parametrize(
    ("name", "developer"), [("通义千问", "阿里云"), ("Kimi", "Moonshot AI"), ("Copilot", "Microsoft"), ("元宝", "腾讯")]
)
def test_a_vendor_may_name_its_own_model_once_it_is_not_denied(name: str, developer: str) -> None:
    with pytest.raises(UserError):
        spec("", name, developer)
    own = [str(model.name) for model in MODELS if model.listed and model.vendor and developer in model.vendor.all()]
    persona = spec(f"denied_models: {{drop: [{', '.join(own)}]}}", name, developer)
    assert not set(own) & set(names(persona))


def test_finding_a_model_prefers_names_to_aliases() -> None:
    found = find_model("chatglm", MODELS)
    assert found is not None
    assert str(found.name) == "智谱清言"
    assert find_model("nothing like it", MODELS) is None
