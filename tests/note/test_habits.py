from __future__ import annotations

import pytest

from bot.models import Article, Note
from bot.note import habits
from bot.note.habits import Post, chosen, edited, of_edit, of_posts, post, told
from bot.style import Style, Trait

LINE = "今天这家馆子的面条真的很筋道，汤也清。"
ARTICLE = Article(url="", title="南湖图书馆开到24点", text="南湖图书馆夜间开放时间由21点延长至24点，先试行三个月。")
OURS = Note(
    title="南湖图书馆居然开到24点",
    body="📚21点以后还能坐吗？居然可以。\n\n✨南湖图书馆开到24点，先试行三个月，简直太方便。\n\n🎫带证就能进。\n\n来源：报",
    topics=("图书馆", "夜读"),
)


def posts(*bodies: str) -> list[Post]:
    return list(map(post, bodies))


def test_a_post_is_read_without_its_topics() -> None:
    found = post(f"标题\n\n{LINE}\n#读书[话题]# #咖啡 ＃夜读")
    assert found == Post(body=f"标题\n\n{LINE}", topics=("读书", "咖啡", "夜读"))
    assert post("一行\n\n来源：报").lines == ["一行"]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([LINE * 20], [Trait("emoji", "none")]),
        ([LINE * 5], [Trait("emoji", "none"), Trait("length", "shorter")]),
        ([LINE * 40], [Trait("emoji", "none"), Trait("length", "longer")]),
        ([LINE * 20 + "✨"], [Trait("emoji", "few")]),
        ([(LINE + "✨") * 20], [Trait("emoji", "many")]),
        ([LINE * 20 + "✨" * 5], []),
        ([LINE * 20 + "✨" * 5, LINE * 40 + "🌙"], []),
        ([LINE * 20 + "✨" * 5 + "小编说，姐妹们看"], [Trait("persona", "自称「小编」，称呼读者「姐妹们」")]),
        ([LINE * 20 + "✨" * 5 + "小编说", LINE * 20 + "✨" * 5], []),
        (
            [f"{LINE * 20}{'✨' * 5}\n我是小王\n#面 #咖啡", f"{LINE * 21}{'✨' * 5}\n我是小王\n#咖啡 #汤"],
            [Trait("signature", "我是小王"), Trait("topics", "咖啡")],
        ),
        ([f"{LINE * 20}{'✨' * 5}\n我是小王\n#咖啡"], []),
        (["#咖啡", "#咖啡"], [Trait("topics", "咖啡"), Trait("emoji", "none"), Trait("length", "shorter")]),
    ],
)
def test_what_posts_have_in_common_is_proposed(texts: list[str], found: list[Trait]) -> None:
    assert of_posts(posts(*texts)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{OURS}", []),
        (str(OURS).replace("居然", ""), [Trait("avoid", "居然")]),
        (str(OURS).replace("简直太方便", "很方便"), [Trait("avoid", "简直")]),
        (str(OURS).replace("\n\n#", "\n\n我是小王呀\n\n#"), [Trait("signature", "我是小王呀")]),
        (f"{OURS} #我的书桌", [Trait("topics", "我的书桌")]),
        (str(OURS).replace("📚", "").replace("✨", "").replace("🎫", ""), [Trait("emoji", "none")]),
        (str(OURS).replace("📚", "").replace("✨", ""), [Trait("emoji", "few")]),
        (f"✨🎫📚🌙{OURS}", [Trait("emoji", "many")]),
        (OURS.body[:17], [Trait("emoji", "few"), Trait("length", "shorter")]),
        (f"{OURS.title}\n{OURS.body}{'南湖图书馆开到24点，先试行三个月。' * 6}", [Trait("length", "longer")]),
    ],
)
def test_what_editing_shows_is_proposed(text: str, found: list[Trait]) -> None:
    assert edited(text, OURS)
    assert of_edit(OURS, post(text), ARTICLE) == found


def test_words_of_a_sentence_that_is_gone_are_not_to_blame() -> None:
    assert of_edit(OURS, post(str(OURS).replace("居然可以。", "")), ARTICLE) == []


def test_an_edited_note_is_known_by_its_likeness_in_either_script() -> None:
    assert not edited("", OURS)
    assert not edited(LINE * 3, OURS)
    assert edited("南湖圖書館居然開到24點，先試行三個月", OURS)


def test_the_last_edited_text_is_compared_with_ours_and_the_others_are_posts() -> None:
    text = str(OURS).replace("居然", "")
    found, ours = told(
        [LINE * 20 + "✨" * 5 + "小编说", text], [(Note(title="别的", body=LINE), ARTICLE), (OURS, ARTICLE)]
    )
    assert ours == OURS
    assert found == [Trait("avoid", "居然"), Trait("persona", "自称「小编」")]
    assert told([text], [(OURS, ARTICLE)])[0] == [Trait("avoid", "居然")]
    assert told([LINE * 20], [(OURS, ARTICLE)]) == ([Trait("emoji", "none")], None)


@pytest.mark.parametrize(
    ("found", "said", "style", "proposed"),
    [
        ("abcd", [], Style(), "abc"),
        ("abcd", ["一"], Style(), "ab一"),
        ("a", ["一", "二", "三"], Style(), "a一二"),
        ("", ["一", "二", "三", "四"], Style(), "一二三"),
        ("aab", ["一"], Style(avoid=("a",), wishes=("一",)), "b"),
        ("", [], Style(), ""),
    ],
)
def test_never_more_than_three_are_proposed_and_none_that_is_kept(
    found: str, said: list[str], style: Style, proposed: str
) -> None:
    traits = chosen([Trait("avoid", one) for one in found], said, style)
    assert "".join(one.value for one in traits) == proposed
    assert len(traits) <= habits.PROPOSED
