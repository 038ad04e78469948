"""What people say of a note, and what is understood of it without a model."""

from __future__ import annotations

import pytest

from bot.models import Meaning, Note, Version, Wish
from bot.note import tones
from bot.note.wishes import idle, understood
from bot.style import Style

TONES = tones.load()
PARTS = ("图书馆开到24点了。", "自习区开着。借还书不办。", "增长约四成。", "看人流再定。")
NOTE = Note(title="图书馆要开到24点", body="\n\n".join((*PARTS, "来源：南湖晚报《夜读》")), topics=("图书馆",))
VERSION = Version(note=NOTE, wish=Wish(kind="said", style=Style(emoji="few")), style=Style(), writer="model")


def said(text: str = "", quote: str = "", **style: object) -> Meaning:
    return Meaning(wish=Wish(kind="said", text=text, quote=quote, style=Style(**style)))  # type: ignore[arg-type]


def kind(name: str) -> Meaning:
    return Meaning(wish=Wish(kind=name))  # type: ignore[arg-type]


def tone(name: str) -> Meaning:
    return Meaning(wish=Wish(kind="tone", tone=name))


def cut(text: str, quote: str) -> Meaning:
    return Meaning(wish=Wish(kind="cut", text=text, quote=quote))


NEITHER = Meaning()
REWRITES = {
    # the tone, by its label or in everyday words
    "换专业一点的语气": tone("zhuanye"),
    "正式点": tone("zhuanye"),
    "能不能再严肃一些": tone("zhuanye"),
    "不够专业": tone("zhuanye"),
    "用讲故事的方式写": tone("gushi"),
    "改成干货风": tone("ganhuo"),
    "写成攻略": tone("ganhuo"),
    "来个极简的": tone("jijian"),
    "毒舌一点吧": tone("tucao"),
    # the length
    "短一点": kind("shorter"),
    "太长了": kind("shorter"),
    "麻烦帮我精简一下": kind("shorter"),
    "能再短一点吗？": kind("shorter"),
    "别写这么长": kind("shorter"),
    "精简到200字": kind("shorter"),
    "有点啰嗦": kind("shorter"),
    "长一点": kind("longer"),
    "展开讲讲": kind("longer"),
    "太短了，写详细点": kind("longer"),
    "写到700字左右": kind("longer"),
    "控制在500字以内": said(length="usual"),
    "压缩到100字": said("压缩到100字"),
    # the emoji, the words, the topics
    "表情少点": said(emoji="few"),
    "别用表情": said(emoji="none"),
    "把表情都去掉": said(emoji="none"),
    "多来点表情": said(emoji="many"),
    "别用姐妹们": said(avoid=("姐妹们",)),
    "不要出现「绝绝子」和「宝子」": said(avoid=("绝绝子", "宝子")),
    "别叫我姐妹": said(avoid=("姐妹",)),
    "话题加上#咖啡": said(topics=("咖啡",)),
    "加上 #手冲 #咖啡豆": said(topics=("手冲", "咖啡豆")),
    # for whom, by whom, how it is written down
    "写给新手看": said(audience="新手"),
    "给宝妈看的": said(audience="宝妈"),
    "自称小编": said(persona="自称小编"),
    "称呼读者大家": said(persona="称呼读者大家"),
    "落款写阿青": said(signature="阿青"),
    "换成繁体": said(script="traditional"),
    "用简体字": said(script="simplified"),
    # the title
    "标题换一个": kind("title"),
    "换个标题": kind("title"),
    "标题不好": kind("title"),
    "标题加个数字": said("标题加个数字", quote=NOTE.title),
    # a part of the note
    "第二段重写": said("第二段重写", quote=PARTS[1]),
    "倒数第二段太官方": said("倒数第二段太官方", quote=PARTS[2]),
    "开头换成一个问题": said("开头换成一个问题", quote=PARTS[0]),
    "第二段短一点，别用表情": said("第二段短一点，别用表情", quote=PARTS[1]),
    "第三句删掉": cut("第三句删掉", "借还书不办。"),
    "最后一段删掉": cut("最后一段删掉", PARTS[3]),
    "把第二段和第三段合并": said("把第二段和第三段合并"),
    # several at once, and what only a writer can do
    "短一点，别用姐妹们": said(length="shorter", avoid=("姐妹们",)),
    "谢谢，再短一点，换个标题": said("换个标题", length="shorter"),
    "专业一点，多讲讲馆长怎么说": said("多讲讲馆长怎么说", tone="zhuanye"),
    "活泼点": said("活泼点"),
    "像聊天一点": said("像聊天一点"),
    "别用感叹号": said("别用感叹号"),
    "太官方": said("太官方"),
    "别太专业": said("别太专业"),
    "别提价格": said("别提价格"),
    "重写": said("重写"),
    "再来一版": said("再来一版"),
    "可以写得口语化一点吗": said("可以写得口语化一点吗"),
    "感觉太官方了": said("太官方了"),
    "不错，但是标题换一个": kind("title"),
    "第三段和第四段换一下位置": said("第三段和第四段换一下位置"),
    "面向大学生，正式些，300字": said(audience="大学生", tone="zhuanye", length="shorter"),
    # in English
    "make it shorter": kind("shorter"),
    "Too long, please trim it": kind("shorter"),
    "more professional please": tone("zhuanye"),
    "make it longer and no emojis": said(length="longer", emoji="none"),
    "Another title, please": kind("title"),
    "rewrite the second paragraph": said("rewrite the second paragraph", quote=PARTS[1]),
    "Delete the last paragraph": cut("Delete the last paragraph", PARTS[3]),
    "avoid the word “sisters”": said(avoid=("sisters",)),
    "write it for beginners": said(audience="beginners"),
    "in traditional Chinese": said(script="traditional"),
    "fewer emojis, add #coffee": said(emoji="few", topics=("coffee",)),
    "Can you make it funnier?": said("Can you make it funnier?"),
    "Don't mention the price": said("Don't mention the price"),
}
LASTING = {
    "以后都短一点": (Wish(kind="shorter"), Style(length="shorter")),
    "以后别用姐妹们了": (Wish(kind="said", style=Style(avoid=("姐妹们",))), Style(avoid=("姐妹们",))),
    "每篇都加上#咖啡": (Wish(kind="said", style=Style(topics=("咖啡",))), Style(topics=("咖啡",))),
    "从现在开始写给新手看": (Wish(kind="said", style=Style(audience="新手")), Style(audience="新手")),
    "记住，别用表情": (Wish(kind="said", style=Style(emoji="none")), Style(emoji="none")),
    "以后多用数字": (Wish(kind="said", text="多用数字"), Style(wishes=("多用数字",))),
    "这篇短一点，以后都别用表情": (
        Wish(kind="said", style=Style(length="shorter", emoji="none")),
        Style(emoji="none"),
    ),
    "以后都别用表情，这篇再短一点": (
        Wish(kind="said", style=Style(length="shorter", emoji="none")),
        Style(emoji="none"),
    ),
    "以后开头都用一个问题": (
        Wish(kind="said", text="开头都用一个问题", quote=PARTS[0]),
        Style(wishes=("开头都用一个问题",)),
    ),
    "短一点，以后都这样": (Wish(kind="shorter"), Style(length="shorter")),
    "以后都这样": (None, Style(emoji="few")),
    "下次写专业一点": (None, Style(tone="zhuanye")),
    "From now on keep it short": (Wish(kind="shorter"), Style(length="shorter")),
    "never use emojis": (Wish(kind="said", style=Style(emoji="none")), Style(emoji="none")),
    "always write for beginners": (Wish(kind="said", style=Style(audience="beginners")), Style(audience="beginners")),
}
UNCLEAR = {
    "我喜欢短一点的": Style(length="shorter"),
    "我不喜欢表情": Style(emoji="none"),
    "我不太爱看满屏的小图案": Style(wishes=("别用满屏的小图案",)),
    "我不怎么喜欢表情": Style(emoji="none"),
    "我讨厌「姐妹们」": Style(avoid=("姐妹们",)),
    "我一般写给新手看": Style(audience="新手"),
    "我的读者都是宝妈": Style(audience="宝妈"),
    "我喜欢开头有故事": Style(wishes=("开头有故事",)),
    "I prefer short": Style(length="shorter"),
    "I don't like emojis": Style(emoji="none"),
    "不太好": Style(),
    "感觉怪怪的": Style(),
    "不喜欢": Style(),
    "第九段删掉": Style(),
    "撤销": Style(),
}
NOTHING = (
    "谢谢", "谢谢你！", "你好", "好的", "收到", "写得真好", "不错", "👍", "辛苦了", "就这样吧", "为什么这样写？",
    "这篇文章是谁写的？", "你会写别的吗", "你是谁", "thanks!", "Hello there", "great job", "Who wrote this?",
)  # fmt: skip
TRADITIONAL = {
    "短一點": "短一点",
    "太囉嗦": "太啰嗦",
    "寫詳細點": "写详细点",
    "換標題": "换标题",
    "換個標題": "换个标题",
    "專業一點": "专业一点",
    "用講故事的方式寫": "用讲故事的方式写",
    "改成乾貨風": "改成干货风",
    "種草一點": "种草一点",
    "別用表情": "别用表情",
    "換成簡體": "换成简体",
    "寫給長輩看": "写给长辈看",
    "自稱小編": "自称小编",
    "別用「家人們」": "别用「家人们」",
    "刪掉第二段": "删掉第二段",
    "最後一句刪掉": "最后一句删掉",
    "標題改成提問": "标题改成提问",
    "以後都短一點": "以后都短一点",
    "這篇短一點，以後都別用表情": "这篇短一点，以后都别用表情",
    "以後都這樣": "以后都这样",
    "下次寫專業一點": "下次写专业一点",
    "我喜歡短一點的": "我喜欢短一点的",
    "感覺怪怪的": "感觉怪怪的",
    "撤銷": "撤销",
    "謝謝": "谢谢",
    "為什麼這樣寫？": "为什么这样写？",
    "這篇文章是誰寫的？": "这篇文章是谁写的？",
    "讀起來像公文": "读起来像公文",
}
"""Also with signs that stand for several simplified ones, or for one of several: 乾, 後, 麼."""
UNKNOWN = ("我妈看了说看不懂", "读起来像公文", "要有烟火气", "My boss finds it stiff", "今天天气晴朗")


