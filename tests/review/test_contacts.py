from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Article, Note, Severity
from bot.review.contacts import contacts

ARTICLE = Article(url="", title="", text="")

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

CAUGHT_IN_SENTENCES = (
    # as readers meet them
    "想要完整表格的姐妹，加我薇❤：lily_2024，备注小红薯就行",
    "有需要的可以➕v：tt88990",
    "公粽号搜「阿宁读书」就能拿到全文",
    "扣扣群：八七六五四三二一，进来免费领模板",
    "电抱群组 t点me/xiaogao_club",
    "TG搜：anning888",
    "绿泡泡：anning-0808，不闲聊",
    "蓝色软件同号 77665544 也行",
    "手機：①③⑧⓪⓪①③⑧⓪⓪⓪",
    "1️⃣3️⃣6️⃣8️⃣8️⃣6️⃣6️⃣5️⃣5️⃣4️⃣4️⃣ 同微",
    "联系我：１３７００００１１１１",
    "发邮件到 a n n i n g @ 1 6 3 . c o m",
    "官网是 xiaogao点com，直接打开",
    "h t t p s : / / x g . c n / a1",
    "扫描下图二惟码，进交流群",
    "评论区扣1，私我发完整版",
    "后台丝信我，领取电子版",
    "戳我头像进主页，找置顶的群",
    "君羊号 556677889，满员就没了",
    "微❤信❤号：note2024",
    "围脖@阿宁读书，天天更新",
    "Ⓥⓧ：anning77",
    "ＷＸ：ａｎｎｉｎｇ９９",
    "我的徽信是 anning123456",
    "亻言 微：an8899，拿全套",
    "Q：2837465910 备注来意",
    "扣 2837465910",
    "vx同抖音号，直接搜",
    "wx\u200b:\u200banning0011",
    "加我好友 anning0033 拉群",
    "资料整理好了，V❤xhs5566，拉你进群",
    "主页找我，威 信 同 号 139 1234 5678",
    "具体教程放在工重号里了，名字和这里一样",
    "企鹅号 12345678，加的时候说一声",
    "飞机@xiaogao_bot 直接发你",
    "上某信搜同名，每天更新",
    "小绿书搜阿宁，绿色软件同名",
    "一三八零零一三八零零零，打电话问就好",
    "壹叁玖伍伍陆陆柒柒捌捌 ，报名请打",
    "1 5 0-8 8 8 8-6 6 6 6 有空联系",
    "邮箱 anning艾特qq点com",
    "写信给 anning#gmail。com（#换@）",
    "链接放这：xiao gao . top / read",
    "复制这段口令打开淘✓宝 ￥aB3dE9fG￥ 就能看到",
    "长按识别末图里的码，进群领资料",
    "想要的滴滴我，资料私发",
    "看我主页简介有联系方式，加我领",
    "进裙：123 456 789，暗号小稿",
    "+ w e i x i n：anning_note",
    "卫星：anning2024",
    "v心 anning66，来聊",
    "𝐕𝐗：anning_88",
    "weChat ID: anning_x9",
    "嶶信anning8899，通过很快",
    "加😊微😊信😊：an2244",
    "球球 2837465910，进来聊",
    "求加V，anning_v5，名额十个",
    "+薇 anning-w，送你一份清单",
    "联系小助手领取资料，微 anning0022",
    "dy同名，vb同名，公种号也同名",
)

HARMLESS_SENTENCES = (
    # near to the above, and honest
    "微信今天更新了8.0.50版本，朋友圈可以发长视频了",
    "腾讯公布财报，微信月活13.8亿",
    "监管部门提醒：不要随便扫描陌生二维码",
    "威士忌的年份和产地要看清楚",
    "加薇薇安的外套很好看",
    "卫星发射成功，轨道高度500公里",
    "企鹅在南极的数量减少到12万只",
    "电报是19世纪发明的，当时一字千金",
    "版本号 1.23.456 修了三个漏洞",
    "这颗小行星距离地球 13800138000 米",
    "2024-11-25 到 2025-01-08 是报名时间",
    "ISBN 9787111234567 这本书值得读",
    "Python 3.13 和 Node.js 22 都发布了",
    "GPT-4.1 和 Claude 3.5 的对比表",
    "V8发动机的声音很特别",
    "报警电话110，火警119",
    "市民可拨打12315投诉",
    "群号召力很强的主持人",
    "私信功能上线后骚扰变多了",
    "她收到了一封来自1998年的邮件",
    "手机号实名制从2013年开始",
    "Telegram创始人在法国被捕",
    "欧盟对X平台罚款1.2亿欧元",
    "主页改版之后加载快了30%",
    "他的头像是一只猫",
    "点击右上角可以关闭推荐",
    "扣除2837465910元后净利润为正",
    "一二三四五六七八九十，数到十再睁眼",
    "北京西站 G6701 次列车晚点",
    "第14届全国人大第3次会议开幕",
    "微信支付在香港的用户超过了500万",
    "公众号的文章阅读量去年下降了12%",
    "地铁全线支持二维码乘车",
    "鸡尾酒里加威士忌会更香",
    "他给咖啡加微量的盐，苦味会轻一点",
    "北斗卫星2024年新增了6颗",
    "飞机晚点2小时可以改签",
    "绿泡泡茶是用绿茶粉打出来的泡沫",
    "论文编号 2408.12345 已经公开",
    "全年营收13912345678元，同比增长8%",
    "成绩是 1:23:45.678，打破了纪录",
    "订单量从 12345678 增到 23456789",
    "他用 Vue.js 写了一个网页",
    "Vx 表示速度在x方向的分量",
    "QQ音乐和网易云都下架了这首歌",
    "客服热线 12345 会在三天内答复",
    "加群众演员的镜头拍了三天",
    "扣扣子缝线的小技巧",
    "用户可以在私信里屏蔽陌生人",
    "邮箱容量从15GB涨到30GB",
    "手机号码携号转网的人数过千万",
    "微博热搜第一条是天气",
    "关注营养成分表，每100克含糖12克",
    "加V认证的账号要多交材料",
    "领取失业金要带身份证",
    "求球员转会的消息还没确认",
    "三千五百八十万六千四百人参加",
    "周一至周五 9:00-17:30 开放",
    "汇率 7.1234，较昨日涨 56 个点",
    "微商被罚的案例有三起，信用分也扣了",
)


@pytest.mark.parametrize("text", CAUGHT + CAUGHT_IN_SENTENCES)
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


@pytest.mark.parametrize("text", HARMLESS + HARMLESS_SENTENCES)
def test_an_honest_string_is_left_alone(text: str) -> None:
    around = f"前文。{text}，后文。"
    assert contacts(Note(title=text, body=f"{text}\n\n{around}", topics=(text,)), ARTICLE) == ()


def test_the_tables_are_as_large_as_promised() -> None:
    assert len(set(CAUGHT)) >= 100
    assert len(set(HARMLESS)) >= 90
    assert len(set(CAUGHT_IN_SENTENCES)) == len(set(HARMLESS_SENTENCES)) == 60


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
