"""Contact data and ways off the platform: none may be in a note, not even one that the article has.

An injected link stands in the article too, so comparing would not help. The platform limits accounts that divert
readers "directly, in altered form or embedded" (交易导流违规管理细则, 2025-03-12): altered forms are folded back first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.models import Finding, Severity
from bot.review.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Article, Note

_LINK: Final = "有网址或域名，算站外引流"
_MAIL: Final = "有邮箱"
_HANDLE: Final = "有 @ 账号"
_PHONE: Final = "有电话号码"
_WECHAT: Final = "有微信号或加微信的说法"
_QQ: Final = "有 QQ 号或 QQ 群"
_MESSENGER: Final = "有站外通讯软件的账号"
_GROUP: Final = "有拉群的说法"
_CODE: Final = "有扫码或二维码引导"
_MESSAGE: Final = "有私信或主页引流的说法"
_COUPON: Final = "有口令或邀请码"

_ENDINGS: Final = (
    "com net org cn io ai co me cc top xyz vip club shop site app dev link info edu gov tv im ly gg gl pw ltd tech "
    r"store online live pro wang icu us uk hk tw jp sg eu ru de fr ca au page wiki biz mobi asia ink cloud xn--\w+"
).replace(" ", "|")
_WORDLIKE_ENDINGS: Final = "so|is|it|in|to|be|at|no|am|by|la|my|st|sh|gd|do|fm"
"""These end a sentence as often as a domain: believed only before a path."""
_NAMED_LIKE_DOMAINS: Final = r"(?:(?:asp|ado|vb|ml)\.net|cs\.(?:ai|cc)|math\.co|stat\.me)(?![a-z0-9./-])"
"""Parts of .NET, and subjects of arXiv."""
_TAIL: Final = r"(?:[!-~]*[a-z0-9/=])"
_DOT: Final = r" *(?:点|。| \.(?!net)|[(\[{](?:\.|点|dot)[)\]}]| dot ) *"
"""A dot written so that no program sees it."""
_ID: Final = r"[a-z0-9][a-z0-9_-]{4,}"
_GAP: Final = r"[ .·_*~—-]{0,3}"
_HAN_DIGIT: Final = "零幺一二三四五六七八九"
_AMOUNT: Final = r" *(?:元|美元|万|亿|人|次|个|吨|股)"
_WHOM: Final = r"(?:我|一下|下|个|客服|老师|小编|本人)?的?"
_ADD: Final = rf"(?:(?<![增更参附叠外追])加|(?<![^\W的请可我需])\+){_WHOM}"
"""Before a name that is honest in itself: 抖音+微信 adds nobody."""
_ADD_HIDDEN: Final = rf"(?:(?<![增更参附叠外追])加|(?<![a-z0-9])\+){_WHOM}"
_ABOUT_WECHAT: Final = (
    "支付|读书|公众|小程序|视频|搜|生态|团队|用户|登|群|好友|功能|入口|键|输入|朋友|聊天|红包|分享|客户端|版|平台"
)
"""What follows 微信 where the news is about the product."""
_METRICS: Final = "".join(
    f"(?<!{name})" for name in ("pass", "recall", "precision", "map", "ndcg", "top", "hit", "hits")
)
_GROUPS: Final = r"(?:微信|粉丝|交流|福利|读者)?[群裙](?![众体岛山星居落英组子摆名]|聊(?!聊))"


class _Rule(NamedTuple):
    message: str
    pattern: re.Pattern[str]
    tight: bool = False
    """Whether spaces and separators inside a word are ignored."""


def _rules(message: str, *patterns: str, tight: bool = False) -> tuple[_Rule, ...]:
    return tuple(_Rule(message, re.compile(pattern), tight) for pattern in patterns)


_RULES: Final = (
    *_rules(
        _MAIL,
        r"(?<![a-z0-9_.+-])[a-z0-9_.+-]+ *(?:@|艾特|[(\[{]at[)\]}]|#(?=qq|1[26]\d|gmail|foxmail)) *"
        rf"[a-z0-9-]+(?:(?: *\. *|{_DOT})[a-z]{{2,}})+",
    ),
    *_rules(
        _LINK,
        rf"(?:https?|hxxps?|ftp|tg|weixin|tbopen|mailto|magnet) *: *(?:/ */|\?)(?:{_TAIL}|[^\s,。]+)",
        rf"(?<![a-z0-9])www *[.。] *[a-z0-9]{_TAIL}",
        rf"(?<![a-z0-9_@.-])(?!{_NAMED_LIKE_DOMAINS})(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS})"
        rf"(?![a-z0-9-]|\.[a-z0-9])(?::\d+)?(?:/{_TAIL}?)?",
        rf"(?<![a-z0-9_.-])(?:[a-z0-9-]+\.)+(?:{_WORDLIKE_ENDINGS})/{_TAIL}",
        rf"(?<![a-z0-9-])[a-z0-9][a-z0-9-]*{_DOT}(?:com|cn|net|org|cc|vip|xyz)(?![a-z0-9])",
        r"(?<![a-z0-9-])[a-z0-9][a-z0-9-]+\. (?:com|cn)(?![a-z0-9])",
        rf"(?<![\d.])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d{{2,5}}|/[a-z0-9]{_TAIL}?)",
    ),
    *_rules(_HANDLE, rf"{_METRICS}@(?=[^\W_])(?!\d+ *(?:fps|hz|ghz|mm))[\w.-]+"),
    *_rules(
        _PHONE,
        rf"(?<![\d.])(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d|\.\d|{_AMOUNT})",
        r"(?<!\d)1[ .·_*~—-]+[3-9](?:[ .·_*~—-]+\d){9}(?!\d)",
        rf"(?=\d{{0,10}}[{_HAN_DIGIT}])[一幺1][三四五六七八九3-9][{_HAN_DIGIT}0-9]{{9}}(?![{_HAN_DIGIT}0-9])",
        r"(?<![\d.])\(?0\d{2,3}\)?[ -]\d{7,8}(?!\d)|(?<![\d.])[48]00[ -]\d{3}[ -]?\d{4}(?!\d)",
        r"(?<![\w)])\+\d{1,3}[ (-]{1,2}\d{2,4}[ )-]{1,2}\d{3,4}[ -]?\d{3,4}(?!\d)",
        r"(?:电话|手机|热线|(?<![a-z])tel|致电|联系方式)号?码?[是: ]*\d[\d -]{5,}\d",
    ),
    *_rules(
        _WECHAT,
        rf"{_ADD}(?:微信(?!{_ABOUT_WECHAT})|卫星|wechat|weixin)",
        rf"{_ADD_HIDDEN}(?:[薇威维徽葳v]信|[vw]x(?![a-z]))",
        rf"{_ADD_HIDDEN}(?:[v薇葳][:号]*(?=[a-z_-]{{0,20}}\d|:){_ID}|[v薇葳](?![a-z0-9认用博大账])|威(?![a-z尼斯信夷廉慑胁力]))",
        rf"{_ADD_HIDDEN}微(?:[:号]*{_ID}|(?=$|[,。!、;了吧咨领拿获备交进看聊\n]))",
        r"(?<![蔷采紫])薇信|葳信|(?<!安)徽信|(?<![a-z0-9大])v信(?![号任息心仰奉誓托])|wxid_?[a-z0-9]{4,}",
        r"(?:微信|(?<![a-z])(?:vx|wx|v))同号",
        rf"(?:微信|[薇葳维徽卫v]信|weixin|wechat|(?<![a-z0-9])[vw]x)(?:号|id)?[:=]@?(?!wechat|weixin|iphone|ios|mac){_ID}",
        rf"(?:微信|v信)(?:号|id)[是为]?{_ID}|(?<![a-z0-9])(?:[vw]x号?|v:)(?=[a-z_-]{{0,20}}\d){_ID}",
        r"关注(?:我们|我|一下)?的?(?:微信)?(?:公众号|公号|gzh)|(?:公众号|gzh)(?:后台)?回复|后台回复|搜索?(?:微信)?公众号[:「“\"]",
        tight=True,
    ),
    *_rules(
        _QQ,
        r"(?:qq|扣扣|企鹅|秋秋|球球)(?:交流|粉丝)?[群号]*[是为:]?[1-9]\d{4,10}(?![\d万亿人元个次年])",
        r"扣扣(?![子搜])|(?<![a-z])q群|企鹅群|(?<![a-z])q[:号]+[1-9]\d{4,10}",
        rf"{_ADD}(?:qq|企鹅|q(?![a-z0-9]))(?!音乐|空间|浏览|邮箱|登|季|群[聊组])",
        tight=True,
    ),
    *_rules(
        _MESSENGER,
        r"(?:(?<![a-z])tg|飞机|电报)(?:群|号|频道:)|(?<![a-z])tg:@?[a-z]\w{4,}",
        r"(?:telegram|电报|whatsapp|skype|signal|lineid)(?:号|id|频道)?:\+?(?=[a-z_]*\d)[a-z0-9]\w{4,}",
        tight=True,
    ),
    *_rules(
        _GROUP,
        rf"(?:(?<![走推促改先行跟引迈])进|(?<![增更参附叠外追])加|(?<![深融投陷涌输插])入){_GROUPS}",
        tight=True,
    ),
    *_rules(
        _CODE,
        r"扫(?:一下|一扫|描)?(?:二维|下方)?码(?!支付|付款|点[单餐]|登[录陆]|乘|骑|枪|器|开锁|购|收款|租|仪|设备|功能)",
        r"(?:长按|识别|扫描?)[^。\n]{0,6}(?:二维码|图中码|小程序码|qr码)|长按识别|扫一扫(?=添加|加|关注|下|上|图|进)",
        r"二维码(?=在|见|放|如下|已放|进群|关注|领)",
        tight=True,
    ),
    *_rules(
        _MESSAGE,
        r"(?:[私厶丝思]信|私聊|小窗)(?:我|领|获取|拿|要|发我|咨询|即可|免费|链接|进|取|[【「\[]|\d{1,3}(?!\d))",
        r"(?<![隐自无走营公有民])私我(?!们)|滴滴我|(?<![a-z])dd我|戳主页|(?:戳|见|看|点)我的?主页",
        r"主页(?:有|见|放|置顶|简介)[^。\n]{0,6}(?:链接|联系|方式|微|码)|链接(?:在|见|放)(?:评论|主页|置顶)",
        r"评论区(?:领取?|扣\d|(?:留|放|发|见|有|置顶)[^。\n]{0,4}(?:链接|邮箱|联系|微信|手机|方式))",
        tight=True,
    ),
    *_rules(
        _COUPON,
        r"(?:邀请码|优惠码|优惠券码?|兑换码|推荐码|口令|暗号)[是为: ]*[「【“\"]?(?=[a-z]{0,20}\d)[a-z0-9]{4,}",
        r"[¥€$] *(?=\d{0,12}[a-z])[a-z0-9]{8,13} *[¥€$]",
    ),
)


def contacts(note: Note, _article: Article) -> tuple[Finding, ...]:
    """Name what leads a reader off the platform, in title, body and topics; `span` is exactly what stands there."""
    texts = (note.title, note.body, *note.topics)
    return tuple(finding for text in texts for finding in _in_text(text))


def _in_text(text: str) -> Iterator[Finding]:
    """Take the first rule's match where several meet."""
    taken = bytearray(len(text))
    for message, start, end in _matches(text):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            yield Finding(check="contacts", severity=Severity.REPAIR, span=text[start:end], message=message)


def _matches(text: str) -> Iterator[tuple[str, int, int]]:
    plain = folded(text)
    tight = plain.squeezed()
    for rule in _RULES:
        view = tight if rule.tight else plain
        for match in rule.pattern.finditer(view.text):
            yield (rule.message, *view.place(*match.span()))
    for match in re.finditer("微信", tight.text):  # only who hides the word puts something into it
        start, end = tight.place(*match.span())
        if end - start > len(match[0]):
            yield _WECHAT, start, end
