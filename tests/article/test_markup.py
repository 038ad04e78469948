from __future__ import annotations

from bot.article import markup


def test_lines_follow_the_blocks_and_leave_out_what_is_no_text() -> None:
    tree = markup.parse(
        "<body>前<p>一<b>二</b>三</p>中<br>断<nav>导航</nav><ul><li>四<li>五</ul><script>x</script>后</body>"
    )
    assert tree is not None
    assert markup.lines(tree).splitlines() == ["前", "一二三", "中", "断", "四", "五", "后"]


def test_linked_characters_are_counted_with_their_paragraph() -> None:
    tree = markup.parse("<body><p>看<a href=/1>这里</a>吧</p></body>")
    assert tree is not None
    assert [(text, linked) for _, text, linked in markup.paragraphs(tree)] == [("看这里吧", 2)]


def test_widgets_and_lines_without_a_word_are_no_paragraphs() -> None:
    assert markup.tidy("0% 展开列表\n正文  一\n×\n广告\n———\n 正文二\u200b ") == "正文 一\n正文二"


def test_a_tech_text_in_english_with_a_chinese_name_is_not_chinese() -> None:
    assert not markup.is_chinese("The tower was built in 1928. " * 30 + "百年水塔")
    assert markup.is_chinese("百年水塔扶正了，全城的人都来看。" * 5)


def test_nothing_can_be_parsed_into_nothing() -> None:
    assert markup.parse("") is None


def test_lone_surrogates_do_not_stop_the_parser() -> None:
    tree = markup.parse("<p>正\ud800文</p>")
    assert tree is not None
    assert markup.lines(tree) == "正?文"
