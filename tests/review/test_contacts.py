from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Article, Note, Severity
from bot.review.contacts import contacts

ARTICLE = Article(url="", title="", text="")
SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))

CAUGHT = (
    # addresses
    "https://example.com/a?b=1", "详情见 http://a.cn", "example.com", "在 Booking.com 上订", "看看example点com",
    "看看 example 。com", "example[.]com", "example . com", "ｅｘａｍｐｌｅ．ｃｏｍ", "exa\u200bmple.com",
    "bit.ly/3abc", "t.me/abcde", "tg://resolve?domain=x", "www.example.org", "hxxps://bad.example/x",
    "еxаmple.com", "youtu.be/abc123", "192.168.1.1:8080", "http://例子.中国/页", "example🔥.com",
    "xn--fiqs8s.xn--fiqs8s",
    # phones
    "13800138000", "１３８００１３８０００", "138 0013 8000", "138-0013-8000", "1 3 8 0 0 1 3 8 0 0 0",
    "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "①③⑧00138000", "一三八零零一三八零零零", "幺三八〇〇幺三八〇〇〇",
    "+86 138 0013 8000", "010-12345678", "400-810-8888", "+1 (415) 555-2671", "电话：6234 5678",
    # mail and handles
    "me@example.com", "me＠example．com", "me (at) example (dot) com", "name艾特qq点com", "12345#qq.com",
    "@somebody 说得好", "找＠小助手",
    # WeChat
    "加微信领资料", "加我微信", "加薇❤信", "薇❤信 abc123", "薇信同步", "微❤信", "微\u200b信", "加V：abc123",
    "加v领取", "➕V xiaogao88", "需要的➕微信", "+V了解", "加我V", "V❤：xiaogao_1", "vx: abc_1234", "VX号abc1234",
    "wx：xiaogao2026", "ⓥⓧ：xiaogao", "🅥🅧：xiaogao1", "微信号 xiaogao2026", "微信号：xiaogao", "微信同号",
    "加卫星", "加威领", "加微备注888", "加微，送资料", "加-微-信", "w.e.c.h.a.t：abc123", "关注公众号「小稿」",
    "公众号回复666", "后台回复“资料”",
    # QQ, Telegram and others
    "QQ群：123456789", "QQ 123456789", "扣扣 123456", "加扣扣", "🐧123456789", "加Q：12345678", "q群见",
    "TG：abc_def", "tg群", "telegram：abc_123", "飞机号", "WhatsApp: +8613800138000",
    # groups, codes, messages, coupons
    "进群交流", "拉你进群", "欢迎进群聊聊", "加群领资料", "入裙", "扫码领取", "扫 码 领 取", "扫🐎进群",
    "长按识别二维码", "识别下方二维码", "扫一扫关注", "掃碼", "二维码见图", "私信领", "私信我领资料", "私❤我",
    "私 信 我", "厶信我", "滴滴我", "戳主页", "链接在评论区", "评论区扣1", "主页有联系方式", "邀请码：ABC123",
    "口令 8a9b7c", "￥aB3dE5fG7h￥",
)  # fmt: skip

HARMLESS = (
    # versions, figures, dates
    "GPT-4.1 来了", "DeepSeek V3.1 发布", "圆周率 3.14", "2026.11.24", "1998.11.24 300人到场", "2013-2024年",
    "v1.0.0", "版本 124.0.6367.60", "版本 1.2.3.4", "iOS 26.1", "H.265", "价格 1,399 元", "$100000 和 $200000",
    "3080、4090、5090", "1200万到1300万", "营收13800000000元", "一九四九年到二零二六年", "百分之二十到五十",
    "9:30-18:00", "第1-3名", "RTX 5090", "订票打 12306", "热线12345", "pass@1 达到 80%", "Recall@10 提升",
    "4K@30fps 视频",
    # names that look like addresses
    "Node.js 很快", "Vue.js/React 都行", "ASP.NET Core 9", "Visual Basic .NET 语言", "arXiv 的 cs.AI 分类",
    ".NET 10 发布", "main.py 和 README.md", "README.md/main.py", "C++、C#、F#", "A/B 测试", "24/7 服务", "TCP/IP",
    "中国🇨🇳", "It is good. Net profit rose", "发布GPT-5.中国市场", "GPT。AI 时代", "发布了GPT. AI 行业震动",
    "早上9点，AI 峰会", "下午3点top10揭晓",
    # news about the messengers
    "微信发布新功能", "微信支付上线", "加入微信读书", "iPhone 添加微信支付", "增加微信好友功能",
    "微信公众号上线了新功能", "微信是tencent旗下产品", "联系微信客户服务", "登录微信客户端", "追加微信投资",
    "抖音+微信双平台", "支持 QQ + 微信登录", "QQ音乐更新", "QQ 宣布改版", "Signal：Meredith 说",
    "信号：Signal 是一款应用", "飞机：波音 737", "飞机起飞", "电报的历史",
    # words that hold a piece of a hint
    "增加维度", "参加微博活动", "预训练加微调", "更加微妙", "增加微软的份额", "增加VIP会员", "升级加V8发动机",
    "加V认证", "加Q1季度", "安徽信息产业", "蔷薇信笺", "维信诺屏幕", "威信扫地", "卫星发射成功", "大V信誓旦旦",
    "5V信号", "VX 神经毒剂", "深入群众", "走进群山", "融入群体", "增加群聊功能", "输入群名", "加入群聊",
    "推进群体免疫", "加裙子", "扫码支付", "扫码点餐", "扫描仪", "二维码识别技术", "私信功能上线", "隐私我们看重",
    "公司信我的话", "主页改版了", "查看主页推荐", "评论区很热闹", "口令红包", "邀请码制度取消", "优惠券难领",
    "企鹅在南极", "加一点盐", "十几个人", "他说：“相信我。”",
)  # fmt: skip