@pytest.mark.parametrize(("words", "meaning"), REWRITES.items())
def test_a_change_of_this_note_is_that_and_nothing_lasting(words: str, meaning: Meaning) -> None:
    assert understood(words, tones=TONES, version=VERSION) == meaning


@pytest.mark.parametrize(("words", "wish", "lasting"), [(words, *both) for words, both in LASTING.items()])
def test_what_is_said_of_all_that_follow_changes_this_note_too(words: str, wish: Wish | None, lasting: Style) -> None:
    assert understood(words, tones=TONES, version=VERSION) == Meaning(wish=wish, lasting=lasting)


@pytest.mark.parametrize(("words", "lasting"), UNCLEAR.items())
def test_what_could_be_either_is_asked(words: str, lasting: Style) -> None:
    meaning = understood(words, tones=TONES, version=VERSION)
    assert meaning is not None
    assert (meaning.unclear, meaning.lasting) == (True, lasting)


@pytest.mark.parametrize("words", NOTHING)
def test_thanks_praise_and_questions_change_nothing(words: str) -> None:
    assert understood(words, tones=TONES, version=VERSION) == NEITHER


@pytest.mark.parametrize("words", UNKNOWN)
def test_what_no_rule_knows_is_left_to_a_model(words: str) -> None:
    assert understood(words, tones=TONES, version=VERSION) is None


@pytest.mark.parametrize(("words", "simplified"), TRADITIONAL.items())
def test_traditional_words_mean_what_they_mean_in_simplified_ones(words: str, simplified: str) -> None:
    meanings = [understood(one, tones=TONES, version=VERSION) for one in (words, simplified)]
    assert meanings[0] == meanings[1]
    assert idle(words) == idle(simplified)


def test_what_is_to_stand_in_the_note_itself_stays_in_the_signs_it_was_typed_in() -> None:
    meaning = understood("以後署名寫「關注我」，加上#臺灣美食", tones=TONES, version=VERSION)
    assert meaning is not None
    assert meaning.wish is not None
    assert meaning.wish.style == meaning.lasting == Style(topics=("臺灣美食",), signature="關注我")
