from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article.links import clean, find

TEXTS = {
    "http://xhslink.com/a/AbCdEf，复制本条信息，打开App查看": ["http://xhslink.com/a/AbCdEf"],
    "http://xhslink.com/a/AbCdEf复制本条信息": ["http://xhslink.com/a/AbCdEf"],
    "看这篇：https：／／mp.weixin.qq.com／s／AbC_d-1。好": ["https://mp.weixin.qq.com/s/AbC_d-1"],
    "mp.weixin.qq.com/s/abc 看看": ["https://mp.weixin.qq.com/s/abc"],
    "[标题](https://a.example/x)": ["https://a.example/x"],
    "(见 https://en.wikipedia.org/wiki/A_(b))": ["https://en.wikipedia.org/wiki/A_(b)"],
    "（https://a.example/x）": ["https://a.example/x"],
    "https://a.example/x(": ["https://a.example/x"],
    "https://a.example/x?a=1&amp;b=2": ["https://a.example/x?a=1&b=2"],
    "https://baike.baidu.com/item/人工智能/9180，不错": ["https://baike.baidu.com/item/人工智能/9180"],
    "https://zh.wikipedia.org/wiki/GPT模型（语言）。": ["https://zh.wikipedia.org/wiki/GPT模型（语言）"],
    "https://a.example/1https://b.example/2": ["https://a.example/1", "https://b.example/2"],
    "https://a.example/1,https://b.example/2": ["https://a.example/1", "https://b.example/2"],
    "https://web.archive.org/web/2020/https://b.example/2": ["https://web.archive.org/web/2020/https://b.example/2"],
    "**https://a.example/x**！": ["https://a.example/x"],
    '<a href="https://a.example/x">': ["https://a.example/x"],
    "《https://a.example/a》和“https://b.example”": ["https://a.example/a", "https://b.example"],
    "HTTPS://A.example/X!": ["HTTPS://A.example/X"],
    "https://a.example/a_b_ 又是 https://a.example/a_b_": ["https://a.example/a_b_"],
    "http://[2606:4700::1]/x": ["http://[2606:4700::1]/x"],
    "看看 main.py 和 a.example，没有链接": [],
    "写信给 me@mp.weixin.qq.com/s": [],
    "http://。": [],
    "http://[x/": [],
    "file:///etc/passwd ftp://a.example/x": [],
    "": [],
}


@pytest.mark.parametrize(("text", "links"), TEXTS.items())
def test_links_come_out_of_share_texts_without_what_is_glued_to_them(text: str, links: list[str]) -> None:
    assert list(find(text)) == links


def test_an_endless_link_is_no_link() -> None:
    assert find("https://a.example/" + "x" * 3000) == ()


@given(st.text(alphabet="htps:/／：.a1中，()[]（）& ", max_size=80))
def test_every_link_that_is_found_is_an_address_of_the_web(text: str) -> None:
    for link in find(text):
        assert urlsplit(link).scheme.lower() in {"http", "https"}
        assert urlsplit(link).hostname


KEYS = {
    "https://mp.weixin.qq.com/s?__biz=Mz&mid=2&idx=1&sn=ab&chksm=x&scene=27#wechat_redirect": (
        "https://mp.weixin.qq.com/s?__biz=Mz&idx=1&mid=2&sn=ab"
    ),
    "https://mp.weixin.qq.com/s/AbC?from=groupmessage": "https://mp.weixin.qq.com/s/AbC",
    "HTTPS://A.example:443/x?utm_source=1&b=2&a=1&share_token=9#top": "https://a.example/x?a=1&b=2",
    "http://a.example:8080": "http://a.example:8080/",
    "http://a.example/#/p/1": "http://a.example/#/p/1",
    "http://[x/": "http://[x/",
}


@pytest.mark.parametrize(("url", "key"), KEYS.items())
def test_a_links_key_names_the_article_and_nobody_who_shared_it(url: str, key: str) -> None:
    assert clean(url) == key
    assert clean(key) == key
