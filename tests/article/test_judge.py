from __future__ import annotations

import pytest

from bot.article.judge import judge
from bot.errors import ChallengePage, LoginRequired, NotAnArticle, Paywalled, SourceError, TooShort

BRIEF = "河边的旧船厂改成了一座小剧场，首演那天来了三百多人。座位不够，后来的观众就坐在船台的木梯上，一直到散场。"
MORE = "剧场没有空调，十二扇铁门全部打开，江风从后台一直吹到第一排。导演说，下一出戏会把涨潮的时间也写进剧本里。"
ARTICLE = f"<article><h1>船台上的剧场</h1><p>{BRIEF}</p><p>{MORE}</p></article>"


def test_a_brief_with_a_login_box_beside_it_is_an_article() -> None:
    html = (
        f"<title>船台上的剧场</title>{ARTICLE}<div id='comments'><p>请先登录后发表评论</p><input type='password'></div>"
    )
    article = judge(html, "https://news.example/1").article
    assert article is not None
    assert article.text == f"{BRIEF}\n{MORE}"


def test_an_article_without_a_title_is_named_by_its_first_sentence() -> None:
    article = judge(f"<p>{BRIEF}</p><p>{MORE}</p>", "").article
    assert article is not None
    assert article.title == "河边的旧船厂改成了一座小剧场，首演那天来了三百多人。"


CLOUD = "Needs to review the security of your connection before proceeding. " * 2
NOT_FREE = "<script type='application/ld+json'>{'isAccessibleForFree': false}</script>"
WALLS = {
    f"<title>Just a moment...</title><p>{CLOUD}</p>": ChallengePage,
    f"<title>剧场</title>{ARTICLE}{NOT_FREE}": Paywalled,
    f"<title>剧场</title>{ARTICLE}<p>开通会员后即可阅读全文</p>": Paywalled,
    "<title>圈子</title><p>你好</p><input type=password>": LoginRequired,
    "<title>一句话</title><p>这一页只有一句话。</p>": TooShort,
    "": NotAnArticle,
    "<!-- -->": NotAnArticle,
}


@pytest.mark.parametrize(("html", "problem"), WALLS.items())
def test_a_page_from_which_no_note_can_be_written_says_why(html: str, problem: type[SourceError]) -> None:
    verdict = judge(html, "https://news.example/1")
    assert (verdict.article, verdict.problem) == (None, problem)


def test_only_a_page_with_scripts_and_hardly_a_word_may_still_be_filled() -> None:
    assert judge("<title>x</title><div id=app></div><script src=a.js></script>", "").hollow
    assert not judge("<title>x</title><div id=app></div>", "").hollow
    assert not judge("<title>页面不存在</title><script src=a.js></script>", "").hollow