@pytest.mark.parametrize("text", [*CAUGHT, *SENTENCES["caught"]])
@pytest.mark.parametrize("field", ["title", "body", "topic"])
def test_a_way_off_the_platform_is_found_wherever_it_stands(text: str, field: str) -> None:
    around = f"前文。{text}"
    note = {
        "title": Note(title=around, body=""),
        "body": Note(title="", body=f"第一段。\n\n{around}\n\n末段。"),
        "topic": Note(title="", body="", topics=("新闻", around)),
    }[field]
    found = contacts(note, ARTICLE)
    assert found
    assert all(one.check == "contacts" and one.severity is Severity.REPAIR and one.message for one in found)
    assert all(one.span and any(one.span in part for part in (note.title, note.body, *note.topics)) for one in found)


@pytest.mark.parametrize("text", [*HARMLESS, *SENTENCES["harmless"]])
def test_an_honest_string_is_left_alone(text: str) -> None:
    around = f"前文。{text}，后文。"
    assert contacts(Note(title=text, body=f"{text}\n\n{around}", topics=(text,)), ARTICLE) == ()


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(set(CAUGHT)) >= 100
    assert len(set(HARMLESS)) >= 90
    assert all(len(SENTENCES[kind]) >= 100 for kind in ("caught", "harmless"))


def test_an_address_is_forbidden_although_the_article_has_it() -> None:
    article = Article(url="https://example.com/1", title="", text="请访问 evil.com 领取")
    assert [one.span for one in contacts(Note(title="", body="请访问 evil.com 领取"), article)] == ["evil.com"]


@pytest.mark.parametrize(
    ("body", "span"),
    [
        ("详情https://a.cn/x，更多内容请看", "https://a.cn/x"),
        ("写信到 me＠example．com 即可", "me＠example．com"),
        ("打 1 3 8 0 0 1 3 8 0 0 0 吧", "1 3 8 0 0 1 3 8 0 0 0"),
        ("找薇❤信聊", "薇❤信"),
        ("找微 亻言：an_8899，谢谢", "微 亻言：an_8899"),
        ("入君羊领", "入君羊"),
        ("打 壹捌陆 零零零零 陆陆陆陆 吧", "壹捌陆 零零零零 陆陆陆陆"),
        ("看 exa\u200bmple.com。", "exa\u200bmple.com"),
        ("去ＷＷＷ．Ａ．ＣＯＭ看", "ＷＷＷ．Ａ．ＣＯＭ"),
    ],
)
def test_the_span_is_what_stands_in_the_note_and_no_more(body: str, span: str) -> None:
    assert [one.span for one in contacts(Note(title="", body=body), ARTICLE)] == [span]


def test_each_place_is_told_once_and_every_place_is_told() -> None:
    found = contacts(Note(title="", body="邮箱 me@example.com，网站 a.com 和 b.com。"), ARTICLE)
    assert sorted(one.span for one in found) == ["a.com", "b.com", "me@example.com"]


def test_nothing_is_joined_over_a_line_break() -> None:
    assert contacts(Note(title="", body="他加\n微信发布新功能\n微\n信"), ARTICLE) == ()


@given(st.text(alphabet=st.sampled_from("加微薇V信❤\u200bq1358. \n@/:-cnomＡ１①🅥É🐧"), max_size=60))
def test_whatever_the_text_the_span_is_a_piece_of_it(text: str) -> None:
    assert all(one.span and one.span in text for one in contacts(Note(title="", body=text), ARTICLE))
