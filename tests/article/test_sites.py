from __future__ import annotations

import json

import pytest

from bot.article import sites
from bot.errors import ArticleDeleted, ChallengePage, LoginRequired, PageMissing, Paywalled, SourceError


def test_an_article_of_jiqizhixin_is_asked_of_its_api() -> None:
    request = sites.request("https://www.jiqizhixin.com/articles/2026-10-09-3?from=x")
    assert request is not None
    assert request.url == "https://www.jiqizhixin.com/api/article_library/articles/2026-10-09-3.json"
    assert request.headers["x-requested-with"] == "XMLHttpRequest"
    assert request.headers["referer"] == "https://www.jiqizhixin.com/articles/2026-10-09-3?from=x"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.jiqizhixin.com/",
        "https://www.jiqizhixin.com/articles/..%2fadmin",
        "https://www.jiqizhixin.com.evil.example/articles/2026-10-09-3",
        "https://news.example/articles/2026-10-09-3",
    ],
)
def test_no_other_address_is_sent_there(url: str) -> None:
    assert sites.request(url) is None


def test_the_apis_answer_becomes_the_article() -> None:
    found = {
        "title": "小模型上手机",
        "author": {"name": "程知微"},
        "published_at": "2026/10/9 12:30",
        "content": "<p>第一段。</p><p>第二段。<span style='display:none'>藏</span></p><script>x</script>",
    }
    article = sites.answer(json.dumps(found), "https://www.jiqizhixin.com/articles/1")
    assert article is not None
    assert (article.title, article.author, article.date) == ("小模型上手机", "程知微", "2026-10-09")
    assert article.text == "第一段。\n第二段。"
    assert article.sitename == "机器之心"


def test_half_a_character_is_dropped() -> None:
    text = '{"title": "图书馆\\ud83d", "content": "<p>晚上\\ud83d\\ude00开门\\ude00。</p>"}'
    article = sites.answer(text, "https://www.jiqizhixin.com/articles/1")
    assert article is not None
    assert (article.title, article.text) == ("图书馆", "晚上😀开门。")


@pytest.mark.parametrize("text", ["<html>challenge</html>", "[]", "{}", '{"content": 3}', "[" * 100_000])
def test_any_other_answer_is_no_article(text: str) -> None:
    assert sites.answer(text, "https://www.jiqizhixin.com/articles/1") is None


def test_an_answer_with_odd_fields_is_still_read() -> None:
    text = json.dumps({"content": "<p>正文。</p>", "author": "佚名", "published_at": 5})
    article = sites.answer(text, "https://www.jiqizhixin.com/articles/1")
    assert article is not None
    assert (article.title, article.author, article.date) == ("", "", "")


SAYINGS = {
    "该内容已被发布者删除": ArticleDeleted,
    "此内容因违规无法查看": ArticleDeleted,
    "此帐号已自主注销，内容无法查看": ArticleDeleted,
    "该公众号已迁移": ArticleDeleted,
    "链接已过期": ArticleDeleted,
    "当前环境异常，完成验证后即可继续访问": ChallengePage,
    "正在进行安全检测...": ChallengePage,
    "Just a moment...": ChallengePage,
    "订阅后阅读全文": Paywalled,
    "本文为付费文章": Paywalled,
    "Subscribe to continue reading": Paywalled,
    "请先登录": LoginRequired,
    "Sign in to continue": LoginRequired,
    "Page not found": PageMissing,
    "您访问的页面不存在": PageMissing,
    "河边的旧船厂改成了剧场": None,
}


@pytest.mark.parametrize(("said", "problem"), SAYINGS.items())
def test_a_page_without_an_article_says_why(said: str, problem: type[SourceError] | None) -> None:
    assert sites.problem(said) is problem


ADDRESSES = {
    "https://mp.weixin.qq.com/mp/wappoc_appmsgcaptcha?poc_token=x": ChallengePage,
    "https://passport.site.example/go?to=x": LoginRequired,
    "https://site.example/login?next=/a": LoginRequired,
    "https://site.example/a/why-captcha-fails?login": ChallengePage,
    "https://site.example/story": None,
}


@pytest.mark.parametrize(("url", "problem"), ADDRESSES.items())
def test_some_addresses_say_it_themselves(url: str, problem: type[SourceError] | None) -> None:
    assert sites.address_problem(url) is problem
